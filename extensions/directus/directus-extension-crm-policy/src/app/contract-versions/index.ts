import { defineInterface } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import ContractVersions from './contract-versions.vue';

export default defineInterface({
	id: 'crm-contract-versions',
	get name() {
		return wordsOfPage().parts.versions;
	},
	get description() {
		return wordsOfPage().parts.versionsDescription;
	},
	icon: 'history',
	component: ContractVersions,
	hideLoader: true,
	types: ['alias'],
	localTypes: ['presentation'],
	group: 'presentation',
	options: null,
});
