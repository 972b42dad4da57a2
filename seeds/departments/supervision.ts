import { text } from '@crm-policy/rules/words/text';
import { effectiveContracts, giftRegister, giftsBeyondLimits, inReview, openDoubts, overriddenReviews } from '../desk/bookmarks.js';
import { complaintsToFollowUp } from '../desk/complaint-bookmarks.js';
import { reportsOverdue } from '../desk/visit-bookmarks.js';
import { shopBreaches } from '../desk/clearance-bookmarks.js';
import type { Department } from './department.js';
import { readsEverything } from './staff.js';

/** Supervision: checks what was done and changes nothing (GOV-07, AUD-01). */
export const supervision: Department = {
	key: 'supervision',
	name: text('Supervision', '监察审核室'),
	duties: text('Supervises and checks the work of all departments, with the ledger as evidence.', '监督检查各部门工作，以台账为依据。'),
	clauses: ['GOV-07', 'AUD-01'],
	roles: [
		{
			role: 'auditor',
			icon: 'policy',
			description: text('Reads every record and the ledger; changes nothing.', '可查阅全部记录与台账；不作任何变更。'),
			permissions: readsEverything(),
			bookmarks: [
				inReview,
				openDoubts,
				overriddenReviews,
				effectiveContracts,
				complaintsToFollowUp,
				giftRegister,
				giftsBeyondLimits,
				reportsOverdue,
				shopBreaches,
			],
		},
	],
	dashboard: {
		figures: [
			inReview,
			openDoubts,
			overriddenReviews,
			shopBreaches,
			complaintsToFollowUp,
			giftsBeyondLimits,
			reportsOverdue,
			effectiveContracts,
		],
		lists: [shopBreaches, overriddenReviews, complaintsToFollowUp, giftsBeyondLimits],
	},
};
