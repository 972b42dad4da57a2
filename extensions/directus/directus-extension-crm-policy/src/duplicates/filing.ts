import { fingerprint, type Identity } from '@crm-policy/rules/duplicates/compare';
import { blockingKeys } from '@crm-policy/rules/duplicates/keys';
import type { Knex } from 'knex';
import { firstOf, rowsOf } from '../engine/rows.js';

/** What of a customer's row tells who it is. */
export const identityColumns = ['profile', 'name', 'credit_code', 'phone', 'email', 'website'] as const;

/** Rows one statement writes; databases limit the values it may carry. */
const most = 100;

/** Who the customer of a row, or of what is about to become one, is. */
export function identityOf(row: Readonly<Record<string, unknown>>): Identity {
	const text = (column: string): string | null => (typeof row[column] === 'string' ? row[column] : null);
	return {
		profile: text('profile'),
		name: text('name') ?? '',
		credit_code: text('credit_code'),
		phone: text('phone'),
		email: text('email'),
		website: text('website'),
	};
}

/** Where somebody is filed whose name has neither letters nor figures: looked at, and like nobody. */
const underNothing = '-';

/** Files a customer under the keys of what it is now; one that is gone is filed nowhere. Touches nobody else. */
export async function fileCustomer(knex: Knex, id: string): Promise<void> {
	const row = await firstOf(
		knex('crm_customers')
			.where({ id })
			.select(...identityColumns)
			.first(),
	);
	const keys = row === undefined ? [] : blockingKeys(fingerprint(identityOf(row)));
	const wanted = row !== undefined && keys.length === 0 ? [underNothing] : keys;
	const filed = await rowsOf<{ key: string }>(knex('crm_duplicate_keys').where({ customer: id }).select('key'));
	const stale = filed.map(({ key }) => key).filter((key) => !wanted.includes(key));
	const known = new Set(filed.map(({ key }) => key));
	const missing = wanted.filter((key) => !known.has(key));
	if (stale.length > 0) await knex('crm_duplicate_keys').where({ customer: id }).whereIn('key', stale).delete();
	for (let from = 0; from < missing.length; from += most) {
		await knex('crm_duplicate_keys')
			.insert(missing.slice(from, from + most).map((key) => ({ key, customer: id })))
			.onConflict(['key', 'customer'])
			.ignore();
	}
}

/** Customers one run files at the most. */
const run = 500;

/**
 * Files customers that came in by a way that does not pass the gates: seeds, an upgrade from a version that filed nobody, a service without
 * accountability. Returns how many there were.
 */
export async function fileTheUnfiled(knex: Knex): Promise<number> {
	const rows = await rowsOf<{ id: string }>(
		knex('crm_customers')
			.leftJoin('crm_duplicate_keys', 'crm_duplicate_keys.customer', 'crm_customers.id')
			.whereNull('crm_duplicate_keys.customer')
			.whereNotNull('crm_customers.name')
			.select('crm_customers.id')
			.limit(run),
	);
	for (const { id } of rows) await fileCustomer(knex, id);
	return rows.length;
}
