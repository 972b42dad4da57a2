import type { TaskRow } from '@crm-policy/rules/approval/rows';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import { contentHash, contentOf, type Content } from '@crm-policy/rules/canonical/content';
import type { Person } from '@crm-policy/rules/organisation/people';
import { processOf } from '@crm-policy/rules/processes';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { kindOf } from '../../kind-of.js';
import type { Store, StoredRow } from './store.js';

/** What a fact is found in. */
export interface Circumstances {
	readonly store: Store;
	readonly row: StoredRow;
	readonly people: readonly Person[];
	readonly rulebook: Rulebook;
	readonly now: string;
}

type Fact = (circumstances: Circumstances) => unknown;

const text = (value: unknown): string => String(value);

/** The reviewed content of a row as it is now. Files play no part in the demo. */
export function contentNow(store: Store, collection: string, row: StoredRow): Content {
	const reviewed = processOf(collection)?.reviewed;
	if (reviewed === undefined) throw new Error(`${collection} declares no reviewed content.`);
	const children = Object.fromEntries(
		reviewed.children.map((child) => [child.collection, store.where(child.collection, { [child.parent]: row.id })]),
	);
	return contentOf(collection, reviewed, { row, children, files: [] }, kindOf);
}

const content =
	(collection: string): Fact =>
	({ store, row }) => {
		const canonical = contentNow(store, collection, row);
		return { hash: contentHash(canonical), canonical };
	};

const tasksOf = (store: Store, approval: string): readonly TaskRow[] =>
	[...store.where('crm_approval_tasks', { approval })].sort(
		(a, b) => Number(a['position']) - Number(b['position']),
	) as unknown as readonly TaskRow[];

const roundsOf = (store: Store, collection: string, id: string): readonly StoredRow[] =>
	store.where('crm_approvals', { subject_collection: collection, subject_id: id });

const pending =
	(collection: string): Fact =>
	({ store, row }) => {
		const approval = roundsOf(store, collection, row.id).find((round) => round['status'] === 'pending');
		return approval === undefined ? null : { approval, tasks: tasksOf(store, approval.id) };
	};

const everybody: Fact = ({ people }) => people;

const titleOf = (row: StoredRow): string => [row['number'], row['title']].filter((part) => typeof part === 'string').join(' ');

/** The record an approval is about. */
function subjectOf(
	store: Store,
	approval: StoredRow,
): { readonly collection: string; readonly id: string; readonly title: string; readonly hash: string } {
	const collection = text(approval['subject_collection']);
	const row = store.row(collection, text(approval['subject_id']));
	return { collection, id: row.id, title: titleOf(row), hash: contentHash(contentNow(store, collection, row)) };
}

const approvalOf = ({ store, row }: Circumstances): StoredRow => store.row('crm_approvals', text(row['approval']));

const takingStock = ['in_review', 'approved', 'effective'];

const stock: Fact = ({ store, row }) => {
	const others = store.where('crm_contract_lines', { from_stock: true }).filter((line) => {
		const contract = store.row('crm_contracts', text(line['contract']));
		return contract.id !== row.id && takingStock.includes(text(contract['status']));
	});
	const level = (goods: StoredRow, available: string) => ({
		product: goods['product'],
		specification: goods['specification'],
		unit: goods['unit'],
		available,
	});
	return [
		...store.where('crm_stock').map((held) => level(held, text(held['on_hand']))),
		...others.map((line) => level(line, `-${text(line['quantity'])}`)),
	];
};

const contractFacts: Readonly<Record<string, Fact>> = {
	lines: ({ store, row }) => store.where('crm_contract_lines', { contract: row.id }),
	review: ({ store, row }) => store.where('crm_contract_reviews', { contract: row.id })[0] ?? null,
	doubts: ({ store, row }) => store.where('crm_contract_doubts', { contract: row.id }),
	stock,
	customer: ({ store, row }) => {
		if (row['customer'] === null) return null;
		const customer = store.row('crm_customers', text(row['customer']));
		const earlier = store
			.where('crm_contracts', { customer: customer.id })
			.filter((other) => other.id !== row.id && ['effective', 'closed'].includes(text(other['status'])));
		return { status: customer['status'], name: customer['name'], earlierContracts: earlier.length };
	},
	content: content('crm_contracts'),
	rounds: ({ store, row }) => roundsOf(store, 'crm_contracts', row.id).length,
	approvals: ({ store, row }) =>
		store.where('crm_approvals', { contract: row.id }).map((approval) => ({
			id: approval.id,
			status: approval['status'],
			started_by: approval['started_by'],
			round: approval['round'],
			coversHash: approval['result_hash'] ?? approval['subject_hash'],
		})),
	pending: pending('crm_contracts'),
	notices: ({ store, row }) => store.where('crm_execution_notices', { contract: row.id }),
	people: everybody,
};

const amendmentFacts: Readonly<Record<string, Fact>> = {
	contract: ({ store, row }) => {
		const contract = store.row('crm_contracts', text(row['contract']));
		const canonical = contentNow(store, 'crm_contracts', contract);
		return {
			id: contract.id,
			number: contract['number'],
			title: contract['title'],
			status: contract['status'],
			level: store.where('crm_contract_reviews', { contract: contract.id })[0]?.['level'] ?? null,
			content: canonical,
			hash: contentHash(canonical),
			route: roundsOf(store, 'crm_contracts', contract.id).findLast((round) => round['status'] === 'approved')?.['route'] ?? null,
			versions: store.where('crm_contract_versions', { contract: contract.id }).length,
			lineIds: store.where('crm_contract_lines', { contract: contract.id }).map((line) => line.id),
		};
	},
	content: content('crm_contract_amendments'),
	othersInReview: ({ store, row }) =>
		store.where('crm_contract_amendments', { contract: row['contract'], status: 'in_review' }).filter((other) => other.id !== row.id)
			.length,
	rounds: ({ store, row }) => roundsOf(store, 'crm_contract_amendments', row.id).length,
	pending: pending('crm_contract_amendments'),
	people: everybody,
};

const doubtFacts: Readonly<Record<string, Fact>> = {
	round: ({ store, row, people }) => {
		const approval = roundsOf(store, 'crm_contracts', text(row['contract'])).find((round) => round['status'] === 'pending');
		if (approval === undefined) return null;
		const asked = tasksOf(store, approval.id).flatMap((task) => [
			task.assignee,
			task.decided_by,
			...people
				.filter((person) => task.assignee === null && task.role !== null && person.roles.includes(task.role))
				.map((person) => person.id),
		]);
		return { startedBy: approval['started_by'], reviewers: [...new Set(asked.filter((id) => id !== null))] };
	},
	people: everybody,
};

const customerFacts: Readonly<Record<string, Fact>> = {
	consents: ({ store, row, now, rulebook }) => {
		const today = localDay(now, rulebook.time_zone);
		return store
			.where('crm_consents', { customer: row.id })
			.filter((consent) => consent['withdrawn_on'] === null || text(consent['withdrawn_on']) > today);
	},
	openContracts: ({ store, row }) =>
		store
			.where('crm_contracts', { customer: row.id })
			.filter((contract) => ['in_review', 'approved', 'effective'].includes(text(contract['status']))).length,
	contacts: ({ store, row }) => store.where('crm_contacts', { customer: row.id }),
};

const rulebookFacts: Readonly<Record<string, Fact>> = {
	content: content('crm_rulebooks'),
	publishedBefore: ({ store, row }) => store.where('crm_rulebooks', { status: 'published' }).filter((other) => other.id !== row.id),
	rounds: ({ store, row }) => roundsOf(store, 'crm_rulebooks', row.id).length,
	pending: pending('crm_rulebooks'),
	people: everybody,
};

const calendarDepartments = (store: Store, calendar: string) =>
	store.where('crm_work_calendar_departments', { calendar }).map(({ department }) => ({ id: text(department), name: text(department) }));

const workCalendarFacts: Readonly<Record<string, Fact>> = {
	content: content('crm_work_calendars'),
	days: ({ store, row }) => store.where('crm_work_calendar_days', { calendar: row.id }),
	departments: ({ store, row }) => calendarDepartments(store, row.id),
	published: ({ store, row }) =>
		store
			.where('crm_work_calendars', { status: 'published' })
			.filter((other) => other.id !== row.id)
			.map((other) => ({ id: other.id, title: text(other['title']), departments: calendarDepartments(store, other.id) })),
	successors: ({ store, row }) =>
		store.where('crm_work_calendars', { replaces: row.id }).filter(({ status }) => ['draft', 'in_review'].includes(text(status))),
};

/** Where the facts of every process come from when the database is in memory. */
export const facts: Readonly<Record<string, Readonly<Record<string, Fact>>>> = {
	crm_contracts: contractFacts,
	crm_contract_doubts: doubtFacts,
	crm_contract_amendments: amendmentFacts,
	crm_execution_notices: {},
	crm_customers: customerFacts,
	crm_rulebooks: rulebookFacts,
	crm_work_calendars: workCalendarFacts,
	crm_approvals: {
		approval: ({ row }) => row,
		tasks: ({ store, row }) => tasksOf(store, row.id),
		people: everybody,
		subject: ({ store, row }) => subjectOf(store, row),
	},
	crm_approval_tasks: {
		approval: approvalOf,
		tasks: ({ store, row }) => tasksOf(store, text(row['approval'])),
		people: everybody,
		subject: (circumstances) => subjectOf(circumstances.store, approvalOf(circumstances)),
	},
};
