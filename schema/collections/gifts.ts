import { giftProcess } from '@crm-policy/rules/gifts/process';
import { giftWords as words } from '@crm-policy/rules/gifts/words';
import { text } from '@crm-policy/rules/words/text';
import {
	answer,
	choice,
	choicesOf,
	day,
	decimal,
	defineCollection,
	instant,
	line,
	list,
	paragraph,
	presentation,
	reference,
	section,
} from '../declare.js';
import { approvalTimeline, governedFields, id, stamps } from './common.js';

/** Gifts and other items given to customers: application, approval and hand-over (GFT-01 to GFT-03). */
export const gifts = defineCollection({
	collection: 'crm_gifts',
	label: text('Gifts', '礼品'),
	singular: text('Gift', '礼品'),
	note: text(
		'Gifts, souvenirs, samples, trial products and promotional material given to customers. Approved before they are handed over.',
		'赠予客户的礼品、纪念品、样品、试用品及宣传品，送出前须经批准。',
	),
	icon: 'redeem',
	folder: 'crm_customer_relations',
	sort: 40,
	displayTemplate: '{{item}}',
	fields: {
		id: id(),
		...governedFields(giftProcess),
		customer: reference('crm_customers', text('Customer', '客户'), { template: '{{name}}', width: 'half' }),
		recipient: reference('crm_contacts', text('Recipient', '受赠人'), {
			template: '{{name}} ({{customer.name}})',
			width: 'half',
			note: text('A contact of the customer.', '该客户的联系人。'),
		}),
		kind: choice(choicesOf(words.kinds), text('Kind', '类别'), { default: 'gift', width: 'half' }),
		occasion: choice(choicesOf(words.occasions), text('Occasion', '赠送事由'), { width: 'half' }),
		item: line(text('What is given', '物品名称'), { width: 'full' }),
		quantity: decimal(text('Quantity', '数量'), { scale: 4, width: 'half' }),
		unit: line(text('Unit', '单位'), { maxLength: 32, width: 'half' }),
		amount: decimal(text('Value', '价值'), { width: 'half', note: text('Of everything together.', '全部物品合计。') }),
		currency: line(text('Currency', '币种'), {
			width: 'half',
			maxLength: 3,
			default: 'CNY',
			note: text('ISO 4217, such as CNY or EUR.', 'ISO 4217 代码，如 CNY、EUR。'),
		}),
		planned_on: day(text('To be handed over on', '计划送出日期'), { width: 'half' }),
		limits: presentation('crm-gift-limits', text('Yearly limits', '年度限额')),
		reason: paragraph(text('Reason', '赠送理由')),
		...approvalTimeline(),
		record: section(text('Hand-over', '送出登记'), { icon: 'volunteer_activism' }),
		handed_over_on: day(words.handedOverOn, { readonly: true, width: 'half', group: 'record' }),
		received_by: line(words.receivedBy, { readonly: true, width: 'half', group: 'record' }),
		receipt_note: paragraph(words.receiptNote, { readonly: true, group: 'record' }),
		receipt_file: reference('directus_files', words.receiptFile, { readonly: true, group: 'record' }),
		handed_over_by: reference('directus_users', text('Recorded by', '登记人'), { readonly: true, width: 'half', group: 'record' }),
		handed_over_at: instant(text('Recorded', '登记时间'), { readonly: true, width: 'half', group: 'record' }),
		returned_on: day(words.returnedOn, { readonly: true, width: 'half', group: 'record' }),
		return_reason: line(text('Why it came back', '退回原因'), { readonly: true, width: 'half', maxLength: 4000, group: 'record' }),
		cancel_reason: line(text('Why it was cancelled', '取消原因'), { readonly: true, width: 'half', maxLength: 4000, group: 'record' }),
		counts_on: day(text('Counts on', '计入日期'), { readonly: true, hidden: true, width: 'half' }),
		decisive_amount: decimal(text('Value that decided the route', '定级金额'), { readonly: true, hidden: true, width: 'half' }),
		exception: answer(text('Beyond a yearly limit', '超年度限额'), { readonly: true, hidden: true, width: 'half' }),
		approved_at: instant(text('Approved', '批准时间'), { readonly: true, hidden: true, width: 'half' }),
		cleared_hash: line(text('Cleared content', '放行内容摘要'), { readonly: true, hidden: true, maxLength: 64 }),
		approvals: list('crm_approvals', 'gift', text('Approvals', '审批'), { hidden: true, template: '{{status}}' }),
		...stamps(),
	},
	indexes: [
		{ fields: ['department', 'status'] },
		{ fields: ['owner', 'status'] },
		{ fields: ['department', 'counts_on'] },
		{ fields: ['owner', 'counts_on'] },
		{ fields: ['customer', 'counts_on'] },
		{ fields: ['date_created'] },
	],
});

/** Customers that are one to us as far as limits go: a group of companies, a company and its branches. */
export const customerGroups = defineCollection({
	collection: 'crm_customer_groups',
	label: text('Groups of related customers', '关联客户组'),
	singular: text('Group of related customers', '关联客户组'),
	note: text('Yearly limits add up over the customers of a group.', '年度限额按组内客户合并计算。'),
	icon: 'hub',
	folder: 'crm_customer_relations',
	sort: 15,
	displayTemplate: '{{name}}',
	fields: {
		id: id(),
		name: line(text('Name', '名称'), { required: true, unique: true }),
		customers: list('crm_customers', 'related_group', text('Customers', '客户'), { template: '{{name}}', readonly: true }),
		note: paragraph(text('How they are related', '关联关系说明')),
		...stamps(),
	},
});
