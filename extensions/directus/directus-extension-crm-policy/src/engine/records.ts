import { ForbiddenError } from '@directus/errors';
import { decodeRow, type Row } from './codec.js';
import type { Caller, Work } from './context.js';
import { firstOf } from './rows.js';

/** Throws Directus' own "forbidden" unless the caller's permissions let them see the record. Missing and hidden are the same. */
export async function assertVisible(work: Work, caller: Caller, collection: string, id: string): Promise<void> {
	if (caller.accountability === null || caller.accountability.user === null) throw new ForbiddenError();
	await new work.host.services.ItemsService(collection, {
		knex: work.trx,
		schema: work.schema,
		accountability: caller.accountability,
	}).readOne(id, { fields: ['id'] });
}

/** Reads a record and holds it until the transaction ends. SQLite has one writer and needs no lock. */
export async function lockRow(work: Work, collection: string, id: string): Promise<Row | undefined> {
	const raw = await firstOf(work.trx(collection).where({ id }).forUpdate().first());
	return raw === undefined ? undefined : decodeRow(collection, raw);
}
