import { gifts } from '@crm-policy/schema/collections/gifts';
import { contacts, customers } from '@crm-policy/schema/collections/customers';
import type { FieldDeclaration, Fields } from '@crm-policy/schema/declare';
import { text, type Text } from '@crm-policy/rules/words/text';

/** One column of a register: a path into the row, and the field whose label and choices say it. */
export interface Column {
	readonly path: string;
	readonly field: FieldDeclaration;
}

export interface Register {
	readonly key: string;
	readonly collection: string;
	readonly label: Text;
	readonly columns: readonly Column[];
	/** The day by which a period is taken out; null for registers that are taken out whole. */
	readonly day: string | null;
	readonly sort: readonly string[];
}

/** Columns of a register that name a record on the other side, and which field of it is shown. */
const named: Readonly<Record<string, string>> = { crm_customers: 'name', crm_contacts: 'name', crm_departments: 'name' };

/** Every column people see on the form, in its order: what is hidden there is no part of a register. */
function columnsOf(fields: Fields): readonly Column[] {
	return Object.entries(fields).flatMap(([key, field]): Column[] => {
		if (field.type === 'alias' || field.type === 'json' || field.hidden === true) return [];
		if (field.relation?.kind !== 'm2o') return [{ path: key, field }];
		if (field.relation.to === 'directus_users') return [{ path: key, field }];
		const shown = named[field.relation.to];
		return shown === undefined ? [] : [{ path: `${key}.${shown}`, field }];
	});
}

/** What can be taken out. */
export const registers: readonly Register[] = [
	{
		key: 'customers',
		collection: 'crm_customers',
		label: text('Customers', '客户'),
		columns: columnsOf(customers.fields),
		day: null,
		sort: ['name'],
	},
	{
		key: 'contacts',
		collection: 'crm_contacts',
		label: text('Contacts', '联系人'),
		columns: columnsOf(contacts.fields),
		day: null,
		sort: ['customer.name', 'name'],
	},
	{
		key: 'gifts',
		collection: 'crm_gifts',
		label: text('Register of gifts', '礼品登记'),
		columns: columnsOf(gifts.fields),
		day: 'counts_on',
		sort: ['number'],
	},
];
