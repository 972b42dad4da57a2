import { text } from '@crm-policy/rules/words/text';
import type { Bookmark } from './bookmark.js';

/** What a shop did that no review covers (REV-03). */
export const shopBreaches: Bookmark = {
	key: 'breaches',
	name: text('Breaches to settle', '待处理违规'),
	icon: 'gpp_bad',
	collection: 'crm_clearances',
	filter: { status: { _eq: 'breach' } },
	sort: ['breached_at'],
};

export const shopOrdersWaiting: Bookmark = {
	key: 'waiting',
	name: text('Shop orders waiting for review', '待评审的商城订单'),
	icon: 'storefront',
	collection: 'crm_clearances',
	filter: { status: { _eq: 'requested' } },
	sort: ['date_created'],
};
