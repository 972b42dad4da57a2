import { festivalNames } from '@crm-policy/rules/calendar/festivals';
import { visitPlanProcess } from '@crm-policy/rules/visit-plans/process';
import { visitPlanWords as words } from '@crm-policy/rules/visit-plans/words';
import { visitWords } from '@crm-policy/rules/visits/words';
import { text, type Text } from '@crm-policy/rules/words/text';
import { choice, day, defineCollection, flag, instant, integer, line, list, paragraph, reference } from '../declare.js';
import { approvalTimeline, governedFields, id, stamps } from './common.js';

const choicesOf = <V extends string>(labels: Readonly<Record<V, Text>>) =>
	(Object.entries(labels) as [V, Text][]).map(([value, label]) => ({ value, label }));

/** Annual and monthly plans of visits, per unit and level (VIS-01, VIS-09, VIS-10). */
export const visitPlans = defineCollection({
	collection: 'crm_visit_plans',
	label: text('Visit plans', '走访计划'),
	singular: text('Visit plan', '走访计划'),
	note: text(
		'Which customers a unit visits in a year or a month; approved, then carried out.',
		'各单位年度、月度走访客户计划，批准后执行。',
	),
	icon: 'event_note',
	folder: 'crm_customer_relations',
	sort: 48,
	displayTemplate: '{{title}}',
	fields: {
		id: id(),
		...governedFields(visitPlanProcess),
		title: line(text('Title', '标题'), { width: 'full' }),
		kind: choice(choicesOf(words.kinds), text('Plan for', '计划类型'), { default: 'monthly', width: 'half' }),
		level: choice(choicesOf(words.levels), text('Level', '层级'), { width: 'half' }),
		year: integer(text('Year', '年度'), { width: 'half' }),
		month: integer(text('Month', '月份'), { width: 'half', note: text('1 to 12; of a monthly plan.', '1 至 12，月度计划填写。') }),
		recorder: reference('directus_users', text('Recorder', '记录人'), { width: 'half' }),
		festival: choice(choicesOf(festivalNames), text('Round for the festival', '节日拜访'), { width: 'half' }),
		joint: flag(text('Organised jointly', '联合组织'), { width: 'half' }),
		organising_department: reference('crm_departments', text('Organising department', '组织部门'), { template: '{{name}}', width: 'half' }),
		lines: list('crm_visit_plan_lines', 'plan', text('Visits', '走访明细'), {
			template: '{{planned_on}} · {{customer.name}}',
			sort: 'planned_on',
		}),
		note: paragraph(text('Note', '备注')),
		...approvalTimeline(),
		approved_at: instant(text('Approved', '批准时间'), { readonly: true, width: 'half' }),
		closed_at: instant(text('Closed', '结束时间'), { readonly: true, width: 'half' }),
		approvals: list('crm_approvals', 'visit_plan', text('Approvals', '审批'), { hidden: true, template: '{{status}}' }),
		...stamps(),
	},
	indexes: [{ fields: ['department', 'status'] }, { fields: ['year', 'month'] }],
});

/** One visit of a plan. */
export const visitPlanLines = defineCollection({
	collection: 'crm_visit_plan_lines',
	label: text('Visits of plans', '走访计划明细'),
	singular: text('Visit of a plan', '走访计划明细'),
	note: text('One visit of a plan each; becomes a visit when the plan is approved.', '每行一次走访，计划批准后生成拜访。'),
	icon: 'event',
	folder: 'crm_customer_relations',
	sort: 49,
	hidden: true,
	displayTemplate: '{{planned_on}} · {{customer.name}}',
	fields: {
		id: id(),
		plan: reference('crm_visit_plans', text('Plan', '计划'), { required: true, hidden: true, onDelete: 'CASCADE' }),
		customer: reference('crm_customers', text('Customer', '客户'), { template: '{{name}}', width: 'half' }),
		visitor: reference('directus_users', visitWords.visitor, { width: 'half' }),
		planned_on: day(text('Day', '计划日期'), { width: 'half' }),
		purpose: choice(choicesOf(visitWords.purposes), text('Purpose', '走访目的'), { width: 'half' }),
		remark: line(text('Remark', '说明'), { width: 'full' }),
		visits: list('crm_visits', 'plan_line', text('Visit', '拜访'), { template: '{{number}} {{title}} · {{status}}', readonly: true }),
		...stamps(),
	},
	indexes: [{ fields: ['plan', 'planned_on'] }],
});
