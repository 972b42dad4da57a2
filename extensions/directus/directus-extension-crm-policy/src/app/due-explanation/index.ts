import { defineInterface } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import DueExplanation from './due-explanation.vue';

export default defineInterface({
	id: 'crm-due-explanation',
	get name() {
		return wordsOfPage().parts.due;
	},
	get description() {
		return wordsOfPage().parts.dueDescription;
	},
	icon: 'schedule',
	component: DueExplanation,
	hideLoader: true,
	types: ['alias'],
	localTypes: ['presentation'],
	group: 'presentation',
	options: null,
});
