import { fingerprint, likeness, type Identity, type Likeness } from '@crm-policy/rules/duplicates/compare';
import { blockingKeys } from '@crm-policy/rules/duplicates/keys';
import type { Knex } from 'knex';
import { rowsOf } from '../engine/rows.js';
import { identityColumns, identityOf } from './filing.js';

/** A customer in the archive that is probably the one in question. */
export interface Match extends Likeness {
	readonly id: string;
	readonly name: string;
	readonly number: string | null;
	readonly status: string;
}

/** Customers looked at under one key, compared in all, and answered. A key that more share than this says little. */
const perKey = 50;
const compared = 80;
const answered = 10;

/**
 * Customers that are probably this one, the most certain first. What it costs depends on the keys of the name, not on the size of the archive:
 * each key is one look into an index, and reads a bounded number of entries.
 */
export async function findLike(knex: Knex, identity: Identity, except: string | null): Promise<readonly Match[]> {
	if (identity.name.trim() === '') return [];
	const print = fingerprint(identity);
	const keys = blockingKeys(print);
	if (keys.length === 0) return [];
	const one = 'select customer from (select customer from crm_duplicate_keys where key = ? limit ?) as filed';
	const filed = await rowsOf<{ customer: string; shared: number | string }>(
		knex
			.select('customer')
			.count({ shared: '*' })
			.from(
				knex.raw(
					`(${keys.map(() => one).join(' union all ')}) as found`,
					keys.flatMap((key) => [key, perKey]),
				),
			)
			.groupBy('customer')
			.orderBy([{ column: 'shared', order: 'desc' }, { column: 'customer' }])
			.limit(compared),
	);
	const ids = filed.map(({ customer }) => customer).filter((id) => id !== except);
	if (ids.length === 0) return [];
	const rows = await rowsOf<Readonly<Record<string, unknown>> & Pick<Match, 'id' | 'name' | 'number' | 'status'>>(
		knex('crm_customers')
			.whereIn('id', ids)
			.select('id', 'number', 'status', ...identityColumns),
	);
	return rows
		.flatMap((row): Match[] => {
			const found = likeness(print, fingerprint(identityOf(row)));
			return found === null ? [] : [{ id: row.id, name: row.name, number: row.number, status: row.status, ...found }];
		})
		.sort((a, b) => (a.certainty === b.certainty ? a.name.localeCompare(b.name) : a.certainty === 'certain' ? -1 : 1))
		.slice(0, answered);
}
