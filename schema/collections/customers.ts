import { careWords } from '@crm-policy/rules/care/words';
import { consentProcess } from '@crm-policy/rules/customers/consent-process';
import { consentScopeLabels } from '@crm-policy/rules/customers/consent';
import { contactProcess } from '@crm-policy/rules/customers/contact-process';
import {
	channelLabels,
	creditGradeLabels,
	customerFieldLabels as labels,
	prospectLevelLabels,
	relationshipKindLabels,
	sourceChannelLabels,
} from '@crm-policy/rules/customers/fields';
import { personalFieldLabels } from '@crm-policy/rules/customers/personal';
import { customerProcess } from '@crm-policy/rules/customers/process';
import { recordWords } from '@crm-policy/rules/customers/record-words';
import { valueClassLabels } from '@crm-policy/rules/customers/value-class';
import { customerWords } from '@crm-policy/rules/customers/words';
import { text } from '@crm-policy/rules/words/text';
import {
	answer,
	choice,
	choicesOf,
	day,
	defineCollection,
	instant,
	integer,
	line,
	list,
	paragraph,
	presentation,
	reference,
	section,
} from '../declare.js';
import { explanationOfClass } from './customer-records.js';
import { governedFields, governedPartFields, id, stamps } from './common.js';

const label = (field: string) => labels[field] ?? text(field, field);

/** A field only commands write. */
const locked = { readonly: true, width: 'half' } as const;

/** The customer archive: particulars, what its custodian knows, and everything that happened (CUS-01 to CUS-17). */
export const customers = defineCollection({
	collection: 'crm_customers',
	label: text('Customers', '客户'),
	singular: text('Customer', '客户'),
	note: text('The customer archive.', '客户档案。'),
	icon: 'groups',
	folder: 'crm_customer_relations',
	sort: 10,
	displayTemplate: '{{name}}',
	fields: {
		id: id(),
		...governedFields(customerProcess),
		name: line(label('name'), { required: true, indexed: true, width: 'full' }),
		duplicates: presentation('crm-duplicates', text('Probable duplicates', '疑似重复客户')),
		duplicate_reason: line(label('duplicate_reason'), {
			width: 'full',
			note: text('Asked for when a record of this customer probably exists (CUS-10).', '系统提示疑似重复时须填写（CUS-10）。'),
		}),
		profile: choice(
			[
				{ value: 'enterprise', label: text('Company', '企业客户') },
				{ value: 'individual', label: text('Private person', '个人客户') },
			],
			text('Profile', '客户类型'),
			{
				required: true,
				default: 'enterprise',
				width: 'half',
				note: text('Decides which particulars are needed (CUS-01).', '决定所需资料（CUS-01）。'),
			},
		),
		credit_code: line(label('credit_code'), { width: 'half', maxLength: 32, indexed: true }),
		external_id: line(label('external_id'), {
			width: 'half',
			maxLength: 128,
			indexed: true,
			note: text('Its number in another system; imports find the customer by it.', '在其他系统中的编号，导入时据此识别客户。'),
		}),
		company_name: line(label('company_name'), { width: 'half' }),
		industry: line(label('industry'), { width: 'half' }),
		region: line(label('region'), { width: 'half' }),
		address: line(label('address'), { width: 'full' }),
		contact_person: line(label('contact_person'), { width: 'half' }),
		job_title: line(label('job_title'), { width: 'half' }),
		phone: line(label('phone'), { width: 'half', maxLength: 64 }),
		email: line(label('email'), { width: 'half' }),
		website: line(label('website'), { width: 'half' }),
		needs: paragraph(label('needs')),
		channel: choice(choicesOf(channelLabels), label('channel'), { width: 'half' }),
		source_channel: choice(choicesOf(sourceChannelLabels), label('source_channel'), { width: 'half' }),
		source: line(label('source'), { width: 'half' }),
		founded_on: day(careWords.foundedOn, { width: 'half' }),
		first_contact_on: day(label('first_contact_on'), { width: 'half' }),
		buying_intention: choice(choicesOf(prospectLevelLabels), label('buying_intention'), { width: 'half' }),
		buying_ability: choice(choicesOf(prospectLevelLabels), label('buying_ability'), { width: 'half' }),
		related_group: reference('crm_customer_groups', text('Related customers', '关联客户组'), {
			template: '{{name}}',
			width: 'half',
			onDelete: 'SET NULL',
			note: text('Yearly limits of gifts add up over the group.', '礼品年度限额按组合并计算。'),
		}),
		status_list: section(text('Status list', '客户状况一览表'), {
			icon: 'view_list',
			note: text('The archive in brief, for business staff (CUS-03).', '供业务人员使用的档案简表（CUS-03）。'),
		}),
		credit_grade: choice(choicesOf(creditGradeLabels), label('credit_grade'), { width: 'half', group: 'status_list' }),
		relationship_kind: choice(choicesOf(relationshipKindLabels), label('relationship_kind'), { width: 'half', group: 'status_list' }),
		brief: line(label('brief'), { width: 'full', group: 'status_list' }),
		merged_into: reference('crm_customers', text('Merged into', '已并入'), { ...locked, template: '{{name}}', width: 'half' }),
		standing: section(text('Value and verification', '价值等级与核实'), { icon: 'workspace_premium' }),
		value_class: choice(choicesOf(valueClassLabels), text('Class of value', '价值等级'), { ...locked, group: 'standing' }),
		value_class_on: day(text('Classified on', '评定日期'), { ...locked, group: 'standing' }),
		value_class_explanation: explanationOfClass(),
		value_class_rulebook: integer(text('By rulebook version', '评定所依制度版本'), { readonly: true, hidden: true }),
		key_customer: answer(text('Key customer', '重点客户'), { ...locked, group: 'standing' }),
		key_since: day(text('Key customer since', '列为重点客户日期'), { ...locked, group: 'standing' }),
		key_reason: line(customerWords.keyReason, { ...locked, group: 'standing' }),
		key_named_by: reference('directus_users', text('Named by', '认定人'), { ...locked, group: 'standing' }),
		verified_on: day(text('Last verified', '最近核实日期'), { ...locked, group: 'standing' }),
		verification_outcome: choice(choicesOf(recordWords.verificationOutcomes), customerWords.verificationOutcome, {
			...locked,
			group: 'standing',
		}),
		verification_due_on: day(text('To be verified by', '下次核实日期'), { ...locked, group: 'standing' }),
		selected_on: day(text('Selected on', '选定日期'), { ...locked, group: 'standing' }),
		habits: section(text('Habits and preferences', '偏好与习惯'), {
			icon: 'psychology',
			closed: true,
			note: text('Recorded with a purpose and with consent only (CUS-12, CON-02).', '仅在有用途并经同意时登记（CUS-12、CON-02）。'),
		}),
		preferences: paragraph(personalFieldLabels.preferences, { readonly: true, group: 'habits' }),
		buying_habits: paragraph(personalFieldLabels.buying_habits, { readonly: true, group: 'habits' }),
		spending_power: line(personalFieldLabels.spending_power, { ...locked, group: 'habits' }),
		behaviour: paragraph(personalFieldLabels.behaviour, { readonly: true, group: 'habits' }),
		archive_section: section(text('Archive', '档案'), {
			icon: 'folder_shared',
			note: text('Kept by the information administrator.', '由信息管理员保管。'),
		}),
		credit: line(label('credit'), { width: 'half', group: 'archive_section' }),
		relationship: line(label('relationship'), { width: 'half', group: 'archive_section' }),
		particulars: paragraph(label('particulars'), { group: 'archive_section' }),
		history: presentation('crm-customer-timeline', text('Timeline', '往来记录')),
		vettings: list('crm_customer_vettings', 'customer', text('Vetting', '新客户选择评定'), {
			template: '{{date_created}} · {{status}}',
			readonly: true,
		}),
		contacts: list('crm_contacts', 'customer', text('Contacts', '联系人'), { template: '{{name}} · {{job_title}} · {{phone}}' }),
		consents: list('crm_consents', 'customer', text('Consents', '知情同意'), { template: '{{scope}} · {{obtained_on}}' }),
		communications: list('crm_communications', 'customer', text('Contact', '沟通记录'), {
			template: '{{happened_at}} · {{form}}',
			readonly: true,
		}),
		gifts: list('crm_gifts', 'customer', text('Gifts', '礼品'), { template: '{{number}} {{item}} · {{status}}', readonly: true }),
		visits: list('crm_visits', 'customer', text('Visits', '拜访'), { template: '{{title}} · {{starts_at}} · {{status}}', readonly: true }),
		complaints: list('crm_complaints', 'customer', text('Complaints', '客户投诉'), {
			template: '{{number}} {{title}} · {{status}}',
			readonly: true,
		}),
		identities: list('crm_customer_identities', 'customer', text('In other systems', '外部标识'), {
			template: '{{system}} · {{external_id}}',
		}),
		stakeholders: list('crm_stakeholders', 'customer', text('Parties concerned', '相关方'), { template: '{{party}} · {{service_role}}' }),
		transactions: list('crm_transactions', 'customer', text('Transactions from elsewhere', '外部交易记录'), {
			template: '{{occurred_on}} · {{kind}} · {{amount}} {{currency}}',
			readonly: true,
			hidden: true,
		}),
		verifications: list('crm_customer_verifications', 'customer', text('Verifications', '核实记录'), {
			template: '{{verified_at}} · {{outcome}}',
			readonly: true,
			hidden: true,
		}),
		classes: list('crm_customer_classes', 'customer', text('Earlier classes', '等级变更记录'), {
			template: '{{graded_at}} · {{value_class}}',
			readonly: true,
			hidden: true,
		}),
		changes: list('crm_customer_changes', 'customer', text('Changes', '资料变更'), {
			template: '{{changed_at}} · {{fields}}',
			readonly: true,
			hidden: true,
		}),
		registration: section(text('Registration form', '客户档案登记表'), { icon: 'print', closed: true }),
		registration_form: presentation('crm-registration-form', text('On paper', '打印'), { group: 'registration' }),
		registration_checked_at: instant(text('Self-checked', '自检时间'), { ...locked, group: 'registration' }),
		registration_checked_by: reference('directus_users', text('Checked by', '自检人'), { ...locked, group: 'registration' }),
		access_requests: list('crm_access_requests', 'customer', text('Access requests', '查阅申请'), {
			template: '{{number}} {{owner.first_name}} {{owner.last_name}} · {{status}}',
			readonly: true,
			hidden: true,
		}),
		contracts: list('crm_contracts', 'customer', text('Contracts', '合同'), { template: '{{number}} {{title}} · {{status}}' }),
		merged_records: list('crm_customers', 'merged_into', text('Records merged into this one', '并入本档案的记录'), {
			template: '{{name}} · {{number}}',
			readonly: true,
			hidden: true,
		}),
		...stamps(),
	},
	indexes: [
		{ fields: ['department', 'status'] },
		{ fields: ['owner', 'status'] },
		{ fields: ['status', 'verification_due_on'] },
		{ fields: ['value_class', 'status'] },
		{ fields: ['key_customer', 'status'] },
	],
});

/** People at the customer. */
export const contacts = defineCollection({
	collection: 'crm_contacts',
	label: text('Contacts', '联系人'),
	singular: text('Contact', '联系人'),
	note: text('People at the customer.', '客户方人员。'),
	icon: 'contact_page',
	folder: 'crm_customer_relations',
	sort: 20,
	displayTemplate: '{{name}} ({{customer.name}})',
	fields: {
		id: id(),
		...governedPartFields(contactProcess),
		customer: reference('crm_customers', text('Customer', '客户'), { required: true, template: '{{name}}', onDelete: 'CASCADE' }),
		name: line(text('Name', '姓名'), { required: true, width: 'half' }),
		job_title: line(text('Job title', '职务'), { width: 'half' }),
		phone: line(text('Telephone', '电话'), { width: 'half', maxLength: 64 }),
		email: line(text('E-mail', '电子邮件'), { width: 'half' }),
		note: paragraph(text('Note', '备注')),
		personal: section(text('Personal data', '个人信息'), {
			icon: 'lock_person',
			closed: true,
			note: text('Recorded with a purpose and with consent only (CON-02).', '仅在有用途并经同意时登记（CON-02）。'),
		}),
		birthday: day(personalFieldLabels.birthday, { ...locked, group: 'personal' }),
		birthday_calendar: choice(choicesOf(careWords.calendars), careWords.birthdayCalendar, { ...locked, group: 'personal' }),
		age: integer(personalFieldLabels.age, { ...locked, group: 'personal' }),
		occupation: line(personalFieldLabels.occupation, { ...locked, group: 'personal' }),
		anonymisation_asked_by: reference('directus_users', text('Anonymisation asked for by', '匿名化申请人'), {
			...locked,
			group: 'personal',
		}),
		anonymisation_asked_at: instant(text('Asked for', '申请时间'), { ...locked, group: 'personal' }),
		anonymised_at: instant(text('Anonymised', '匿名化时间'), { ...locked, group: 'personal' }),
		anonymised_by: reference('directus_users', text('Anonymised by', '匿名化执行人'), { ...locked, group: 'personal' }),
		gifts: list('crm_gifts', 'recipient', text('Gifts', '礼品'), { template: '{{number}} {{item}} · {{status}}', readonly: true }),
		...stamps(),
	},
});

/** Recorded informed consent, with its scope and how it was obtained (CON-01). */
export const consents = defineCollection({
	collection: 'crm_consents',
	label: text('Consents', '知情同意'),
	singular: text('Consent', '知情同意'),
	note: text('What the customer has agreed that we collect and use their information for.', '客户同意收集和使用其信息的范围。'),
	icon: 'handshake',
	folder: 'crm_customer_relations',
	sort: 30,
	displayTemplate: '{{scope}} · {{obtained_on}}',
	fields: {
		id: id(),
		...governedPartFields(consentProcess),
		customer: reference('crm_customers', text('Customer', '客户'), { required: true, template: '{{name}}', onDelete: 'CASCADE' }),
		contact: reference('crm_contacts', text('Contact', '联系人'), { template: '{{name}}', width: 'half', onDelete: 'SET NULL' }),
		scope: choice(choicesOf(consentScopeLabels), text('Scope', '范围'), { required: true, default: 'business', width: 'half' }),
		obtained_on: day(text('Obtained on', '取得日期'), { required: true, width: 'half' }),
		obtained_how: line(text('How it was obtained', '取得方式'), { required: true, width: 'half' }),
		evidence: reference('directus_files', text('Evidence', '凭证'), { onDelete: 'SET NULL' }),
		withdrawn_on: day(text('Withdrawn on', '撤回日期'), locked),
		withdrawn_how: line(recordWords.withdrawnHow, locked),
		withdrawn_by: reference('directus_users', text('Withdrawal recorded by', '撤回登记人'), locked),
		...stamps(),
	},
	indexes: [{ fields: ['customer', 'withdrawn_on'] }],
});
