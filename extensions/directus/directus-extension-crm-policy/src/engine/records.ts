import { ForbiddenError } from '@directus/errors';
import { decodeRow, type Row } from './codec.js';
import type { Caller, Work } from './context.js';
import { firstOf, rowsOf } from './rows.js';

/** Throws Directus' own "forbidden" unless the caller's permissions let them see the record. Missing and hidden are the same. */
export async function assertVisible(work: Work, caller: Caller, collection: string, id: string): Promise<void> {
	if (caller.accountability === null || caller.accountability.user === null) throw new ForbiddenError();
	await new work.host.services.ItemsService(collection, {
		knex: work.trx,
		schema: work.schema,
		accountability: caller.accountability,
	}).readOne(id, { fields: ['id'] });
}

/** Ids named in one statement; databases limit the values it may carry. */
const named = 500;

/** Reads records and holds them until the transaction ends, always in the same order. */
export async function lockRows(work: Work, collection: string, ids: readonly string[]): Promise<readonly Row[]> {
	const sorted = ids.toSorted();
	const rows: Row[] = [];
	for (let from = 0; from < sorted.length; from += named) {
		const query = work
			.trx(collection)
			.whereIn('id', sorted.slice(from, from + named))
			.orderBy('id')
			.forUpdate();
		for (const raw of await rowsOf(query)) rows.push(decodeRow(collection, raw));
	}
	return rows;
}

/** Reads a record and holds it until the transaction ends. SQLite has one writer and needs no lock. */
export async function lockRow(work: Work, collection: string, id: string): Promise<Row | undefined> {
	const raw = await firstOf(work.trx(collection).where({ id }).forUpdate().first());
	return raw === undefined ? undefined : decodeRow(collection, raw);
}
