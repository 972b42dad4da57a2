import { blankRow, hasColumn } from '../../kind-of.js';

/** A row in memory, with every column its collection declares. */
export type StoredRow = Readonly<Record<string, unknown>> & { readonly id: string };

/** Tables in memory, in the order their rows were made. As strict as a database: unknown columns and double keys are errors. */
export class Store {
	readonly #tables = new Map<string, Map<string, StoredRow>>();

	insert(collection: string, row: StoredRow): StoredRow {
		const table = this.#table(collection);
		if (table.has(row.id)) throw new Error(`${collection} has a row ${row.id} already.`);
		this.#assertColumns(collection, row);
		const complete = { ...blankRow(collection), ...row };
		table.set(row.id, complete);
		return complete;
	}

	update(collection: string, id: string, patch: Readonly<Record<string, unknown>>): StoredRow {
		this.#assertColumns(collection, patch);
		const changed = { ...this.row(collection, id), ...patch, id };
		this.#table(collection).set(id, changed);
		return changed;
	}

	delete(collection: string, id: string): void {
		if (!this.#table(collection).delete(id)) throw new Error(`${collection} has no row ${id} to delete.`);
	}

	row(collection: string, id: string): StoredRow {
		const found = this.#table(collection).get(id);
		if (found === undefined) throw new Error(`${collection} has no row ${id}.`);
		return found;
	}

	/** Rows whose columns have these values. */
	where(collection: string, values: Readonly<Record<string, unknown>> = {}): readonly StoredRow[] {
		return [...this.#table(collection).values()].filter((row) => Object.entries(values).every(([name, value]) => row[name] === value));
	}

	#table(collection: string): Map<string, StoredRow> {
		const known = this.#tables.get(collection);
		if (known !== undefined) return known;
		const made = new Map<string, StoredRow>();
		this.#tables.set(collection, made);
		return made;
	}

	#assertColumns(collection: string, row: Readonly<Record<string, unknown>>): void {
		const unknown = Object.keys(row).filter((name) => !hasColumn(collection, name));
		if (unknown.length > 0) throw new Error(`${collection} has no column ${unknown.join(', ')}.`);
	}
}
