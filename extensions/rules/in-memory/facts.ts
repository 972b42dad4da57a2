import { complaintFacts } from './complaint-facts.js';
import { consentsInForce, customerFacts } from './customer-facts.js';
import type { Subject } from '../approval/facts.js';
import type { ApprovalRow, TaskRow } from '../approval/rows.js';
import { contentHash } from '../canonical/content.js';
import type { AmendmentFacts } from '../contract-amendments/amendment.js';
import type { ContractFacts, ContractState, StockLevel } from '../contract-review/contract.js';
import { takingStock } from '../contract-review/in-stock.js';
import { countingStates, type GiftFacts, type GiftState } from '../gifts/gift.js';
import { samePerson, type CountedGift } from '../gifts/caps.js';
import type { DepartureFacts } from '../departures/departure.js';
import type { Row } from '../process/effect.js';
import { holdingsOf } from '../process/holdings.js';
import { processes } from '../processes.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { MemoryStore } from './store.js';
import { mergeFacts } from './merge-facts.js';
import { visitFacts } from './visit-facts.js';

/** When a fact is asked for, and under which rules. */
export interface Circumstances {
	/** ISO 8601 instant in UTC. */
	readonly now: string;
	readonly rulebook: Rulebook;
}

/** Finds one fact of a record. Facts mirror what the engine loads from the database, name by name. */
export type FactLoader = (store: MemoryStore, row: Row, circumstances: Circumstances) => unknown;

const tasksOf = (store: MemoryStore, approval: string): readonly TaskRow[] =>
	(store.where('crm_approval_tasks', { approval }) as unknown as TaskRow[]).toSorted((a, b) => a.position - b.position);

const pendingOf =
	(collection: string): FactLoader =>
	(store, row) => {
		const [found] = store.where('crm_approvals', { subject_collection: collection, subject_id: row['id'], status: 'pending' });
		if (found === undefined) return null;
		const approval = found as unknown as ApprovalRow;
		return { approval, tasks: tasksOf(store, approval.id) };
	};

const content =
	(collection: string): FactLoader =>
	(store, row) => {
		const canonical = store.contentOf(collection, String(row['id']));
		return { hash: contentHash(canonical), canonical };
	};

const rounds =
	(collection: string): FactLoader =>
	(store, row) =>
		store.where('crm_approvals', { subject_collection: collection, subject_id: row['id'] }).length;

const people: FactLoader = (store) => store.people;

const subjectFacts = (collection: string): Readonly<Record<string, FactLoader>> => ({
	content: content(collection),
	pending: pendingOf(collection),
	rounds: rounds(collection),
	people,
});

const childrenOf =
	(collection: string): FactLoader =>
	(store, row) =>
		store.where(collection, { contract: row['id'] });

function stock(store: MemoryStore, row: Row): readonly StockLevel[] {
	const level = (goods: Row, available: string): StockLevel => ({
		product: String(goods['product']),
		specification: (goods['specification'] ?? null) as string | null,
		unit: String(goods['unit']),
		available,
	});
	const taken = store
		.rows('crm_contract_lines')
		.filter((line) => line['from_stock'] === true && line['contract'] !== row['id'])
		.filter((line) => takingStock.includes(store.row('crm_contracts', String(line['contract']))['status'] as ContractState));
	return [
		...store.rows('crm_stock').map((held) => level(held, String(held['on_hand']))),
		...taken.map((line) => level(line, `-${String(line['quantity'])}`)),
	];
}

function customer(store: MemoryStore, row: Row): ContractFacts['customer'] {
	const [found] = store.where('crm_customers', { id: row['customer'] });
	if (found === undefined) return null;
	const earlier = store
		.where('crm_contracts', { customer: row['customer'] })
		.filter((contract) => contract['id'] !== row['id'] && ['effective', 'closed'].includes(String(contract['status'])));
	return { status: String(found['status']), name: String(found['name']), earlierContracts: earlier.length };
}

const approvals: FactLoader = (store, row): ContractFacts['approvals'] =>
	store.where('crm_approvals', { contract: row['id'] }).map((approval) => ({
		id: approval.id,
		status: approval['status'] as ApprovalRow['status'],
		started_by: String(approval['started_by']),
		round: Number(approval['round']),
		coversHash: String(approval['result_hash'] ?? approval['subject_hash']),
	}));

function amendedContract(store: MemoryStore, row: Row): AmendmentFacts['contract'] {
	const [contract] = store.where('crm_contracts', { id: row['contract'] });
	if (contract === undefined) return null;
	const id = contract.id;
	const canonical = store.contentOf('crm_contracts', id);
	const passed = store.where('crm_approvals', { subject_collection: 'crm_contracts', subject_id: id, status: 'approved' }).at(-1);
	return {
		id,
		number: contract['number'] as string | null,
		title: String(contract['title']),
		status: contract['status'] as NonNullable<AmendmentFacts['contract']>['status'],
		level: (store.where('crm_contract_reviews', { contract: id })[0]?.['level'] ?? null) as NonNullable<
			AmendmentFacts['contract']
		>['level'],
		content: canonical,
		hash: contentHash(canonical),
		route: (passed?.['route'] ?? null) as string | null,
		versions: store.where('crm_contract_versions', { contract: id }).length,
		lineIds: store.where('crm_contract_lines', { contract: id }).map((line) => line.id),
	};
}

/** A customer without a group is related to nobody but itself. */
const relatedCustomers = (store: MemoryStore, customer: unknown): readonly string[] => {
	const group = store.where('crm_customers', { id: customer })[0]?.['related_group'] ?? null;
	const members = group === null ? [] : store.where('crm_customers', { related_group: group }).map((row) => row.id);
	return [...new Set([String(customer), ...members])];
};

function giftCustomer(store: MemoryStore, row: Row): GiftFacts['customer'] {
	const [found] = store.where('crm_customers', { id: row['customer'] });
	if (found === undefined) return null;
	const { id, name, status } = found as { id: string; name: string; status: NonNullable<GiftFacts['customer']>['status'] };
	return { id, name, status, related: relatedCustomers(store, id) };
}

function giftRecipient(store: MemoryStore, row: Row): GiftFacts['recipient'] {
	const [found] = store.where('crm_contacts', { id: row['recipient'] });
	if (found === undefined) return null;
	const { id, name, customer } = found as { id: string; name: string; customer: string };
	const related = relatedCustomers(store, customer);
	const contacts = store.rows('crm_contacts').filter((contact) => related.includes(String(contact['customer'])));
	return { id, name, customer, same: samePerson(id, contacts as unknown as { id: string; name: string }[]) };
}

/** Every other gift that counts; which of them matter, the rules say. */
const countedGifts = (store: MemoryStore, row: Row): readonly CountedGift[] =>
	store
		.rows('crm_gifts')
		.filter((gift) => gift['id'] !== row['id'] && (countingStates as readonly GiftState[]).includes(gift['status'] as GiftState))
		.map((gift) => ({
			id: gift.id,
			kind: gift['kind'] as CountedGift['kind'],
			amount: String(gift['amount']),
			day: String(gift['counts_on']),
			customer: String(gift['customer']),
			recipient: gift['recipient'] as string | null,
			giver: gift['owner'] as string | null,
			department: gift['department'] as string | null,
			exception: gift['exception'] === true,
		}));

const subjectOf = (store: MemoryStore, approval: Row): Subject => {
	const collection = String(approval['subject_collection']);
	const row = store.row(collection, String(approval['subject_id']));
	return {
		collection,
		id: row.id,
		title: [row['number'], row['title']].filter((part) => typeof part === 'string').join(' ') || row.id,
		hash: contentHash(store.contentOf(collection, row.id)),
	};
};

const calendarDepartments = (store: MemoryStore, calendar: unknown) =>
	store
		.where('crm_work_calendar_departments', { calendar })
		.map(({ applies_to }) => ({ id: String(applies_to), name: String(applies_to) }));

/** Where each process finds the facts its rules ask for. */
export const memoryFacts: Readonly<Record<string, Readonly<Record<string, FactLoader>>>> = {
	crm_contracts: {
		lines: childrenOf('crm_contract_lines'),
		review: (store, row) => store.where('crm_contract_reviews', { contract: row['id'] })[0] ?? null,
		doubts: childrenOf('crm_contract_doubts'),
		stock,
		customer,
		approvals,
		notices: childrenOf('crm_execution_notices'),
		...subjectFacts('crm_contracts'),
	},
	crm_contract_doubts: {
		round: (store, row, circumstances) => {
			const pending = pendingOf('crm_contracts')(store, { id: row['contract'] }, circumstances) as ContractFacts['pending'];
			if (pending === null) return null;
			const asked = pending.tasks.flatMap((task) => [
				task.assignee,
				task.decided_by,
				...store.people
					.filter((person) => task.assignee === null && task.role !== null && person.roles.includes(task.role))
					.map((person) => person.id),
			]);
			return { startedBy: pending.approval.started_by, reviewers: [...new Set(asked.filter((id) => id !== null))] };
		},
		people,
	},
	crm_contract_amendments: {
		contract: amendedContract,
		...subjectFacts('crm_contract_amendments'),
		othersInReview: (store, row) =>
			store
				.where('crm_contract_amendments', { contract: row['contract'], status: 'in_review' })
				.filter((other) => other['id'] !== row['id']).length,
	},
	crm_execution_notices: {},
	...complaintFacts(subjectFacts),
	crm_gifts: {
		...subjectFacts('crm_gifts'),
		customer: giftCustomer,
		recipient: giftRecipient,
		counted: countedGifts,
		consents: (store, row, circumstances) => consentsInForce(store, row['customer'], circumstances),
		passed: (store, row): GiftFacts['passed'] =>
			store
				.where('crm_approvals', { subject_collection: 'crm_gifts', subject_id: row['id'], status: 'approved' })
				.map((approval) => ({ hash: String(approval['subject_hash']), route: String(approval['route']) })),
	},
	...visitFacts(subjectFacts),
	...customerFacts(subjectFacts),
	crm_access_requests: {
		...subjectFacts('crm_access_requests'),
		found: (store, row) => {
			const sought = typeof row['sought'] === 'string' ? row['sought'].trim() : '';
			return store
				.rows('crm_customers')
				.filter(({ number, name }) => sought !== '' && (number === sought || name === sought))
				.map(({ id }) => id)
				.slice(0, 2);
		},
	},
	crm_customer_merges: mergeFacts,
	crm_departures: {
		people,
		held: (store, row): DepartureFacts['held'] =>
			processes.flatMap((process) =>
				holdingsOf(process).flatMap(({ field, states, leaving }) =>
					store
						.where(process.collection, { [field]: row['person'] })
						.filter(({ status }) => states.includes(String(status)))
						.map(({ id, status }) => ({
							collection: process.collection,
							id,
							field,
							status: String(status),
							title: id,
							leaving,
							fits: true,
						})),
				),
			),
		feeds: (store, row) =>
			store
				.where('crm_calendar_feeds', { owner: row['person'] })
				.filter((feed) => (feed['revoked_at'] ?? null) === null)
				.map(({ id }) => id),
		heads: (store, row) => store.where('crm_departments', { head: row['person'] }).map(({ name }) => name),
	},
	crm_rulebooks: {
		...subjectFacts('crm_rulebooks'),
		publishedBefore: (store, row) => store.where('crm_rulebooks', { status: 'published' }).filter((other) => other['id'] !== row['id']),
	},
	crm_work_calendars: {
		...subjectFacts('crm_work_calendars'),
		days: (store, row) => store.where('crm_work_calendar_days', { calendar: row['id'] }),
		departments: (store, row) => calendarDepartments(store, row['id']),
		published: (store, row) =>
			store
				.where('crm_work_calendars', { status: 'published' })
				.filter(({ id }) => id !== row['id'])
				.map(({ id, title }) => ({ id, title: String(title), departments: calendarDepartments(store, id) })),
		successors: (store, row) =>
			store.where('crm_work_calendars', { replaces: row['id'] }).filter(({ status }) => ['draft', 'in_review'].includes(String(status))),
	},
	crm_approvals: {
		approval: (_, row) => row,
		tasks: (store, row) => tasksOf(store, String(row['id'])),
		subject: (store, row) => subjectOf(store, row),
		people,
	},
	crm_approval_tasks: {
		approval: (store, row) => store.row('crm_approvals', String(row['approval'])),
		tasks: (store, row) => tasksOf(store, String(row['approval'])),
		subject: (store, row) => subjectOf(store, store.row('crm_approvals', String(row['approval']))),
		people,
	},
};
