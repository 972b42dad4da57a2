import { defineInterface } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import ApprovalTimeline from './approval-timeline.vue';

export default defineInterface({
	id: 'crm-approval-timeline',
	get name() {
		return wordsOfPage().parts.timeline;
	},
	get description() {
		return wordsOfPage().parts.timelineDescription;
	},
	icon: 'approval_delegation',
	component: ApprovalTimeline,
	hideLabel: true,
	hideLoader: true,
	types: ['alias'],
	localTypes: ['presentation'],
	group: 'presentation',
	options: null,
});
