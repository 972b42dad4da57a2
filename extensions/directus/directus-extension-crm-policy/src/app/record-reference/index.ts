import { defineInterface } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import RecordReference from './record-reference.vue';

export default defineInterface({
	id: 'crm-reference',
	get name() {
		return wordsOfPage().parts.reference;
	},
	get description() {
		return wordsOfPage().parts.referenceDescription;
	},
	icon: 'arrow_right_alt',
	component: RecordReference,
	types: ['uuid'],
	localTypes: ['m2o'],
	group: 'relational',
	relational: true,
	recommendedDisplays: ['related-values'],
	options: null,
});
