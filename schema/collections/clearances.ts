import { z } from 'zod';
import { clearanceProcess } from '@crm-policy/rules/clearances/process';
import { standingApprovalProcess } from '@crm-policy/rules/clearances/standing';
import { clearanceWords as words } from '@crm-policy/rules/clearances/words';
import { text, type Text } from '@crm-policy/rules/words/text';
import { choice, day, decimal, defineCollection, instant, json, line, list, paragraph, reference, section } from '../declare.js';
import { approvalTimeline, governedFields, id, stamps } from './common.js';

const choicesOf = <V extends string>(labels: Readonly<Record<V, Text>>) =>
	(Object.entries(labels) as [V, Text][]).map(([value, label]) => ({ value, label }));

const locked = { readonly: true, width: 'half' } as const;

/** What a shop asked to commit to, whether it was allowed, and what it then did (REV-03, ORD-02, ORD-03). */
export const clearances = defineCollection({
	collection: 'crm_clearances',
	label: text('Shop clearances', '商城订单放行'),
	singular: text('Shop clearance', '商城订单放行'),
	note: text('Written when a shop asks or reports; one for each order and content.', '商城请求或上报时自动写入，每个订单及其内容一条。'),
	icon: 'storefront',
	folder: 'crm_contracting',
	sort: 90,
	displayTemplate: '{{order_reference}} · {{status}}',
	fields: {
		id: id(),
		...governedFields(clearanceProcess),
		kind: choice(choicesOf(words.kinds), text('Step', '环节'), { required: true, ...locked }),
		system: line(text('Shop', '商城'), { required: true, maxLength: 64, ...locked }),
		order_reference: line(text('Order as the shop calls it', '商城订单标识'), { required: true, maxLength: 128, ...locked }),
		order_version: line(text('Version of the order', '订单版本'), { maxLength: 64, ...locked }),
		shop_customer: line(text('Customer as the shop calls it', '商城客户标识'), { required: true, maxLength: 128, ...locked }),
		customer: reference('crm_customers', text('Customer', '客户'), { template: '{{name}}', ...locked }),
		amount: decimal(text('Amount', '金额'), { required: true, ...locked }),
		currency: line(text('Currency', '币种'), { required: true, maxLength: 3, ...locked }),
		contract: reference('crm_contracts', text('Contract', '合同'), { template: '{{number}} {{title}}', ...locked }),
		amendment: reference('crm_contract_amendments', text('Amendment', '修改申请'), { template: '{{number}}', ...locked }),
		approval: reference('crm_approvals', text('Approval', '审批'), { readonly: true, hidden: true }),
		standing_approval: reference('crm_standing_approvals', text('Standing approval', '常设批准'), { template: '{{title}}', ...locked }),
		digest: line(text('Digest of the content', '内容摘要'), { required: true, readonly: true, maxLength: 64 }),
		content: json(z.looseObject({}), text('Content', '内容'), { readonly: true }),
		granted_at: instant(text('Cleared', '放行时间'), locked),
		committed_at: instant(text('Order placed', '下单时间'), locked),
		shop_order: line(text('Order', '商城订单'), { maxLength: 128, ...locked }),
		shop_number: line(text('Order number', '商城订单号'), { maxLength: 64, ...locked }),
		breach: section(text('Breach', '违规'), { icon: 'gpp_bad' }),
		breach_reason: choice(choicesOf(words.breachReasons), text('What happened', '违规类型'), { ...locked, group: 'breach' }),
		breached_at: instant(text('Reported', '上报时间'), { ...locked, group: 'breach' }),
		breach_detail: paragraph(text('Particulars', '详情'), { readonly: true, group: 'breach' }),
		settlement: paragraph(words.settlement, { readonly: true, group: 'breach' }),
		settled_by: reference('directus_users', text('Settled by', '处理人'), { ...locked, group: 'breach' }),
		settled_at: instant(text('Settled', '处理时间'), { ...locked, group: 'breach' }),
		...stamps(),
	},
	indexes: [
		{ fields: ['system', 'order_reference', 'digest'], unique: true },
		{ fields: ['system', 'shop_customer', 'standing_approval', 'granted_at'] },
		{ fields: ['system', 'shop_order'] },
		{ fields: ['status', 'date_created'] },
	],
});

/** What small orders pass under, itself reviewed (REV-03, REV-04). */
export const standingApprovals = defineCollection({
	collection: 'crm_standing_approvals',
	label: text('Standing approvals', '常设批准'),
	singular: text('Standing approval', '常设批准'),
	note: text(
		'Small shop orders pass under one that the rulebook names and that was itself reviewed.',
		'小额商城订单依制度指定且经评审的常设批准放行。',
	),
	icon: 'verified',
	folder: 'crm_contracting',
	sort: 91,
	displayTemplate: '{{title}}',
	fields: {
		id: id(),
		...governedFields(standingApprovalProcess),
		title: line(text('Title', '名称'), { required: true, width: 'half' }),
		key: line(text('Name in the rulebook', '制度中的名称'), { required: true, maxLength: 64, width: 'half' }),
		currency: line(text('Currency', '币种'), {
			width: 'half',
			maxLength: 3,
			default: 'CNY',
			note: text('ISO 4217, such as CNY or EUR.', 'ISO 4217 代码，如 CNY、EUR。'),
		}),
		at_most: decimal(text('Largest order', '单笔上限'), { width: 'half' }),
		valid_from: day(text('Valid from', '有效期起'), { width: 'half' }),
		valid_until: day(text('Valid until', '有效期止'), { width: 'half' }),
		conditions: paragraph(text('What was considered', '评审说明')),
		...approvalTimeline(),
		revoked_at: instant(text('Revoked', '撤销时间'), locked),
		revoked_by: reference('directus_users', text('Revoked by', '撤销人'), locked),
		approvals: list('crm_approvals', 'standing_approval', text('Approvals', '审批'), { hidden: true, template: '{{status}}' }),
		...stamps(),
	},
	indexes: [{ fields: ['status', 'key'] }],
});

/** As whom a shop knows a customer of the archive (CUS-11). */
export const customerIdentities = defineCollection({
	collection: 'crm_customer_identities',
	label: text('Customers in other systems', '客户外部标识'),
	singular: text('Customer in another system', '客户外部标识'),
	note: text('Which account of a shop belongs to which customer.', '商城账户与客户档案的对应关系。'),
	icon: 'link',
	folder: 'crm_customer_relations',
	sort: 35,
	displayTemplate: '{{system}} · {{external_id}}',
	fields: {
		id: id(),
		customer: reference('crm_customers', text('Customer', '客户'), { required: true, template: '{{name}}', onDelete: 'CASCADE' }),
		system: line(text('System', '系统'), { required: true, maxLength: 64, width: 'half' }),
		external_id: line(text('Known there as', '外部标识'), { required: true, maxLength: 128, width: 'half' }),
		...stamps(),
	},
	indexes: [{ fields: ['system', 'external_id'], unique: true }],
});
