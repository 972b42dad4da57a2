import { z } from 'zod';
import { daysAfter, localDay } from '@crm-policy/rules/calendar/local-date';
import { careDaysBetween, careMark, careState, giftWindow, occasionOf, type CareCalendar, type OwnDay } from '@crm-policy/rules/care/care';
import { careWords } from '@crm-policy/rules/care/words';
import { countingStates as countingContacts } from '@crm-policy/rules/communications/communication';
import { mayBeContacted, type Consent } from '@crm-policy/rules/customers/consent';
import { careOccasions, type GiftState, type Occasion } from '@crm-policy/rules/gifts/gift';
import { festivals } from '@crm-policy/rules/calendar/festivals';
import { say } from '@crm-policy/rules/words/text';
import { answering, pageModel, read, type Handler } from '../endpoints/http.js';
import { decodeRow } from '../engine/codec.js';
import { startWork } from '../engine/command-bus.js';
import type { Caller, Host, Work } from '../engine/context.js';
import { namesOf } from '../engine/people.js';
import { isGranted } from '../engine/rights.js';
import { rowsOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';

/** Customers with consent to care, and their people, that one question looks at; who sees more asks about their own. */
const mostCustomers = 2000;
const mostPeople = 10_000;

/** Customers one statement asks about. */
const batch = 500;

/** Days a missed day of care is still shown. */
const daysShownAfter = 14;

/** Gifts that are asked for, promised or given. */
const underWay: readonly GiftState[] = ['draft', 'in_approval', 'approved', 'handed_over'];

const yesOrNo = z.enum(['true', 'false']).transform((said) => said === 'true');
const queryModel = pageModel.extend({
	mine: yesOrNo.default(false),
	ahead: z.coerce.number().int().min(0).max(60).default(30),
});

interface Customer {
	readonly id: string;
	readonly name: string;
	readonly owner: string | null;
}
interface Person {
	readonly id: string;
	readonly name: string;
	readonly customer: string;
	readonly birthday: string | null;
	readonly birthday_calendar: CareCalendar | null;
}

const items = ({ host, trx, schema }: Work, { accountability }: Caller, collection: string) =>
	new host.services.ItemsService(collection, { knex: trx, schema, accountability });

/** Customers in use whom the caller sees and who, or one of whose people, once agreed to care; whether the consent holds is asked afterwards. */
async function customersOf(work: Work, caller: Caller, scopes: readonly string[], mine: boolean): Promise<readonly Customer[]> {
	const rows = await items(work, caller, 'crm_customers').readByQuery({
		filter: {
			_and: [
				{ status: { _in: ['active', 'dormant'] } },
				{ consents: { scope: { _in: [...scopes] } } },
				...(mine && caller.actor.id !== null ? [{ owner: { _eq: caller.actor.id } }] : []),
			],
		},
		fields: ['id', 'name', 'owner'],
		sort: ['id'],
		limit: mostCustomers + 1,
	});
	return rows as unknown as readonly Customer[];
}

/** People at these customers whose birthday is known to the caller. */
async function peopleOf(work: Work, caller: Caller, customers: readonly string[]): Promise<readonly Person[]> {
	const rows = await items(work, caller, 'crm_contacts').readByQuery({
		filter: { _and: [{ customer: { _in: [...customers] } }, { status: { _eq: 'current' } }, { birthday: { _nnull: true } }] },
		fields: ['id', 'name', 'customer', 'birthday', 'birthday_calendar'],
		limit: mostPeople,
	});
	return rows as unknown as readonly Person[];
}

const grouped = <T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, readonly T[]> => {
	const found = new Map<string, T[]>();
	for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row]);
	return found;
};

/** What is known of these customers beside what the caller reads: their consents, their days, and what was done. A fixed number of statements. */
async function backgroundOf({ trx }: Work, customers: readonly string[], from: string, until: string) {
	const consents = await rowsOf(
		trx('crm_consents')
			.whereIn('customer', [...customers])
			.where({ status: 'given' })
			.select('id', 'customer', 'status', 'scope', 'contact', 'obtained_on', 'withdrawn_on'),
	);
	const days = await rowsOf(
		trx('crm_customers')
			.whereIn('id', [...customers])
			.select('id', 'founded_on', 'selected_on'),
	);
	const greetings = await rowsOf<{ customer: string; contact: string | null; care_day: string }>(
		trx('crm_communications')
			.whereIn('customer', [...customers])
			.whereIn('status', [...countingContacts])
			.whereNotNull('care_day')
			.where('happened_at', '>=', new Date(`${daysAfter(from, -60)}T00:00:00Z`))
			.select('customer', 'contact', 'care_day'),
	);
	const gifts = await rowsOf(
		trx('crm_gifts')
			.whereIn('customer', [...customers])
			.whereIn('status', [...underWay])
			.whereIn('occasion', [...careOccasions])
			.whereNotNull('planned_on')
			.select('customer', 'recipient', 'occasion', 'planned_on'),
	);
	const near = gifts
		.map((raw) => decodeRow('crm_gifts', raw) as { customer: string; recipient: string | null; occasion: Occasion; planned_on: string })
		.filter(({ planned_on }) => planned_on >= daysAfter(from, -giftWindow) && planned_on <= daysAfter(until, giftWindow));
	return {
		consents: consents.map((raw) => decodeRow('crm_consents', raw) as unknown as Consent & { readonly customer: string }),
		days: days.map((raw) => decodeRow('crm_customers', raw) as { id: string; founded_on: string | null; selected_on: string | null }),
		greetings,
		gifts: near,
	};
}

type Background = Awaited<ReturnType<typeof backgroundOf>>;

async function backgrounds(work: Work, customers: readonly string[], from: string, until: string): Promise<Background> {
	const all: Background[] = [];
	for (let start = 0; start < customers.length; start += batch)
		all.push(await backgroundOf(work, customers.slice(start, start + batch), from, until));
	return {
		consents: all.flatMap(({ consents }) => consents),
		days: all.flatMap(({ days }) => days),
		greetings: all.flatMap(({ greetings }) => greetings),
		gifts: all.flatMap(({ gifts }) => gifts),
	};
}

/**
 * Days on which customers, and people there, are greeted: festivals by the sun and by the moon, birthdays, founding days and the anniversary
 * of the cooperation, with what became of each. Only where there is consent to care, and of birthdays only those the caller reads (CAR-01, CON-01).
 */
export const careDaysRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/care/days',
	answering(host, async ({ query }, caller) => {
		const { limit, offset, mine, ahead } = read(queryModel, query);
		const work = await startWork(host, host.database, await host.getSchema());
		const rulebook = await rulebookInForce(work.trx, work.now, caller.locale);
		const rules = rulebook.customers.consent;
		const today = localDay(work.now, rulebook.time_zone);
		const [from, until] = [daysAfter(today, -daysShownAfter), daysAfter(today, ahead)];
		const found = await customersOf(work, caller, rules.uses.care, mine);
		const customers = found.slice(0, mostCustomers);
		const ids = customers.map(({ id }) => id);
		const people = await peopleOf(work, caller, ids);
		const background = await backgrounds(work, ids, from, until);
		const of = {
			people: grouped(people, ({ customer }) => customer),
			consents: grouped(background.consents, ({ customer }) => customer),
			days: new Map(background.days.map((days) => [days.id, days])),
			greetings: grouped(background.greetings, ({ customer }) => customer),
			gifts: grouped(background.gifts, ({ customer }) => customer),
		};
		const names = new Map(people.map(({ id, name }) => [id, name]));
		const proposed = customers
			.flatMap((customer) => {
				const consents = of.consents.get(customer.id) ?? [];
				const days = of.days.get(customer.id);
				const own: readonly OwnDay[] = [
					...(of.people.get(customer.id) ?? []).flatMap(({ id, birthday, birthday_calendar }): readonly OwnDay[] =>
						birthday === null ? [] : [{ kind: 'birthday', on: birthday.slice(0, 10), calendar: birthday_calendar ?? 'solar', contact: id }],
					),
					...(days === undefined || days.founded_on === null
						? []
						: [{ kind: 'founding', on: days.founded_on, calendar: 'solar', contact: null } as const]),
					...(days === undefined || days.selected_on === null
						? []
						: [{ kind: 'cooperation', on: days.selected_on, calendar: 'solar', contact: null } as const]),
				];
				const done = {
					greetings: (of.greetings.get(customer.id) ?? []).map(({ care_day, contact }) => ({ mark: care_day, contact })),
					gifts: of.gifts.get(customer.id) ?? [],
				};
				return careDaysBetween(from, until, own)
					.filter(({ contact }) => mayBeContacted(consents, rules, { use: 'care', contact, today }))
					.map((care) => ({ customer, care, state: careState(care, done, today) }));
			})
			// What is done needs nothing more once its day is over.
			.filter(({ care, state }) => care.day >= today || state === 'missed')
			.toSorted(
				(a, b) =>
					a.care.day.localeCompare(b.care.day) ||
					a.customer.name.localeCompare(b.customer.name, caller.locale) ||
					a.customer.id.localeCompare(b.customer.id),
			);
		const page = proposed.slice(offset, offset + limit);
		const owners = await namesOf(
			work.trx,
			page.map(({ customer }) => customer.owner),
		);
		return {
			data: page.map(({ customer, care, state }) => {
				const label = say(careWords.days[care.kind], caller.locale);
				const festival = (festivals as readonly string[]).includes(care.kind);
				return {
					customer: { id: customer.id, name: customer.name },
					contact: care.contact === null ? null : { id: care.contact, name: names.get(care.contact) ?? '' },
					owner: customer.owner === null ? null : (owners.get(customer.owner) ?? null),
					kind: care.kind,
					label,
					day: care.day,
					mark: careMark(care),
					occasion: occasionOf(care.kind),
					greeting: say(festival ? careWords.greetings.festival : careWords.greetings.own, caller.locale, { day: label }),
					state,
				};
			}),
			meta: {
				total: proposed.length,
				missed: proposed.filter(({ state }) => state === 'missed').length,
				customers: customers.length,
				left_out: found.length > customers.length,
				today,
				may_give: await isGranted(work.trx, caller.accountability, 'crm_gifts', 'create'),
			},
		};
	}),
];
