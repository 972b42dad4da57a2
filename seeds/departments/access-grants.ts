import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import { readableFields } from './fields.js';
import { askedToDecide, copiedTo, either, everything, naming, ownRecords, partOf, type Filter } from './fragments.js';
import { cardFields } from './customer-records.js';
import { belongsToMaker, mayCreate, mayDelete, mayRead, mayUpdate, type Permission } from './permission.js';

/** An access granted to the reader that has not come to its end. The clock is the database's reader's, not a job's (CUS-05). */
const live = (contents: Filter = {}): Filter => ({
	_and: [naming('owner'), { status: { _eq: 'granted' } }, { expires_at: { _gt: '$NOW' } }, ...(contents === everything ? [] : [contents])],
});

/** Customers the reader was granted access to. */
export const grantedCustomers: Filter = { access_requests: live(everything) };

/** The same, where the people there were asked for too. */
const grantedWithContacts: Filter = { access_requests: live({ contents: { _eq: 'contacts' } }) };

/** What of a request says whether there is such a customer; whoever asks never reads it. */
const foundFields = ['customer', 'matches'] as const;

/** Those who consent and the custodian see every request and what it is about (CUS-04, CUS-05); others read everything anyway. */
const seeAllRequests: readonly RoleKey[] = ['business-head', 'information-administrator'];

type Reading = (permission: Permission) => boolean;
const reads =
	(collection: Permission['collection']): Reading =>
	(permission) =>
		permission.collection === collection && permission.action === 'read';

/** Everybody may ask, for themselves or for somebody outside, and sees how it goes; nothing of what was found. */
const asking: readonly Permission[] = [
	mayCreate('crm_access_requests', belongsToMaker),
	mayUpdate('crm_access_requests', ownRecords),
	mayDelete('crm_access_requests', ownRecords),
];

const requestReading = (role: RoleKey): Permission =>
	seeAllRequests.includes(role)
		? mayRead('crm_access_requests')
		: mayRead('crm_access_requests', either(ownRecords, askedToDecide(role), copiedTo(role)), { without: foundFields });

/**
 * The permissions of a role with its part in access requests, and with what a grant adds: more customers, never more fields of them
 * than the role reads of any, because Directus lets people filter by a field that one of two rules shows. The people at a customer
 * are rows of their own and come with the grant. Supervision asks for nothing: it reads everything and changes nothing.
 */
export function withAccess(role: RoleKey, permissions: readonly Permission[]): readonly Permission[] {
	const widened = (permission: Permission, rows: Filter): Permission =>
		permission.rows === everything ? permission : { ...permission, rows: either(permission.rows, rows) };
	const contacts = partOf('customer', grantedWithContacts);
	return [
		...permissions.map((permission) =>
			reads('crm_customers')(permission)
				? widened(permission, grantedCustomers)
				: reads('crm_contacts')(permission)
					? widened(permission, contacts)
					: permission,
		),
		...(permissions.some(reads('crm_customers')) ? [] : [mayRead('crm_customers', grantedCustomers, { fields: cardFields })]),
		...(permissions.some(reads('crm_contacts'))
			? []
			: [mayRead('crm_contacts', contacts, { fields: readableFields('crm_contacts', ['gifts']) })]),
		...(permissions.some(reads('crm_access_requests')) ? [] : [requestReading(role)]),
		...(role === 'auditor' ? [] : asking),
	];
}
