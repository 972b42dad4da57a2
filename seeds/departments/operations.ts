import { text } from '@crm-policy/rules/words/text';
import { amendmentsConcerning, concernedReading, concerning } from './contract-work.js';
import { statusListFields, vettingsConcerning } from './customer-records.js';
import { complaintsConcerning } from './complaint-rows.js';
import { complaintDuties } from './complaint-work.js';
import { statusList } from '../desk/customer-bookmarks.js';
import { myComplaints } from '../desk/complaint-bookmarks.js';
import type { Department } from './department.js';
import { everything } from './fragments.js';
import { giftsConcerning } from './gift-work.js';
import { mayRead } from './permission.js';
import { approvalsOf, staff } from './staff.js';

/** Operations: adjusts transport and service processes to what customers need (ORG-04). */
export const operations: Department = {
	key: 'operations',
	name: text('Operations', '运营部'),
	duties: text(
		'Adjusts service and logistics processes to customers’ needs and secures their quality.',
		'根据客户需求调整服务与物流流程，保证服务质量。',
	),
	clauses: ['ORG-04'],
	roles: [
		{
			role: 'operations-manager',
			icon: 'local_shipping',
			description: text('The customer status list; contracts when asked.', '客户状况一览表；被征询时可见合同。'),
			permissions: [
				...staff({
					contracts: concerning('operations-manager'),
					amendments: amendmentsConcerning('operations-manager'),
					complaints: complaintsConcerning('operations-manager'),
				}),
				...complaintDuties('operations-manager'),
				mayRead('crm_customers', everything, { fields: statusListFields }),
				...concernedReading('operations-manager'),
				...vettingsConcerning('operations-manager'),
				mayRead('crm_gifts', giftsConcerning('operations-manager')),
				...approvalsOf('operations-manager'),
			],
			bookmarks: [statusList, myComplaints],
		},
	],
	dashboard: {
		figures: [statusList, myComplaints],
		lists: [myComplaints],
	},
};
