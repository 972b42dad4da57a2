import { text } from '@crm-policy/rules/words/text';
import type { Bookmark } from './bookmark.js';

const underWay = ['registered', 'investigating', 'resolving', 'replied'];

export const complaintsToRegister: Bookmark = {
	key: 'to-be-registered',
	name: text('To be registered', '待登记'),
	icon: 'inbox',
	collection: 'crm_complaints',
	filter: { status: { _eq: 'received' } },
	sort: ['received_at'],
};

/** Serious ones stand first: they are handled ahead of others (CMP-09). */
export const complaintsUnderWay: Bookmark = {
	key: 'under-way',
	name: text('Under way', '办理中'),
	icon: 'pending_actions',
	collection: 'crm_complaints',
	filter: { status: { _in: underWay } },
	sort: ['-severity', 'reply_due_at'],
};

export const myComplaints: Bookmark = {
	key: 'mine',
	name: text('I am responsible for', '我受理的'),
	icon: 'assignment_ind',
	collection: 'crm_complaints',
	filter: { _and: [{ status: { _in: underWay } }, { _or: [{ owner: { _eq: '$CURRENT_USER' } }, { leader: { _eq: '$CURRENT_USER' } }] }] },
	sort: ['-severity', 'reply_due_at'],
};

/** Closed, and not yet followed up or archived (CMP-16). */
export const complaintsToFollowUp: Bookmark = {
	key: 'to-follow-up',
	name: text('To follow up and archive', '待回访归档'),
	icon: 'contact_phone',
	collection: 'crm_complaints',
	filter: { status: { _eq: 'closed' } },
	sort: ['closed_at'],
};

export const seriousComplaints: Bookmark = {
	key: 'serious',
	name: text('Serious', '严重投诉'),
	icon: 'priority_high',
	collection: 'crm_complaints',
	filter: { _and: [{ severity: { _eq: 'serious' } }, { status: { _in: underWay } }] },
};

export const openDuties: Bookmark = {
	key: 'open',
	name: text('To do', '待办'),
	icon: 'checklist',
	collection: 'crm_complaint_tasks',
	filter: { status: { _eq: 'open' } },
};

export const openActions: Bookmark = {
	key: 'open',
	name: text('Open', '进行中'),
	icon: 'build_circle',
	collection: 'crm_corrective_actions',
	filter: { status: { _eq: 'open' } },
};
