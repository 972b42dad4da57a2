import { defineInterface } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import ActionBar from './action-bar.vue';

export default defineInterface({
	id: 'crm-action-bar',
	get name() {
		return wordsOfPage().parts.actionBar;
	},
	get description() {
		return wordsOfPage().parts.actionBarDescription;
	},
	icon: 'gavel',
	component: ActionBar,
	hideLabel: true,
	hideLoader: true,
	types: ['alias'],
	localTypes: ['presentation'],
	group: 'presentation',
	options: null,
});
