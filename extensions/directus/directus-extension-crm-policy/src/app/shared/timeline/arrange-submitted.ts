import type { Change, SubmittedValue } from '../api/contract.js';

/** A value of the record itself, with what it says now where that differs; a child collection has a value for each row. */
export interface SubmittedLine {
	field: string;
	label: string;
	values: (string | null)[];
	present: string | null | undefined;
}

/** The rows of a child collection as a table. */
export interface SubmittedTable {
	name: string;
	label: string;
	columns: { field: string; label: string }[];
	rows: (string | null)[][];
}

const cell = /^(?<child>\w+)\.(?<row>\d+)\.(?<column>\w+)$/;

/** Splits a snapshot into the record's own values and one table per child collection, keeping the order it came in. */
export function arrangeSubmitted(
	values: readonly SubmittedValue[],
	changes: readonly Change[],
): { lines: SubmittedLine[]; tables: SubmittedTable[] } {
	const changed = new Map(changes.map((change) => [change.field, change.present]));
	const lines = new Map<string, SubmittedLine>();
	const tables = new Map<string, SubmittedTable & { positions: string[] }>();
	for (const { field, label, value, group_label: groupLabel } of values) {
		const { child, row, column } = cell.exec(field)?.groups ?? {};
		if (child === undefined || row === undefined || column === undefined) {
			const line = lines.get(field);
			if (line === undefined) lines.set(field, { field, label, values: [value], present: changed.get(field) });
			// Which of several rows a change concerns is said by the list of changes.
			else lines.set(field, { ...line, values: [...line.values, value], present: undefined });
			continue;
		}
		const table = tables.get(child) ?? { name: child, label: groupLabel ?? child, columns: [], rows: [], positions: [] };
		tables.set(child, table);
		if (!table.columns.some((known) => known.field === column)) table.columns.push({ field: column, label });
		if (!table.positions.includes(row)) {
			table.positions.push(row);
			table.rows.push([]);
		}
		const cells = table.rows[table.positions.indexOf(row)];
		if (cells !== undefined) cells[table.columns.findIndex((known) => known.field === column)] = value;
	}
	return {
		lines: [...lines.values()],
		tables: [...tables.values()].map(({ name, label, columns, rows }) => ({ name, label, columns, rows })),
	};
}
