import { defineInterface } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import VisitChecks from './visit-checks.vue';

export default defineInterface({
	id: 'crm-visit-checks',
	get name() {
		return wordsOfPage().parts.visitChecks;
	},
	get description() {
		return wordsOfPage().parts.visitChecksDescription;
	},
	icon: 'rule',
	component: VisitChecks,
	hideLabel: true,
	hideLoader: true,
	types: ['alias'],
	localTypes: ['presentation'],
	group: 'presentation',
	options: null,
});
