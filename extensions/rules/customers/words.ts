import { text } from '../words/text.js';

/** Everything the customer archive says. */
export const customerWords = {
	customer: text('Customer', '客户'),
	states: {
		prospect: text('Prospect', '潜在客户'),
		vetting: text('Under investigation', '调查中'),
		active: text('Active', '有效'),
		dormant: text('Dormant', '休眠'),
		archived: text('Archived', '已归档'),
	},
	investigate: text('Start investigation', '开始调查'),
	investigateNote: text('The customer is investigated before it is selected.', '选择客户之前先行调查。'),
	select: text('Select', '选定'),
	selectNote: text('The customer becomes active and may be traded with.', '选定为有效客户，可与之交易。'),
	reject: text('Do not select', '不予选择'),
	rejectNote: text('The investigation ends without selection; the record is kept in the archive.', '调查结束，不予选择，记录归档保存。'),
	markDormant: text('Mark as dormant', '标记为休眠'),
	markDormantNote: text('No business at present; the customer stays in the archive.', '目前无业务往来，客户档案保留。'),
	reactivate: text('Reactivate', '恢复有效'),
	reactivateNote: text('Business is taken up again.', '恢复业务往来。'),
	archive: text('Archive', '归档'),
	archiveNote: text('Takes the customer out of daily work. Nothing is deleted.', '退出日常业务，资料不作删除。'),
	restore: text('Restore', '恢复'),
	restoreNote: text('Brings an archived customer back as a prospect.', '将已归档客户恢复为潜在客户。'),
	classes: {
		high_value: text('High-value customer', '高价值客户'),
		potential: text('Potential customer', '潜在客户'),
		general: text('General customer', '一般客户'),
	},
	markKey: text('Make it a key customer', '设为重点客户'),
	markKeyNote: text('Key customers are visited and called more often; says why it is one.', '重点客户须更频繁地走访和沟通，须说明理由。'),
	unmarkKey: text('No longer a key customer', '取消重点客户'),
	unmarkKeyNote: text('The customer is treated by its class again; says why.', '恢复按客户分类管理，须说明理由。'),
	keyWithoutOwner: text(
		'A key customer has somebody who is responsible for it. Name the person first.',
		'重点客户须有负责人，请先指定经办人。',
	),
	isKey: text('It is a key customer since {day}.', '自 {day} 起已是重点客户。'),
	isNotKey: text('It is no key customer.', '不是重点客户。'),
	profileUnknown: text(
		'Choose a profile the rulebook knows, so that it is clear which particulars are needed.',
		'请选择制度中已有的客户类型，以确定所需资料。',
	),
	fieldMissing: text('Needed before the customer becomes active: {field}.', '成为有效客户之前须填写：{field}。'),
	consentMissing: text(
		'Record the customer’s informed consent first: nothing is collected or used without it.',
		'请先登记客户的知情同意，未经同意不得收集和使用其信息。',
	),
	openContracts: text(
		'There are contracts that are not finished ({count}). Close or terminate them first.',
		'尚有 {count} 份合同未结束，请先结束或终止。',
	),
} as const;
