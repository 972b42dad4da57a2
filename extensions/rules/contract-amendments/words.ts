import { text } from '../words/text.js';

/** Everything contract amendments say. */
export const amendmentWords = {
	amendment: text('Contract amendment', '合同修改申请'),
	states: {
		draft: text('Draft', '草稿'),
		signed: text('Signed by both sides', '双方已签字'),
		in_review: text('In review', '评审中'),
		applied: text('Applied', '已执行'),
		rejected: text('Rejected', '未通过'),
	},
	sides: { customer: text('The customer', '顾客'), company: text('Our company', '本公司') },
	sign: text('Record both signatures', '登记双方签字'),
	signNote: text(
		'Records that supplier and customer have both signed the request. The contract itself does not change yet.',
		'登记供需双方已在申请单上签字，合同此时尚未变更。',
	),
	submit: text('Submit for review', '提交评审'),
	submitNote: text('Sends the change through the review the contract itself went through.', '按合同原评审程序对变更进行评审。'),
	withdraw: text('Withdraw from review', '撤回评审'),
	withdrawNote: text('Takes the amendment back to draft; it has to be signed again.', '修改申请回到草稿，须重新签字。'),
	signedForCompany: text('Signed for us by', '本公司签字人'),
	signedForCustomer: text('Signed for the customer by', '顾客方签字人'),
	companySignedOn: text('Our signature dated', '本公司签字日期'),
	customerSignedOn: text('Customer’s signature dated', '顾客方签字日期'),
	evidence: text('Signed request (file)', '签字的申请单（文件）'),
	contractNotEffective: text('Only an effective contract is amended. This one is not.', '仅已生效的合同可以修改，该合同未生效。'),
	contractMissing: text('Say which contract is to be changed.', '请选择要修改的合同。'),
	particularsMissing: text('{what} is missing.', '缺少{what}。'),
	particulars: {
		proposing_side: text('The proposing side', '提出方'),
		reason: text('The reason', '修改原因'),
		requested_change: text('The requested change', '修改内容'),
	},
	nothingChanges: text(
		'The proposed contract does not differ from the present one. Enter what is to change.',
		'拟修改内容与现合同一致，请填写要修改的内容。',
	),
	notClearable: text(
		'“{what}” cannot be emptied: a contract is not reviewed without it. Enter what it is to say instead.',
		'“{what}”不能清空：缺少此项的合同不得评审。请填写修改后的内容。',
	),
	clearedAndReplaced: text(
		'“{what}” is to be emptied and also has a new text. Take one of the two back.',
		'“{what}”既要清空又填写了新内容，请保留其中一项。',
	),
	signatureMissing: text('The request needs the signatures of both sides before it is reviewed.', '申请单须经供需双方签字后方可评审。'),
	signedContentChanged: text(
		'The request was changed after it was signed. Withdraw it to draft and have it signed again.',
		'签字后申请内容有变动，须退回草稿重新签字。',
	),
	contractChangedMeanwhile: text(
		'The contract has been amended since this request was signed. Start again from its present version.',
		'签字后合同已另行修改，请以现行版本重新提出。',
	),
	otherAmendmentRunning: text(
		'Another amendment of this contract is being reviewed. Wait until it has ended.',
		'该合同另有修改申请正在评审，请待其结束。',
	),
	capabilityMissing: text('Say whether the company is able to meet the changed requirements.', '请答复公司是否有能力满足变更后的要求。'),
	capabilityNegative: text(
		'The company is not able to meet the changed requirements, so the review cannot pass.',
		'公司不具备满足变更后要求的能力，评审不得通过。',
	),
	routeMissing: text('The original review route of this contract is not known.', '无法确定该合同的原评审流程。'),
} as const;
