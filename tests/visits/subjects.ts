import { expect } from 'vitest';
import { inDays } from '../gifts/giving.js';
import type { Office } from '../paths/office.js';
import type { Kept, Subject, Target } from '../paths/subjects.js';

/** Makes a row as sales; fails the test when it is refused. */
async function made(office: Office, collection: string, values: Readonly<Record<string, unknown>>): Promise<string> {
	const answer = await office.as('sales').request('POST', `/items/${collection}`, values);
	expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
	return String(answer.body.data['id']);
}

/** The one row of a collection that belongs to a record. */
async function only(office: Office, collection: string, where: Readonly<Record<string, unknown>>): Promise<string> {
	const rows = await office.directus.database(collection).where(where).select<{ id: string }[]>('id');
	expect(rows).toHaveLength(1);
	return String(rows[0]?.id);
}

const target = ({ admin, directus }: Office, rest: Omit<Target, 'admin' | 'directus'>): Target => ({ admin, directus, ...rest });

const aVisit = (office: Office, day: string): Promise<string> =>
	made(office, 'crm_visits', {
		customer: office.activeCustomer,
		title: 'Spring collection',
		purpose: 'cultivate_relationship',
		starts_at: `${day}T02:00:00Z`,
		ends_at: `${day}T03:00:00Z`,
	});

export const visits: Subject = {
	name: 'a visit',
	collection: 'crm_visits',
	forgeries: {
		'its state': { status: 'reported' },
		'its report': { reported_at: '2026-11-20T04:00:00Z', status: 'reported' },
		'that it was made': { started_at: '2026-11-20T04:00:00Z', finished_at: '2026-11-20T05:00:00Z' },
		'when its report is due': { report_due_at: '2099-01-01T00:00:00Z' },
		'how often it was put off': { postponed: 7 },
		'its number': { number: 'BF2026-9999' },
		'its revision': { revision: 99 },
	},
	kept: ['status', 'number', 'started_at', 'finished_at', 'reported_at', 'report_due_at', 'postponed', 'ledger'],
	clause: 'VIS-01',
	ordinary: 'title',
	hasRowsBelow: false,
	draft: async (office) =>
		target(office, {
			collection: 'crm_visits',
			id: await aVisit(office, inDays(2)),
			harmless: 'note',
			listedIn: { collection: 'crm_customers', id: office.activeCustomer, list: 'visits' },
			below: null,
		}),
	submit: (office, { id }) => office.accepted('sales', 'crm_visits', id, 'confirm'),
};

export const visitPlans: Subject = {
	name: 'a plan of visits',
	collection: 'crm_visit_plans',
	forgeries: {
		'its approval': { status: 'active', approved_at: '2026-11-20T04:00:00Z' },
		'its end': { status: 'closed', closed_at: '2026-11-20T04:00:00Z' },
		'its number': { number: 'XF2026-9999' },
		'its revision': { revision: 99 },
	},
	kept: ['status', 'number', 'approved_at', 'closed_at', 'ledger'],
	clause: 'VIS-01',
	ordinary: 'title',
	hasRowsBelow: true,
	inNoListAbove: true,
	draft: async (office) => {
		const day = inDays(3);
		const sales = office.as('sales').user;
		const plan = await made(office, 'crm_visit_plans', {
			title: 'Round of the key customers',
			kind: 'annual',
			level: 'marketing_department',
			year: Number(day.slice(0, 4)),
			recorder: sales,
			lines: [{ customer: office.activeCustomer, visitor: sales, planned_on: day, purpose: 'cultivate_relationship' }],
		});
		return target(office, {
			collection: 'crm_visit_plans',
			id: plan,
			harmless: 'note',
			listedIn: { collection: 'crm_customers', id: office.activeCustomer, list: 'visits' },
			below: { collection: 'crm_visit_plan_lines', parent: 'plan' },
		});
	},
	submit: (office, { id }) => office.accepted('sales', 'crm_visit_plans', id, 'submit'),
};

/** A visit that was made and reported, with a task taken home from it. */
async function reported(office: Office): Promise<string> {
	const visit = await aVisit(office, inDays(0));
	for (const command of ['confirm', 'start', 'finish']) await office.accepted('sales', 'crm_visits', visit, command);
	await office.accepted('sales', 'crm_visits', visit, 'report', {
		input: {
			visited: 'Ms Wang',
			visited_at: new Date(Date.now() - 3_600_000).toISOString(),
			purposes: ['cultivate_relationship'],
			main_results: 'Two new patterns agreed.',
			customer_opinions: 'Deliveries are on time.',
			suggestions: 'Send swatches earlier.',
			follow_ups: [{ what: 'Send swatches', due_on: inDays(5) }],
		},
	});
	return visit;
}

const reports: Kept = {
	name: 'the report of a visit',
	collection: 'crm_visit_reports',
	forgeries: {
		'what came of it': { main_results: 'A large order.' },
		'what the customer said': { customer_opinions: 'Everything is perfect.', suggestions: 'None.' },
		'when it was given': { filed_at: '2026-01-01T00:00:00Z' },
	},
	kept: ['visit', 'visited', 'main_results', 'customer_opinions', 'suggestions', 'filed_at', 'filed_by'],
	clause: 'VIS-01',
	hasRowsBelow: false,
	draft: async (office) => {
		const visit = await reported(office);
		return target(office, {
			collection: 'crm_visit_reports',
			id: await only(office, 'crm_visit_reports', { visit }),
			harmless: 'visited',
			listedIn: { collection: 'crm_visits', id: visit, list: 'reports' },
			below: null,
		});
	},
};

const tasks: Kept = {
	name: 'a task from a visit',
	collection: 'crm_visit_tasks',
	forgeries: {
		'its state': { status: 'settled' },
		'its result': { result: 'Sent', settled_at: '2026-11-20T04:00:00Z' },
		'what is to be done': { what: 'Nothing' },
		'until when': { due_on: '2099-01-01' },
		'its revision': { revision: 99 },
	},
	kept: ['status', 'result', 'settled_at', 'what', 'due_on', 'owner', 'ledger'],
	clause: 'VIS-08',
	hasRowsBelow: false,
	draft: async (office) => {
		const visit = await reported(office);
		return target(office, {
			collection: 'crm_visit_tasks',
			id: await only(office, 'crm_visit_tasks', { visit }),
			harmless: 'what',
			listedIn: { collection: 'crm_visits', id: visit, list: 'tasks' },
			below: null,
		});
	},
};

const communications: Kept = {
	name: 'a record of contact',
	collection: 'crm_communications',
	forgeries: {
		'its state': { status: 'recorded' },
		'its answer': { answer: 'All is well.', answered_at: '2026-11-20T04:00:00Z' },
		'what was said': { content: 'They praised us.' },
		'that it was the management’s': { executive: true },
		'when it was': { happened_at: '2026-01-01T00:00:00Z' },
		'its revision': { revision: 99 },
	},
	kept: ['status', 'answer', 'answered_at', 'content', 'demand', 'executive', 'happened_at', 'owner', 'ledger'],
	clause: 'COM-02',
	hasRowsBelow: false,
	draft: async (office) => {
		const customer = await office.prospect();
		await office.accepted('sales', 'crm_customers', customer, 'record_contact', {
			input: { content: 'They asked for swatches.', direction: 'theirs', demand: 'Swatches by Friday' },
		});
		return target(office, {
			collection: 'crm_communications',
			id: await only(office, 'crm_communications', { customer }),
			harmless: 'content',
			listedIn: { collection: 'crm_customers', id: customer, list: 'communications' },
			below: null,
		});
	},
};

/** What commands about visits and contact write, and nobody edits afterwards. */
export const keptOfVisits: readonly Kept[] = [reports, tasks, communications];
