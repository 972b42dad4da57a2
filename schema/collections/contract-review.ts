import { z } from 'zod';
import { contractDoubtProcess } from '@crm-policy/rules/contract-review/doubt-process';
import { contractProcess } from '@crm-policy/rules/contract-review/process';
import { contractReviewWords as words } from '@crm-policy/rules/contract-review/words';
import { text } from '@crm-policy/rules/words/text';
import {
	answer,
	attachments,
	choice,
	choicesOf,
	day,
	decimal,
	defineCollection,
	flag,
	instant,
	integer,
	json,
	line,
	list,
	paragraph,
	presentation,
	reference,
	section,
} from '../declare.js';
import { approvalTimeline, governedFields, id, stamps } from './common.js';

/** Values of a contract that a review is about and an amendment may change; both forms show them the same way. */
export const contractTerms = (group: string) => ({
	amount: decimal(text('Amount', '金额'), { width: 'half', group }),
	currency: line(text('Currency', '币种'), {
		width: 'half',
		maxLength: 3,
		group,
		note: text('ISO 4217, such as CNY or EUR.', 'ISO 4217 代码，如 CNY、EUR。'),
	}),
	delivery_date: day(text('Delivery date', '交货期'), { width: 'half', group }),
	delivery_terms: line(words.terms.delivery_terms, { width: 'half', group }),
	payment_terms: line(words.terms.payment_terms, { width: 'half', group }),
	acceptance_method: line(words.terms.acceptance_method, { width: 'half', group }),
	guarantee_terms: paragraph(words.terms.guarantee_terms, { group }),
	special_requirements: paragraph(words.terms.special_requirements, {
		group,
		note: text(
			'Anything entered here makes the contract a special one, reviewed in a meeting (REV-14, REV-16).',
			'填写后即为特殊合同，须会议评审（REV-14、REV-16）。',
		),
	}),
	valid_from: day(words.terms.valid_from, { width: 'half', group }),
	valid_until: day(words.terms.valid_until, { width: 'half', group }),
});

/** What a line of a contract says about the goods; amendments propose lines of the same form. */
export const goodsLine = () => ({
	product: line(text('Product', '产品'), { required: true, width: 'half' }),
	specification: line(text('Specification', '规格'), { width: 'half' }),
	quantity: decimal(text('Quantity', '数量'), { required: true, scale: 4, width: 'half' }),
	unit: line(text('Unit', '单位'), { required: true, maxLength: 32, width: 'half' }),
	unit_price: decimal(text('Unit price', '单价'), { scale: 4, width: 'half' }),
	from_stock: flag(text('Supplied from stock', '现货供应'), { width: 'half' }),
});

export const contracts = defineCollection({
	collection: 'crm_contracts',
	label: text('Contracts', '合同'),
	singular: text('Contract', '合同'),
	note: text('Contracts and orders. Each is reviewed before anybody commits to it.', '合同与订单，签订前须先评审。'),
	icon: 'contract',
	folder: 'crm_contracting',
	sort: 10,
	displayTemplate: '{{title}}',
	fields: {
		id: id(),
		...governedFields(contractProcess),
		title: line(text('Title', '名称'), { required: true }),
		customer: reference('crm_customers', text('Customer', '顾客'), { template: '{{name}}', width: 'half' }),
		order_form: choice(choicesOf(words.orderForms), text('Form of the order', '订单形式'), {
			required: true,
			default: 'written',
			width: 'half',
			note: text(
				'Verbal and telephone orders are confirmed by the customer before acceptance (REV-11).',
				'口头、电话订单须经顾客确认后方可接受（REV-11）。',
			),
		}),
		terms: section(text('Terms', '条款'), { icon: 'gavel' }),
		...contractTerms('terms'),
		lines: list('crm_contract_lines', 'contract', text('Lines', '明细'), {
			sort: 'sort',
			template: '{{product}} {{specification}} · {{quantity}} {{unit}}',
		}),
		files: attachments('crm_contract_files', 'contract', text('Attached files', '附件'), {
			note: text('Part of what is reviewed, byte for byte.', '附件内容亦属评审范围。'),
		}),
		reviews: list('crm_contract_reviews', 'contract', text('Contract review form', '合同评审表'), { template: '{{level}} · {{capable}}' }),
		doubts: list('crm_contract_doubts', 'contract', text('Doubts about clauses', '条款疑问'), { template: '{{clause_text}} · {{status}}' }),
		internal_note: paragraph(text('Internal note', '内部备注'), {
			note: text('Not part of the contract, not reviewed.', '不属于合同内容，不参与评审。'),
		}),
		...approvalTimeline(),
		version_history: presentation('crm-contract-versions', text('Versions', '历次版本')),
		record: section(text('Record', '记录'), { closed: true, icon: 'history_edu' }),
		customer_confirmed_by: line(text('Order confirmed by', '订单确认人'), { readonly: true, width: 'half', group: 'record' }),
		customer_confirmed_on: day(text('Order confirmed on', '订单确认日期'), { readonly: true, width: 'half', group: 'record' }),
		customer_confirmed_how: choice(choicesOf(words.confirmationWays), text('How it was confirmed', '确认方式'), {
			readonly: true,
			width: 'half',
			group: 'record',
		}),
		customer_confirmed_hash: line(text('Confirmed content', '确认内容摘要'), { readonly: true, hidden: true, maxLength: 64 }),
		override_reason: paragraph(words.overrideReason, { readonly: true, group: 'record' }),
		overridden_at: instant(words.overriddenAt, { readonly: true, width: 'half', group: 'record' }),
		signed_on: day(text('Signed on', '签订日期'), { readonly: true, width: 'half', group: 'record' }),
		signed_at: instant(text('Signature recorded', '签订登记时间'), { readonly: true, width: 'half', group: 'record' }),
		signed_by: reference('directus_users', text('Signed by', '本公司签订人'), { readonly: true, width: 'half', group: 'record' }),
		signed_for_customer: line(text('Signed for the customer by', '顾客方签字人'), { readonly: true, width: 'half', group: 'record' }),
		effective_at: instant(text('Effective since', '生效时间'), { readonly: true, width: 'half', group: 'record' }),
		delivered_on: day(text('Delivered on', '交付日期'), { readonly: true, width: 'half', group: 'record' }),
		closed_at: instant(text('Closed', '结束时间'), { readonly: true, width: 'half', group: 'record' }),
		terminated_at: instant(text('Terminated', '终止时间'), { readonly: true, width: 'half', group: 'record' }),
		termination_reason: paragraph(text('Reason for termination', '终止原因'), { readonly: true, group: 'record' }),
		amendments: list('crm_contract_amendments', 'contract', text('Amendments', '修改申请'), { template: '{{number}} · {{status}}' }),
		versions: list('crm_contract_versions', 'contract', text('Versions', '历次版本'), {
			template: '{{version}} · {{effective_from}}',
			readonly: true,
			hidden: true,
		}),
		notices: list('crm_execution_notices', 'contract', text('Execution notices', '执行文件'), {
			template: '{{kind}} · {{status}}',
			readonly: true,
		}),
		clearances: list('crm_clearances', 'contract', text('Shop clearances', '商城订单放行'), {
			template: '{{order_reference}} · {{status}}',
			readonly: true,
			hidden: true,
		}),
		approvals: list('crm_approvals', 'contract', text('Approvals', '审批'), { hidden: true, template: '{{status}}' }),
		...stamps(),
	},
	indexes: [
		{ fields: ['department', 'status'] },
		{ fields: ['owner', 'status'] },
		{ fields: ['customer', 'status'] },
		{ fields: ['date_created'] },
		{ fields: ['overridden_at'] },
	],
});

export const contractLines = defineCollection({
	collection: 'crm_contract_lines',
	label: text('Contract lines', '合同明细'),
	singular: text('Contract line', '合同明细'),
	note: text('What a contract supplies.', '合同标的。'),
	icon: 'list',
	folder: 'crm_contracting',
	sort: 20,
	hidden: true,
	displayTemplate: '{{product}} {{specification}} · {{quantity}} {{unit}}',
	fields: {
		id: id(),
		contract: reference('crm_contracts', text('Contract', '合同'), { required: true, hidden: true, onDelete: 'CASCADE' }),
		sort: integer(text('Order', '次序'), { hidden: true }),
		...goodsLine(),
		...stamps(),
	},
});

export const contractFiles = defineCollection({
	collection: 'crm_contract_files',
	label: text('Contract files', '合同附件'),
	singular: text('Contract file', '合同附件'),
	note: text('Which files belong to which contract.', '合同与附件的关联。'),
	icon: 'attach_file',
	folder: 'crm_contracting',
	sort: 21,
	hidden: true,
	fields: {
		id: id(),
		contract: reference('crm_contracts', text('Contract', '合同'), { required: true, hidden: true, onDelete: 'CASCADE' }),
		file: reference('directus_files', text('File', '文件'), { required: true }),
	},
});

/** The contract review form: four classes of requirements, level, and the reviewers' answers a to e (REV-01 to REV-12). */
export const contractReviews = defineCollection({
	collection: 'crm_contract_reviews',
	label: text('Contract review forms', '合同评审表'),
	singular: text('Contract review form', '合同评审表'),
	note: text('Requirements are filled in before the review, answers during it.', '评审前填写要求，评审中填写答复。'),
	icon: 'fact_check',
	folder: 'crm_contracting',
	sort: 30,
	hidden: true,
	displayTemplate: '{{contract.title}}',
	fields: {
		id: id(),
		contract: reference('crm_contracts', text('Contract', '合同'), { required: true, unique: true, hidden: true, onDelete: 'CASCADE' }),
		level: choice(choicesOf(words.levels), text('Review level', '评审级别'), { readonly: true, width: 'half' }),
		level_reasons: json(z.array(z.looseObject({ rule: z.string(), clauses: z.array(z.string()) })), text('Why this level', '定级理由'), {
			readonly: true,
			hidden: true,
		}),
		class_a: section(words.classes.stated, { icon: 'record_voice_over' }),
		stated_quality: paragraph(text('Product quality', '产品质量'), { group: 'class_a', width: 'half' }),
		stated_design: paragraph(text('Pattern, design', '花型、设计'), { group: 'class_a', width: 'half' }),
		stated_delivery: paragraph(text('Delivery time', '交货期'), { group: 'class_a', width: 'half' }),
		stated_price: paragraph(text('Price', '价格'), { group: 'class_a', width: 'half' }),
		stated_services: paragraph(text('Supporting services, such as transport', '运输等支持性服务'), { group: 'class_a', width: 'half' }),
		stated_none: flag(text('(a) none', '（a）无'), { group: 'class_a', width: 'half' }),
		class_b: section(words.classes.implied, { icon: 'psychology' }),
		implied_requirements: paragraph(words.classes.implied, { group: 'class_b' }),
		implied_none: flag(text('(b) none', '（b）无'), { group: 'class_b', width: 'half' }),
		class_c: section(words.classes.legal, { icon: 'balance' }),
		legal_requirements: paragraph(words.classes.legal, { group: 'class_c' }),
		legal_none: flag(text('(c) none', '（c）无'), { group: 'class_c', width: 'half' }),
		class_d: section(words.classes.additional, { icon: 'add_task' }),
		additional_requirements: paragraph(words.classes.additional, { group: 'class_d' }),
		additional_none: flag(text('(d) none', '（d）无'), { group: 'class_d', width: 'half' }),
		answers: section(text('Review items, answered by the reviewers', '评审项目（由评审人答复）'), { icon: 'checklist' }),
		requirements_reflected: answer(words.items.requirements_reflected, { group: 'answers', width: 'half' }),
		quality_matches: answer(words.items.quality_matches, { group: 'answers', width: 'half' }),
		acceptance_matches: answer(words.items.acceptance_matches, { group: 'answers', width: 'half' }),
		guarantee_matches: answer(words.items.guarantee_matches, { group: 'answers', width: 'half' }),
		equipment_capable: answer(words.items.equipment_capable, { group: 'answers', width: 'half' }),
		technically_possible: answer(words.items.technically_possible, { group: 'answers', width: 'half' }),
		delivery_possible: answer(words.items.delivery_possible, { group: 'answers', width: 'half' }),
		material_available: answer(words.items.material_available, { group: 'answers', width: 'half' }),
		risks: paragraph(words.items.risks, { group: 'answers' }),
		implied_found: paragraph(words.items.implied_found, { group: 'answers' }),
		implied_none_found: flag(text('(b) none found', '（b）未发现'), { group: 'answers', width: 'half' }),
		differences: paragraph(words.items.differences, { group: 'answers' }),
		differences_settlement: paragraph(text('(d) how they were settled', '（d）协商结果'), { group: 'answers' }),
		differences_none: flag(text('(d) no differences', '（d）无差异'), { group: 'answers', width: 'half' }),
		capable: answer(text('(e) The company is able to meet the requirements', '（e）公司有能力满足要求'), {
			group: 'answers',
			width: 'half',
		}),
		interests: paragraph(text('Interests and obligations of both sides', '供需双方的利益与义务'), { group: 'answers' }),
		...stamps(),
	},
});

export const contractDoubts = defineCollection({
	collection: 'crm_contract_doubts',
	label: text('Doubts about clauses', '条款疑问'),
	singular: text('Doubt about a clause', '条款疑问'),
	note: text('What reviewers doubt, and how it was settled (REV-08).', '评审人的疑问及解决结果（REV-08）。'),
	icon: 'contact_support',
	folder: 'crm_contracting',
	sort: 40,
	displayTemplate: '{{clause_text}}',
	fields: {
		id: id(),
		...governedFields(contractDoubtProcess),
		contract: reference('crm_contracts', text('Contract', '合同'), {
			required: true,
			template: '{{number}} {{title}}',
			onDelete: 'CASCADE',
		}),
		clause_text: line(text('Doubtful clause', '有疑问的条款'), { required: true }),
		opinion: paragraph(text('Opinion', '意见'), { required: true }),
		raised_by: reference('directus_users', text('Raised by', '提出人'), { readonly: true, width: 'half' }),
		resolution: paragraph(text('How it was settled', '解决结果'), { readonly: true }),
		resolved_by: reference('directus_users', text('Resolved by', '解决人'), { readonly: true, width: 'half' }),
		resolved_at: instant(text('Resolved', '解决时间'), { readonly: true, width: 'half' }),
		...stamps(),
	},
	indexes: [{ fields: ['contract', 'status'] }],
});

/** Every version of a contract that was in force, with what it said (AMD-03). */
export const contractVersions = defineCollection({
	collection: 'crm_contract_versions',
	label: text('Contract versions', '合同版本'),
	singular: text('Contract version', '合同版本'),
	note: text('What the contract said at which time.', '各时期的合同内容。'),
	icon: 'history',
	folder: 'crm_contracting',
	sort: 50,
	hidden: true,
	displayTemplate: '{{contract.number}} · {{version}}',
	fields: {
		id: id(),
		contract: reference('crm_contracts', text('Contract', '合同'), { required: true, readonly: true, template: '{{number}} {{title}}' }),
		version: integer(text('Version', '版本'), { required: true, readonly: true, width: 'half' }),
		effective_from: instant(text('Effective from', '生效时间'), { required: true, readonly: true, width: 'half' }),
		amendment: reference('crm_contract_amendments', text('By amendment', '依据的修改申请'), {
			readonly: true,
			width: 'half',
			template: '{{number}}',
		}),
		content: json(z.looseObject({}), text('Content', '内容'), { readonly: true, hidden: true }),
		content_hash: line(text('Content hash', '内容摘要'), { required: true, readonly: true, hidden: true, maxLength: 64 }),
	},
	indexes: [{ fields: ['contract', 'version'], unique: true }],
});
