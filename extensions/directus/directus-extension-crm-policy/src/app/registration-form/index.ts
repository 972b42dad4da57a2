import { defineInterface } from '@directus/extensions-sdk';
import { wordsOfPage } from '../shared/words/use-words.js';
import RegistrationForm from './registration-form.vue';

export default defineInterface({
	id: 'crm-registration-form',
	get name() {
		return wordsOfPage().parts.registrationForm;
	},
	get description() {
		return wordsOfPage().parts.registrationFormDescription;
	},
	icon: 'print',
	component: RegistrationForm,
	hideLoader: true,
	types: ['alias'],
	localTypes: ['presentation'],
	group: 'presentation',
	options: null,
});
