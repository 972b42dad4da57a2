import { text } from '@crm-policy/rules/words/text';
import { contractsAskedAbout, noticesToAcknowledge } from '../desk/bookmarks.js';
import type { Department } from './department.js';
import { reviewer } from './reviewer.js';

/** Technology: reviews whether a contract is technically possible, then prepares its process sheet (REV-07, ORD-01). */
export const technology: Department = {
	key: 'technology',
	name: text('Technology', '技术部'),
	duties: text('Reviews technical conditions and acceptance methods; prepares process sheets.', '评审技术条件与验收方法；编制工艺单。'),
	clauses: ['ORG-10', 'REV-07', 'ORD-01'],
	roles: [
		{
			role: 'technology-manager',
			icon: 'engineering',
			description: text('Contracts under own review or execution; process sheets.', '参与评审或执行的合同；工艺单。'),
			permissions: reviewer('technology-manager'),
			bookmarks: [contractsAskedAbout, noticesToAcknowledge],
		},
	],
	dashboard: {
		figures: [contractsAskedAbout, noticesToAcknowledge],
		lists: [noticesToAcknowledge],
	},
};
