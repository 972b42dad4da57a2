import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import { amendmentsConcerning, answering, concernedReading, concerning } from './contract-work.js';
import { cardFields, vettingsConcerning } from './customer-records.js';
import { complaintsConcerning } from './complaint-rows.js';
import { complaintDuties, qualityComplaints, qualityComplaintWork } from './complaint-work.js';
import { through } from './fragments.js';
import { giftsConcerning } from './gift-work.js';
import { mayRead, type Permission } from './permission.js';
import { approvalsOf, staff } from './staff.js';

/**
 * A department that reviews contracts (REV-07, ORG-10): sees what it is asked about and has to execute, answers the review form,
 * voices doubts, and acknowledges the execution documents addressed to it.
 */
export const reviewer = (role: RoleKey, options: Parameters<typeof staff>[1] = {}): readonly Permission[] => [
	...staff(
		{
			contracts: concerning(role),
			amendments: amendmentsConcerning(role),
			complaints: role === 'quality-manager' ? qualityComplaints : complaintsConcerning(role),
		},
		options,
	),
	...(role === 'quality-manager' ? qualityComplaintWork : complaintDuties(role)),
	...concernedReading(role),
	...answering(role),
	mayRead('crm_customers', through('contracts', concerning(role)), { fields: cardFields }),
	...vettingsConcerning(role),
	mayRead('crm_gifts', giftsConcerning(role)),
	mayRead('crm_execution_notices', { role: { _eq: role } }),
	...approvalsOf(role),
];
