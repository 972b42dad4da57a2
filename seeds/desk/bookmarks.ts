import { text } from '@crm-policy/rules/words/text';
import type { Bookmark } from './bookmark.js';

export const myDrafts: Bookmark = {
	key: 'my-drafts',
	name: text('My drafts', '我的草稿'),
	icon: 'edit_note',
	collection: 'crm_contracts',
	filter: { _and: [{ status: { _eq: 'draft' } }, { owner: { _eq: '$CURRENT_USER' } }] },
};

export const inReview: Bookmark = {
	key: 'in-review',
	name: text('In review', '评审中'),
	icon: 'rule',
	collection: 'crm_contracts',
	filter: { status: { _eq: 'in_review' } },
};

/** Placed by word of mouth or telephone and not confirmed yet (REV-11). */
export const confirmationMissing: Bookmark = {
	key: 'waiting-for-confirmation',
	name: text('Waiting for customer’s confirmation', '待顾客确认'),
	icon: 'contact_phone',
	collection: 'crm_contracts',
	filter: {
		_and: [
			{ order_form: { _in: ['verbal', 'telephone'] } },
			{ status: { _in: ['draft', 'in_review', 'approved'] } },
			{ customer_confirmed_on: { _null: true } },
		],
	},
};

export const awaitingSignature: Bookmark = {
	key: 'to-be-signed',
	name: text('Review passed, to be signed', '评审通过待签订'),
	icon: 'draw',
	collection: 'crm_contracts',
	filter: { status: { _eq: 'approved' } },
};

export const effectiveContracts: Bookmark = {
	key: 'effective',
	name: text('In force', '履行中'),
	icon: 'task_alt',
	collection: 'crm_contracts',
	filter: { status: { _eq: 'effective' } },
	sort: ['delivery_date'],
};

/** Reviews that two people completed in the place of the reviewers, the latest first. */
export const overriddenReviews: Bookmark = {
	key: 'review-overridden',
	name: text('Reviews overridden', '特批的评审'),
	icon: 'gavel',
	collection: 'crm_contracts',
	filter: { override_reason: { _nnull: true } },
	sort: ['-overridden_at'],
};

export const closedContracts: Bookmark = {
	key: 'ended',
	name: text('Ended', '已结束'),
	icon: 'inventory',
	collection: 'crm_contracts',
	filter: { status: { _in: ['closed', 'terminated'] } },
};

/** What reviewers see of contracts is what they are asked about; here without those long settled. */
export const contractsAskedAbout: Bookmark = {
	key: 'asked-about',
	name: text('Under my review', '待我评审'),
	icon: 'fact_check',
	collection: 'crm_contracts',
	filter: { status: { _eq: 'in_review' } },
	sort: ['delivery_date'],
};

export const noticesToAcknowledge: Bookmark = {
	key: 'to-acknowledge',
	name: text('To acknowledge', '待签收'),
	icon: 'mark_email_unread',
	collection: 'crm_execution_notices',
	filter: { status: { _eq: 'issued' } },
	sort: ['due_at'],
};

export const openDoubts: Bookmark = {
	key: 'open-doubts',
	name: text('Open doubts', '未解决的疑问'),
	icon: 'contact_support',
	collection: 'crm_contract_doubts',
	filter: { status: { _eq: 'open' } },
};

export const prospects: Bookmark = {
	key: 'prospects',
	name: text('Prospects', '潜在客户'),
	icon: 'person_search',
	collection: 'crm_customers',
	filter: { status: { _eq: 'prospect' } },
};

export const vetting: Bookmark = {
	key: 'vetting',
	name: text('Under investigation', '调查中'),
	icon: 'manage_search',
	collection: 'crm_customers',
	filter: { status: { _eq: 'vetting' } },
};

/** Records without credit standing or relationship, which the archive is to have (CUS-02). */
export const archiveIncomplete: Bookmark = {
	key: 'archive-incomplete',
	name: text('Archive incomplete', '档案不完整'),
	icon: 'folder_off',
	collection: 'crm_customers',
	filter: { _and: [{ status: { _in: ['active', 'dormant'] } }, { _or: [{ credit: { _null: true } }, { relationship: { _null: true } }] }] },
};

/** Everything that was ever asked for, as an auditor reads it: by number, newest first. */
export const giftRegister: Bookmark = {
	key: 'register',
	name: text('Register', '登记簿'),
	icon: 'menu_book',
	collection: 'crm_gifts',
	filter: { number: { _nnull: true } },
	sort: ['-number'],
};

export const giftsToHandOver: Bookmark = {
	key: 'to-hand-over',
	name: text('Approved, to be handed over', '已批准待送出'),
	icon: 'redeem',
	collection: 'crm_gifts',
	filter: { status: { _eq: 'approved' } },
	sort: ['planned_on'],
};

/** Approved, or asked for, as exceptions to a yearly limit. */
export const giftsBeyondLimits: Bookmark = {
	key: 'beyond-limits',
	name: text('Beyond a yearly limit', '超年度限额'),
	icon: 'release_alert',
	collection: 'crm_gifts',
	filter: { exception: { _eq: true } },
};

/** Working calendars a second person is asked to publish (SLA-01, POL-05). */
export const calendarsToPublish: Bookmark = {
	key: 'to-publish',
	name: text('Calendars to review', '待复核的工作日历'),
	icon: 'event_available',
	collection: 'crm_work_calendars',
	filter: { status: { _eq: 'in_review' } },
};
