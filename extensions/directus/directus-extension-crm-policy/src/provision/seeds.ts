import type { GuardSpec } from '@crm-policy/schema/guards/spec';
import { internalTables } from '@crm-policy/schema/internal/tables';
import type { SeedRow } from '@crm-policy/schema/model-type';
import { canonicalJson, contentHash } from '@crm-policy/schema/plan/canonical';
import { seedObject } from '@crm-policy/schema/plan/declared';
import type { Properties } from '@crm-policy/schema/plan/objects';
import { plan, type Change } from '@crm-policy/schema/plan';
import type { Filter, SchemaOverview } from '@directus/types';
import type { Knex } from 'knex';
import type { Host } from './host.js';

type Row = Record<string, unknown>;

const batchSize = 100;

/** Rows that follow one another and are of one collection and one mode, in the order given. */
function consecutive(rows: readonly SeedRow[]): readonly (readonly SeedRow[])[] {
	const groups: SeedRow[][] = [];
	for (const row of rows) {
		const last = groups.at(-1);
		const first = last?.[0];
		if (last !== undefined && first !== undefined && first.collection === row.collection && first.mode === row.mode) last.push(row);
		else groups.push([row]);
	}
	return groups;
}

function* batches<T>(values: readonly T[], size = batchSize): Generator<readonly T[]> {
	for (let from = 0; from < values.length; from += size) yield values.slice(from, from + size);
}

/** The machinery's own tables, which Directus does not know. */
const isInternal = (collection: string): boolean => (internalTables as readonly string[]).includes(collection);

/** Remembers that a row was made once, so that one the company has deleted since is not made again. */
const madeKey = (row: SeedRow): string => `made:${seedObject(row).key}`;

/** A UUID that is always the same for the same row. */
function stableId(row: SeedRow): string {
	const digest = contentHash([row.collection, row.key]);
	return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

/** Writes data rows past the ordinary forms: with a ticket each where a guard stands, in batches, one read for the keys of a batch. */
export class SeedWriter {
	private readonly guarded: ReadonlySet<string>;
	private readonly hashes = new Map<string, string>();

	constructor(
		private readonly host: Host,
		private readonly schema: SchemaOverview,
		guards: GuardSpec,
	) {
		this.guarded = new Set(guards.map(({ table }) => table));
	}

	/** Inserts what is missing and lets converging rows follow the declaration. Returns what was done, and what was written of converging rows. */
	async write(
		rows: readonly SeedRow[],
		manifest: ReadonlyMap<string, Properties>,
	): Promise<{ readonly changes: readonly Change[]; readonly inserted: number; readonly written: Map<string, Properties> }> {
		const changes: Change[] = [];
		const written = new Map<string, Properties>();
		let inserted = 0;
		for (const group of consecutive(rows)) {
			const [first] = group;
			if (first === undefined) continue;
			if (isInternal(first.collection)) {
				inserted += await this.insertInternal(first.collection, group);
				continue;
			}
			const live = await this.read(first.collection, group);
			if (first.mode === 'create-only') {
				const missing = group.filter((row) => !live.has(canonicalJson(row.key)) && !manifest.has(madeKey(row)));
				await this.insert(first.collection, missing);
				for (const row of group) written.set(madeKey(row), {});
				inserted += missing.length;
				continue;
			}
			const objects = group.map((row) => ({ row, object: seedObject(row) }));
			const snapshot = new Map(
				objects.flatMap(({ row, object }) => {
					const found = live.get(canonicalJson(row.key));
					return found === undefined ? [] : [[object.key, found] as const];
				}),
			);
			const earlier = new Map([...manifest, ...written]);
			const planned = plan(
				objects.map(({ object }) => object),
				snapshot,
				earlier,
			);
			const missing = planned.filter(({ kind }) => kind === 'create').map(({ key }) => key);
			await this.insert(
				first.collection,
				objects.filter(({ object }) => missing.includes(object.key)).map(({ row }) => row),
			);
			inserted += missing.length;
			for (const change of planned) {
				if (change.kind === 'update') {
					const found = objects.find(({ object }) => object.key === change.key);
					const before = snapshot.get(change.key);
					if (found !== undefined && before !== undefined) await this.update(found.row, before, change.properties);
				}
				if (change.kind !== 'conflict') written.set(change.key, { ...earlier.get(change.key), ...change.object.properties });
				changes.push(change);
			}
		}
		return { changes, inserted, written };
	}

	private async read(collection: string, rows: readonly SeedRow[]): Promise<ReadonlyMap<string, Row>> {
		const keys = Object.keys(rows[0]?.key ?? {});
		const [first] = keys;
		if (first === undefined) throw new Error(`A seed row of ${collection} has no key.`);
		if (rows.some((row) => canonicalJson(Object.keys(row.key).sort()) !== canonicalJson([...keys].sort()))) {
			throw new Error(`The seed rows of ${collection} are told apart by different keys.`);
		}
		const columns = new Set(rows.flatMap((row) => Object.keys(row.values)));
		const found = new Map<string, Row>();
		const service = new this.host.services.ItemsService(collection, { knex: this.host.database, schema: this.schema });
		for (const batch of batches(rows)) {
			const filter: Filter = { [first]: { _in: batch.map((row) => String(row.key[first])) } };
			const read: readonly Row[] = await service.readByQuery({
				fields: rows[0]?.mode === 'converge' ? [this.primary(collection), ...keys, ...columns] : keys,
				filter,
				limit: -1,
			});
			for (const row of read) found.set(canonicalJson(Object.fromEntries(keys.map((key) => [key, row[key]]))), row);
		}
		return found;
	}

	private async insertInternal(table: string, rows: readonly SeedRow[]): Promise<number> {
		let inserted = 0;
		for (const { key, values } of rows) {
			if ((await this.host.database(table).where(key).first()) !== undefined) continue;
			await this.host.database(table).insert({ ...key, ...values });
			inserted += 1;
		}
		return inserted;
	}

	private primary(collection: string): string {
		const known = this.schema.collections[collection];
		if (known === undefined) throw new Error(`Seed rows name the collection ${collection}, which does not exist.`);
		return known.primary;
	}

	private async insert(collection: string, rows: readonly SeedRow[]): Promise<void> {
		if (rows.length === 0) return;
		const primary = this.primary(collection);
		const identified = primary === 'id' && this.schema.collections[collection]?.fields['id']?.type !== 'integer';
		const stored: Row[] = [];
		for (const row of rows)
			stored.push(await this.stored(collection, { ...(identified ? { id: stableId(row) } : {}), ...row.key, ...row.values }, true));
		// Every row names the same columns: SQLite would write NULL, not the default, for one that is left out of some.
		const columns = [...new Set(stored.flatMap((row) => Object.keys(row)))];
		const fields = this.schema.collections[collection]?.fields ?? {};
		const complete = stored.map((row) =>
			Object.fromEntries(columns.map((column) => [column, column in row ? row[column] : (fields[column]?.defaultValue ?? null)])),
		);
		await this.host.database.transaction(async (trx) => {
			for (const batch of batches(complete)) {
				await this.ticket(
					trx,
					collection,
					'insert',
					batch.map((row) => String(row[primary])),
				);
				await trx(collection).insert(batch);
			}
		});
	}

	private async update(row: SeedRow, live: Row, properties: readonly string[]): Promise<void> {
		const primary = this.primary(row.collection);
		const id = String(live[primary]);
		const patch = await this.stored(
			row.collection,
			Object.fromEntries(properties.map((property) => [property, row.values[property]])),
			false,
		);
		await this.host.database.transaction(async (trx) => {
			await this.ticket(trx, row.collection, 'update', [id]);
			await trx(row.collection)
				.where({ [primary]: id })
				.update(patch);
		});
	}

	private async ticket(trx: Knex, collection: string, op: 'insert' | 'update', items: readonly string[]): Promise<void> {
		if (!this.guarded.has(collection)) return;
		await trx('crm_tickets').insert(items.map((item) => ({ collection, item, op })));
	}

	/** Values in the form the database keeps them in, the same that Directus writes. */
	private async stored(collection: string, values: Row, creating: boolean): Promise<Row> {
		const fields = this.schema.collections[collection]?.fields ?? {};
		const row: Row = {};
		for (const [name, value] of Object.entries(values)) {
			const field = fields[name];
			if (field === undefined) throw new Error(`Seed rows of ${collection} name the field ${name}, which does not exist.`);
			row[name] = await this.storedValue(field, value);
		}
		if (!creating) return row;
		for (const [name, field] of Object.entries(fields))
			if (field.special.includes('date-created') && !(name in row)) row[name] = new Date();
		return row;
	}

	private async storedValue(field: SchemaOverview['collections'][string]['fields'][string], value: unknown): Promise<unknown> {
		if (value === null || value === undefined) return null;
		if (field.special.includes('hash') && typeof value === 'string') return this.hashed(value);
		if (typeof value === 'string' && (field.type === 'timestamp' || field.type === 'dateTime')) return new Date(value);
		// Directus keeps a day as local midnight.
		if (typeof value === 'string' && field.type === 'date') return new Date(`${value.slice(0, 10)}T00:00:00`);
		if (Array.isArray(value) && field.special.includes('cast-csv')) return value.join(',');
		return typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : value;
	}

	/** Directus' own hash of a password, made once for each. */
	private async hashed(password: string): Promise<string> {
		const known = this.hashes.get(password);
		if (known !== undefined) return known;
		const payload = new this.host.services.PayloadService('directus_users', { knex: this.host.database, schema: this.schema });
		const processed: unknown = await payload.processValues('create', { password });
		const hash = Array.isArray(processed) ? (processed[0] as Row)['password'] : (processed as Row)['password'];
		if (typeof hash !== 'string' || hash === password) throw new Error('Directus did not hash the password of a demo user.');
		this.hashes.set(password, hash);
		return hash;
	}
}
