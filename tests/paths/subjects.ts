import { randomUUID } from 'node:crypto';
import type { Client, Directus } from '../harness/directus.js';
import { complaintSubjects } from '../complaints/subjects.js';
import { inDays } from '../gifts/giving.js';
import { visitPlans, visits } from '../visits/subjects.js';
import type { Office } from './office.js';

/** A record under a process, as the ways to write into Directus are tried on it. */
export interface Target {
	readonly admin: Client;
	readonly directus: Directus;
	readonly collection: string;
	readonly id: string;
	/** A text that means nothing to any rule. */
	readonly harmless: string;
	/** A record whose form lists it, and the list. */
	readonly listedIn: { readonly collection: string; readonly id: string; readonly list: string };
	/** Rows that belong to it, and what points from them to it. */
	readonly below: { readonly collection: string; readonly parent: string } | null;
}

/** A record under a gate in the matrix of write paths and gates; as it is, of a kind that a command writes and nobody edits afterwards. */
export interface Kept {
	readonly name: string;
	readonly collection: string;
	/** What nobody may write past the commands, and what it would mean. */
	readonly forgeries: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
	/** Fields that stay what they are, whatever is tried. */
	readonly kept: readonly string[];
	/** The clause that refused edits cite. */
	readonly clause: string;
	readonly hasRowsBelow: boolean;
	/** No record lists it, or none before a command has said which it belongs to. */
	readonly inNoListAbove?: true;
	readonly draft: (office: Office) => Promise<Target>;
}

/** A record people draft freely before they submit it. */
export interface Subject extends Kept {
	/** A text people edit freely in a draft, and no longer once it is submitted. */
	readonly ordinary: string;
	readonly submit: (office: Office, target: Target) => Promise<unknown>;
}

export const contractTarget = ({ admin, directus, activeCustomer }: Office, id: string): Target => ({
	admin,
	directus,
	collection: 'crm_contracts',
	id,
	harmless: 'internal_note',
	listedIn: { collection: 'crm_customers', id: activeCustomer, list: 'contracts' },
	below: { collection: 'crm_contract_lines', parent: 'contract' },
});

const contracts: Subject = {
	name: 'a contract',
	collection: 'crm_contracts',
	forgeries: {
		'its state': { status: 'effective' },
		'its number': { number: 'HT2026-9999' },
		'its signature': { signed_on: '2026-11-20' },
		'its revision': { revision: 99 },
	},
	kept: ['status', 'number', 'signed_on', 'signed_at', 'effective_at', 'ledger'],
	clause: 'AMD-01',
	ordinary: 'title',
	hasRowsBelow: true,
	draft: async (office) => contractTarget(office, await office.draft()),
	submit: (office, { id }) => office.accepted('sales', 'crm_contracts', id, 'submit'),
};

const gifts: Subject = {
	name: 'a gift',
	collection: 'crm_gifts',
	forgeries: {
		'its approval': { status: 'approved' },
		'its hand-over': { status: 'handed_over', handed_over_on: '2026-11-20', received_by: 'L. Wang' },
		'its clearance': { cleared_hash: 'f'.repeat(64), approved_at: '2026-11-20T04:00:00Z' },
		'the day it counts on': { counts_on: '2001-01-01' },
		'its number': { number: 'LP2026-9999' },
		'its revision': { revision: 99 },
	},
	kept: ['status', 'number', 'handed_over_on', 'received_by', 'cleared_hash', 'approved_at', 'counts_on', 'ledger'],
	clause: 'GFT-01',
	ordinary: 'item',
	hasRowsBelow: false,
	draft: async (office) => {
		const { admin, directus, activeCustomer: customer } = office;
		const contact = await office.as('sales').request('POST', '/items/crm_contacts', { customer, name: `Contact ${randomUUID()}` });
		const made = await office.as('sales').request('POST', '/items/crm_gifts', {
			customer,
			recipient: contact.body.data['id'],
			kind: 'gift',
			occasion: 'visit',
			item: 'Boxed silk tie',
			quantity: '1',
			unit: 'box',
			amount: '10.00',
			currency: 'CNY',
			planned_on: inDays(2),
		});
		return {
			admin,
			directus,
			collection: 'crm_gifts',
			id: String(made.body.data['id']),
			harmless: 'unit',
			listedIn: { collection: 'crm_customers', id: customer, list: 'gifts' },
			below: null,
		};
	},
	submit: (office, { id }) => office.accepted('sales', 'crm_gifts', id, 'submit'),
};

const vettings: Subject = {
	name: 'the vetting of a customer',
	collection: 'crm_customer_vettings',
	forgeries: {
		'its approval': { status: 'approved', decided_at: '2026-11-20T04:00:00Z' },
		'its revision': { revision: 99 },
	},
	kept: ['status', 'decided_at', 'ledger'],
	clause: 'NEW-01',
	ordinary: 'waiver_reason',
	hasRowsBelow: true,
	draft: async (office) => {
		const { admin, directus } = office;
		const customer = await office.prospect();
		await office.accepted('sales', 'crm_customers', customer, 'investigate');
		const id = await office.vettingOf(customer);
		await office.fillInVetting(id);
		return {
			admin,
			directus,
			collection: 'crm_customer_vettings',
			id,
			harmless: 'note',
			listedIn: { collection: 'crm_customers', id: customer, list: 'vettings' },
			below: { collection: 'crm_customer_investigations', parent: 'vetting' },
		};
	},
	submit: (office, { id }) => office.accepted('sales', 'crm_customer_vettings', id, 'submit'),
};

const accessRequests: Subject = {
	name: 'an access request',
	collection: 'crm_access_requests',
	forgeries: {
		'its consent': { status: 'granted' },
		'its end': { expires_at: '2099-01-01T00:00:00Z' },
		'its number': { number: 'CY2026-9999' },
		'its revision': { revision: 99 },
	},
	kept: ['status', 'number', 'customer', 'matches', 'granted_at', 'expires_at', 'ledger'],
	clause: 'CUS-05',
	ordinary: 'purpose',
	hasRowsBelow: false,
	inNoListAbove: true,
	draft: async (office) => {
		const { admin, directus, activeCustomer: customer } = office;
		const made = await office.as('sales').request('POST', '/items/crm_access_requests', {
			sought: 'KH99999',
			contents: 'customer',
			purpose: 'A common tender',
			until: inDays(5),
		});
		const id = String(made.body.data['id']);
		// It is found by its approvals only; a list it stands in is the customer's, once it has one.
		return {
			admin,
			directus,
			collection: 'crm_access_requests',
			id,
			harmless: 'on_behalf_of',
			listedIn: { collection: 'crm_customers', id: customer, list: 'access_requests' },
			below: null,
		};
	},
	submit: (office, { id }) => office.accepted('sales', 'crm_access_requests', id, 'submit'),
};

export const subjects: readonly Subject[] = [contracts, gifts, visits, visitPlans, vettings, accessRequests, ...complaintSubjects];
