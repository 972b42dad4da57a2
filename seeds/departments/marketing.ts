import { text } from '@crm-policy/rules/words/text';
import { giftsToHandOver, prospects, vetting } from '../desk/bookmarks.js';
import { statusList, toVerify } from '../desk/customer-bookmarks.js';
import { amendmentsConcerning, concernedReading, concerning } from './contract-work.js';
import { customerCare, customersInBrief, ownVerifications } from './customer-records.js';
import { complaintsConcerning } from './complaint-rows.js';
import { complaintReceiving } from './complaint-work.js';
import { myVisits, reportsOwed } from '../desk/visit-bookmarks.js';
import { contactToAnswer } from '../desk/communication-bookmarks.js';
import type { Department } from './department.js';
import { either, everything, ownDepartment } from './fragments.js';
import { giftsConcerning, giving } from './gift-work.js';
import { mayRead } from './permission.js';
import { approvalsOf, staff } from './staff.js';
import { visiting, visitsOfDepartment } from './visit-work.js';

const gifts = either(ownDepartment, giftsConcerning('marketing-specialist'));

/** Marketing: collects, enters and maintains customer information (ORG-01, CUS-14). */
export const marketing: Department = {
	key: 'marketing',
	name: text('Marketing', '市场部'),
	duties: text(
		'Collects, enters and maintains customer information, sets up new customer records, organises surveys.',
		'收集、录入和维护客户信息，建立客户档案，组织满意度调查。',
	),
	clauses: ['ORG-01', 'CUS-14'],
	roles: [
		{
			role: 'marketing-specialist',
			icon: 'campaign',
			description: text(
				'All customers without archive fields; keeps those of the own department.',
				'全部客户（不含档案字段）；维护本部门客户。',
			),
			permissions: [
				...staff({
					contracts: concerning('marketing-specialist'),
					amendments: amendmentsConcerning('marketing-specialist'),
					customers: everything,
					complaints: complaintsConcerning('marketing-specialist'),
					gifts: ownDepartment,
					visits: visitsOfDepartment,
				}),
				...complaintReceiving('marketing-specialist'),
				...customersInBrief(everything, 'marketing-specialist'),
				...customerCare(ownDepartment),
				...ownVerifications,
				...concernedReading('marketing-specialist'),
				mayRead('crm_gifts', gifts),
				...giving,
				...visiting(),
				...approvalsOf('marketing-specialist'),
			],
			bookmarks: [statusList, contactToAnswer, toVerify, prospects, vetting, giftsToHandOver, myVisits, reportsOwed],
		},
	],
	dashboard: {
		figures: [prospects, vetting, toVerify, contactToAnswer, giftsToHandOver, reportsOwed],
		lists: [contactToAnswer, toVerify],
	},
};
