import { daysAfter, localDay } from '@crm-policy/rules/calendar/local-date';
import type { Purchase } from '@crm-policy/rules/customers/value-class';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import type { Knex } from 'knex';
import { decodeRow, encoded } from '../engine/codec.js';
import { rowsOf } from '../engine/rows.js';
import { mergedInto } from './merged.js';

/** One customer's share of what was asked for. */
type Bought = Purchase & { readonly customer: string };

/**
 * What customers bought within the window of the rules: contracts that took effect, and orders brought in from elsewhere in their highest
 * version, unless that is void; what stayed with a record that was merged into them counts as theirs. An order of a shop that rests on such a
 * contract is that contract and counts once. Three queries, however many customers.
 */
export async function purchasesOf(
	trx: Knex,
	customers: readonly string[],
	{ customers: { value_classes }, time_zone }: Rulebook,
	today: string,
): Promise<ReadonlyMap<string, readonly Purchase[]>> {
	const merged = await mergedInto(trx, customers);
	const records = [...customers, ...merged.keys()];
	const since = daysAfter(today, -value_classes.window_days - 1);
	const orders = await rowsOf(
		trx('crm_transactions as entry')
			.whereIn('entry.customer', records)
			.where({ 'entry.kind': 'order', 'entry.status': 'recorded' })
			.where('entry.occurred_on', '>=', encoded('crm_transactions', 'occurred_on', since))
			.whereNotExists(
				trx('crm_transactions as later')
					.whereRaw('later.source_system = entry.source_system')
					.whereRaw('later.external_id = entry.external_id')
					.whereRaw('later.version > entry.version')
					.select('later.id'),
			)
			.whereNotExists(
				trx('crm_clearances as clearance')
					.join('crm_contracts as contract', 'contract.id', 'clearance.contract')
					.whereRaw('clearance.system = entry.source_system')
					.whereRaw('clearance.shop_order = entry.external_id')
					.whereIn('contract.status', ['effective', 'closed'])
					.select('clearance.id'),
			)
			.select('entry.customer', 'entry.occurred_on', 'entry.amount', 'entry.currency'),
	);
	const contracts = await rowsOf(
		trx('crm_contracts')
			.whereIn('customer', records)
			.whereIn('status', ['effective', 'closed'])
			.where('effective_at', '>=', encoded('crm_contracts', 'effective_at', `${since}T00:00:00.000Z`))
			.select('customer', 'effective_at', 'amount', 'currency'),
	);
	const bought = (collection: string, raw: Readonly<Record<string, unknown>>, dayOf: (value: string) => string, field: string): Bought => {
		const row = decodeRow(collection, raw);
		return {
			customer: merged.get(String(row['customer'])) ?? String(row['customer']),
			day: dayOf(String(row[field])),
			amount: (row['amount'] as string | number | null)?.toString() ?? null,
			currency: row['currency'] as string | null,
		};
	};
	const all = [
		...orders.map((raw) => bought('crm_transactions', raw, (day) => day.slice(0, 10), 'occurred_on')),
		...contracts.map((raw) => bought('crm_contracts', raw, (instant) => localDay(instant, time_zone), 'effective_at')),
	];
	const byCustomer = new Map<string, Purchase[]>();
	for (const { customer, ...purchase } of all) byCustomer.set(customer, [...(byCustomer.get(customer) ?? []), purchase]);
	return byCustomer;
}
