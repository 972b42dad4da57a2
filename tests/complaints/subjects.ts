import type { Office } from '../paths/office.js';
import type { Subject, Target } from '../paths/subjects.js';
import { Handling } from './handling.js';

/** Signing everybody in takes a while; once for each office is enough. */
const opened = new WeakMap<Office, Promise<Handling>>();

function handlingAt(office: Office): Promise<Handling> {
	const known = opened.get(office);
	if (known !== undefined) return known;
	const opening = Handling.open(office.directus);
	opened.set(office, opening);
	return opening;
}

const target = ({ admin, directus }: Office, rest: Omit<Target, 'admin' | 'directus'>): Target => ({ admin, directus, ...rest });

const complaints: Subject = {
	name: 'a complaint',
	collection: 'crm_complaints',
	forgeries: {
		'its state': { status: 'closed' },
		'its number': { number: '261122-X-Y-999' },
		'its reply': { replied_at: '2026-11-20T04:00:00Z', reply_text: 'All is well.' },
		'its follow-up': { follow_up_satisfied: true, follow_up_at: '2026-11-20T04:00:00Z' },
		'its due time': { reply_due_at: '2099-01-01T00:00:00Z' },
		'that the manager knows': { manager_informed_at: '2026-11-20T04:00:00Z' },
		'its revision': { revision: 99 },
	},
	kept: [
		'status',
		'number',
		'replied_at',
		'reply_text',
		'follow_up_satisfied',
		'follow_up_at',
		'reply_due_at',
		'manager_informed_at',
		'ledger',
	],
	clause: 'CMP-20',
	ordinary: 'title',
	hasRowsBelow: false,
	draft: async (office) => {
		const id = await (await handlingAt(office)).takeIn({ customer: office.activeCustomer });
		return target(office, {
			collection: 'crm_complaints',
			id,
			harmless: 'internal_note',
			listedIn: { collection: 'crm_customers', id: office.activeCustomer, list: 'complaints' },
			below: null,
		});
	},
	submit: async (office, { id }) => (await handlingAt(office)).accepted('service', 'crm_complaints', id, 'register'),
};

const compensations: Subject = {
	name: 'a compensation',
	collection: 'crm_complaint_compensations',
	forgeries: {
		'its approval': { status: 'approved' },
		'that it was granted': { status: 'granted', granted_on: '2026-11-20' },
		'its revision': { revision: 99 },
	},
	kept: ['status', 'granted_on', 'granted_by', 'ledger'],
	clause: 'CMP-19',
	ordinary: 'reason',
	hasRowsBelow: false,
	draft: async (office) => {
		const handling = await handlingAt(office);
		const complaint = await handling.until('investigating', await handling.takeIn());
		const handler = await handling.person((await handling.complaint(complaint))['owner']);
		const made = await handler.request('POST', '/items/crm_complaint_compensations?fields=id', {
			complaint,
			type: 'refund',
			amount: '10.00',
			currency: 'CNY',
			reason: 'Goodwill',
		});
		return target(office, {
			collection: 'crm_complaint_compensations',
			id: String(made.body.data['id']),
			harmless: 'reason',
			listedIn: { collection: 'crm_complaints', id: complaint, list: 'compensations' },
			below: null,
		});
	},
	submit: async (office, { id }) => {
		const handling = await handlingAt(office);
		const handler = await handling.person((await handling.row('crm_complaint_compensations', id))['owner']);
		return handling.accepted(handler, 'crm_complaint_compensations', id, 'submit');
	},
};

const actions: Subject = {
	name: 'a corrective action',
	collection: 'crm_corrective_actions',
	forgeries: {
		'its verification': { status: 'verified', effect: 'effective' },
		'its execution': { executed_at: '2026-11-20T04:00:00Z', execution_result: 'Done' },
		'its number': { number: 'JZ2026-9999' },
		'its revision': { revision: 99 },
	},
	kept: ['status', 'number', 'started_at', 'executed_at', 'execution_result', 'effect', 'verified_at', 'ledger'],
	clause: 'CAP-05',
	ordinary: 'title',
	hasRowsBelow: false,
	draft: async (office) => {
		const handling = await handlingAt(office);
		const complaint = await handling.until('registered', await handling.takeIn({ cause: 'quality' }));
		const production = await handling.row('directus_users', handling.as('production').user);
		const made = await handling.as('quality').request('POST', '/items/crm_corrective_actions?fields=id', {
			title: 'A second line',
			trigger: 'complaint',
			complaint,
			cause: 'One line',
			responsibility: 'Service',
			corrective_measure: 'Rent it',
			responsible_department: production['crm_department'],
			assignee: handling.as('production').user,
			due_on: '2027-01-31',
		});
		return target(office, {
			collection: 'crm_corrective_actions',
			id: String(made.body.data['id']),
			harmless: 'preventive_measure',
			listedIn: { collection: 'crm_complaints', id: complaint, list: 'actions_taken' },
			below: null,
		});
	},
	submit: async (office, { id }) => {
		const handling = await handlingAt(office);
		await handling.accepted('quality', 'crm_corrective_actions', id, 'start');
		await handling.accepted('production', 'crm_corrective_actions', id, 'complete', { result: 'Rented' });
		return handling.accepted('quality', 'crm_corrective_actions', id, 'verify', { effect: 'effective', evidence: 'No call was lost.' });
	},
};

/** Complaints, their compensations and corrective actions in the matrix of write paths and gates. */
export const complaintSubjects: readonly Subject[] = [complaints, compensations, actions];
