import { fingerprint, likeness, type Likeness } from '@crm-policy/rules/duplicates/compare';
import type { Knex } from 'knex';
import { identityColumns, identityOf } from '../duplicates/filing.js';
import { rowsOf } from '../engine/rows.js';

/** A key that more customers share than this says little; pairs compared, and answered. */
const perKey = 8;
const compared = 400;
const answered = 50;

interface Suspect {
	readonly id: string;
	readonly name: string;
	readonly number: string | null;
	readonly status: string;
}

export interface SuspectedPair extends Likeness {
	readonly pair: readonly [Suspect, Suspect];
}

/**
 * Pairs of records in the archive that are probably of one customer, the most certain first. Those that share most keys are compared; two
 * queries, however large the archive.
 */
export async function suspectedPairs(knex: Knex): Promise<readonly SuspectedPair[]> {
	const shared = knex('crm_duplicate_keys').groupBy('key').havingRaw('count(*) between 2 and ?', [perKey]).select('key');
	const pairs = await rowsOf<{ one: string; other: string }>(
		knex('crm_duplicate_keys as a')
			.join('crm_duplicate_keys as b', (on) => {
				on.on('a.key', 'b.key').andOn('a.customer', '<', 'b.customer');
			})
			.whereIn('a.key', shared)
			.groupBy('a.customer', 'b.customer')
			.select('a.customer as one', 'b.customer as other')
			.orderByRaw('count(*) desc, 1, 2')
			.limit(compared),
	);
	const ids = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))];
	const rows = await rowsOf<Readonly<Record<string, unknown>> & Suspect>(
		knex('crm_customers')
			.whereIn('id', ids)
			.whereNull('merged_into')
			.select('id', 'number', 'status', ...identityColumns),
	);
	const known = new Map(rows.map((row) => [row.id, { row, print: fingerprint(identityOf(row)) }]));
	return pairs
		.flatMap(({ one, other }): SuspectedPair[] => {
			const [a, b] = [known.get(one), known.get(other)];
			const found = a === undefined || b === undefined ? null : likeness(a.print, b.print);
			if (a === undefined || b === undefined || found === null) return [];
			const said = ({ row: { id, name, number, status } }: typeof a): Suspect => ({ id, name, number, status });
			return [{ pair: [said(a), said(b)], ...found }];
		})
		.sort((x, y) => (x.certainty === y.certainty ? x.pair[0].name.localeCompare(y.pair[0].name) : x.certainty === 'certain' ? -1 : 1))
		.slice(0, answered);
}
