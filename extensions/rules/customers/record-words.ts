import { text } from '../words/text.js';

/** What the smaller records of the archive say: transactions, consents, people, rounds of verification. */
export const recordWords = {
	transaction: text('Transaction', '交易记录'),
	transactionStates: { recorded: text('Recorded', '已登记'), voided: text('Void', '已作废') },
	transactionKinds: {
		order: text('Order', '订单'),
		invoice: text('Invoice', '发票'),
		payment: text('Payment', '付款'),
		delivery: text('Delivery', '交货'),
		return: text('Return', '退货'),
		other: text('Other', '其他'),
	},
	voidTransaction: text('Declare void', '作废'),
	voidTransactionNote: text('The entry stays in the history and counts no more.', '记录保留在历史中，不再计入。'),

	consent: text('Consent', '知情同意'),
	consentStates: { given: text('Given', '已同意'), withdrawn: text('Withdrawn', '已撤回') },
	withdrawConsent: text('Record the withdrawal', '登记撤回'),
	withdrawConsentNote: text(
		'Takes effect at once: from now on nobody is contacted on the strength of it.',
		'立即生效：此后不得再据此联系客户。',
	),
	withdrawnHow: text('How it was withdrawn', '撤回方式'),

	contact: text('Contact', '联系人'),
	contactStates: { current: text('Current', '在用'), anonymised: text('Anonymised', '已匿名') },
	recordPersonal: text('Record personal data', '登记个人信息'),
	recordPersonalNote: text('Only what the rulebook names a purpose for, and with consent to it.', '仅限制度规定了用途并已取得同意的信息。'),
	askAnonymisation: text('Ask for anonymisation', '申请匿名化'),
	askAnonymisationNote: text('A second person then confirms it.', '由另一人确认后执行。'),
	anonymise: text('Anonymise', '匿名化'),
	anonymiseNote: text(
		'The name and everything personal are taken out for good, also from earlier versions. What happened stays.',
		'永久清除姓名及全部个人信息（包括历史版本），业务记录保留。',
	),
	askedAnonymisationSubject: text('Anonymisation to be confirmed', '待确认的匿名化申请'),
	askedAnonymisationBody: text(
		'The information administrator asks for the personal data of a contact of {customer} to be made unreadable. Reason: {reason}',
		'信息管理员申请对{customer}的一位联系人的个人信息作匿名化处理。理由：{reason}',
	),
	notAsked: text('The information administrator asks for it first; a second person confirms it.', '须先由信息管理员申请，再由另一人确认。'),
	sameTwice: text('Whoever asked for it does not confirm it.', '申请人不得自行确认。'),
	askedAlready: text('It has been asked for already.', '已提出申请。'),
	giftsUnderWay: text(
		'This person is the recipient of {count} gifts that are not settled yet. Settle or cancel them first.',
		'该联系人尚有{count}份礼品未办结，请先办结或取消。',
	),
	notNeeded: text(
		'“{what}” is not collected of this kind of customer: the rulebook names no purpose for it.',
		'制度未规定收集此类客户“{what}”的用途，不得收集。',
	),
	purposeNotAgreed: text(
		'“{what}” is collected for: {purpose}. Record the customer’s consent to that first.',
		'“{what}”的用途为：{purpose}。请先登记客户对此的知情同意。',
	),
	nothingEntered: text('Nothing has been entered.', '未填写任何内容。'),

	run: text('Round of verification', '客户资料核实'),
	runStates: { open: text('Under way', '进行中'), closed: text('Closed', '已结束') },
	closeRun: text('Close the round', '结束核实'),
	closeRunNote: text('Keeps how many were confirmed, updated, found invalid or not looked at.', '记录已确认、已更新、无效及未核实的数量。'),
	remindRun: text('Remind', '提醒'),
	runUnfinished: text(
		'{count} customers of the department have not been verified yet. Verify them, or say why the round ends all the same.',
		'该部门尚有{count}个客户未核实，请继续核实，或说明提前结束的理由。',
	),
	runOverdueSubject: text('Verification of customers overdue', '客户资料核实已逾期'),
	runOverdueBody: text(
		'The round of verification that was to end on {due} is not closed: {count} customers are still to be verified.',
		'应于{due}完成的客户资料核实尚未结束，还有{count}个客户待核实。',
	),
	verificationOutcomes: {
		confirmed: text('Confirmed', '无误'),
		updated: text('Updated', '已更新'),
		invalid: text('Invalid', '无效'),
	},
} as const;
