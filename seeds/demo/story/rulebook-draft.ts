import { text, type Locale } from '@crm-policy/rules/words/text';
import { departmentId } from '../../departments/rows.js';
import { defaultRulebook } from '../../rulebook/index.js';
import { stableId } from '../../stable-id.js';
import { personCalled } from '../people.js';
import type { World } from '../simulation/world.js';
import type { Calendar, Event } from './timeline.js';

const title = text('Rules for customer relations and contracts, revision', '客户关系与合同管理制度（修订稿）');
const interpretedBy = text('Management group', '管理小组');
const training = text('Half an hour with every department in the week before it applies.', '施行前一周向各部门宣讲半小时。');

/** A revision being drafted: special from 300 000 on, and for orders by telephone. */
export const rulebookDraft = (calendar: Calendar, language: Locale): readonly Event[] => {
	const drafter = personCalled('quality');
	const at = calendar.day(6, '15:00');
	const { contract_review: review } = defaultRulebook;
	const content = {
		...defaultRulebook,
		contract_review: {
			...review,
			special_when: [
				...review.special_when.map((rule) => (rule.when === 'amount-at-least' ? { ...rule, amount: '300000.00' } : rule)),
				{ when: 'order-form', forms: ['telephone'], clauses: ['REV-11', 'REV-14'] },
			],
		},
	};
	return [
		{
			at,
			happen: (world: World) =>
				void world.create(
					'crm_rulebooks',
					{
						id: stableId('demo', 'rulebook', '2'),
						version: 2,
						title: title[language],
						interpreted_by: interpretedBy[language],
						effective_from: calendar.date(-30),
						training: training[language],
						content,
						owner: drafter.id,
						department: drafter.department === null ? null : departmentId(drafter.department),
					},
					{ by: drafter.id, at },
				),
		},
	];
};
