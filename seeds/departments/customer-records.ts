import { readableFields } from './fields.js';
import { everything, partOf, type Filter } from './fragments.js';
import { belongsToMaker, mayCreate, mayDelete, mayRead, mayUpdate, type Permission } from './permission.js';

/** The detailed archive beside the status list: kept by the information administrator alone (CUS-02, CUS-04). */
export const archiveFields = ['credit', 'relationship', 'particulars', 'archive_section'] as const;

/** The status list (客户状况一览表) business staff work from: the customer in brief, nothing of the archive (CUS-03). */
export const statusListFields = [
	'id',
	'actions',
	'status',
	'number',
	'department',
	'owner',
	'name',
	'profile',
	'industry',
	'region',
	'channel',
	'contact_person',
	'phone',
	'email',
	'revision',
] as const;

/** Beside the archive, what only its custodian decides: which customers are related, because limits add up over them. */
const custodianFields = [...archiveFields, 'related_group'] as const;

/** A customer by name, for those who meet it on a contract only. */
export const nameFields = ['id', 'name'] as const;

/** A customer as reviewers and finance meet it on a contract: no personal data (CON-02). */
export const cardFields = ['id', 'name', 'number', 'status', 'industry', 'region', 'channel'] as const;

/** Customers without the archive, with their people and consents. */
export const customersInBrief = (rows: Filter): readonly Permission[] => [
	mayRead('crm_customers', rows, { fields: readableFields('crm_customers', archiveFields) }),
	mayRead('crm_customer_groups', everything, { fields: ['id', 'name'] }),
	mayRead('crm_contacts', partOf('customer', rows)),
	mayRead('crm_consents', partOf('customer', rows)),
	mayRead('crm_customer_identities', partOf('customer', rows)),
];

/** Opens customer records and keeps them up to date, outside the archive fields (CUS-01, CUS-06, CUS-14, CON-01). */
export const customerCare = (rows: Filter): readonly Permission[] => [
	mayCreate('crm_customers', { without: custodianFields, ...belongsToMaker }),
	mayUpdate('crm_customers', rows, { without: custodianFields }),
	mayCreate('crm_contacts'),
	mayUpdate('crm_contacts', partOf('customer', rows)),
	mayDelete('crm_contacts', partOf('customer', rows)),
	mayCreate('crm_consents'),
	mayUpdate('crm_consents', partOf('customer', rows)),
];

/** The whole archive in the hands of its one custodian (CUS-04). */
export const archiveCustody: readonly Permission[] = [
	mayRead('crm_customers'),
	mayCreate('crm_customers', belongsToMaker),
	mayUpdate('crm_customers', everything),
	mayRead('crm_customer_groups'),
	mayCreate('crm_customer_groups'),
	mayUpdate('crm_customer_groups', everything),
	mayRead('crm_contacts'),
	mayCreate('crm_contacts'),
	mayUpdate('crm_contacts', everything),
	mayDelete('crm_contacts', everything),
	mayRead('crm_consents'),
	mayCreate('crm_consents'),
	mayUpdate('crm_consents', everything),
	mayRead('crm_customer_identities'),
	mayCreate('crm_customer_identities'),
	mayUpdate('crm_customer_identities', everything),
	mayDelete('crm_customer_identities', everything),
];
