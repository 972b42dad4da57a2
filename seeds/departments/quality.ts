import { text } from '@crm-policy/rules/words/text';
import { contractsAskedAbout, openDoubts } from '../desk/bookmarks.js';
import { complaintsUnderWay, openActions } from '../desk/complaint-bookmarks.js';
import type { Department } from './department.js';
import { reviewer } from './reviewer.js';
import { rulebookDrafting } from './staff.js';

/** Quality Control: reviews quality and special requirements, and keeps the rulebook current (REV-16, POL-05). */
export const quality: Department = {
	key: 'quality',
	name: text('Quality Control', '品管部'),
	duties: text(
		'Reviews quality requirements and special requirements, analyses quality problems, drafts revisions of the rulebook.',
		'评审质量要求与特殊要求，分析质量问题，起草制度修订稿。',
	),
	clauses: ['ORG-05', 'ORG-10', 'REV-16'],
	roles: [
		{
			role: 'quality-manager',
			icon: 'verified',
			description: text(
				'Contracts under own review; qualifications of reviewers; drafts of the rulebook.',
				'参与评审的合同；评审人资格；制度修订稿。',
			),
			permissions: [...reviewer('quality-manager', { draftsRulebooks: true, managesReviewers: true }), ...rulebookDrafting],
			bookmarks: [contractsAskedAbout, openDoubts, complaintsUnderWay, openActions],
		},
	],
	dashboard: {
		figures: [contractsAskedAbout, openDoubts, complaintsUnderWay, openActions],
		lists: [openDoubts, openActions, complaintsUnderWay],
	},
};
