import { careWords } from '@crm-policy/rules/care/words';
import { communicationProcess } from '@crm-policy/rules/communications/process';
import { communicationWords as words } from '@crm-policy/rules/communications/words';
import { consentScopeLabels } from '@crm-policy/rules/customers/consent';
import { text } from '@crm-policy/rules/words/text';
import { choice, choicesOf, defineCollection, flag, instant, line, paragraph, reference } from '../declare.js';
import { governedFields, id, stamps } from './common.js';

/** Everything is written by commands: that of the customer makes the record, its own answer it or declare it void. */
const locked = { readonly: true, width: 'half' } as const;

/** Contact with customers in every form but the visit, which has a record of its own (COM-01 to COM-07). */
export const communications = defineCollection({
	collection: 'crm_communications',
	label: text('Contact with customers', '沟通记录'),
	singular: text('Contact with a customer', '沟通记录'),
	note: text('Written with the command “Record contact” of a customer; never changed.', '由客户的“登记沟通”操作写入，不作修改。'),
	icon: 'forum',
	folder: 'crm_customer_relations',
	sort: 45,
	displayTemplate: '{{happened_at}} · {{form}}',
	fields: {
		id: id(),
		...governedFields(communicationProcess),
		customer: reference('crm_customers', text('Customer', '客户'), {
			required: true,
			template: '{{name}}',
			...locked,
			onDelete: 'CASCADE',
		}),
		contact: reference('crm_contacts', words.person, { ...locked, template: '{{name}}', onDelete: 'SET NULL' }),
		form: choice(choicesOf(words.forms), words.form, { required: true, ...locked }),
		direction: choice(choicesOf(words.directions), words.direction, { required: true, ...locked }),
		use: choice(choicesOf(consentScopeLabels), words.use, { required: true, ...locked }),
		happened_at: instant(words.happenedAt, { required: true, ...locked, displayOptions: { relative: false } }),
		content: paragraph(words.content, { required: true, readonly: true }),
		demand: paragraph(words.demand, { readonly: true }),
		answer: paragraph(words.answer, { readonly: true }),
		answered_at: instant(text('Answered', '答复时间'), locked),
		answered_by: reference('directus_users', text('Answered by', '答复人'), locked),
		executive: flag(text('Contact of the top management', '高层沟通'), locked),
		progress: paragraph(words.progress, { readonly: true }),
		operation: paragraph(words.operation, { readonly: true }),
		care_day: line(careWords.careDay, { readonly: true, hidden: true, maxLength: 64 }),
		voided_at: instant(text('Declared void', '作废时间'), locked),
		voided_by: reference('directus_users', text('Declared void by', '作废人'), locked),
		...stamps(),
	},
	indexes: [{ fields: ['customer', 'happened_at'] }, { fields: ['owner', 'status', 'happened_at'] }, { fields: ['status', 'happened_at'] }],
});
