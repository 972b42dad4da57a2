import { text } from '../words/text.js';

/** Everything corrective and preventive actions say. */
export const correctiveActionWords = {
	action: text('Corrective action', '纠正／预防措施'),
	states: { open: text('Open', '进行中'), verified: text('Verified', '已验证') },
	kinds: { corrective: text('Corrective', '纠正措施'), preventive: text('Preventive', '预防措施') },
	triggers: {
		complaint: text('Complaint', '投诉'),
		quality_problem: text('Quality problem', '质量问题'),
		follow_up: text('Follow-up opinion', '回访意见'),
		survey: text('Survey', '满意度调查'),
		feedback_pattern: text('Pattern in feedback', '反馈共性问题'),
	},
	effects: { effective: text('Effective', '有效'), not_effective: text('Not effective', '无效') },

	start: text('Start', '启动'),
	startNote: text('Cause and responsibility are established; the person responsible is asked to act.', '原因和责任已查明，请责任人实施。'),
	complete: text('Report execution', '报告实施结果'),
	completeNote: text('Says what was done; somebody else then checks the effect.', '报告实施情况，由他人验证效果。'),
	verify: text('Check the effect', '验证效果'),
	verifyNote: text('An action is closed only when somebody else found it effective.', '经他人验证有效后方可关闭。'),
	remind: text('Remind', '催办'),

	executionResult: text('What was done', '实施情况'),
	effect: text('Effect', '效果'),
	evidence: text('What shows it', '验证依据'),

	incomplete: text('Fill in first: {what}.', '请先填写：{what}。'),
	basics: {
		title: text('what is to be achieved', '措施名称'),
		trigger: text('what gave rise to it', '触发来源'),
		measure: text('the measure itself', '措施内容'),
		responsible_department: text('the department responsible', '责任部门'),
		assignee: text('the person who carries it out', '实施人'),
		due_on: text('the due date', '完成期限'),
		cause: text('the cause', '原因'),
		responsibility: text('where responsibility lies', '责任归属'),
		complaint: text('the complaint it comes from', '所属投诉'),
	},
	causeMissing: text('Cause and responsibility come first. Missing: {what}.', '须先查明原因和责任。尚缺：{what}。'),
	alreadyStarted: text('The action has been started already.', '该措施已启动。'),
	notStarted: text('Start the action first: cause and responsibility are established then.', '请先启动该措施，以确认原因和责任。'),
	notExecuted: text('The effect is checked after the execution was reported.', '报告实施结果后方可验证效果。'),
	alreadyExecuted: text('The execution has been reported already; its effect is to be checked.', '已报告实施结果，待验证效果。'),
	notExecutor: text('The execution is reported by the person who carries it out or the coordinator.', '实施结果由实施人或组织人报告。'),
	verifiesOwnWork: text('Nobody checks the effect of their own work.', '不得验证本人实施的措施。'),
	verifiersOnly: text('The effect is checked by: {who}.', '效果由{who}验证。'),
	changedSince: text(
		'The action was changed after its execution was reported. Report again what was done.',
		'报告实施结果后措施内容已变更，请重新报告。',
	),
	dueNotPassed: text('The action is not overdue, or people were reminded already.', '该措施未逾期，或已催办。'),

	startedSubject: text('Action {number}: {title}', '措施 {number}：{title}'),
	startedBody: text('You are asked to carry out “{title}” by {due}.', '请于 {due} 前完成“{title}”。'),
	completedSubject: text('Check the effect of {number}', '请验证措施 {number} 的效果'),
	completedBody: text('“{title}” was carried out. Please check whether it works.', '“{title}”已实施，请验证效果。'),
	ineffectiveSubject: text('{number} was not effective', '措施 {number} 未达到效果'),
	ineffectiveBody: text(
		'The check of “{title}” found no effect. Please revise the measure and carry it out anew.',
		'经验证“{title}”无效，请修订措施并重新实施。',
	),
	overdueSubject: text('{number} is overdue', '措施 {number} 已逾期'),
	overdueBody: text('“{title}” was due on {due} and is not carried out yet.', '“{title}”应于 {due} 完成，尚未实施。'),
} as const;
