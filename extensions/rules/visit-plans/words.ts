import { text, type Text } from '../words/text.js';
import type { PlanKind, PlanLevel } from './plan.js';

const kinds: Readonly<Record<PlanKind, Text>> = {
	annual: text('Annual plan', '年度计划'),
	monthly: text('Monthly plan', '月度计划'),
};

const levels: Readonly<Record<PlanLevel, Text>> = {
	marketing_centre: text('Marketing Management Centre', '营销管理中心'),
	business_unit: text('Business unit', '事业部'),
	marketing_department: text('Marketing department', '营销部'),
	project: text('Project', '项目'),
};

/** Everything visit plans say. */
export const visitPlanWords = {
	plan: text('Visit plan', '走访计划'),
	kinds,
	levels,
	states: {
		draft: text('Draft', '草稿'),
		in_approval: text('In approval', '审批中'),
		active: text('Active', '执行中'),
		closed: text('Closed', '已结束'),
	},
	propose: text('Propose visits', '生成计划'),
	proposeNote: text(
		'Adds the visits the rulebook asks for: by class of customer and interval, or a round before a festival. Adjust them by hand afterwards.',
		'按客户分类和制度规定的间隔（或节日拜访）生成计划明细，之后可手工调整。',
	),
	submit: text('Submit for approval', '提交审批'),
	submitNote: text('When the plan is approved, its visits are planned.', '批准后按明细生成拜访。'),
	withdraw: text('Withdraw', '撤回'),
	withdrawNote: text('Takes the plan back to draft.', '计划回到草稿。'),
	close: text('Close the plan', '结束计划'),
	closeNote: text('Says what came of it; visits not made yet are named.', '总结执行情况，未完成的拜访须说明。'),
	particulars: {
		title: text('The title', '标题'),
		kind: text('Whether it is for a year or a month', '计划类型'),
		level: text('The level', '层级'),
		year: text('The year', '年度'),
		month: text('The month', '月份'),
	},
	missing: text('{what} is missing.', '缺少{what}。'),
	recorderMissing: text(
		'Name who enters what happened into the records; without a recorder a level has no plan.',
		'请指定记录人；未指定记录人的计划不能生效。',
	),
	organiserMissing: text(
		'These visits are organised jointly: name the department that organises them and makes the record.',
		'联合组织的回访须指定组织部门，由其做好记录。',
	),
	empty: text('A plan has at least one visit. Have visits proposed, or enter them.', '计划至少包含一次走访，请生成或填写明细。'),
	tooMany: text('A plan has at most {most} visits; split it.', '每份计划最多 {most} 次走访，请拆分。'),
	lineIncomplete: text('Line {line}: {what} is missing.', '第 {line} 行缺少{what}。'),
	lineParts: { customer: text('the customer', '客户'), visitor: text('the visitor', '走访人'), planned_on: text('the day', '计划日期') },
	lineOutside: text(
		'Line {line}: {day} is not within the plan ({from} to {until}).',
		'第 {line} 行：{day} 不在计划期间（{from} 至 {until}）内。',
	),
	nothingProposed: text('The rulebook asks for no further visit in this time.', '该期间内制度未要求更多走访。'),
	routeMissing: text('The rulebook names no approval for visit plans.', '制度未规定走访计划的审批流程。'),
	openVisits: text(
		'{count} visits of this plan are neither made nor cancelled. Say why in the comment.',
		'尚有 {count} 次计划走访未执行也未取消，请在意见中说明。',
	),
	visitTitle: text('Planned visit', '计划走访'),
} as const;
