import { useApi } from '@directus/extensions-sdk';
import type { Detail } from '@crm-policy/rules/calendar-feeds/feed';
import { z } from 'zod';
import {
	appraisalsAnswer,
	calendarFeedFields,
	calendarFeedsAnswer,
	accessAnswer,
	careDaysAnswer,
	clausesAnswer,
	commandResult,
	commandsAnswer,
	coverageAnswer,
	customerHistoryAnswer,
	dayVisitsAnswer,
	dueAnswer,
	dueContactsAnswer,
	duplicatesAnswer,
	exportsAnswer,
	giftLimitsAnswer,
	heldAnswer,
	importAnswer,
	importRowsAnswer,
	importsAnswer,
	importSummaryAnswer,
	mergeAnswer,
	mergeListAnswer,
	feedAddressAnswer,
	feedRevokedAnswer,
	idsAnswer,
	inboxAnswer,
	madeAnswer,
	namedAnswer,
	peopleAnswer,
	timelineAnswer,
	versionsAnswer,
	visitPointsAnswer,
	type Appraisals,
	type AccessExplained,
	type Box,
	type CalendarFeed,
	type CareDay,
	type CareDays,
	type Clause,
	type Colleague,
	type CommandsAnswer,
	type ContractVersion,
	type Coverage,
	type CustomerHistory,
	type Duplicates,
	type DayVisit,
	type DueContacts,
	type FeedAddress,
	type GiftLimits,
	type Held,
	type ImportDetails,
	type ImportOutcome,
	type ImportPlan,
	type ImportRows,
	type ImportsAnswer,
	type ImportSummary,
	type MergeDetails,
	type MergeList,
	type Registers,
	type InboxAnswer,
	type Named,
	type TimeLimitShown,
	type Timeline,
	type VisitPoint,
} from './contract.js';
import { readFailure } from './failure.js';

export interface CommandOrder {
	collection: string;
	id: string;
	command: string;
	input: Record<string, unknown>;
	comment: string | null;
	/** The revision the person has seen; the server refuses if the record has moved on since. */
	revision: number | null;
}

/** A calendar feed as the server is asked for it. */
export interface NewFeed {
	name: string;
	scope: string;
	detail: Detail;
	omit_cancelled: boolean;
	alarm: boolean;
	expires_on: string | null;
}

export interface CrmApi {
	commands(collection: string, id: string): Promise<CommandsAnswer>;
	order(order: CommandOrder): Promise<void>;
	timeline(collection: string, id: string): Promise<Timeline>;
	inbox(box: Box, limit: number, offset: number): Promise<InboxAnswer>;
	people(search: string, limit: number): Promise<Colleague[]>;
	clauses(): Promise<Clause[]>;
	/** Departments in use, by name. */
	departments(): Promise<Named[]>;
	/** Customers whom the person sees, by name. */
	customers(): Promise<Named[]>;
	/** The person's own calendar feeds that are in use, newest first. */
	feeds(): Promise<CalendarFeed[]>;
	makeFeed(feed: NewFeed): Promise<FeedAddress>;
	/** Gives a feed a new address; the old one ends. */
	rotateFeed(id: string): Promise<FeedAddress>;
	revokeFeed(id: string): Promise<void>;
	/** The open time limits of a complaint, with their reasons. */
	due(complaint: string): Promise<TimeLimitShown[]>;
	/** Versions of a contract that were in force, newest first. */
	versions(contract: string): Promise<ContractVersion[]>;
	/** Records that are probably of the customer in a form. */
	duplicates(identity: Readonly<Record<string, string>>): Promise<Duplicates>;
	/** Pairs that look like one customer, and merges of late. */
	suspects(): Promise<MergeList>;
	/** Two records beside each other, and what a merge would do or has done. */
	merge(id: string): Promise<MergeDetails>;
	/** The proposal to merge these two, made if there is none. */
	proposeMerge(survivor: string, duplicate: string): Promise<string>;
	/** Changes a proposal. */
	reviseMerge(id: string, pair: { survivor: string; duplicate: string }): Promise<void>;
	/** Takes a proposal back: they are two customers. */
	dismissMerge(id: string): Promise<void>;
	/** Registers one may take out. */
	registers(): Promise<Registers>;
	/** Takes a register out, with the reason that is kept. */
	takeOut(register: string, order: { reason: string; from?: string; until?: string }): Promise<Blob>;
	/** One's own imports, newest first, and what one may bring in. */
	imports(): Promise<ImportsAnswer>;
	import(id: string): Promise<ImportDetails>;
	uploadImport(target: string, file: File): Promise<ImportDetails>;
	/** `check` tries every row, `start` brings them in, both by a plan; `resume` and `cancel` need none. */
	importStep(id: string, step: 'check' | 'start' | 'resume' | 'cancel', plan: ImportPlan | null): Promise<ImportSummary>;
	importRows(id: string, outcome: ImportOutcome | null, limit: number, offset: number): Promise<ImportRows>;
	/** The rows that did not come in, as a file. */
	importReport(id: string): Promise<Blob>;
	forgetImport(id: string): Promise<void>;
	/** Why somebody sees a record or not. */
	explainAccess(user: string, collection: string, id: string): Promise<AccessExplained>;
	/** How an application for a gift stands to the yearly limits; what is not filled in yet is left out. */
	giftLimits(application: Readonly<Record<string, string>>): Promise<GiftLimits>;
	/** What is left in the name of whoever leaves. */
	held(departure: string): Promise<Held>;
	/** Whether the person sees a record. Where that cannot be told, they do: what is wrong then is said when it is shown. */
	sees(collection: string, id: string): Promise<boolean>;
	/** What speaks against a visit as it is planned. */
	visitPoints(visit: string): Promise<VisitPoint[]>;
	/** The id of the signed-in person. */
	me(): Promise<string>;
	/** Visits somebody makes or goes along on between two instants, and the earlier ones of their own whose report is owed. */
	visitsOfDay(person: string, from: string, until: string): Promise<{ today: DayVisit[]; owed: DayVisit[] }>;
	/** Whether the server has a visit's report with this mark of its sender. */
	reportArrived(visit: string, submission: string): Promise<boolean>;
	/** Uploads a photo or another file and attaches it to a visit. */
	addVisitFile(visit: string, file: File): Promise<void>;
	/** Customers with the contact they are owed, the longest overdue first; one's own, or all one sees. */
	contactsDue(asked: { mine: boolean; overdue: boolean; search: string; limit: number; offset: number }): Promise<DueContacts>;
	/** Visits planned and made in a period, and customers visited in time, by unit and kind of customer. Days are ISO days, both inclusive. */
	coverage(from: string, until: string): Promise<Coverage>;
	/** What complaints of a month (`2026-11`) ended with for those responsible. */
	appraisals(month: string): Promise<Appraisals>;
	/** Days on which customers are greeted, one's own or all one sees, the earliest first. */
	careDays(asked: { mine: boolean; limit: number; offset: number }): Promise<CareDays>;
	/** Drafts a gift for a day of care. Its id. */
	draftCareGift(day: CareDay): Promise<string>;
	/** Plans a visit to a customer on a day, all day until a time is agreed. Its id. */
	planVisit(customer: string, title: string, day: string): Promise<string>;
	/** A page of what happened with a customer, newest first; of one kind, if one is given. */
	customerHistory(customer: string, kind: string | null, cursor: string | null): Promise<CustomerHistory>;
}

/** Visits one question about a day asks for. */
const MOST_VISITS = 50;

const pathOf = (...parts: string[]): string => `/crm/${parts.map(encodeURIComponent).join('/')}`;

/** Requests to our server with the session of the signed-in person. Every promise is refused with a `Failure` and nothing else. */
export function useCrmApi(): CrmApi {
	const http = useApi();

	async function asked<T>(request: Promise<{ data: unknown }>, shape: z.ZodType<T>): Promise<T> {
		try {
			return shape.parse((await request).data);
		} catch (thrown) {
			throw readFailure(thrown);
		}
	}

	/** Records by name. */
	const named = async (collection: string, params: Readonly<Record<string, unknown>>): Promise<Named[]> =>
		(await asked(http.get(`/items/${collection}`, { params: { fields: 'id,name', sort: 'name', ...params } }), namedAnswer)).data;

	return {
		commands: (collection, id) => asked(http.get(pathOf('commands', collection, id)), commandsAnswer),
		async order({ collection, id, command, input, comment, revision }) {
			const body = { input, ...(comment === null ? {} : { comment }), ...(revision === null ? {} : { revision }) };
			await asked(http.post(pathOf('commands', collection, id, command), body), commandResult);
		},
		timeline: async (collection, id) => (await asked(http.get(pathOf('timeline', collection, id)), timelineAnswer)).data,
		inbox: (box, limit, offset) => asked(http.get(pathOf('inbox'), { params: { box, limit, offset } }), inboxAnswer),
		people: async (search, limit) => (await asked(http.get(pathOf('people'), { params: { search, limit } }), peopleAnswer)).data,
		versions: async (contract) => (await asked(http.get(pathOf('versions', contract)), versionsAnswer)).data,
		explainAccess: async (user, collection, id) =>
			(await asked(http.get(pathOf('access', 'explain'), { params: { user, collection, id } }), accessAnswer)).data,
		customerHistory: async (customer, kind, cursor) => {
			const params = { ...(kind === null ? {} : { kind }), ...(cursor === null ? {} : { cursor }) };
			return (await asked(http.get(pathOf('customers', customer, 'timeline'), { params }), customerHistoryAnswer)).data;
		},
		duplicates: async (identity) => (await asked(http.get(pathOf('customers', 'duplicates'), { params: identity }), duplicatesAnswer)).data,
		suspects: async () => (await asked(http.get(pathOf('customer-merges')), mergeListAnswer)).data,
		merge: async (id) => (await asked(http.get(pathOf('customer-merges', id)), mergeAnswer)).data,
		async proposeMerge(survivor, duplicate) {
			const pair = { survivor: { _in: [survivor, duplicate] }, duplicate: { _in: [survivor, duplicate] } };
			const filter = JSON.stringify({ ...pair, status: { _eq: 'proposed' } });
			const known = await asked(http.get('/items/crm_customer_merges', { params: { filter, fields: 'id', limit: 1 } }), idsAnswer);
			const [first] = known.data;
			return first?.id ?? (await asked(http.post('/items/crm_customer_merges', { survivor, duplicate }), madeAnswer)).data.id;
		},
		async reviseMerge(id, pair) {
			await asked(http.patch(`/items/crm_customer_merges/${id}`, pair), madeAnswer);
		},
		async dismissMerge(id) {
			await asked(http.delete(`/items/crm_customer_merges/${id}`), z.unknown());
		},
		registers: async () => (await asked(http.get(pathOf('exports')), exportsAnswer)).data,
		takeOut: (register, order) => asked(http.post(pathOf('exports', register), order, { responseType: 'blob' }), z.instanceof(Blob)),
		imports: () => asked(http.get(pathOf('imports')), importsAnswer),
		import: async (id) => (await asked(http.get(pathOf('imports', id)), importAnswer)).data,
		uploadImport: async (target, file) =>
			(
				await asked(
					http.post(pathOf('imports'), file, {
						params: { target, name: file.name },
						headers: { 'Content-Type': 'application/octet-stream' },
					}),
					importAnswer,
				)
			).data,
		importStep: async (id, step, plan) => (await asked(http.post(pathOf('imports', id, step), plan ?? {}), importSummaryAnswer)).data,
		importRows: (id, outcome, limit, offset) =>
			asked(
				http.get(pathOf('imports', id, 'rows'), { params: { limit, offset, ...(outcome === null ? {} : { outcome }) } }),
				importRowsAnswer,
			),
		importReport: (id) => asked(http.get(pathOf('imports', id, 'report'), { responseType: 'blob' }), z.instanceof(Blob)),
		async forgetImport(id) {
			await asked(http.delete(pathOf('imports', id)), z.unknown());
		},
		giftLimits: async (application) => (await asked(http.get(pathOf('gifts', 'limits'), { params: application }), giftLimitsAnswer)).data,
		async sees(collection, id) {
			try {
				await asked(http.get(`/items/${collection}/${encodeURIComponent(id)}`, { params: { fields: 'id' } }), madeAnswer);
				return true;
			} catch (thrown) {
				return readFailure(thrown).kind !== 'forbidden';
			}
		},
		held: async (departure) => (await asked(http.get(pathOf('departures', departure, 'held')), heldAnswer)).data,
		visitPoints: async (visit) => (await asked(http.get(pathOf('visits', visit, 'checks')), visitPointsAnswer)).data,
		me: async () => (await asked(http.get('/users/me', { params: { fields: 'id' } }), madeAnswer)).data.id,
		async visitsOfDay(person, from, until) {
			const mine = { _or: [{ owner: { _eq: person } }, { accompanied_by: { _eq: person } }, { participants: { user: { _eq: person } } }] };
			const ask = (filter: object, sort: string) =>
				asked(
					http.get('/items/crm_visits', {
						params: { filter: JSON.stringify(filter), fields: '*,customer.*,contact.*', sort, limit: MOST_VISITS },
					}),
					dayVisitsAnswer,
				);
			const [today, owed] = await Promise.all([
				ask({ _and: [mine, { starts_at: { _lt: until } }, { ends_at: { _gt: from } }, { status: { _neq: 'cancelled' } }] }, 'starts_at'),
				ask(
					{
						_and: [{ owner: { _eq: person } }, { ends_at: { _lte: from } }, { status: { _in: ['confirmed', 'under_way', 'done'] } }],
					},
					'-starts_at',
				),
			]);
			return { today: today.data, owed: owed.data };
		},
		reportArrived: async (visit, submission) =>
			(
				await asked(
					http.get('/items/crm_visit_reports', {
						params: { 'filter[visit][_eq]': visit, 'filter[submission][_eq]': submission, fields: 'id', limit: 1 },
					}),
					idsAnswer,
				)
			).data.length > 0,
		async addVisitFile(visit, file) {
			const form = new FormData();
			form.append('file', file);
			const { data } = await asked(http.post('/files', form), madeAnswer);
			await asked(http.post('/items/crm_visit_files', { visit, file: data.id }), madeAnswer);
		},
		contactsDue: ({ search, ...params }) =>
			asked(http.get(pathOf('communications', 'due'), { params: { ...params, ...(search === '' ? {} : { search }) } }), dueContactsAnswer),
		coverage: (from, until) => asked(http.get(pathOf('visits', 'coverage'), { params: { from, until } }), coverageAnswer),
		appraisals: (month) => asked(http.get(pathOf('appraisals'), { params: { month } }), appraisalsAnswer),
		careDays: (params) => asked(http.get(pathOf('care', 'days'), { params }), careDaysAnswer),
		draftCareGift: async ({ customer, contact, occasion, day }) => {
			const gift = { customer: customer.id, recipient: contact?.id ?? null, kind: 'gift', occasion, planned_on: day };
			return (await asked(http.post('/items/crm_gifts', gift), madeAnswer)).data.id;
		},
		planVisit: async (customer, title, day) => {
			const visit = { customer, title, purpose: 'cultivate_relationship', all_day: true, starts_on: day, ends_on: day };
			return (await asked(http.post('/items/crm_visits', visit), madeAnswer)).data.id;
		},
		departments: () => named('crm_departments', { 'filter[active][_eq]': true, limit: 200 }),
		customers: () => named('crm_customers', { limit: 500 }),
		feeds: async () => {
			const params = {
				fields: calendarFeedFields.join(','),
				'filter[owner][_eq]': '$CURRENT_USER',
				'filter[revoked_at][_null]': true,
				sort: '-date_created',
				limit: 100,
			};
			return (await asked(http.get('/items/crm_calendar_feeds', { params }), calendarFeedsAnswer)).data;
		},
		makeFeed: async (feed) => (await asked(http.post(pathOf('feeds'), feed), feedAddressAnswer)).data,
		rotateFeed: async (id) => (await asked(http.post(pathOf('feeds', id, 'rotate')), feedAddressAnswer)).data,
		async revokeFeed(id) {
			await asked(http.delete(pathOf('feeds', id)), feedRevokedAnswer);
		},
		due: async (complaint) => (await asked(http.get(pathOf('complaints', complaint, 'due')), dueAnswer)).data,
		clauses: async () => (await asked(http.get(pathOf('clauses')), clausesAnswer)).data,
	};
}
