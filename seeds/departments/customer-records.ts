import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import { readableFields } from './fields.js';
import { askedToDecide, copiedTo, either, everything, ownDepartment, partOf, type Filter } from './fragments.js';
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
	'status_list',
	'credit_grade',
	'relationship_kind',
	'brief',
	'standing',
	'value_class',
	'key_customer',
	'key_since',
	'verified_on',
	'verification_due_on',
	'merged_into',
] as const;

/** Beside the archive, what only its custodian decides: the archive in brief, and which customers are related, because limits add up over them. */
const custodianFields = [...archiveFields, 'related_group', 'credit_grade', 'relationship_kind', 'brief'] as const;

/** A customer by name, for those who meet it on a contract only. */
export const nameFields = ['id', 'name'] as const;

/** A customer as reviewers and finance meet it on a contract: no personal data (CON-02). */
export const cardFields = ['id', 'name', 'number', 'status', 'industry', 'region', 'channel', 'merged_into'] as const;

/** Vettings somebody is asked to decide on or told of, with what was investigated (NEW-01). */
const vettingsOf = (rows: Filter): readonly Permission[] => [
	mayRead('crm_customer_vettings', rows),
	mayRead('crm_customer_investigations', partOf('vetting', rows)),
];

const vettingsAsking = (role: RoleKey): Filter => either(askedToDecide(role), copiedTo(role));

/** For those who have no part in customers but what they are asked about. */
export const vettingsConcerning = (role: RoleKey): readonly Permission[] => vettingsOf(vettingsAsking(role));

/** What belongs to customers beside their particulars: people, consents, vetting, history. */
const belongingTo = (rows: Filter, vettings: Filter = partOf('customer', rows)): readonly Permission[] => [
	mayRead('crm_contacts', partOf('customer', rows)),
	mayRead('crm_consents', partOf('customer', rows)),
	mayRead('crm_communications', partOf('customer', rows)),
	mayRead('crm_customer_identities', partOf('customer', rows)),
	...vettingsOf(vettings),
	mayRead('crm_stakeholders', partOf('customer', rows)),
	mayRead('crm_transactions', partOf('customer', rows)),
	mayRead('crm_customer_verifications', partOf('customer', rows)),
	mayRead('crm_customer_classes', partOf('customer', rows)),
];

/** Who changed what. It names archive fields too, so it is for those who read the archive. */
const changesOfParticulars: readonly Permission[] = [mayRead('crm_customer_changes')];

/** Rounds of verification, for those whose customers they are about or who began them (CUS-08). */
const verificationOf = (runs: Filter): readonly Permission[] => [
	mayRead('crm_verification_runs', runs),
	mayCreate('crm_verification_runs', belongsToMaker),
	mayUpdate('crm_verification_runs', runs),
];

const ownVerification: Filter = { of_department: ownDepartment['department'] };

/** Customers without the archive, with everything that belongs to them. */
export const customersInBrief = (rows: Filter, role: RoleKey): readonly Permission[] => [
	mayRead('crm_customers', rows, { fields: readableFields('crm_customers', archiveFields) }),
	mayRead('crm_customer_groups', everything, { fields: ['id', 'name'] }),
	...mergesOf(rows),
	...belongingTo(rows, rows === everything ? everything : either(partOf('customer', rows), vettingsAsking(role))),
];

/** Merges of the customers somebody sees; what particulars were before can be of the archive. */
const mergesOf = (rows: Filter): readonly Permission[] => [
	mayRead('crm_customer_merges', partOf('survivor', rows), { without: ['before'] }),
];

/** All customers with the archive, for those who oversee it. */
export const customersInFull: readonly Permission[] = [
	mayRead('crm_customers'),
	mayRead('crm_customer_groups'),
	mayRead('crm_customer_merges'),
	mayRead('crm_customer_merge_items'),
	...belongingTo(everything),
	...changesOfParticulars,
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
	mayUpdate('crm_customer_vettings', partOf('customer', rows)),
	mayCreate('crm_customer_investigations'),
	mayUpdate('crm_customer_investigations', partOf('vetting', partOf('customer', rows))),
	mayDelete('crm_customer_investigations', partOf('vetting', partOf('customer', rows))),
	mayCreate('crm_stakeholders'),
	mayUpdate('crm_stakeholders', partOf('customer', rows)),
	mayDelete('crm_stakeholders', partOf('customer', rows)),
];

/** Verifies the customers of the own department, in rounds where somebody has begun one (CUS-08). */
export const ownVerifications: readonly Permission[] = verificationOf(ownVerification);

/** The whole archive in the hands of its one custodian (CUS-04), who also brings in what other systems know (CUS-11). */
export const archiveCustody: readonly Permission[] = [
	...customersInFull,
	mayCreate('crm_customers', belongsToMaker),
	mayUpdate('crm_customers', everything),
	mayCreate('crm_customer_groups'),
	mayUpdate('crm_customer_groups', everything),
	mayCreate('crm_contacts'),
	mayUpdate('crm_contacts', everything),
	mayDelete('crm_contacts', everything),
	mayCreate('crm_consents'),
	mayUpdate('crm_consents', everything),
	mayCreate('crm_customer_identities'),
	mayUpdate('crm_customer_identities', everything),
	mayDelete('crm_customer_identities', everything),
	mayUpdate('crm_customer_vettings', everything),
	mayCreate('crm_customer_investigations'),
	mayUpdate('crm_customer_investigations', everything),
	mayDelete('crm_customer_investigations', everything),
	mayCreate('crm_stakeholders'),
	mayUpdate('crm_stakeholders', everything),
	mayDelete('crm_stakeholders', everything),
	mayCreate('crm_transactions'),
	mayCreate('crm_customer_merges', belongsToMaker),
	mayUpdate('crm_customer_merges', everything),
	mayDelete('crm_customer_merges', everything),
	...verificationOf(everything),
];
