import { text } from '@crm-policy/rules/words/text';
import { closedContracts, effectiveContracts, giftRegister, giftsBeyondLimits } from '../desk/bookmarks.js';
import { amendmentsConcerning, concerning, contractReading } from './contract-work.js';
import { complaintsConcerning } from './complaint-rows.js';
import { compensationDeciding } from './complaint-work.js';
import { cardFields, vettingsConcerning } from './customer-records.js';
import type { Department } from './department.js';
import { either, everything, inStates, through } from './fragments.js';
import { mayRead } from './permission.js';
import { approvalsOf, staff } from './staff.js';

const role = 'finance-officer';
/** What is owed follows from contracts in force and after; a special one it is told of while it is reviewed. */
const contracts = either(inStates('effective', 'closed', 'terminated'), concerning(role));
const amendments = either(inStates('applied'), amendmentsConcerning(role));

/** Finance: receives payment and issues invoices for what was contracted (ORG-11, ORD-08). */
export const finance: Department = {
	key: 'finance',
	name: text('Finance', '财务部'),
	duties: text('Receives payments, issues invoices, supports reviewers with financial facts.', '收取款项，开具发票，为评审提供财务依据。'),
	clauses: ['ORG-11', 'ORD-08'],
	roles: [
		{
			role,
			icon: 'payments',
			description: text(
				'Contracts in force and ended, with amounts; the register of gifts.',
				'已生效及已结束的合同（含金额）；礼品登记簿。',
			),
			permissions: [
				...staff({ contracts, amendments, gifts: everything, complaints: complaintsConcerning(role) }),
				...compensationDeciding(role),
				...contractReading(contracts, amendments),
				mayRead('crm_customers', either(through('contracts', contracts), through('gifts', everything)), { fields: cardFields }),
				...vettingsConcerning(role),
				mayRead('crm_gifts'),
				mayRead('crm_contacts', through('gifts', everything), { fields: ['id', 'name', 'customer'] }),
				...approvalsOf(role),
			],
			bookmarks: [effectiveContracts, closedContracts, giftRegister, giftsBeyondLimits],
		},
	],
	dashboard: {
		figures: [effectiveContracts, closedContracts, giftRegister, giftsBeyondLimits],
		lists: [effectiveContracts, giftsBeyondLimits],
	},
};
