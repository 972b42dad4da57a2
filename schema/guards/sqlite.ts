import { refusalMessage, type GuardRule } from './refusal-message.js';
import type { ChildGuard, GuardedColumn, GuardSpec, TableGuard } from './spec.js';
import { guardPrefix, identifier, listOf, literal, ticketTable, type GuardStatement } from './statement.js';

/**
 * Guards for SQLite. One trigger before and one after each operation: all checks are before, so that the ticket is still there
 * for each of them; it is used up after. Triggers of the same moment run in no defined order, which is why there is one of each.
 *
 * `RAISE` takes a literal, hence one branch per column. `OR REPLACE` deletes rows without asking their triggers, hence the
 * checks against what a replacement would remove (also by its hidden row id).
 */
type Row = 'NEW' | 'OLD';
type Operation = 'insert' | 'update' | 'delete';

const of = (row: Row, column: string): string => `${row}.${identifier(column)}`;
const changes = (column: string): string => `${of('NEW', column)} IS NOT ${of('OLD', column)}`;
const raise = (rule: GuardRule, table: string, field?: string): string => `RAISE(ABORT, ${literal(refusalMessage(rule, table, field))})`;

function defaultLiteral(column: GuardedColumn): string | null {
	const initial = column.default;
	if (initial === undefined) return null;
	return typeof initial === 'string' ? literal(initial) : String(Number(initial));
}

/** Holds when a new row has something in the column that was not put there by its default. */
function filled(column: GuardedColumn, row: Row): string {
	const initial = defaultLiteral(column);
	const present = `${of(row, column.name)} IS NOT NULL`;
	return initial === null ? present : `(${present} AND ${of(row, column.name)} IS NOT ${initial})`;
}

function ticket(table: string, operation: Operation): string {
	const row = operation === 'delete' ? 'OLD' : 'NEW';
	return `SELECT 1 FROM ${identifier(ticketTable)} WHERE "collection" = ${literal(table)} AND "item" = ${of(row, 'id')} AND "op" = ${literal(operation)}`;
}

function useTicket(table: string, operation: Operation): string {
	const own = ticket(table, operation).replace('SELECT 1', 'SELECT min("id")');
	return `DELETE FROM ${identifier(ticketTable)} WHERE "id" = (${own});`;
}

/** One refusal after another, in order; the first that applies is raised. */
function unlessTicketed(table: string, operation: Operation, branches: readonly (readonly [condition: string, refusal: string])[]): string {
	if (branches.length === 0) return '';
	const cases = branches.map(([condition, refusal]) => `WHEN ${condition} THEN ${refusal}`);
	return `SELECT CASE\n\t\t${cases.join('\n\t\t')}\n\tEND WHERE NOT EXISTS (${ticket(table, operation)});`;
}

/** Holds when the parent exists and is in none of the states. A parent that is gone is being deleted, and its rows with it. */
function parentOutside(guard: ChildGuard, row: Row, states: readonly string[]): string {
	return `EXISTS (SELECT 1 FROM ${identifier(guard.parent)} AS p WHERE p."id" = ${of(row, guard.column)} AND p."status" NOT IN ${listOf(states)})`;
}

const parentGone = (guard: ChildGuard): string =>
	`(${of('OLD', guard.column)} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${identifier(guard.parent)} AS p WHERE p."id" = ${of('OLD', guard.column)}))`;

function replacements(guard: TableGuard, operation: 'insert' | 'update'): string[] {
	const table = identifier(guard.table);
	const others = operation === 'update' ? ` AND t."id" IS NOT ${of('OLD', 'id')}` : '';
	const collision = (columns: readonly string[]): string => {
		const same = columns.map((column) => `t.${identifier(column)} = ${of('NEW', column)}`).join(' AND ');
		// The wording is SQLite's own, so that the host still answers RECORD_NOT_UNIQUE.
		const said = `UNIQUE constraint failed: ${columns.map((column) => `${guard.table}.${column}`).join(', ')}`;
		return `SELECT RAISE(ABORT, ${literal(said)}) WHERE EXISTS (SELECT 1 FROM ${table} AS t WHERE ${same}${others});`;
	};
	const rowId = raise('governed-field', guard.table, 'id');
	if (operation === 'insert') {
		return [
			...[['id'], ...guard.unique].map(collision),
			`SELECT ${rowId} WHERE EXISTS (SELECT 1 FROM ${table} AS t WHERE t.rowid = NEW.rowid);`,
		];
	}
	return [...guard.unique.map(collision), `SELECT ${rowId} WHERE NEW.rowid <> OLD.rowid;`];
}

function beforeInsert(guard: TableGuard): string[] {
	const { table, record } = guard;
	const refuse = (rule: GuardRule, field?: string): string => raise(rule, table, field);
	if (guard.writes !== 'people') return [unlessTicketed(table, 'insert', [['1', refuse('ticket-required')]])];
	const branches: [string, string][] = [];
	if (record !== null) {
		branches.push([`${of('NEW', 'status')} IS NOT ${literal(record.initial)}`, refuse('governed-field', 'status')]);
		branches.push([`${of('NEW', 'revision')} IS NOT 0`, refuse('governed-field', 'revision')]);
		if (record.numbered) branches.push([`${of('NEW', 'number')} IS NOT NULL`, refuse('governed-field', 'number')]);
		for (const column of record.governed) branches.push([filled(column, 'NEW'), refuse('governed-field', column.name)]);
	}
	for (const parent of guard.parents) {
		branches.push([parentOutside(parent, 'NEW', parent.any), refuse('not-editable', parent.column)]);
		for (const column of parent.windows) {
			branches.push([`${filled(column, 'NEW')} AND ${parentOutside(parent, 'NEW', column.states)}`, refuse('not-editable', column.name)]);
		}
	}
	return [...replacements(guard, 'insert'), unlessTicketed(table, 'insert', branches)];
}

function beforeUpdate(guard: TableGuard): string[] {
	const { table, record } = guard;
	const refuse = (rule: GuardRule, field?: string): string => raise(rule, table, field);
	if (guard.writes === 'append') return [`SELECT ${refuse('append-only')};`];
	const identity = `SELECT ${refuse('governed-field', 'id')} WHERE ${changes('id')};`;
	if (guard.writes === 'ticket') return [identity, unlessTicketed(table, 'update', [['1', refuse('ticket-required')]])];
	const branches: [string, string][] = [];
	const always: string[] = [identity, ...replacements(guard, 'update')];
	if (record !== null) {
		always.push(`SELECT ${refuse('governed-field', 'revision')} WHERE NEW."revision" IS NULL OR NEW."revision" < OLD."revision";`);
		branches.push([changes('status'), refuse('governed-field', 'status')]);
		branches.push([`${changes('revision')} AND NEW."revision" IS NOT OLD."revision" + 1`, refuse('governed-field', 'revision')]);
		if (record.numbered) branches.push([changes('number'), refuse('governed-field', 'number')]);
		for (const column of [...record.governed, ...record.setOnce])
			branches.push([changes(column.name), refuse('governed-field', column.name)]);
		for (const column of record.windows) {
			branches.push([`${changes(column.name)} AND OLD."status" NOT IN ${listOf(column.states)}`, refuse('not-editable', column.name)]);
		}
	}
	for (const parent of guard.parents) {
		const outside = (states: readonly string[]): string =>
			`(${parentOutside(parent, 'OLD', states)} OR ${parentOutside(parent, 'NEW', states)})`;
		branches.push([`${changes(parent.column)} AND ${outside(parent.existence)}`, refuse('not-editable', parent.column)]);
		for (const column of parent.windows)
			branches.push([`${changes(column.name)} AND ${outside(column.states)}`, refuse('not-editable', column.name)]);
	}
	return [...always, unlessTicketed(table, 'update', branches)];
}

function beforeDelete(guard: TableGuard): string[] {
	const { table, record } = guard;
	const refuse = (rule: GuardRule, field?: string): string => raise(rule, table, field);
	if (guard.writes === 'append') return [`SELECT ${refuse('append-only')};`];
	if (guard.writes === 'ticket') return [unlessTicketed(table, 'delete', [['1', refuse('ticket-required')]])];
	const branches: [string, string][] = [];
	if (record !== null) {
		const touched = [
			`${of('OLD', 'status')} IS NOT ${literal(record.initial)}`,
			...(record.numbered ? [`${of('OLD', 'number')} IS NOT NULL`] : record.governed.map((column) => filled(column, 'OLD'))),
		];
		const kept = record.deletable ? `(${touched.join(' OR ')})` : '1';
		const orphaned = guard.parents.map((parent) => ` AND NOT ${parentGone(parent)}`).join('');
		branches.push([`${kept}${orphaned}`, refuse('not-deletable')]);
	}
	for (const parent of guard.parents)
		branches.push([parentOutside(parent, 'OLD', parent.existence), refuse('not-editable', parent.column)]);
	return [unlessTicketed(table, 'delete', branches)];
}

/** Raises the revision of the record a row belongs to, unless the engine wrote the row and sets the revision itself. */
function touchParents(guard: TableGuard, operation: Operation): string[] {
	const rows: readonly Row[] = operation === 'insert' ? ['NEW'] : operation === 'delete' ? ['OLD'] : ['OLD', 'NEW'];
	return guard.parents.map((parent) => {
		const ids = rows.map((row) => of(row, parent.column)).join(', ');
		return `UPDATE ${identifier(parent.parent)} SET "revision" = "revision" + 1 WHERE "id" IN (${ids}) AND NOT EXISTS (${ticket(guard.table, operation)});`;
	});
}

function after(guard: TableGuard, operation: Operation): string[] {
	if (guard.writes === 'append' && operation !== 'insert') return [];
	const own =
		guard.record !== null && operation === 'update'
			? [
					`UPDATE ${identifier(guard.table)} SET "revision" = OLD."revision" + 1 WHERE "id" = NEW."id" AND NEW."revision" = OLD."revision" AND NOT EXISTS (${ticket(guard.table, 'update')});`,
				]
			: [];
	return [...own, ...touchParents(guard, operation), useTicket(guard.table, operation)];
}

function trigger(guard: TableGuard, moment: 'before' | 'after', operation: Operation, body: readonly string[]): GuardStatement[] {
	const statements = body.filter((statement) => statement !== '');
	if (statements.length === 0) return [];
	const name = `${guardPrefix}${guard.table}_${moment}_${operation}`;
	const heading = `CREATE TRIGGER ${identifier(name)} ${moment.toUpperCase()} ${operation.toUpperCase()} ON ${identifier(guard.table)} FOR EACH ROW BEGIN`;
	return [
		{
			name,
			table: guard.table,
			create: `${heading}\n\t${statements.join('\n\t')}\nEND`,
			drop: `DROP TRIGGER IF EXISTS ${identifier(name)}`,
		},
	];
}

/** The triggers of every guarded table, in a stable order. */
export function sqliteGuards(spec: GuardSpec): readonly GuardStatement[] {
	return spec.flatMap((guard) => [
		...trigger(guard, 'before', 'insert', beforeInsert(guard)),
		...trigger(guard, 'after', 'insert', after(guard, 'insert')),
		...trigger(guard, 'before', 'update', beforeUpdate(guard)),
		...trigger(guard, 'after', 'update', after(guard, 'update')),
		...trigger(guard, 'before', 'delete', beforeDelete(guard)),
		...trigger(guard, 'after', 'delete', after(guard, 'delete')),
	]);
}
