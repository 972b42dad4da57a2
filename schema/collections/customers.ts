import { customerProcess } from '@crm-policy/rules/customers/process';
import { customerFieldLabels as labels } from '@crm-policy/rules/customers/fields';
import { text } from '@crm-policy/rules/words/text';
import { choice, day, defineCollection, line, list, paragraph, reference, section } from '../declare.js';
import { governedFields, id, stamps } from './common.js';

const label = (field: string) => labels[field] ?? text(field, field);

/** The customer archive, as far as contracts need it (CUS-01, CUS-02). */
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
		industry: line(label('industry'), { width: 'half' }),
		region: line(label('region'), { width: 'half' }),
		address: line(label('address'), { width: 'full' }),
		contact_person: line(label('contact_person'), { width: 'half' }),
		phone: line(label('phone'), { width: 'half', maxLength: 64 }),
		email: line(label('email'), { width: 'half' }),
		website: line(label('website'), { width: 'half' }),
		needs: paragraph(label('needs')),
		channel: choice(
			[
				{ value: 'direct', label: text('Direct customer', '直接客户') },
				{ value: 'distributor', label: text('Distributor', '经销商') },
				{ value: 'agent', label: text('Agent', '代理商') },
				{ value: 'other', label: text('Other', '其他') },
			],
			label('channel'),
			{ width: 'half' },
		),
		source: line(label('source'), { width: 'half' }),
		related_group: reference('crm_customer_groups', text('Related customers', '关联客户组'), {
			template: '{{name}}',
			width: 'half',
			onDelete: 'SET NULL',
			note: text('Yearly limits of gifts add up over the group.', '礼品年度限额按组合并计算。'),
		}),
		archive_section: section(text('Archive', '档案'), {
			icon: 'folder_shared',
			note: text('Kept by the information administrator.', '由信息管理员保管。'),
		}),
		credit: line(label('credit'), { width: 'half', group: 'archive_section' }),
		relationship: line(label('relationship'), { width: 'half', group: 'archive_section' }),
		particulars: paragraph(label('particulars'), { group: 'archive_section' }),
		contacts: list('crm_contacts', 'customer', text('Contacts', '联系人'), { template: '{{name}} · {{job_title}} · {{phone}}' }),
		consents: list('crm_consents', 'customer', text('Consents', '知情同意'), { template: '{{scope}} · {{obtained_on}}' }),
		gifts: list('crm_gifts', 'customer', text('Gifts', '礼品'), { template: '{{number}} {{item}} · {{status}}', readonly: true }),
		complaints: list('crm_complaints', 'customer', text('Complaints', '客户投诉'), {
			template: '{{number}} {{title}} · {{status}}',
			readonly: true,
		}),
		access_requests: list('crm_access_requests', 'customer', text('Access requests', '查阅申请'), {
			template: '{{number}} {{owner.first_name}} {{owner.last_name}} · {{status}}',
			readonly: true,
			hidden: true,
		}),
		contracts: list('crm_contracts', 'customer', text('Contracts', '合同'), { template: '{{number}} {{title}} · {{status}}' }),
		...stamps(),
	},
	indexes: [{ fields: ['department', 'status'] }, { fields: ['owner', 'status'] }],
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
		customer: reference('crm_customers', text('Customer', '客户'), { required: true, template: '{{name}}', onDelete: 'CASCADE' }),
		name: line(text('Name', '姓名'), { required: true, width: 'half' }),
		job_title: line(text('Job title', '职务'), { width: 'half' }),
		phone: line(text('Telephone', '电话'), { width: 'half', maxLength: 64 }),
		email: line(text('E-mail', '电子邮件'), { width: 'half' }),
		note: paragraph(text('Note', '备注')),
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
		customer: reference('crm_customers', text('Customer', '客户'), { required: true, template: '{{name}}', onDelete: 'CASCADE' }),
		contact: reference('crm_contacts', text('Contact', '联系人'), { template: '{{name}}', width: 'half', onDelete: 'SET NULL' }),
		scope: choice(
			[
				{ value: 'business', label: text('Doing business', '业务往来') },
				{ value: 'care', label: text('Greetings and care', '客户关怀') },
				{ value: 'marketing', label: text('Marketing', '营销推广') },
			],
			text('Scope', '范围'),
			{ required: true, default: 'business', width: 'half' },
		),
		obtained_on: day(text('Obtained on', '取得日期'), { required: true, width: 'half' }),
		obtained_how: line(text('How it was obtained', '取得方式'), { required: true, width: 'half' }),
		evidence: reference('directus_files', text('Evidence', '凭证'), { onDelete: 'SET NULL' }),
		withdrawn_on: day(text('Withdrawn on', '撤回日期'), { width: 'half' }),
		...stamps(),
	},
	indexes: [{ fields: ['customer', 'withdrawn_on'] }],
});
