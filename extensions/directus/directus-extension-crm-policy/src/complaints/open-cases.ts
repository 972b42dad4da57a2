import type { Knex } from 'knex';
import { rowsOf } from '../engine/rows.js';

/** States in which a complaint still asks something of whoever handles it. */
export const unfinished = ['registered', 'investigating', 'resolving', 'replied'] as const;

/** How many unfinished complaints each person handles: one query for everybody. */
export async function openCasesOf(trx: Knex): Promise<Readonly<Record<string, number>>> {
	const rows = await rowsOf<{ owner: string | null; cases: number | string }>(
		trx('crm_complaints')
			.whereIn('status', [...unfinished])
			.groupBy('owner')
			.select('owner')
			.count({ cases: '*' }),
	);
	return Object.fromEntries(rows.flatMap(({ owner, cases }) => (owner === null ? [] : [[owner, Number(cases)] as const])));
}
