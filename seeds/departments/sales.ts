import { text } from '@crm-policy/rules/words/text';
import {
	awaitingSignature,
	calendarsToPublish,
	confirmationMissing,
	effectiveContracts,
	giftRegister,
	giftsToHandOver,
	inReview,
	myDrafts,
	prospects,
} from '../desk/bookmarks.js';
import { contractDrafting, contractReading, doubting } from './contract-work.js';
import { standingApprovalDrafting } from './clearance-work.js';
import { customerCare, customersInBrief, customersInFull, ownVerifications } from './customer-records.js';
import { complaintsConcerning } from './complaint-rows.js';
import { complaintDuties, complaintReceiving } from './complaint-work.js';
import { foundInvalid, keyCustomers, statusList, toVerify } from '../desk/customer-bookmarks.js';
import { shopBreaches, shopOrdersWaiting } from '../desk/clearance-bookmarks.js';
import { openDuties } from '../desk/complaint-bookmarks.js';
import { activePlans, myVisits, myVisitTasks, reportsOverdue, reportsOwed } from '../desk/visit-bookmarks.js';
import { contactToAnswer } from '../desk/communication-bookmarks.js';
import type { Department } from './department.js';
import { askedToDecide, copiedTo, either, everything, ownDepartment, ownRecords, through } from './fragments.js';
import { giftsConcerning, giving } from './gift-work.js';
import { mayDelete, mayRead } from './permission.js';
import { approvalsOf, rulebookDrafting, staff } from './staff.js';
import { headsVisits, visiting, visitsOfDepartment } from './visit-work.js';

const salesperson = (() => {
	const contracts = either(ownDepartment, askedToDecide('salesperson'), copiedTo('salesperson'));
	const gifts = either(ownDepartment, giftsConcerning('salesperson'));
	return [
		...staff({
			contracts,
			// Nobody is kept informed of the evidence of an amendment as a salesperson.
			amendments: either(ownDepartment, askedToDecide('salesperson')),
			customers: ownDepartment,
			gifts: ownDepartment,
			visits: visitsOfDepartment,
			complaints: complaintsConcerning('salesperson'),
		}),
		...complaintReceiving('salesperson'),
		...customersInBrief(ownDepartment, 'salesperson'),
		...customerCare(ownDepartment),
		mayRead('crm_verification_runs', { of_department: ownDepartment['department'] }),
		mayDelete('crm_customers', ownRecords),
		...contractReading(contracts, contracts),
		...contractDrafting(ownDepartment),
		mayRead('crm_execution_notices', through('contract', ownDepartment)),
		mayRead('crm_stock'),
		mayRead('crm_clearances', ownDepartment),
		mayRead('crm_gifts', gifts),
		...giving,
		...visiting(),
		...approvalsOf('salesperson', [through('contract', ownRecords), through('amendment', ownRecords)]),
	];
})();

const businessHead = [
	...complaintDuties('business-head'),
	...staff(
		{
			contracts: everything,
			amendments: everything,
			customers: everything,
			gifts: everything,
			visits: everything,
			complaints: complaintsConcerning('business-head'),
		},
		{ draftsRulebooks: true, managesReviewers: true, managesCalendars: true },
	),
	...rulebookDrafting,
	...customersInFull,
	...customerCare(ownDepartment),
	...ownVerifications,
	...contractReading(everything, everything),
	...contractDrafting(ownDepartment),
	...doubting,
	mayRead('crm_execution_notices'),
	mayRead('crm_stock'),
	mayRead('crm_clearances'),
	...standingApprovalDrafting,
	mayRead('crm_gifts'),
	...giving,
	...visiting(headsVisits),
	...approvalsOf('business-head', [ownDepartment]),
];

/** The Business Department: draws up contracts, has them reviewed, signs them and passes their terms on (ORG-02, ORG-10, ORD-01). */
export const sales: Department = {
	key: 'sales',
	name: text('Sales', '业务部'),
	duties: text(
		'Finds out what customers need, draws up contracts and submits them for review, organises review meetings, signs, and passes the terms on to the departments.',
		'了解顾客需求，拟订合同并提交评审，组织会议评审，签订合同并向有关部门传达条款。',
	),
	clauses: ['ORG-02', 'ORG-05', 'ORG-06', 'ORG-10'],
	roles: [
		{
			role: 'salesperson',
			icon: 'sell',
			description: text('Customers and contracts of the own department; no archive fields.', '本部门的客户与合同；不含档案字段。'),
			permissions: salesperson,
			bookmarks: [
				statusList,
				toVerify,
				keyCustomers,
				contactToAnswer,
				myDrafts,
				inReview,
				confirmationMissing,
				awaitingSignature,
				effectiveContracts,
				prospects,
				giftsToHandOver,
				myVisits,
				reportsOwed,
				myVisitTasks,
				shopOrdersWaiting,
			],
		},
		{
			role: 'business-head',
			icon: 'supervisor_account',
			description: text(
				'All contracts and customers; chairs review meetings and approves supply from stock.',
				'全部合同与客户；主持会议评审，批准现货供应。',
			),
			permissions: businessHead,
			bookmarks: [
				statusList,
				toVerify,
				foundInvalid,
				keyCustomers,
				contactToAnswer,
				inReview,
				awaitingSignature,
				confirmationMissing,
				effectiveContracts,
				prospects,
				openDuties,
				giftRegister,
				reportsOverdue,
				activePlans,
				calendarsToPublish,
				shopBreaches,
				shopOrdersWaiting,
			],
		},
	],
	dashboard: {
		figures: [
			inReview,
			awaitingSignature,
			confirmationMissing,
			effectiveContracts,
			toVerify,
			keyCustomers,
			contactToAnswer,
			giftsToHandOver,
		],
		lists: [awaitingSignature, inReview, contactToAnswer, toVerify],
	},
};
