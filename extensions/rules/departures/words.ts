import { text } from '../words/text.js';

/** Everything departures say. */
export const departureWords = {
	departure: text('Departure', '离职交接'),
	states: {
		open: text('Open', '待交接'),
		handed_over: text('Handed over', '已交接'),
		completed: text('Completed', '已完成'),
		cancelled: text('Cancelled', '已取消'),
	},
	handOver: text('Hand everything over', '全部交接'),
	handOverNote: text(
		'Gives everything the person answers for to the successor, in one act, with a receipt of each record.',
		'将离职人员名下的全部事项一次性移交接任人员，并逐项生成交接清单。',
	),
	recordAgreement: text('Record the confidentiality agreement', '登记保密协议'),
	recordAgreementNote: text('Records when it was signed, with the signed copy.', '登记签订日期并附签署件。'),
	complete: text('Complete the departure', '完成离职手续'),
	completeNote: text(
		'Confirms that nothing is left and that the agreement is recorded, and ends the calendar feeds of the person. The account can be suspended from then on.',
		'确认无遗留事项且已登记保密协议，并停用该人员的日历订阅；此后方可停用账号。',
	),
	cancel: text('Cancel', '取消'),
	cancelNote: text('The person stays. What was handed over stays with the successor.', '该人员不再离职；已移交的事项仍由接任人员负责。'),
	signedOn: text('Signed on', '签订日期'),
	agreementFile: text('Signed agreement', '保密协议签署件'),
	personMissing: text('Say who leaves.', '请填写离职人员。'),
	successorMissing: text('Say who takes over.', '请填写接任人员。'),
	successorIsPerson: text('Somebody else takes over: nobody hands over to themselves.', '接任人员不能是离职人员本人。'),
	successorUnfit: text(
		'Whoever takes over has an account in use and a role of the company. Choose somebody who works here.',
		'接任人员须为在职人员并具有公司角色，请另选。',
	),
	successorElsewhere: text(
		'The successor belongs to another department and would not see what is handed over. Choose somebody of the same department, or move the successor there first.',
		'接任人员属其他部门，无权查看所移交事项。请在本部门内选择，或先将其调入本部门。',
	),
	ownDeparture: text(
		'Whoever leaves does not hand over alone: the general manager, a business head or the information administrator does it with them.',
		'离职人员不得自行办理交接，须由总经理、业务负责人或信息管理员会同办理。',
	),
	settleFirst: text(
		'“{title}” is the person’s own and cannot pass to somebody else. Have it decided or withdrawn first.',
		'“{title}”属其本人事项，不能移交，请先办结或撤回。',
	),
	cannotDecide: text(
		'The successor may not decide “{title}”: they stand on a side of it or lack what it asks for. Transfer that task to somebody else first.',
		'接任人员不得办理“{title}”（需回避或不具备资格），请先将该审批任务转交他人。',
	),
	stillHead: text(
		'The person is still named as head of “{department}”. Name another head first.',
		'该人员仍为“{department}”负责人，请先另行指定。',
	),
	somethingLeft: text(
		'{count} records are still in the person’s name, among them “{title}”. Hand everything over.',
		'仍有 {count} 项在其名下，如“{title}”。请先完成交接。',
	),
	leftInName: text('{count} records are still in this person’s name.', '该人员名下仍有 {count} 项事项。'),
	agreementMissing: text('The confidentiality agreement is not recorded.', '尚未登记保密协议。'),
	inTheFuture: text('Record it when it has been signed: the day lies in the future.', '日期晚于今天，请在签订后登记。'),
	tookOverSubject: text('You take over from somebody who leaves', '您已接任离职人员的工作'),
	tookOverBody: text('{count} records were put into your name.', '已有 {count} 项移交至您名下。'),
	notCompleted: text(
		'The account stays in use until the departure is completed: hand-over of everything and the confidentiality agreement. Open a departure for this person.',
		'离职手续（全部交接并登记保密协议）完成前，不得停用或删除该账号。请先为其办理离职交接。',
	),
	receipt: {
		title: text('Hand-over receipt', '离职交接清单'),
		people: text('Hand-over', '交接信息'),
		leaver: text('Handed over by', '移交人'),
		successor: text('Taken over by', '接收人'),
		witness: text('Witnessed by', '监交人'),
		lastDay: text('Last day', '最后工作日'),
		handedOver: text('Handed over on', '交接日期'),
		agreement: text('Confidentiality agreement signed on', '保密协议签订日期'),
		completed: text('Completed on', '完成日期'),
		kind: text('{kind} ({count})', '{kind}（{count}）'),
		line: text('{title} · {field}, {state} · {outcome}', '{title} · {field}，{state} · {outcome}'),
		nothing: text('There was nothing to hand over.', '无须移交的事项。'),
		goesOn: text('The receipt goes on; the rest can be read on the screen.', '清单未完，其余事项请在屏幕上查看。'),
		signatures: text('Signatures', '签字'),
		signature: text('Signature and date: ____________________', '签字及日期：____________________'),
		none: text('Nothing has been handed over yet; the receipt exists once it has.', '尚未交接，交接后方可生成清单。'),
	},
	outcomes: {
		transfer: text('Taken over', '已移交'),
		end: text('Ended', '已终止'),
	},
} as const;
