import { defineInterface } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import ProbableDuplicates from './probable-duplicates.vue';

export default defineInterface({
	id: 'crm-duplicates',
	get name() {
		return wordsOfPage().parts.duplicates;
	},
	get description() {
		return wordsOfPage().parts.duplicatesDescription;
	},
	icon: 'content_copy',
	component: ProbableDuplicates,
	hideLoader: true,
	types: ['alias'],
	localTypes: ['presentation'],
	group: 'presentation',
	options: null,
});
