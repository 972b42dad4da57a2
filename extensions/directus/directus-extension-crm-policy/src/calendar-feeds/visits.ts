import type { SchemaOverview } from '@directus/types';
import { purposes } from '@crm-policy/rules/visits/visit';
import { visitWords } from '@crm-policy/rules/visits/words';
import type { FeedVisit } from '@crm-policy/rules/calendar-feeds/visit-event';
import type { FeedWindow } from '@crm-policy/rules/calendar-feeds/window';
import type { Knex } from 'knex';
import type { Host } from '../engine/context.js';
import { displayName } from '../engine/people.js';
import { onlyRowOf, rowsOf } from '../engine/rows.js';
import type { Feed } from './feeds.js';
import { mayReadField, type FeedOwner } from './owner.js';
import { shortHash } from './texts.js';

/** Collections whose fields decide what a calendar shows. */
export const shownCollections = ['crm_visits', 'crm_visit_participants', 'crm_customers', 'directus_users'] as const;

/** Visits one calendar looks at, at the most; the size limit of the calendar is far below. */
const mostVisits = 20_000;

/** Rows read at a time, so that nobody waits long for the process meanwhile. */
export const pieceSize = 250;

type Filter = Readonly<Record<string, unknown>>;

/** Reads with a feed owner's own permissions, as if they had opened Directus. */
export interface Reading {
	readonly host: Host;
	readonly database: Knex;
	readonly schema: SchemaOverview;
	readonly owner: FeedOwner;
}

const items = ({ host, database, schema, owner }: Reading, collection: string) =>
	new host.services.ItemsService(collection, { knex: database, schema, accountability: owner.accountability });

const sees = ({ owner }: Reading, ...fields: readonly string[]): boolean =>
	fields.every((field) => mayReadField(owner.readable('crm_visits'), field));

/** Without these nothing can be put into a calendar. */
export const canReadVisits = (reading: Reading): boolean => sees(reading, 'id', 'status', 'starts_at', 'ends_at');

/** A condition nothing meets. */
const nothing: Filter = { id: { _null: true } };

function scopeFilter(reading: Reading, feed: Feed): Filter {
	const me = { _eq: feed.owner };
	switch (feed.scope) {
		case 'mine': {
			const mine = [
				...(sees(reading, 'owner') ? [{ owner: me }] : []),
				...(sees(reading, 'accompanied_by') ? [{ accompanied_by: me }] : []),
				...(seesParticipants(reading) ? [{ participants: { user: me } }] : []),
			];
			return mine.length === 0 ? nothing : { _or: mine };
		}
		case 'department':
			return feed.department !== null && sees(reading, 'department') ? { department: { _eq: feed.department } } : nothing;
		case 'customer':
			return feed.customer !== null && sees(reading, 'customer') ? { customer: { _eq: feed.customer } } : nothing;
	}
}

const seesParticipants = (reading: Reading): boolean =>
	sees(reading, 'participants') &&
	['visit', 'user'].every((field) => mayReadField(reading.owner.readable('crm_visit_participants'), field));

/** Which visits a feed shows; its owner's own permissions narrow it further. */
function visitFilter(reading: Reading, feed: Feed, window: FeedWindow): Filter {
	const notCancelled = { status: { _neq: 'cancelled' } };
	const keepsCancelled = !feed.omitCancelled && feed.detail !== 'busy' && sees(reading, 'cancelled_at');
	return {
		_and: [
			{ starts_at: { _lt: window.until } },
			{ ends_at: { _gt: window.from } },
			keepsCancelled ? { _or: [notCancelled, { cancelled_at: { _gte: window.cancelledFrom } }] } : notCancelled,
			scopeFilter(reading, feed),
		],
	};
}

/** Names of colleagues change rarely, and no row says when. */
const namesIn = (database: Knex): Promise<readonly PersonRow[]> =>
	rowsOf<PersonRow>(database('directus_users').select('id', 'first_name', 'last_name').orderBy('id'));

interface PersonRow {
	readonly id: string;
	readonly first_name: string | null;
	readonly last_name: string | null;
}

/**
 * What a calendar depends on, without loading it: how many visits its owner sees and how often they were written, how often customers were,
 * and the names of colleagues. It differs when anything that is shown may have changed.
 */
export async function timesWritten(
	reading: Reading,
	feed: Feed,
	window: FeedWindow,
): Promise<{ readonly visits: unknown; readonly customers: unknown; readonly names: string }> {
	const { database } = reading;
	const names = shortHash((await namesIn(database)).map(({ id, first_name, last_name }) => [id, first_name, last_name]));
	if (!canReadVisits(reading)) return { visits: null, customers: null, names };
	const [visits] = await items(reading, 'crm_visits').readByQuery({
		filter: visitFilter(reading, feed, window),
		// The sum of revisions rises with every write, also of one that began earlier and was committed later.
		aggregate: {
			count: ['id'],
			...(sees(reading, 'revision') ? { sum: ['revision'] } : {}),
			...(sees(reading, 'date_updated') ? { max: ['date_updated'] } : {}),
		},
	});
	const customers = showsCustomers(reading, feed)
		? await onlyRowOf(database('crm_customers').count({ count: '*' }).sum({ written: 'revision' }).max({ updated: 'date_updated' }).first())
		: null;
	return { visits: sees(reading, 'revision') ? visits : null, customers, names };
}

/** Customers of one calendar that are compared by what it shows of them; with more, every write of any customer counts. */
const mostCompared = 2_000;

/**
 * What a calendar shows of the customers in it, as a digest; null where they are too many to ask. Customers are written all day, by each
 * contact with them, and hardly ever is it their name or address.
 */
export async function shownOfCustomers(reading: Reading, feed: Feed, window: FeedWindow): Promise<string | null> {
	if (!canReadVisits(reading) || !showsCustomers(reading, feed)) return '';
	const groups = await items(reading, 'crm_visits').readByQuery({
		filter: visitFilter(reading, feed, window),
		group: ['customer'],
		aggregate: { count: ['id'] },
		limit: mostCompared + 1,
	});
	if (groups.length > mostCompared) return null;
	const ids = groups.flatMap(({ customer }) => (typeof customer === 'string' ? [customer] : [])).toSorted();
	const shown: unknown[] = [];
	for (let from = 0; from < ids.length; from += pieceSize) {
		const piece = ids.slice(from, from + pieceSize);
		const fields = ['id', ...shownCustomerFields(reading)];
		const rows = await items(reading, 'crm_customers').readByQuery({
			filter: { id: { _in: piece } },
			fields,
			sort: ['id'],
			limit: pieceSize,
		});
		shown.push(...rows.map((row) => fields.map((field) => row[field])));
	}
	return shortHash([ids, shown]);
}

/** A visit somebody sees, as far as it decides which text it is shown by. */
export interface VisibleVisit {
	readonly id: string;
	/** Whether the owner may also see its customer. */
	readonly customer: string | null;
	readonly times: Pick<FeedVisit, 'allDay' | 'startsAt' | 'endsAt' | 'startsOn' | 'endsOn'>;
}

const timeFields = ['starts_at', 'ends_at', 'all_day', 'starts_on', 'ends_on'] as const;

const seesCustomers = (reading: Reading): boolean =>
	sees(reading, 'customer') && mayReadField(reading.owner.readable('crm_customers'), 'id');

/** What a calendar may show of a customer. */
const customerFields = ['name', 'address'] as const;

/** Of it, what this owner may read. */
const shownCustomerFields = (reading: Reading): readonly string[] =>
	seesCustomers(reading) ? customerFields.filter((field) => mayReadField(reading.owner.readable('crm_customers'), field)) : [];

const showsCustomers = (reading: Reading, feed: Feed): boolean => feed.detail !== 'busy' && seesCustomers(reading);

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const timesOfRow = (row: Readonly<Record<string, unknown>>): VisibleVisit['times'] => ({
	allDay: row['all_day'] === true,
	startsAt: textOrNull(row['starts_at']),
	endsAt: textOrNull(row['ends_at']),
	startsOn: textOrNull(row['starts_on'])?.slice(0, 10) ?? null,
	endsOn: textOrNull(row['ends_on'])?.slice(0, 10) ?? null,
});

/** The visits of a feed that its owner sees at this moment. */
export async function visibleVisits(reading: Reading, feed: Feed, window: FeedWindow): Promise<readonly VisibleVisit[]> {
	if (!canReadVisits(reading)) return [];
	const withCustomer = showsCustomers(reading, feed);
	const fields = ['id', ...timeFields.filter((field) => sees(reading, field)), ...(withCustomer ? ['customer.id'] : [])];
	const found: VisibleVisit[] = [];
	const service = items(reading, 'crm_visits');
	const query = { filter: visitFilter(reading, feed, window), fields, sort: ['id'], limit: pieceSize };
	for (let page = 1; found.length < mostVisits; page++) {
		const rows = await service.readByQuery({ ...query, page });
		for (const row of rows) {
			const customer = row['customer'] as { id?: unknown } | null | undefined;
			found.push({ id: String(row['id']), customer: textOrNull(customer?.id), times: timesOfRow(row) });
		}
		if (rows.length < pieceSize) break;
	}
	return found;
}

/** Colleagues by name, as their own colleague sees them; `all` says whether that is everybody. */
export async function visibleNames(reading: Reading): Promise<{ readonly names: ReadonlyMap<string, string>; readonly all: boolean }> {
	const people = await namesIn(reading.database);
	if (!['first_name', 'last_name'].every((field) => mayReadField(reading.owner.readable('directus_users'), field)))
		return { names: new Map(), all: false };
	const seen = await items(reading, 'directus_users').readByQuery({ aggregate: { count: ['id'] } });
	const counted = seen[0]?.['count'] as { id?: unknown } | undefined;
	const all = Number(counted?.id) === people.length;
	return { names: new Map(all ? people.map((person) => [person.id, displayName({ ...person, email: null })]) : []), all };
}

const fullFields = [
	'title',
	'status',
	'purpose',
	'further_purposes',
	'location',
	'agenda',
	'owner',
	'accompanied_by',
	'date_created',
] as const;

/** The fields of visits and customers that an owner's calendar shows; part of what tells texts apart. */
export const shownFields = (reading: Reading): readonly string[] => [
	...[...fullFields, ...timeFields].filter((field) => sees(reading, field)),
	...(seesParticipants(reading) ? ['participants.user'] : []),
	...shownCustomerFields(reading).map((field) => `customer.${field}`),
];

const stateLabels = visitWords.states as Readonly<Record<string, FeedVisit['purposes'][number]>>;

/** Loads visits to be shown, with everything their reader may read of them. */
export async function loadVisits(
	reading: Reading,
	ids: readonly string[],
	names: ReadonlyMap<string, string>,
): Promise<readonly FeedVisit[]> {
	const rows = await items(reading, 'crm_visits').readByQuery({
		filter: { id: { _in: ids } },
		fields: ['id', ...shownFields(reading)],
		// In a fixed order, so that a text is always the same.
		...(seesParticipants(reading) ? { deep: { participants: { _sort: ['id'], _limit: 50 } } } : {}),
		sort: ['id'],
		limit: ids.length,
	});
	return rows.map((row): FeedVisit => {
		const customer = row['customer'] as { name?: unknown; address?: unknown } | null | undefined;
		const participants = (row['participants'] ?? []) as readonly { user?: unknown }[];
		const people = [row['accompanied_by'], ...participants.map(({ user }) => user)].filter((person) => typeof person === 'string');
		const chosen = [row['purpose'], ...((row['further_purposes'] as readonly unknown[] | null | undefined) ?? [])];
		const status = textOrNull(row['status']);
		return {
			id: String(row['id']),
			status: status === null || stateLabels[status] === undefined ? null : { name: status, label: stateLabels[status] },
			title: textOrNull(row['title']),
			...timesOfRow(row),
			customer:
				customer === null || customer === undefined ? null : { name: textOrNull(customer.name), address: textOrNull(customer.address) },
			purposes: purposes.filter((purpose) => chosen.includes(purpose)).map((purpose) => visitWords.purposes[purpose]),
			location: textOrNull(row['location']),
			agenda: textOrNull(row['agenda']),
			owner: names.get(String(row['owner'])) ?? null,
			participants: [...new Set(people)].flatMap((person) => names.get(person) ?? []),
			createdAt: textOrNull(row['date_created']),
		};
	});
}

/** What the text of a visit is made of beside the names of colleagues: the visit, as often as it was written, and what is shown of its customer. */
export interface Written {
	readonly id: string;
	readonly customer: string | null;
	/** Differs after every write of the visit or of its parts, and when its customer is shown otherwise. */
	readonly mark: readonly unknown[];
}

/** What some visits are made of, whoever reads them: it is compared and never shown, so that nobody's permissions are asked. */
export async function writtenMarks(database: Knex, ids: readonly string[]): Promise<ReadonlyMap<string, Written>> {
	const rows = await rowsOf<{
		id: string;
		customer: string | null;
		revision: number | string;
		name: string | null;
		address: string | null;
	}>(
		database('crm_visits as visit')
			.leftJoin('crm_customers as customer', 'customer.id', 'visit.customer')
			.whereIn('visit.id', ids)
			.select('visit.id', 'visit.customer', 'visit.revision', ...customerFields.map((field) => `customer.${field}`)),
	);
	return new Map(rows.map(({ id, customer, revision, name, address }) => [id, { id, customer, mark: [Number(revision), name, address] }]));
}
