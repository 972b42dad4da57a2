import { defineInterface } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import GiftLimits from './gift-limits.vue';

export default defineInterface({
	id: 'crm-gift-limits',
	get name() {
		return wordsOfPage().parts.giftLimits;
	},
	get description() {
		return wordsOfPage().parts.giftLimitsDescription;
	},
	icon: 'data_usage',
	component: GiftLimits,
	hideLoader: true,
	types: ['alias'],
	localTypes: ['presentation'],
	group: 'presentation',
	options: null,
});
