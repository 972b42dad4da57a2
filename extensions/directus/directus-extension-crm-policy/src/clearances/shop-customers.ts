import type { ShopCustomer } from '@crm-policy/rules/clearances/asked';
import { chooseDrafter, type Drafter } from '@crm-policy/rules/clearances/opening';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { nearestLocale, type Locale } from '@crm-policy/rules/words/text';
import type { Work } from '../engine/context.js';
import { firstOf, rowsOf } from '../engine/rows.js';
import { knownCustomer } from './grounds.js';

/** The ordinary way to write, in this transaction and in nobody's name: gates and defaults apply. */
export const service = (work: Work, collection: string) =>
	new work.host.services.ItemsService(collection, { knex: work.trx, schema: work.schema, accountability: null });

/** What records say by themselves is said in this language. */
export async function companyLanguage({ trx }: Work): Promise<Locale> {
	const row = await firstOf<{ default_language: string | null }>(trx('directus_settings').select('default_language').first());
	return nearestLocale(row?.default_language);
}

/** Who could draw up the review, with how many drafts they have; the one who answers for the customer first. */
export async function drafterFor(work: Work, rulebook: Rulebook, customerOwner: string | null): Promise<Drafter | null> {
	const role = rulebook.clearances.responsible;
	const people = (await work.people()).filter(
		({ id, active, roles }) => active && (roles.includes(role) || (id === customerOwner && roles.includes('salesperson'))),
	);
	const counted = await rowsOf<{ owner: string; drafts: number | string }>(
		work
			.trx('crm_contracts')
			.where({ status: 'draft' })
			.whereIn(
				'owner',
				people.map(({ id }) => id),
			)
			.groupBy('owner')
			.select('owner')
			.count({ drafts: '*' }),
	);
	const drafts = new Map(counted.map((row) => [row.owner, Number(row.drafts)]));
	return chooseDrafter(
		customerOwner,
		people.map(({ id, department }) => ({ id, department, drafts: drafts.get(id) ?? 0 })),
	);
}

/** The customer of the archive: the one the shop's customer is known as, else the only one with this address, else a new prospect. */
export async function customerFor(work: Work, asked: ShopCustomer, rulebook: Rulebook): Promise<string> {
	const known = await knownCustomer(work, asked.system, asked.id);
	if (known !== null) return known;
	const alike =
		asked.email === null
			? []
			: await rowsOf<{ id: string }>(
					work
						.trx('crm_customers')
						.whereRaw('lower(??) = ?', ['email', asked.email.toLowerCase()])
						.distinct(work.trx.raw('coalesce(merged_into, id) as id'))
						.limit(2),
				);
	const [only, another] = alike;
	let customer = another === undefined ? only?.id : undefined;
	if (customer === undefined) {
		const drafter = await drafterFor(work, rulebook, null);
		customer = await service(work, 'crm_customers').createOne({
			name: asked.name ?? asked.email ?? asked.id,
			email: asked.email,
			profile: 'individual',
			source: asked.system,
			// Several customers have this address: which of them it is, the information administrator finds out; the order does not wait.
			duplicate_reason: `${asked.system}: ${asked.id}`.slice(0, 255),
			owner: drafter?.id ?? null,
			department: drafter?.department ?? null,
		});
	}
	await service(work, 'crm_customer_identities').createOne({ customer, system: asked.system, external_id: asked.id });
	return customer;
}
