import { defineInterface } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import CustomerTimeline from './customer-timeline.vue';

export default defineInterface({
	id: 'crm-customer-timeline',
	get name() {
		return wordsOfPage().parts.customerTimeline;
	},
	get description() {
		return wordsOfPage().parts.customerTimelineDescription;
	},
	icon: 'history',
	component: CustomerTimeline,
	hideLoader: true,
	types: ['alias'],
	localTypes: ['presentation'],
	group: 'presentation',
	options: null,
});
