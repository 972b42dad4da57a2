import { text } from '../words/text.js';

/** Everything the vetting of a new customer says. */
export const vettingWords = {
	vetting: text('Vetting', '新客户选择评定'),
	states: {
		draft: text('Being drawn up', '编制中'),
		in_approval: text('In approval', '审批中'),
		approved: text('Selection approved', '已批准选定'),
		rejected: text('Not approved', '未批准'),
	},
	submit: text('Submit the selection', '提交选定'),
	submitNote: text('Those who decide get the investigations and the marks.', '将调查情况和评分提交审批。'),
	withdraw: text('Withdraw', '撤回'),
	withdrawNote: text('Takes the submission back; it can be changed again.', '撤回提交，可继续修改。'),
	revise: text('Revise', '修改'),
	reviseNote: text('Takes it up again after it was not approved.', '未获批准后重新编制。'),
	notVetting: text('This customer is not under investigation.', '该客户不在调查阶段。'),
	investigationMissing: text(
		'{what} is missing: it is on file once it has its day, the investigator and the findings.',
		'缺少{what}：须填写调查日期、调查人和调查情况。',
	),
	investigationOrWaiver: text(
		'{what} is missing: record it, or say under “Why an investigation is waived” why it is not needed here.',
		'缺少{what}：请补充登记，或在“免予调查的理由”中说明原因。',
	),
	unassessed: text('{what} has not been assessed.', '尚未评定：{what}。'),
	outOfRange: text('{what}: marks go from 0 to 100.', '{what}：评分范围为0至100。'),
	failed: text('{what}: {mark} of 100 does not reach the {needed} needed.', '{what}：得分{mark}，未达到合格分{needed}。'),
	routeMissing: text('The rulebook has no route for the selection of customers.', '制度中没有选定客户的审批流程。'),
	approvedSubject: text('Selection of {customer} approved', '{customer}已批准选定'),
	approvedBody: text(
		'The vetting of {customer} has been approved. Select the customer to place its material in the archive.',
		'{customer}的评定已获批准，请选定该客户并将其资料归入客户档案。',
	),
} as const;
