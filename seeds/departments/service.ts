import { text } from '@crm-policy/rules/words/text';
import { statusList } from '../desk/customer-bookmarks.js';
import { amendmentsConcerning, concernedReading, concerning } from './contract-work.js';
import { statusListFields, vettingsConcerning } from './customer-records.js';
import { complaintsNotAboutReader } from './complaint-rows.js';
import { complaintHandling } from './complaint-work.js';
import { complaintsToFollowUp, complaintsToRegister, complaintsUnderWay, myComplaints, openActions } from '../desk/complaint-bookmarks.js';
import { myVisits, myVisitTasks, reportsOverdue, reportsOwed } from '../desk/visit-bookmarks.js';
import { contactToAnswer } from '../desk/communication-bookmarks.js';
import type { Department } from './department.js';
import { either, everything, ownDepartment, ownRecords } from './fragments.js';
import { giftsConcerning } from './gift-work.js';
import { mayRead, type Permission } from './permission.js';
import { approvalsOf, staff } from './staff.js';
import { headsVisits, visiting, visitsOfDepartment } from './visit-work.js';

/** Works from the status list, and sees a contract only when asked about it. */
const servicePeople = (role: 'service-agent' | 'service-manager'): readonly Permission[] => [
	...staff({
		contracts: concerning(role),
		amendments: amendmentsConcerning(role),
		complaints: complaintsNotAboutReader,
		visits: visitsOfDepartment,
	}),
	...visiting(role === 'service-manager' ? headsVisits : undefined),
	...complaintHandling(role),
	// The lists on the other side of a reference: without them Directus calls the customer of a complaint badly configured.
	mayRead('crm_customers', everything, { fields: [...statusListFields, 'complaints', 'communications', 'visits'] }),
	// What was spoken of elsewhere is the business of those who look after the customer.
	mayRead('crm_communications', either(ownRecords, ownDepartment)),
	...concernedReading(role),
	...vettingsConcerning(role),
	mayRead('crm_gifts', giftsConcerning(role)),
	...approvalsOf(role),
];

/** Customer Service: the ear for complaints and feedback (ORG-03). */
export const service: Department = {
	key: 'service',
	name: text('Customer Service', '客服部'),
	duties: text(
		'Receives and handles complaints, keeps the feedback records, and follows up on what was handled.',
		'受理和处理投诉，维护反馈记录，对处理结果进行回访。',
	),
	clauses: ['ORG-03', 'CMP-01', 'FBK-03'],
	roles: [
		{
			role: 'service-agent',
			icon: 'support_agent',
			description: text('Every complaint; the customer status list.', '全部投诉；客户状况一览表。'),
			permissions: servicePeople('service-agent'),
			bookmarks: [
				complaintsToRegister,
				myComplaints,
				complaintsUnderWay,
				complaintsToFollowUp,
				openActions,
				statusList,
				contactToAnswer,
				myVisits,
				reportsOwed,
				myVisitTasks,
			],
		},
		{
			role: 'service-manager',
			icon: 'headset_mic',
			description: text('Every complaint; answers for customer service.', '全部投诉；负责客户服务工作。'),
			permissions: servicePeople('service-manager'),
			bookmarks: [
				complaintsToRegister,
				myComplaints,
				complaintsUnderWay,
				complaintsToFollowUp,
				openActions,
				statusList,
				contactToAnswer,
				myVisits,
				reportsOverdue,
			],
		},
	],
	dashboard: {
		figures: [complaintsToRegister, complaintsUnderWay, complaintsToFollowUp, openActions, contactToAnswer, reportsOverdue],
		lists: [complaintsToRegister, complaintsUnderWay, complaintsToFollowUp, openActions],
	},
};
