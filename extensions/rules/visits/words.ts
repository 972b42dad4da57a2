import { text, type Text } from '../words/text.js';
import type { ContactKind, ContactTarget } from './settings.js';
import type { OpinionType, Purpose, Rhythm } from './visit.js';

const purposes: Readonly<Record<Purpose, Text>> = {
	demonstrate_selling: text('Demonstrate selling technique', '示范推销技巧'),
	collect_receivables: text('Collect overdue receivables', '催收逾期货款'),
	close_new_customer: text('Close the deal with a new customer', '新客户开发后洽谈成交'),
	solve_difficulties: text('Help to solve business difficulties', '协助解决业务困难'),
	handle_complaint: text('Handle a customer complaint', '处理客户投诉'),
	cultivate_relationship: text('Cultivate the relationship', '联络感情'),
	learn_company_impression: text('Learn the customer’s impression of the company', '了解客户对本公司的印象'),
	learn_staff_impression: text('Learn the customer’s impression of our salespeople', '了解客户对本公司业务员的印象'),
	sell_new_product: text('Help to sell new products', '协助推销新产品'),
};

const opinionTypes: Readonly<Record<OpinionType, Text>> = {
	criticism: text('Criticism', '批评'),
	suggestion: text('Suggestion', '建议'),
	hope: text('Hope', '希望'),
	complaint: text('Complaint', '投诉'),
};

const rhythms: Readonly<Record<Rhythm, Text>> = {
	week: text('every week', '每周'),
	two_weeks: text('every two weeks', '每两周'),
	month: text('every month', '每月'),
	quarter: text('every quarter', '每季度'),
};

const contactTargets: Readonly<Record<ContactTarget, Text>> = {
	key: text('Key customer', '重点客户'),
	high_value: text('High-value customer', '高价值客户'),
	potential: text('Potential customer', '潜在客户'),
	general: text('General customer', '一般客户'),
};

const contactKinds: Readonly<Record<ContactKind, Text>> = {
	visit: text('Visit', '走访'),
	any: text('Contact of any form', '任意形式沟通'),
	executive: text('Contact by the top management', '高层沟通'),
};

/** Everything visits say. */
export const visitWords = {
	visit: text('Visit', '拜访'),
	states: {
		planned: text('Planned', '计划中'),
		confirmed: text('Confirmed', '已确认'),
		under_way: text('Under way', '进行中'),
		done: text('Done, report owed', '已完成待报告'),
		reported: text('Reported', '已报告'),
		cancelled: text('Cancelled', '已取消'),
	},
	purposes,
	opinionTypes,
	rhythms,
	contactTargets,
	contactKinds,
	confirm: text('Confirm', '确认'),
	confirmNote: text(
		'The appointment stands: the visit gets its number, and everybody who goes along is told.',
		'与客户约定完成，为拜访编号，并通知同行人员。',
	),
	start: text('Start', '开始'),
	startNote: text('You have arrived at the customer.', '已到达客户处。'),
	finish: text('Finish', '结束'),
	finishNote: text('The visit is over. Its report is due in working time from now.', '拜访结束，自此刻起按工作时间计算报告期限。'),
	report: text('Report', '提交报告'),
	reportNote: text('Closes the visit with its report of six points.', '提交走访客户报告（六项），拜访关闭。'),
	cancel: text('Cancel the visit', '取消拜访'),
	cancelNote: text('The visit will not take place.', '拜访不再进行。'),
	reschedule: text('Reschedule', '改期'),
	rescheduleNote: text(
		'Moves the visit to another time. It stays the same visit, also in everybody’s calendar.',
		'将拜访改到其他时间，仍为同一次拜访，日历中亦保持同一条目。',
	),
	reassign: text('Hand over', '转交'),
	reassignNote: text('Somebody else makes the visit.', '由他人执行拜访。'),
	repeat: text('Repeat', '重复'),
	repeatNote: text(
		'Plans further visits of the same kind, each of which can be moved or cancelled by itself.',
		'按周期生成后续拜访，每次均可单独改期或取消。',
	),
	remind: text('Remind of the report', '提醒报告'),
	recompute: text('Recount the time limit', '重新计算期限'),
	visitor: text('Who makes the visit', '拜访人'),
	startsAt: text('Starts', '开始时间'),
	endsAt: text('Ends', '结束时间'),
	startsOn: text('First day', '开始日期'),
	endsOn: text('Last day', '结束日期'),
	rhythm: text('How often', '重复周期'),
	repeats: text('Further visits', '后续次数'),
	reportFields: {
		visited: text('Person or organisation visited', '走访对象'),
		visited_at: text('Time of the visit', '走访时间'),
		purposes: text('Purpose', '走访目的'),
		main_results: text('Main results', '走访主要收获'),
		customer_opinions: text('Opinions expressed by the customer', '客户反映意见'),
		suggestions: text('Suggestions for improvement', '改进建议'),
	},
	complaintSubject: text('Complaint to be raised: subject', '转投诉：事由'),
	complaintContent: text('Complaint to be raised: what the customer says', '转投诉：投诉内容'),
	followUps: text('Follow-up tasks', '后续任务'),
	followUpWhat: text('What is to be done', '任务内容'),
	followUpBy: text('By whom', '负责人'),
	followUpOn: text('By when', '完成期限'),
	submission: text('Mark of this submission', '提交标识'),
	particulars: {
		customer: text('The customer', '客户'),
		title: text('The subject', '主题'),
		owner: text('The visitor', '拜访人'),
	},
	missing: text('{what} is missing.', '缺少{what}。'),
	purposeMissing: text(
		'Say what the visit is for: choose one of the nine purposes, and further ones if there are any.',
		'请选择走访目的（九项之一，可另选其他目的）。',
	),
	times: {
		missing: text('Say when the visit begins and when it ends.', '请填写拜访的开始和结束时间。'),
		backwards: text('A visit ends after it begins.', '结束时间须晚于开始时间。'),
		disagree: text(
			'The days and the times of this all-day visit do not agree. Enter its days once more.',
			'该全天拜访的日期与时间不一致，请重新填写日期。',
		),
		differ: text('These visits would come to lie at different times. Change them one at a time.', '所选拜访修改后时间不一致，请逐个修改。'),
	},
	timesWrong: text('About the times of the visit: {problem}', '关于拜访时间：{problem}'),
	customerArchived: text(
		'“{customer}” is no customer of ours any more. Have the record restored before visiting.',
		'“{customer}”已归档，非现有客户。如需拜访，请先恢复客户档案。',
	),
	contactElsewhere: text('The contact does not belong to this customer. Choose one who does.', '联系人不属于该客户，请重新选择。'),
	evidenceMissing: text('“{purpose}” goes with {what}. Add it to the visit.', '走访目的“{purpose}”须关联{what}，请补充。'),
	evidence: {
		receivable: text('the overdue receivable', '逾期应收款'),
		manager: text('a manager who goes along', '同行的经理'),
		groundwork: text('earlier visits or contacts of the salesperson with this customer', '业务员此前对该客户的拜访或沟通记录'),
		complaint: text('the complaint', '客户投诉'),
		newProduct: text('the new product', '新产品'),
	},
	points: {
		overlaps: text('{who} has another visit from {from} until {until}.', '{who} 在 {from} 至 {until} 已有其他拜访。'),
		away: text('{who} is away on {day}.', '{who} 于{day}不在岗。'),
		free: text('{day} is not a working day.', '{day}不是工作日。'),
	},
	reportsOverdue: text(
		'{count} visit reports are overdue. Give them first; nothing further is planned before.',
		'有 {count} 份走访报告逾期未交，须先提交报告，方可安排新的拜访。',
	),
	calendarMissing: text(
		'No working calendar is published, so no time limit can be counted. Have one published first.',
		'尚未发布工作日历，无法计算期限，请先发布。',
	),
	tooEarly: text(
		'The visit lies ahead, on {day}. Reschedule it if it took place already.',
		'拜访定于 {day}，尚未到期；如已提前进行，请先改期。',
	),
	notConfirmed: text('Confirm the visit first.', '请先确认拜访。'),
	notFinished: text('Finish the visit before its report.', '请先结束拜访，再提交报告。'),
	notOver: text('A visit is closed with its report; it is not over yet.', '拜访须以报告关闭，目前尚未结束。'),
	reportIncomplete: text(
		'A visit is closed with a report of six points: whom, when, what for, main results, the customer’s opinions, suggestions. Please correct this one: {problem}',
		'走访客户报告须写明走访对象、走访时间、走访目的、走访主要收获、客户反映意见、改进建议六项。请更正此项：{problem}',
	),
	reportInFuture: text('The time of the visit lies in the future.', '走访时间晚于当前时间。'),
	complaintNotRaised: text(
		'The customer complained, by what you noted. Raise the complaint with the report, or link the one there is.',
		'记录显示客户有投诉，请随报告提出投诉，或关联已有投诉。',
	),
	complaintHalf: text('A complaint has a subject and says what the customer says.', '投诉须同时填写事由和投诉内容。'),
	followUpPast: text('A task is due today or later.', '任务期限不能早于今天。'),
	visitorUnfit: text('Choose an active colleague who has a department.', '请选择在职且有所属部门的同事。'),
	alreadyRepeated: text('This visit is repeated already.', '该拜访已设置重复。'),
	notDue: text('No reminder is due.', '尚无到期提醒。'),
	nothingToRecount: text('The time limit is as it should be.', '期限无须重新计算。'),
	useReschedule: text(
		'This visit is “{state}”: its appointment stands and is not simply moved. Use “Reschedule” and say why; the people who go along are told.',
		'该拜访现为“{state}”，已与客户约定，不能直接移动。请使用“改期”并说明原因，系统将通知同行人员。',
	),
	confirmedSubject: text('Visit to {customer}', '拜访{customer}'),
	confirmedBody: text('“{title}” stands. You go along.', '“{title}”已确认，您为同行人员。'),
	movedBody: text('“{title}” has been put off to another time.', '“{title}”已改期。'),
	cancelledBody: text('“{title}” will not take place.', '“{title}”已取消。'),
	handedOverBody: text('“{title}” is now yours.', '“{title}”已转交给您。'),
	reminderSubject: text('Visit report owed: {customer}', '待交走访报告：{customer}'),
	reminderBody: text('The report on “{title}” is due soon.', '“{title}”的走访报告即将到期。'),
	overdueBody: text('The report on “{title}” is overdue.', '“{title}”的走访报告已逾期。'),
	taskSubject: text('Task from a visit to {customer}', '走访后续任务：{customer}'),
	taskBody: text('{what} – by {day}', '{what}，{day} 前完成'),
	task: text('Follow-up task', '后续任务'),
	taskStates: { open: text('Open', '待办'), settled: text('Settled', '已完成'), dropped: text('Dropped', '已取消') },
	settle: text('Settle', '完成'),
	settleNote: text('Records what came of it.', '登记任务结果。'),
	drop: text('Drop', '取消任务'),
	dropNote: text('The task is no longer needed; says why.', '任务不再需要，须说明理由。'),
	result: text('Result', '结果'),
} as const;
