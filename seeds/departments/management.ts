import { text } from '@crm-policy/rules/words/text';
import {
	calendarsToPublish,
	effectiveContracts,
	giftRegister,
	giftsBeyondLimits,
	inReview,
	openDoubts,
	overriddenReviews,
} from '../desk/bookmarks.js';
import { answering } from './contract-work.js';
import { seriousComplaints } from '../desk/complaint-bookmarks.js';
import { keyCustomers } from '../desk/customer-bookmarks.js';
import { reportsOverdue } from '../desk/visit-bookmarks.js';
import { contactToAnswer } from '../desk/communication-bookmarks.js';
import type { Department } from './department.js';
import { readsEverything, rulebookDrafting } from './staff.js';
import { visiting } from './visit-work.js';

/** Management: leads the management group and is asked when nobody else can be (GOV-02, POL-05). */
export const management: Department = {
	key: 'management',
	name: text('Management', '总经理室'),
	duties: text(
		'Leads the management group, adopts the rulebook, decides what others could not.',
		'领导管理小组，批准制度，裁决各部门未决事项。',
	),
	clauses: ['GOV-02', 'POL-05'],
	roles: [
		{
			role: 'general-manager',
			icon: 'workspace_premium',
			description: text('Reads everything; adopts the rulebook.', '可查阅全部记录；批准制度。'),
			permissions: [...readsEverything(), ...answering('general-manager'), ...visiting(), ...rulebookDrafting],
			bookmarks: [
				inReview,
				openDoubts,
				overriddenReviews,
				effectiveContracts,
				seriousComplaints,
				giftRegister,
				giftsBeyondLimits,
				calendarsToPublish,
				reportsOverdue,
				keyCustomers,
				contactToAnswer,
			],
		},
	],
	dashboard: {
		figures: [
			inReview,
			effectiveContracts,
			openDoubts,
			overriddenReviews,
			seriousComplaints,
			giftsBeyondLimits,
			reportsOverdue,
			keyCustomers,
		],
		lists: [seriousComplaints, openDoubts, overriddenReviews, giftsBeyondLimits],
	},
};
