import { text } from '@crm-policy/rules/words/text';
import { contractsAskedAbout, noticesToAcknowledge } from '../desk/bookmarks.js';
import { openActions, openDuties } from '../desk/complaint-bookmarks.js';
import type { Department } from './department.js';
import { reviewer } from './reviewer.js';

/** Production: reviews whether a contract can be made in time, then makes it (REV-07, ORD-01). */
export const production: Department = {
	key: 'production',
	name: text('Production', '生产部'),
	duties: text(
		'Reviews contracts for capacity, material and delivery time; carries out production task orders.',
		'评审合同的生产能力、原材料与交货期；执行生产任务单。',
	),
	clauses: ['ORG-10', 'REV-07', 'ORD-01'],
	roles: [
		{
			role: 'production-manager',
			icon: 'factory',
			description: text('Contracts under own review or execution; production task orders.', '参与评审或执行的合同；生产任务单。'),
			permissions: reviewer('production-manager'),
			bookmarks: [contractsAskedAbout, noticesToAcknowledge, openDuties, openActions],
		},
	],
	dashboard: {
		figures: [contractsAskedAbout, noticesToAcknowledge, openDuties, openActions],
		lists: [noticesToAcknowledge, openActions],
	},
};
