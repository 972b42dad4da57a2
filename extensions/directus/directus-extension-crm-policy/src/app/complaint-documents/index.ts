import { defineInterface } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import ComplaintDocuments from './complaint-documents.vue';

export default defineInterface({
	id: 'crm-complaint-documents',
	get name() {
		return wordsOfPage().parts.complaintDocuments;
	},
	get description() {
		return wordsOfPage().parts.complaintDocumentsDescription;
	},
	icon: 'picture_as_pdf',
	component: ComplaintDocuments,
	hideLoader: true,
	types: ['alias'],
	localTypes: ['presentation'],
	group: 'presentation',
	options: null,
});
