import { text } from '@crm-policy/rules/words/text';
import type { Bookmark } from './bookmark.js';

const mine = { owner: { _eq: '$CURRENT_USER' } };

export const myVisits: Bookmark = {
	key: 'my-visits',
	name: text('My visits ahead', '我的待访'),
	icon: 'directions_walk',
	collection: 'crm_visits',
	filter: { _and: [mine, { status: { _in: ['planned', 'confirmed', 'under_way'] } }] },
	sort: ['starts_at'],
};

/** Visits that are over, also those nobody has finished (VIS-03). */
export const reportsOwed: Bookmark = {
	key: 'reports-owed',
	name: text('Reports I owe', '我的待交报告'),
	icon: 'edit_note',
	collection: 'crm_visits',
	filter: {
		_and: [
			mine,
			{ _or: [{ status: { _eq: 'done' } }, { _and: [{ status: { _in: ['confirmed', 'under_way'] } }, { ends_at: { _lt: '$NOW' } }] }] },
		],
	},
	sort: ['report_due_at'],
};

export const reportsOverdue: Bookmark = {
	key: 'reports-overdue',
	name: text('Reports overdue', '逾期未交报告'),
	icon: 'running_with_errors',
	collection: 'crm_visits',
	filter: { _and: [{ status: { _in: ['confirmed', 'under_way', 'done'] } }, { report_due_at: { _lt: '$NOW' } }] },
	sort: ['report_due_at'],
};

export const myVisitTasks: Bookmark = {
	key: 'my-tasks',
	name: text('My tasks from visits', '我的走访任务'),
	icon: 'task_alt',
	collection: 'crm_visit_tasks',
	filter: { _and: [mine, { status: { _eq: 'open' } }] },
	sort: ['due_on'],
};

export const activePlans: Bookmark = {
	key: 'active',
	name: text('Plans under way', '执行中的计划'),
	icon: 'event_note',
	collection: 'crm_visit_plans',
	filter: { status: { _eq: 'active' } },
};
