import { defineInterface } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import DepartureHandOver from './departure-hand-over.vue';

export default defineInterface({
	id: 'crm-departure-hand-over',
	get name() {
		return wordsOfPage().parts.handOver;
	},
	get description() {
		return wordsOfPage().parts.handOverDescription;
	},
	icon: 'move_item',
	component: DepartureHandOver,
	hideLabel: true,
	hideLoader: true,
	types: ['alias'],
	localTypes: ['presentation'],
	group: 'presentation',
	options: null,
});
