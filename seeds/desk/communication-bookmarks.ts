import { text } from '@crm-policy/rules/words/text';
import type { Bookmark } from './bookmark.js';

/** Questions and demands of customers nobody has answered yet, the oldest first (COM-02). */
export const contactToAnswer: Bookmark = {
	key: 'to-answer',
	name: text('To be answered', '待答复'),
	icon: 'contact_support',
	collection: 'crm_communications',
	filter: { status: { _eq: 'open' } },
	sort: ['happened_at'],
};
