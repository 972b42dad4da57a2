import { clearableFields } from '@crm-policy/rules/contract-amendments/amendment';
import { contractAmendmentProcess } from '@crm-policy/rules/contract-amendments/process';
import { amendmentWords as words } from '@crm-policy/rules/contract-amendments/words';
import { contractReviewWords as contractWords } from '@crm-policy/rules/contract-review/words';
import { text } from '@crm-policy/rules/words/text';
import {
	answer,
	choice,
	choices,
	day,
	defineCollection,
	flag,
	instant,
	integer,
	line,
	list,
	paragraph,
	reference,
	section,
} from '../declare.js';
import { approvalTimeline, governedFields, id, stamps } from './common.js';
import { contractTerms, goodsLine } from './contract-review.js';

/** Requests to change an effective contract (AMD-01 to AMD-03). */
export const contractAmendments = defineCollection({
	collection: 'crm_contract_amendments',
	label: text('Contract amendments', '合同修改申请'),
	singular: text('Contract amendment', '合同修改申请'),
	note: text('The only way an effective contract changes.', '已生效合同变更的唯一途径。'),
	icon: 'edit_document',
	folder: 'crm_contracting',
	sort: 60,
	displayTemplate: '{{number}} {{contract.title}}',
	fields: {
		id: id(),
		...governedFields(contractAmendmentProcess),
		contract: reference('crm_contracts', text('Contract', '合同'), { required: true, template: '{{number}} {{title}}' }),
		proposing_side: choice(
			[
				{ value: 'customer', label: words.sides.customer },
				{ value: 'company', label: words.sides.company },
			],
			text('Proposed by', '提出方'),
			{ width: 'half' },
		),
		reason: paragraph(text('Reason', '修改原因')),
		requested_change: paragraph(text('Requested change', '修改内容')),
		affected_clauses: line(text('Affected clauses', '涉及条款')),
		proposal: section(text('What changes', '变更内容'), {
			icon: 'difference',
			note: text(
				'Fill in only what changes; what is empty stays as it is. Tick below what is to be emptied.',
				'仅填写变更项，留空表示不变；需清空的条款在下方勾选。',
			),
		}),
		title: line(text('Title', '名称'), { group: 'proposal' }),
		...contractTerms('proposal'),
		cleared_fields: choices(
			clearableFields.map((value) => ({ value, label: contractWords.terms[value] })),
			text('Terms that no longer apply', '不再适用的条款'),
			{ group: 'proposal', note: text('What is ticked is emptied in the contract.', '勾选的条款将从合同中清空。') },
		),
		replaces_lines: flag(text('The lines below replace the lines of the contract', '以下明细替换合同明细'), { group: 'proposal' }),
		lines: list('crm_contract_amendment_lines', 'amendment', text('New lines', '新明细'), {
			sort: 'sort',
			template: '{{product}} {{specification}} · {{quantity}} {{unit}}',
		}),
		review: section(text('Review', '评审'), { icon: 'fact_check' }),
		capable: answer(text('The company is able to meet the changed requirements', '公司有能力满足变更后的要求'), {
			group: 'review',
			width: 'half',
		}),
		risks: paragraph(text('Risks', '风险'), { group: 'review' }),
		...approvalTimeline(),
		signatures: section(text('Signatures', '签字'), { closed: true, icon: 'draw' }),
		company_signed_by: line(words.signedForCompany, { readonly: true, width: 'half', group: 'signatures' }),
		company_signed_on: day(words.companySignedOn, { readonly: true, width: 'half', group: 'signatures' }),
		customer_signed_by: line(words.signedForCustomer, { readonly: true, width: 'half', group: 'signatures' }),
		customer_signed_on: day(words.customerSignedOn, { readonly: true, width: 'half', group: 'signatures' }),
		evidence: reference('directus_files', words.evidence, { readonly: true, group: 'signatures' }),
		signed_hash: line(text('Signed content', '签字内容摘要'), { readonly: true, hidden: true, maxLength: 64 }),
		base_hash: line(text('Content of the contract when signed', '签字时合同摘要'), { readonly: true, hidden: true, maxLength: 64 }),
		applied_at: instant(text('Applied', '执行时间'), { readonly: true, width: 'half' }),
		approvals: list('crm_approvals', 'amendment', text('Approvals', '审批'), { hidden: true, template: '{{status}}' }),
		...stamps(),
	},
	indexes: [{ fields: ['contract', 'status'] }, { fields: ['department', 'status'] }],
});

export const contractAmendmentLines = defineCollection({
	collection: 'crm_contract_amendment_lines',
	label: text('Amendment lines', '修改申请明细'),
	singular: text('Amendment line', '修改申请明细'),
	note: text('The lines a contract is to have after the amendment.', '修改后的合同明细。'),
	icon: 'list',
	folder: 'crm_contracting',
	sort: 61,
	hidden: true,
	displayTemplate: '{{product}} {{specification}} · {{quantity}} {{unit}}',
	fields: {
		id: id(),
		amendment: reference('crm_contract_amendments', text('Amendment', '修改申请'), { required: true, hidden: true, onDelete: 'CASCADE' }),
		sort: integer(text('Order', '次序'), { hidden: true }),
		...goodsLine(),
		...stamps(),
	},
});
