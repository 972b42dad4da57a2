import type { Knex } from 'knex';
import { rowsOf } from '../engine/rows.js';

/** Records of one customer that were merged into it; what was approved about them stays with them. No chain is longer than one. */
export async function mergedInto(trx: Knex, customers: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const rows = await rowsOf<{ id: string; merged_into: string }>(
		trx('crm_customers')
			.whereIn('merged_into', [...customers])
			.select('id', 'merged_into'),
	);
	return new Map(rows.map(({ id, merged_into }) => [id, merged_into]));
}

/** The customer with every record that was merged into it: wherever something is added up over a customer. */
export async function withMerged(trx: Knex, customers: readonly string[]): Promise<readonly string[]> {
	return [...new Set([...customers, ...(await mergedInto(trx, customers)).keys()])];
}

/** Where records lead: those that were merged to the one in use, all others to themselves; each once. */
export async function inUse(trx: Knex, customers: readonly string[]): Promise<readonly string[]> {
	const rows = await rowsOf<{ id: string; merged_into: string | null }>(
		trx('crm_customers')
			.whereIn('id', [...customers])
			.select('id', 'merged_into'),
	);
	const leads = new Map(rows.map(({ id, merged_into }) => [id, merged_into ?? id]));
	return [...new Set(customers.map((id) => leads.get(id) ?? id))];
}
