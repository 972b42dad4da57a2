import { countingStates } from '@crm-policy/rules/communications/communication';
import type { Contacted } from '@crm-policy/rules/communications/due';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { ValueClass } from '@crm-policy/rules/customers/value-class';
import { hasRole } from '@crm-policy/rules/organisation/people';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { contactTargetOf } from '@crm-policy/rules/visits/contact';
import { takingTime } from '@crm-policy/rules/visits/visit';
import { decodeRow } from '../engine/codec.js';
import type { Caller, Work } from '../engine/context.js';
import { rowsOf } from '../engine/rows.js';

/** Customers one question looks at; who sees more asks about some of them. */
export const mostCustomers = 5000;

/** Customers one statement asks about: within what SQLite takes as values of one. */
const batch = 500;

/** How contact with a customer stands. Instants are ISO 8601 in UTC. */
export interface Standing extends Contacted {
	readonly id: string;
	readonly name: string;
	readonly owner: string | null;
	readonly department: string | null;
	/** The next visit that is planned. */
	readonly planned: string | null;
}

/** Which customers are asked about, among those the caller sees. */
export interface Question {
	readonly owner?: string | undefined;
	readonly department?: string | undefined;
	/** A part of the name. */
	readonly search?: string | undefined;
}

/** A customer whose standing is asked about, with what decides how often it is owed contact. */
export type Asked = Pick<Standing, 'id' | 'name' | 'owner' | 'department'> & {
	readonly key_customer: boolean | null;
	readonly value_class: ValueClass | null;
};

/** Customers in use that the caller may read, one more than are looked at where there are more. */
async function seenBy(
	{ host, trx, schema }: Work,
	{ accountability }: Caller,
	{ owner, department, search }: Question,
): Promise<readonly Asked[]> {
	const customers = new host.services.ItemsService('crm_customers', { knex: trx, schema, accountability });
	const rows = await customers.readByQuery({
		filter: {
			_and: [
				{ status: { _neq: 'archived' } },
				...(owner === undefined ? [] : [{ owner: { _eq: owner } }]),
				...(department === undefined ? [] : [{ department: { _eq: department } }]),
				...(search === undefined ? [] : [{ name: { _icontains: search } }]),
			],
		},
		fields: ['id', 'name', 'owner', 'department', 'key_customer', 'value_class'],
		sort: ['id'],
		limit: mostCustomers + 1,
	});
	return rows as unknown as readonly Asked[];
}

type Times = Readonly<
	Record<'date_created' | 'last_visit' | 'last_contact' | 'executive_visit' | 'executive_contact' | 'planned', unknown>
> & {
	readonly id: string;
	readonly key_since: unknown;
};

/** When contact was had with these customers: one statement, which finds each time on the index of customer and time. */
function timesOf({ trx, now }: Work, customers: readonly string[], executives: readonly string[]): Promise<readonly Times[]> {
	const visits = (states: readonly string[]) =>
		trx('crm_visits as visit')
			.whereRaw('?? = ??', ['visit.customer', 'customer.id'])
			.whereIn('visit.status', [...states])
			.select('visit.starts_at')
			.limit(1);
	const made = () => visits(['done', 'reported']).orderBy('visit.starts_at', 'desc');
	const contacts = () =>
		trx('crm_communications as contact')
			.whereRaw('?? = ??', ['contact.customer', 'customer.id'])
			.whereIn('contact.status', [...countingStates])
			.orderBy('contact.happened_at', 'desc')
			.select('contact.happened_at')
			.limit(1);
	return rowsOf<Times>(
		trx('crm_customers as customer')
			.whereIn('customer.id', [...customers])
			.select(
				'customer.id',
				'customer.date_created',
				'customer.key_since',
				made().as('last_visit'),
				contacts().as('last_contact'),
				made()
					.where((by) => void by.whereIn('visit.owner', [...executives]).orWhereIn('visit.accompanied_by', [...executives]))
					.as('executive_visit'),
				contacts().where('contact.executive', true).as('executive_contact'),
				visits(takingTime).where('visit.starts_at', '>=', new Date(now)).orderBy('visit.starts_at').as('planned'),
			),
	);
}

const latest = (...instants: readonly (string | null)[]): string | null =>
	instants
		.filter((one) => one !== null)
		.toSorted()
		.at(-1) ?? null;

/** How contact with these customers stands, whoever asks. Two statements for every 500 customers, none for a customer. */
export async function standingsOf(
	work: Work,
	customers: readonly Asked[],
	rulebook: Pick<Rulebook, 'time_zone' | 'visits'>,
): Promise<readonly Standing[]> {
	const executives = (await work.people()).filter((person) => hasRole(person, rulebook.visits.executives)).map(({ id }) => id);
	const times = new Map<string, Times>();
	for (let from = 0; from < customers.length; from += batch)
		for (const found of await timesOf(
			work,
			customers.slice(from, from + batch).map(({ id }) => id),
			executives,
		))
			times.set(found.id, found);
	const instant = (value: unknown): string | null => decodeRow('crm_visits', { starts_at: value ?? null })['starts_at'] as string | null;
	const day = (at: string | null): string | null => (at === null ? null : localDay(at, rulebook.time_zone));
	return customers.flatMap(({ key_customer, value_class, ...customer }): readonly Standing[] => {
		const found = times.get(customer.id);
		if (found === undefined) return [];
		const target = contactTargetOf({ key_customer, value_class });
		const key = decodeRow('crm_customers', { key_since: found.key_since })['key_since'] as string | null;
		const since = day(instant(found.date_created)) ?? '1970-01-01';
		return [
			{
				...customer,
				target,
				since: target === 'key' && key !== null && key > since ? key : since,
				lastVisit: day(instant(found.last_visit)),
				lastContact: day(instant(found.last_contact)),
				lastExecutive: day(latest(instant(found.executive_visit), instant(found.executive_contact))),
				planned: instant(found.planned),
			},
		];
	});
}

/**
 * How contact with the customers in the caller's scope stands: which the caller reads, and when each was visited or spoken with last. Of visits
 * and records the caller may not read it tells the day, because contact is owed to a customer by the company and not by one person.
 */
export async function contactStandings(
	work: Work,
	caller: Caller,
	question: Question,
	rulebook: Pick<Rulebook, 'time_zone' | 'visits'>,
): Promise<{ readonly standings: readonly Standing[]; readonly leftOut: boolean }> {
	const seen = await seenBy(work, caller, question);
	return { leftOut: seen.length > mostCustomers, standings: await standingsOf(work, seen.slice(0, mostCustomers), rulebook) };
}
