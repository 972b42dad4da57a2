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
	const rows = await rowsOf<Readonly<Record<string, unknown>> & Found>(
		knex('crm_customers')
			.whereIn('id', ids)
			.select('id', 'number', 'status', 'merged_into', ...identityColumns),
	);
	const alike = rows.flatMap((row) => {
		const found = likeness(print, fingerprint(identityOf(row)));
		return found === null ? [] : [{ row, found }];
	});
	const survivors = await survivorsOf(
		knex,
		alike.flatMap(({ row }) => (row.merged_into === null ? [] : [row.merged_into])),
	);
	const matches = new Map<string, Match>();
	for (const { row, found } of alike) {
		const kept = row.merged_into === null ? row : survivors.get(row.merged_into);
		if (kept === undefined || kept.id === except) continue;
		const known = matches.get(kept.id);
		if (known?.certainty === 'certain' || (known !== undefined && found.certainty !== 'certain')) continue;
		matches.set(kept.id, { id: kept.id, name: kept.name, number: kept.number, status: kept.status, ...found });
	}
	return [...matches.values()]
		.sort((a, b) => (a.certainty === b.certainty ? a.name.localeCompare(b.name) : a.certainty === 'certain' ? -1 : 1))
		.slice(0, answered);
}

type Found = Pick<Match, 'id' | 'name' | 'number' | 'status'> & { readonly merged_into: string | null };

/** A record that was merged leads to the one that was kept: by its old name the customer is found as well. */
async function survivorsOf(knex: Knex, ids: readonly string[]): Promise<ReadonlyMap<string, Found>> {
	if (ids.length === 0) return new Map();
	const rows = await rowsOf<Found>(knex('crm_customers').whereIn('id', ids).select('id', 'name', 'number', 'status', 'merged_into'));
	return new Map(rows.map((row) => [row.id, row]));
}
