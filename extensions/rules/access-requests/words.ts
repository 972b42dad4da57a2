import { text, type Text } from '../words/text.js';
import type { AccessContents } from './request.js';

const contents: Readonly<Record<AccessContents, Text>> = {
	customer: text('The customer', '客户资料'),
	contacts: text('The customer and its contacts', '客户资料及联系人'),
};

/** Everything access requests say. */
export const accessRequestWords = {
	request: text('Access request', '客户资料查阅申请'),
	states: {
		draft: text('Draft', '草稿'),
		in_approval: text('In approval', '审批中'),
		granted: text('Granted', '已准予查阅'),
		rejected: text('Not approved', '未批准'),
		ended: text('Ended early', '已提前终止'),
		expired: text('Expired', '已到期'),
	},
	contents,
	submit: text('Ask for access', '提交申请'),
	submitNote: text(
		'Sends the request to the business head or the general manager; either one is enough. Whether there is such a customer is not said.',
		'送业务负责人或总经理审批，任一人同意即可。系统不告知是否存在该客户。',
	),
	withdraw: text('Withdraw', '撤回申请'),
	withdrawNote: text('Takes the request back to draft.', '申请回到草稿。'),
	revise: text('Revise', '修改'),
	reviseNote: text('Takes a rejected request back to draft.', '未批准的申请回到草稿。'),
	end: text('End the access', '终止查阅'),
	endNote: text('The access is gone at once, before its day.', '立即终止，不待到期。'),
	expire: text('Expire', '到期'),
	missing: text('{what} is missing.', '缺少{what}。'),
	particulars: {
		sought: text('The number or name of the customer', '客户编号或名称'),
		contents: text('What is asked for', '申请内容'),
		purpose: text('The purpose', '查阅目的'),
		until: text('The last day of access', '查阅截止日期'),
	},
	untilPassed: text('The last day of access has passed. Choose a later one.', '查阅截止日期已过，请选择更晚的日期。'),
	untilTooFar: text(
		'Access is granted for at most {days} days. Choose a day no later than {day}.',
		'查阅期最长 {days} 天，截止日期不得晚于 {day}。',
	),
	routeMissing: text('The rulebook names no approval for access requests.', '制度未规定查阅申请的审批流程。'),
	nothingToGrant: text(
		'{count} customers have exactly this number or name; only one can be granted. Reject the request. The person who asks is not told how many there are.',
		'与该编号或名称完全一致的客户有 {count} 个，仅能批准唯一对应的客户。请驳回；申请人不会得知数量。',
	),
	notOver: text('The access has not come to its end yet.', '查阅期尚未届满。'),
	endedSubject: text('Access ended: {title}', '查阅已终止：{title}'),
	endedBody: text('The access to customer material you were granted was ended before its day.', '您获准的客户资料查阅已被提前终止。'),
	expiredSubject: text('Access expired: {title}', '查阅已到期：{title}'),
	expiredBody: text('The last day of the access you were granted has passed.', '您获准的客户资料查阅已到期。'),
} as const;
