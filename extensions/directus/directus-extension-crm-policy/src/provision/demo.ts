import type { LedgerEntry } from '@crm-policy/rules/ledger/chain';
import type { GuardSpec } from '@crm-policy/schema/guards/spec';
import type { SeedRow } from '@crm-policy/schema/model-type';
import type { SchemaOverview } from '@directus/types';
import type { Knex } from 'knex';
import { readEntry } from '../engine/ledger.js';
import { onlyRowOf } from '../engine/rows.js';
import { CannotSetUp } from './cannot-set-up.js';
import type { Host } from './host.js';
import { rememberDemo } from './manifest.js';
import { SeedWriter } from './seeds.js';
import { provisionWords } from './words.js';

/**
 * The demo company is a history of its own: its ledger, its numbers, its people. Poured into a company's records it would forge theirs,
 * so it is only made where no command was given yet, that is where the ledger has no more than the entry that founded it.
 *
 * @throws CannotSetUp where there is more
 */
export async function assertRoomForDemo(knex: Knex): Promise<void> {
	if (!(await knex.schema.hasTable('crm_ledger'))) return;
	const { entries } = await onlyRowOf<{ entries: number | string }>(knex('crm_ledger').count({ entries: '*' }).first());
	if (Number(entries) > 1) throw new CannotSetUp(provisionWords.demoNeedsFreshDatabase, { entries });
}

/**
 * Writes the demo company, all of it or nothing, going on from the entry that founded the ledger. Afterwards it is never looked at again:
 * what people do in it is theirs.
 * @returns how many rows were written
 */
export function makeDemo(
	host: Host,
	schema: SchemaOverview,
	guards: GuardSpec,
	company: (founding: LedgerEntry) => readonly SeedRow[],
): Promise<number> {
	return host.database.transaction(async (trx) => {
		const founding = await onlyRowOf(trx('crm_ledger').orderBy('seq').first());
		const { inserted } = await new SeedWriter({ ...host, database: trx }, schema, guards).write(company(readEntry(founding)), new Map());
		await rememberDemo(trx);
		return inserted;
	});
}
