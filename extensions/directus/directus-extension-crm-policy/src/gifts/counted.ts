import Big from 'big.js';
import { daysAfter } from '@crm-policy/rules/calendar/local-date';
import { reachInDays, samePerson, type CountedGift } from '@crm-policy/rules/gifts/caps';
import { countingStates, type GiftFacts } from '@crm-policy/rules/gifts/gift';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import type { Knex } from 'knex';
import { decodeRow, encodeRow } from '../engine/codec.js';
import { withMerged } from '../customers/merged.js';
import { firstOf, rowsOf } from '../engine/rows.js';

/** The customer and every customer of its group, with the records merged into them: what was given is given, whichever record it names. */
async function relatedTo(trx: Knex, id: string, group: string | null): Promise<readonly string[]> {
	if (group === null) return withMerged(trx, [id]);
	const rows = await rowsOf<{ id: string }>(trx('crm_customers').where({ related_group: group }).select('id'));
	return withMerged(trx, [id, ...rows.map((row) => row.id)]);
}

export async function loadCustomer(trx: Knex, id: string | null): Promise<GiftFacts['customer']> {
	if (id === null) return null;
	const row = await firstOf<{ name: string; status: string; related_group: string | null }>(
		trx('crm_customers').where({ id }).select('name', 'status', 'related_group').first(),
	);
	if (row === undefined) return null;
	const status = row.status as NonNullable<GiftFacts['customer']>['status'];
	return { id, name: row.name, status, related: await relatedTo(trx, id, row.related_group) };
}

/** A contact, with every entry of the same person at the customer and its related parties. */
export async function loadRecipient(trx: Knex, id: string | null): Promise<GiftFacts['recipient']> {
	if (id === null) return null;
	const row = await firstOf<{ name: string; customer: string }>(trx('crm_contacts').where({ id }).select('name', 'customer').first());
	if (row === undefined) return null;
	const customer = await loadCustomer(trx, row.customer);
	const contacts = await rowsOf<{ id: string; name: string }>(
		trx('crm_contacts')
			.whereIn('customer', [...(customer?.related ?? [row.customer])])
			.select('id', 'name'),
	);
	return { id, name: row.name, customer: row.customer, same: samePerson(id, contacts) };
}

/** Whose gifts could matter for one. */
export interface Concerned {
	/** The gift itself, which does not count beside itself. */
	readonly except: string | null;
	readonly customers: readonly string[];
	readonly recipients: readonly string[];
	readonly giver: string | null;
	readonly department: string | null;
}

const storedDay = (day: string): unknown => encodeRow('crm_gifts', { counts_on: day })['counts_on'];

/**
 * The gifts that count and could matter for one that counts on a day between these two (`YYYY-MM-DD`, both inclusive): of its
 * customers, recipients, giver or department, within the reach of the rulebook's periods. One query.
 */
export async function loadCounted(
	trx: Knex,
	{ except, customers, recipients, giver, department }: Concerned,
	between: readonly [string, string],
	{ gifts }: Pick<Rulebook, 'gifts'>,
): Promise<readonly CountedGift[]> {
	const reach = reachInDays(gifts);
	const rows = await rowsOf(
		trx('crm_gifts')
			.whereIn('status', [...countingStates])
			.whereBetween('counts_on', [storedDay(daysAfter(between[0], -reach)), storedDay(daysAfter(between[1], reach))] as never)
			.andWhere((whose) => {
				void whose.whereIn('customer', [...customers]).orWhereIn('recipient', [...recipients]);
				if (giver !== null) void whose.orWhere({ owner: giver });
				if (department !== null) void whose.orWhere({ department });
			})
			.modify((query) => {
				if (except !== null) void query.whereNot('id', except);
			})
			.select('id', 'kind', 'amount', 'counts_on', 'customer', 'recipient', 'owner', 'department', 'exception'),
	);
	return rows.map((raw): CountedGift => {
		const row = decodeRow('crm_gifts', raw);
		return {
			id: String(row['id']),
			kind: row['kind'] as CountedGift['kind'],
			amount: new Big(row['amount'] as string | number).toFixed(),
			day: String(row['counts_on']),
			customer: String(row['customer']),
			recipient: row['recipient'] as string | null,
			giver: row['owner'] as string | null,
			department: row['department'] as string | null,
			exception: row['exception'] === true,
		};
	});
}
