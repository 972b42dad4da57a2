import { text } from '@crm-policy/rules/words/text';
import type { Bookmark } from './bookmark.js';

/** The customer status list (客户状况一览表): the archive in brief, as business staff open it every day (CUS-03). */
export const statusList: Bookmark = {
	key: 'status-list',
	name: text('Customer status list', '客户状况一览表'),
	icon: 'view_list',
	collection: 'crm_customers',
	filter: { status: { _in: ['active', 'dormant'] } },
	fields: [
		'name',
		'status',
		'value_class',
		'key_customer',
		'credit_grade',
		'relationship_kind',
		'brief',
		'contact_person',
		'phone',
		'verification_due_on',
		'owner',
	],
	sort: ['name'],
};

/** Customers whose particulars are to be verified again, the longest overdue first (CUS-08). */
export const toVerify: Bookmark = {
	key: 'to-verify',
	name: text('To be verified', '待核实客户'),
	icon: 'fact_check',
	collection: 'crm_customers',
	filter: {
		_and: [
			{ status: { _in: ['active', 'dormant'] } },
			{ _or: [{ verification_due_on: { _lte: '$NOW(+30 days)' } }, { verification_due_on: { _null: true } }] },
		],
	},
	fields: ['name', 'status', 'verification_due_on', 'verified_on', 'verification_outcome', 'owner', 'department'],
	sort: ['verification_due_on'],
};

/** Customers somebody has found invalid: to be corrected or put into the archive, never lost (CUS-08). */
export const foundInvalid: Bookmark = {
	key: 'found-invalid',
	name: text('Found invalid', '核实为无效'),
	icon: 'running_with_errors',
	collection: 'crm_customers',
	filter: { _and: [{ status: { _neq: 'archived' } }, { verification_outcome: { _eq: 'invalid' } }] },
	fields: ['name', 'status', 'verified_on', 'owner', 'department'],
	sort: ['verified_on'],
};

export const keyCustomers: Bookmark = {
	key: 'key-customers',
	name: text('Key customers', '重点客户'),
	icon: 'star',
	collection: 'crm_customers',
	filter: { key_customer: { _eq: true } },
	fields: ['name', 'status', 'value_class', 'key_since', 'contact_person', 'phone', 'owner'],
	sort: ['name'],
};
