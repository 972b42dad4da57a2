import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import { either, everything, naming, ownRecords, partOf, through } from './fragments.js';
import { belongsToMaker, mayCreate, mayDelete, mayRead, mayUpdate, type Permission } from './permission.js';

/** Who sees departures through, beside those who read everything (OFF-01). */
const supervisors: readonly RoleKey[] = ['business-head', 'general-manager', 'information-administrator'];

const opening: readonly Permission[] = [
	mayCreate('crm_departures', belongsToMaker),
	mayUpdate('crm_departures', ownRecords),
	mayDelete('crm_departures', ownRecords),
];

/** The permissions of a role with its part in departures: one's own and those one takes over from, with the receipt (OFF-01). */
export function withDepartures(role: RoleKey, permissions: readonly Permission[]): readonly Permission[] {
	const supervises = supervisors.includes(role);
	const concerning = either(naming('person'), naming('successor'));
	const readsAlready = permissions.some(({ collection, action }) => collection === 'crm_departures' && action === 'read');
	const reading = supervises
		? [mayRead('crm_departures'), mayRead('crm_departure_items')]
		: [mayRead('crm_departures', concerning), mayRead('crm_departure_items', partOf('departure', concerning))];
	// A signed agreement is a file like any other: who may see the departure may see it.
	const agreements = through('crm_departures', supervises || readsAlready ? everything : concerning);
	const withAgreements = permissions.map((permission) =>
		permission.collection === 'directus_files' && permission.action === 'read'
			? { ...permission, rows: either(permission.rows, agreements) }
			: permission,
	);
	return [...withAgreements, ...(readsAlready ? [] : reading), ...(supervises ? opening : [])];
}
