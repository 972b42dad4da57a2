import { z } from 'zod';
import { recordWords } from '@crm-policy/rules/customers/record-words';
import { transactionProcess } from '@crm-policy/rules/customers/transaction-process';
import { valueClassLabels } from '@crm-policy/rules/customers/value-class';
import { verificationRunProcess } from '@crm-policy/rules/customers/verification-run-process';
import { customerWords } from '@crm-policy/rules/customers/words';
import { text } from '@crm-policy/rules/words/text';
import { choice, choicesOf, day, decimal, defineCollection, instant, integer, json, line, paragraph, reference } from '../declare.js';
import { governedFields, governedPartFields, id, stamps } from './common.js';

/** A field only commands write. */
const locked = { readonly: true, width: 'half' } as const;

/** What is filled in when a row is made, and stands. */
const standing = { width: 'half' } as const;

const ofCustomer = () =>
	reference('crm_customers', text('Customer', '客户'), { required: true, template: '{{name}}', width: 'half', onDelete: 'CASCADE' });

/** What decided a class of value: the figures, and which rule of the rulebook. */
export const explanationOfClass = () =>
	json(
		z.object({
			rule: z.number().int().nullable(),
			figures: z.object({
				from: z.string(),
				until: z.string(),
				orders: z.number().int(),
				amount: z.string(),
				currency: z.string(),
				uncounted: z.number().int(),
				last_on: z.string().nullable(),
				means_to_buy: z.boolean(),
			}),
		}),
		text('What the class was decided by', '评定依据'),
		{ readonly: true, hidden: true },
	);

const transactionLine = z.object({
	product: z.string(),
	specification: z.string().nullish(),
	quantity: z.string().nullish(),
	unit: z.string().nullish(),
	unit_price: z.string().nullish(),
	batch: z.string().nullish(),
});

/** Orders, invoices, payments and deliveries of earlier years and from other systems (CUS-11, REC-03). */
export const transactions = defineCollection({
	collection: 'crm_transactions',
	label: text('Transactions', '交易记录'),
	singular: text('Transaction', '交易记录'),
	note: text('History brought in from elsewhere. Entries are added and never changed.', '从其他系统带入的历史记录，只增不改。'),
	icon: 'receipt_long',
	folder: 'crm_customer_relations',
	sort: 50,
	displayTemplate: '{{occurred_on}} {{title}}',
	fields: {
		id: id(),
		...governedPartFields(transactionProcess),
		customer: ofCustomer(),
		kind: choice(choicesOf(recordWords.transactionKinds), text('Kind', '类别'), { required: true, default: 'order', ...standing }),
		occurred_on: day(text('Day', '日期'), { required: true, ...standing }),
		title: line(text('Subject', '摘要'), standing),
		amount: decimal(text('Amount', '金额'), standing),
		currency: line(text('Currency', '币种'), {
			...standing,
			maxLength: 3,
			note: text('ISO 4217, such as CNY or EUR.', 'ISO 4217 代码，如 CNY、EUR。'),
		}),
		order_number: line(text('Order number', '订单编号'), {
			...standing,
			maxLength: 64,
			note: text('Of the order a delivery or return belongs to.', '交货或退货所属订单的编号。'),
		}),
		lines: json(z.array(transactionLine).max(1000), text('Lines', '明细')),
		source_system: line(text('Source system', '来源系统'), { required: true, ...standing, maxLength: 64 }),
		external_id: line(text('Its id there', '来源编号'), { required: true, ...standing, maxLength: 128 }),
		version: integer(text('Version', '版本'), {
			required: true,
			default: 1,
			...standing,
			note: text('A correction is a further version; the highest counts.', '更正以新版本登记，以最高版本为准。'),
		}),
		voided_at: instant(text('Declared void', '作废时间'), locked),
		voided_by: reference('directus_users', text('Declared void by', '作废人'), locked),
		...stamps(),
	},
	indexes: [
		{ fields: ['source_system', 'external_id', 'version'], unique: true },
		{ fields: ['customer', 'occurred_on'] },
		{ fields: ['kind', 'occurred_on'] },
	],
});

/** Who is concerned by the service we give a customer (CUS-15). */
export const stakeholders = defineCollection({
	collection: 'crm_stakeholders',
	label: text('Parties concerned', '相关方'),
	singular: text('Party concerned', '相关方'),
	note: text('Parties to the service, and where they are kept.', '服务的相关方及其存档位置。'),
	icon: 'diversity_3',
	folder: 'crm_customer_relations',
	sort: 35,
	displayTemplate: '{{party}}',
	fields: {
		id: id(),
		customer: ofCustomer(),
		party: line(text('Party', '相关方'), { required: true, width: 'half' }),
		service_role: line(text('Part in the service', '在服务中的角色'), { width: 'half' }),
		configuration_item: line(text('In the configuration database', '配置管理库条目'), { width: 'half' }),
		archive_reference: line(text('In the office archive', 'OA存档编号'), { width: 'half' }),
		note: paragraph(text('Note', '备注')),
		...stamps(),
	},
});

/** Rounds in which a department verifies its customers (CUS-08). */
export const verificationRuns = defineCollection({
	collection: 'crm_verification_runs',
	label: text('Rounds of verification', '客户资料核实'),
	singular: text('Round of verification', '客户资料核实'),
	note: text('Each department verifies its own customers, by a day.', '各部门按期核实本部门客户资料。'),
	icon: 'fact_check',
	folder: 'crm_customer_relations',
	sort: 60,
	displayTemplate: '{{of_department.name}} · {{due_on}}',
	fields: {
		id: id(),
		...governedFields(verificationRunProcess),
		of_department: reference('crm_departments', text('Whose customers', '核实部门'), {
			required: true,
			template: '{{name}}',
			width: 'half',
		}),
		started_on: day(text('Begins', '开始日期'), { required: true, width: 'half' }),
		due_on: day(text('To be done by', '完成期限'), { required: true, width: 'half' }),
		note: paragraph(text('Note', '备注')),
		confirmed: integer(recordWords.verificationOutcomes.confirmed, locked),
		updated: integer(recordWords.verificationOutcomes.updated, locked),
		invalid: integer(recordWords.verificationOutcomes.invalid, locked),
		remaining: integer(text('Not looked at', '未核实'), locked),
		closed_on: day(text('Closed on', '结束日期'), locked),
		closed_by: reference('directus_users', text('Closed by', '结束人'), locked),
		overdue_reminded_at: instant(text('Reminded', '逾期提醒时间'), { readonly: true, hidden: true }),
		...stamps(),
	},
	indexes: [{ fields: ['status', 'due_on'] }, { fields: ['of_department', 'status'] }],
});

/** Who verified which customer, and what came of it (CUS-08). */
export const customerVerifications = defineCollection({
	collection: 'crm_customer_verifications',
	label: text('Verifications', '核实记录'),
	singular: text('Verification', '核实记录'),
	note: text('Written by commands only.', '仅由操作写入。'),
	icon: 'rule',
	folder: 'crm_customer_relations',
	sort: 61,
	hidden: true,
	displayTemplate: '{{verified_at}} · {{outcome}}',
	fields: {
		id: id(),
		customer: reference('crm_customers', text('Customer', '客户'), {
			required: true,
			template: '{{name}}',
			...locked,
			onDelete: 'CASCADE',
		}),
		run: reference('crm_verification_runs', text('Round', '核实批次'), { ...locked, onDelete: 'SET NULL' }),
		outcome: choice(choicesOf(recordWords.verificationOutcomes), customerWords.verificationOutcome, { required: true, ...locked }),
		note: paragraph(customerWords.verificationNote, { readonly: true }),
		was_due_on: day(text('Was due on', '原定日期'), locked),
		verified_by: reference('directus_users', text('Verified by', '核实人'), locked),
		verified_at: instant(text('Verified', '核实时间'), { required: true, ...locked }),
	},
	indexes: [{ fields: ['customer', 'verified_at'] }, { fields: ['run', 'outcome'] }],
});

/** Every change of a class of value, with what decided it (SEG-01). */
export const customerClasses = defineCollection({
	collection: 'crm_customer_classes',
	label: text('Classes of value', '价值等级记录'),
	singular: text('Class of value', '价值等级记录'),
	note: text('Written by commands only.', '仅由操作写入。'),
	icon: 'trending_up',
	folder: 'crm_customer_relations',
	sort: 62,
	hidden: true,
	displayTemplate: '{{graded_at}} · {{value_class}}',
	fields: {
		id: id(),
		customer: reference('crm_customers', text('Customer', '客户'), {
			required: true,
			template: '{{name}}',
			...locked,
			onDelete: 'CASCADE',
		}),
		value_class: choice(choicesOf(valueClassLabels), text('Class of value', '价值等级'), { required: true, ...locked }),
		before: choice(choicesOf(valueClassLabels), text('Before', '原等级'), locked),
		graded_at: instant(text('Classified', '评定时间'), { required: true, ...locked }),
		explanation: explanationOfClass(),
		rulebook: integer(text('By rulebook version', '评定所依制度版本'), { required: true, ...locked }),
	},
	indexes: [{ fields: ['customer', 'graded_at'] }],
});

/** Who changed which particulars, and who was told (CUS-06, CUS-07). What they were and became is in the versions Directus keeps. */
export const customerChanges = defineCollection({
	collection: 'crm_customer_changes',
	label: text('Changes of particulars', '资料变更记录'),
	singular: text('Change of particulars', '资料变更记录'),
	note: text('Written with the change itself.', '随变更自动记录。'),
	icon: 'edit_note',
	folder: 'crm_customer_relations',
	sort: 63,
	hidden: true,
	displayTemplate: '{{changed_at}}',
	fields: {
		id: id(),
		customer: reference('crm_customers', text('Customer', '客户'), {
			required: true,
			template: '{{name}}',
			...locked,
			onDelete: 'CASCADE',
		}),
		fields: json(z.array(z.string()), text('What changed', '变更项目'), { readonly: true }),
		told: json(z.array(z.string()), text('Roles told', '已通知角色'), { readonly: true }),
		changed_by: reference('directus_users', text('Changed by', '变更人'), locked),
		changed_at: instant(text('Changed', '变更时间'), { required: true, ...locked }),
	},
	indexes: [{ fields: ['customer', 'changed_at'] }],
});
