import type { CapScope, GiftKind, GiftRules } from '../rulebook/gifts.js';
import { say, text, type Text } from '../words/text.js';
import type { Occasion } from './gift.js';

const kinds: Readonly<Record<GiftKind, Text>> = {
	gift: text('Gift', '礼品'),
	souvenir: text('Souvenir', '纪念品'),
	sample: text('Sample', '样品'),
	trial: text('Trial product', '试用品'),
	promotional: text('Promotional material', '宣传品'),
	other: text('Other', '其他'),
};

const occasions: Readonly<Record<Occasion, Text>> = {
	festival: text('Festival', '节假日'),
	birthday: text('Birthday', '生日'),
	special_day: text('Special day of the customer', '客户的特别日子'),
	visit: text('Visit', '拜访'),
	event: text('Customer event', '客户活动'),
	business: text('Business', '业务往来'),
	other: text('Other', '其他'),
};

const scopes: Readonly<Record<CapScope, Text>> = {
	recipient: text('this recipient', '该受赠人'),
	customer: text('this customer and its related parties', '该客户及其关联方'),
	giver: text('this giver', '该赠送人'),
	department: text('this department', '本部门'),
};

/** The same as headings. */
const scopeNames: Readonly<Record<CapScope, Text>> = {
	recipient: text('Recipient', '受赠人'),
	customer: text('Customer and related parties', '客户及其关联方'),
	giver: text('Giver', '赠送人'),
	department: text('Department', '部门'),
};

/** Everything gifts say. */
export const giftWords = {
	gift: text('Gift', '礼品'),
	states: {
		draft: text('Draft', '草稿'),
		in_approval: text('In approval', '审批中'),
		approved: text('Approved, to be handed over', '已批准待送出'),
		handed_over: text('Handed over', '已送出'),
		returned: text('Returned', '已退回'),
		rejected: text('Not approved', '未批准'),
		cancelled: text('Cancelled', '已取消'),
	},
	kinds,
	occasions,
	scopes,
	scopeNames,
	receipts: { text: text('In words', '文字说明'), file: text('Signed receipt as a file', '签收单文件') },
	submit: text('Ask for approval', '提交申请'),
	submitNote: text(
		'Numbers the application and sends it to those who approve gifts of this kind and value. What needs nobody’s approval is cleared at once.',
		'为申请编号，并按类别和价值送审批人；无须审批的物品直接放行。',
	),
	withdraw: text('Withdraw', '撤回申请'),
	withdrawNote: text('Takes the application back to draft.', '申请回到草稿。'),
	handOver: text('Record the hand-over', '登记送出'),
	handOverNote: text('Records on which day who received it, and what proves it.', '登记送出日期、签收人及签收凭证。'),
	returnGift: text('Record the return', '登记退回'),
	returnNote: text('Records that it came back. It no longer counts towards the yearly limits.', '登记物品已退回，不再计入年度限额。'),
	cancel: text('Cancel the gift', '取消赠送'),
	cancelNote: text('The gift will not be given. It no longer counts towards the yearly limits.', '不再赠送，不再计入年度限额。'),
	revise: text('Revise', '修改'),
	reviseNote: text('Takes a rejected application back to draft.', '未批准的申请回到草稿。'),
	handedOverOn: text('Handed over on', '送出日期'),
	receivedBy: text('Received by', '签收人'),
	receiptNote: text('Proof of receipt, in words', '签收说明'),
	receiptFile: text('Signed receipt', '签收单'),
	returnedOn: text('Returned on', '退回日期'),
	missing: text('{what} is missing.', '缺少{what}。'),
	particulars: {
		customer: text('The customer', '客户'),
		recipient: text('The recipient', '受赠人'),
		occasion: text('The occasion', '赠送事由'),
		kind: text('The kind', '类别'),
		item: text('What is given', '物品名称'),
		quantity: text('The quantity', '数量'),
		amount: text('The value', '价值'),
		currency: text('The currency', '币种'),
		planned_on: text('The day of the hand-over', '计划送出日期'),
	},
	notPositive: text('{what} is greater than zero.', '{what}须大于零。'),
	foreignCurrency: text(
		'The limits are in {currency}. Give the value in {currency}, converted at the rate of the day of purchase.',
		'限额以 {currency} 计。请按购买当日汇率折算，以 {currency} 填写价值。',
	),
	careNotAgreed: text(
		'A gift on a day of care needs the customer’s consent to greetings and care. Record it first, or name the business occasion there is.',
		'关怀性质的礼品须有客户对“客户关怀”的知情同意，请先登记，或如实选择业务事由。',
	),
	customerArchived: text(
		'“{customer}” is no customer of ours any more. Have the record restored before giving anything.',
		'“{customer}”已归档，非现有客户。如需赠送，请先恢复客户档案。',
	),
	recipientElsewhere: text('The recipient is not a contact of this customer. Choose one who is.', '受赠人不是该客户的联系人，请重新选择。'),
	tooLate: text(
		'Gifts are asked for beforehand: the hand-over cannot be planned for a day that has passed.',
		'礼品须事先申请，计划送出日期不能早于今天。',
	),
	capExceeded: text(
		'With this, {scope} would come to {total} {currency} within {period}; at most {cap} is allowed. {left} is left.',
		'加上本次，{scope}在{period}内合计将达 {total} {currency}，上限为 {cap}，剩余额度 {left}。',
	),
	exceptionNotApproved: text(
		'{scope} has meanwhile come to {total} {currency} within {period}, above the {cap} that were approved as usual. Reject or cancel this and ask again, as an exception.',
		'{scope}在{period}内合计已达 {total} {currency}，超过常规审批的上限 {cap}。请驳回或取消后按例外重新申请。',
	),
	calendarYear: text('the calendar year', '本自然年度'),
	rollingPeriod: text('{days} days', '连续 {days} 天'),
	routeMissing: text('The rulebook names no approval for this kind and value.', '制度未规定该类别和价值的审批流程。'),
	notApproved: text(
		'Nothing is handed over before it has been approved. Submit the application and wait for the approval.',
		'礼品须事先申请并经批准，批准前不得送出。请提交申请并等待批准。',
	),
	approvalDoesNotCover: text(
		'The approval is not about the gift as it reads now. Cancel this application and make a new one.',
		'现有批准与当前申请内容不符，请取消本申请并重新申请。',
	),
	handedOverBeforeApproval: text(
		'A gift is handed over after its approval, at the earliest on {day}.',
		'礼品须经批准后送出，送出日期最早为 {day}。',
	),
	inTheFuture: text('Record it when it has happened: the day lies in the future.', '日期晚于今天，请在发生后登记。'),
	returnedTooEarly: text('It cannot have come back before it was handed over, on {day}.', '退回日期不能早于送出日期 {day}。'),
} as const;

/** What “a year” is for the limits, as part of a sentence. */
export function periodName({ period }: Pick<GiftRules, 'period'>): Text {
	if (period.is === 'calendar-year') return giftWords.calendarYear;
	const filled = (locale: 'en-US' | 'zh-CN'): string => say(giftWords.rollingPeriod, locale, { days: period.days });
	return text(filled('en-US'), filled('zh-CN'));
}
