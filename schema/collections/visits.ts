import { visitProcess } from '@crm-policy/rules/visits/process';
import { visitTaskProcess } from '@crm-policy/rules/visits/task-process';
import { visitWords as words } from '@crm-policy/rules/visits/words';
import { text, type Text } from '@crm-policy/rules/words/text';
import {
	attachments,
	choice,
	choices,
	day,
	defineCollection,
	flag,
	instant,
	integer,
	line,
	list,
	paragraph,
	presentation,
	reference,
	section,
} from '../declare.js';
import { governedFields, id, stamps } from './common.js';

const choicesOf = <V extends string>(labels: Readonly<Record<V, Text>>) =>
	(Object.entries(labels) as [V, Text][]).map(([value, label]) => ({ value, label }));

/** A field only commands write. */
const locked = { readonly: true, width: 'half' } as const;

/** Times people plan by, to the minute and not as “in two days”. */
const appointment = { width: 'half', displayOptions: { relative: false } } as const;

/** Only an all-day visit has days of its own. */
const whenAllDay = { width: 'half', group: 'days' } as const;

/** Visits to customers, from the appointment to the report (VIS-01 to VIS-08). */
export const visits = defineCollection({
	collection: 'crm_visits',
	label: text('Visits', '拜访'),
	singular: text('Visit', '拜访'),
	note: text('Visits to customers: planned, confirmed, made, and closed with a report.', '客户拜访：计划、确认、执行，并以走访报告关闭。'),
	icon: 'directions_walk',
	folder: 'crm_customer_relations',
	sort: 50,
	displayTemplate: '{{title}}',
	fields: {
		id: id(),
		...governedFields(visitProcess),
		checks: presentation('crm-visit-checks', text('Points to note', '提示')),
		title: line(text('Subject', '主题'), { width: 'full' }),
		customer: reference('crm_customers', text('Customer', '客户'), { template: '{{name}}', width: 'half' }),
		contact: reference('crm_contacts', text('Contact', '联系人'), { template: '{{name}} ({{customer.name}})', width: 'half' }),
		purpose: choice(choicesOf(words.purposes), text('Purpose', '走访目的'), { width: 'half' }),
		accompanied_by: reference('directus_users', text('Manager who goes along', '同行经理'), { width: 'half' }),
		starts_at: instant(words.startsAt, appointment),
		ends_at: instant(words.endsAt, appointment),
		all_day: flag(text('All day', '全天'), { width: 'half' }),
		location: line(text('Place', '地点'), { width: 'half' }),
		days: section(text('Days of an all-day visit', '全天拜访日期'), {
			closed: true,
			icon: 'event',
			note: text('Local days, both inclusive; its times follow from them.', '当地日期（含首尾两日），时间据此确定。'),
		}),
		starts_on: day(words.startsOn, whenAllDay),
		ends_on: day(words.endsOn, whenAllDay),
		further_purposes: choices(choicesOf(words.purposes), text('Further purposes', '其他目的')),
		agenda: paragraph(text('Agenda', '拜访内容')),
		participants: list('crm_visit_participants', 'visit', text('Goes along', '同行人员'), {
			template: '{{user.first_name}} {{user.last_name}}',
		}),
		evidence: section(text('What the purposes go with', '目的关联'), { icon: 'link', closed: true }),
		receivable: line(text('Overdue receivable', '逾期应收款'), { group: 'evidence' }),
		complaint: reference('crm_complaints', text('Complaint', '投诉'), {
			template: '{{number}} {{title}}',
			width: 'half',
			group: 'evidence',
		}),
		new_product: line(text('New product', '新产品'), { width: 'half', group: 'evidence' }),
		enquiry: section(text('Market intelligence', '市场信息'), {
			icon: 'travel_explore',
			closed: true,
			note: text('The four fields of enquiry of a round trip (VIS-06).', '巡回服务活动的四项调查内容（VIS-06）。'),
		}),
		lines_of_business: paragraph(text('A · Lines of business', 'A 客户经营项目'), { group: 'enquiry' }),
		stock: paragraph(text('B · Stock', 'B 库存状况'), { group: 'enquiry' }),
		purchasing: paragraph(text('B · Purchasing', 'B 进货状况'), { group: 'enquiry' }),
		sales: paragraph(text('B · Sales', 'B 销售状况'), { group: 'enquiry' }),
		opinion_types: choices(choicesOf(words.opinionTypes), text('C · What the customer brings forward', 'C 客户意见类型'), {
			group: 'enquiry',
		}),
		opinions: paragraph(text('C · On our products and services', 'C 对产品与服务的意见'), { group: 'enquiry' }),
		market: paragraph(text('D · Market conditions', 'D 市场行情'), { group: 'enquiry' }),
		competitors: paragraph(text('D · Competitors’ moves', 'D 竞争对手动态'), { group: 'enquiry' }),
		marketing_policies: paragraph(text('D · Marketing policies', 'D 营销政策'), { group: 'enquiry' }),
		photos: attachments('crm_visit_files', 'visit', text('Photos and files', '照片与文件')),
		note: paragraph(text('Note', '备注')),
		reports: list('crm_visit_reports', 'visit', text('Report', '走访报告'), { template: '{{visited}} · {{visited_at}}', readonly: true }),
		tasks: list('crm_visit_tasks', 'visit', text('Follow-up tasks', '后续任务'), {
			template: '{{what}} · {{due_on}} · {{status}}',
			readonly: true,
		}),
		plan_line: reference('crm_visit_plan_lines', text('Of the plan', '所属计划'), {
			...locked,
			template: '{{plan.title}} · {{planned_on}}',
		}),
		record: section(text('Record', '记录'), { icon: 'history', closed: true }),
		report_due_at: instant(text('Report due', '报告期限'), { ...locked, group: 'record' }),
		confirmed_at: instant(text('Confirmed', '确认时间'), { ...locked, group: 'record' }),
		started_at: instant(text('Started', '开始于'), { ...locked, group: 'record' }),
		finished_at: instant(text('Finished', '结束于'), { ...locked, group: 'record' }),
		reported_at: instant(text('Reported', '报告时间'), { ...locked, group: 'record' }),
		reported_by: reference('directus_users', text('Reported by', '报告人'), { ...locked, group: 'record' }),
		raised_complaint: reference('crm_complaints', text('Complaint raised from it', '由此提出的投诉'), {
			...locked,
			template: '{{number}} {{title}}',
			group: 'record',
		}),
		first_starts_at: instant(text('First planned for', '最初计划时间'), {
			...locked,
			group: 'record',
			displayOptions: { relative: false },
		}),
		postponed: integer(text('Put off (times)', '改期次数'), { ...locked, group: 'record' }),
		cancelled_at: instant(text('Cancelled', '取消时间'), { ...locked, group: 'record' }),
		cancel_reason: line(text('Why it was cancelled', '取消原因'), { ...locked, maxLength: 4000, group: 'record' }),
		series: line(text('Series', '重复系列'), { ...locked, maxLength: 36, hidden: true, indexed: true }),
		series_position: integer(text('Number in its series', '系列序号'), { ...locked, hidden: true }),
		work_calendar: reference('crm_work_calendars', text('Counted on the calendar', '计时所用日历'), { readonly: true, hidden: true }),
		next_reminder_at: instant(text('Next reminder', '下次提醒'), { readonly: true, hidden: true, indexed: true }),
		...stamps(),
	},
	indexes: [
		{ fields: ['starts_at'] },
		{ fields: ['owner', 'starts_at'] },
		{ fields: ['department', 'starts_at'] },
		{ fields: ['customer', 'starts_at'] },
		{ fields: ['status', 'report_due_at'] },
		{ fields: ['owner', 'report_due_at'] },
		{ fields: ['date_updated'] },
	],
});

/** Colleagues who go along. */
export const visitParticipants = defineCollection({
	collection: 'crm_visit_participants',
	label: text('Colleagues on visits', '拜访同行人员'),
	singular: text('Colleague on a visit', '拜访同行人员'),
	note: text('Colleagues who go along on a visit.', '随同拜访的同事。'),
	icon: 'group',
	folder: 'crm_customer_relations',
	sort: 51,
	hidden: true,
	displayTemplate: '{{user.first_name}} {{user.last_name}}',
	fields: {
		id: id(),
		visit: reference('crm_visits', text('Visit', '拜访'), { required: true, hidden: true, onDelete: 'CASCADE' }),
		user: reference('directus_users', text('Colleague', '同事'), { required: true }),
		...stamps(),
	},
	indexes: [{ fields: ['visit', 'user'], unique: true }],
});

/** Photos and other files of a visit. */
export const visitFiles = defineCollection({
	collection: 'crm_visit_files',
	label: text('Visit files', '拜访附件'),
	singular: text('Visit file', '拜访附件'),
	note: text('Photos and files of visits.', '拜访的照片与文件。'),
	icon: 'attach_file',
	folder: 'crm_customer_relations',
	sort: 52,
	hidden: true,
	fields: {
		id: id(),
		visit: reference('crm_visits', text('Visit', '拜访'), { required: true, hidden: true, onDelete: 'CASCADE' }),
		file: reference('directus_files', text('File', '文件'), { required: true }),
		...stamps(),
	},
});

/** The customer visit report (走访客户报告) of six points; written by the command that closes the visit (VIS-03). */
export const visitReports = defineCollection({
	collection: 'crm_visit_reports',
	label: text('Visit reports', '走访客户报告'),
	singular: text('Visit report', '走访客户报告'),
	note: text('Written with the command “Report”; never changed afterwards.', '由“提交报告”操作写入，不作修改。'),
	icon: 'summarize',
	folder: 'crm_customer_relations',
	sort: 55,
	displayTemplate: '{{visited}} · {{visited_at}}',
	fields: {
		id: id(),
		visit: reference('crm_visits', text('Visit', '拜访'), { required: true, ...locked, template: '{{number}} {{title}}' }),
		visited: line(words.reportFields.visited, { required: true, ...locked }),
		visited_at: instant(words.reportFields.visited_at, { required: true, ...locked, displayOptions: { relative: false } }),
		purposes: choices(choicesOf(words.purposes), words.reportFields.purposes, { readonly: true }),
		main_results: paragraph(words.reportFields.main_results, { required: true, readonly: true }),
		customer_opinions: paragraph(words.reportFields.customer_opinions, { required: true, readonly: true }),
		suggestions: paragraph(words.reportFields.suggestions, { required: true, readonly: true }),
		complaint: reference('crm_complaints', text('Complaint raised from it', '由此提出的投诉'), {
			...locked,
			template: '{{number}} {{title}}',
		}),
		filed_by: reference('directus_users', text('Reported by', '报告人'), { required: true, ...locked }),
		filed_at: instant(text('Reported', '报告时间'), { required: true, ...locked }),
		submission: line(words.submission, { readonly: true, hidden: true, maxLength: 36, indexed: true }),
	},
	indexes: [{ fields: ['visit'], unique: true }, { fields: ['filed_by', 'filed_at'] }, { fields: ['filed_at'] }],
});

/** What somebody took home from a visit to be done (VIS-08). */
export const visitTasks = defineCollection({
	collection: 'crm_visit_tasks',
	label: text('Tasks from visits', '走访后续任务'),
	singular: text('Task from a visit', '走访后续任务'),
	note: text('Given out with a visit report; settled or dropped with a reason.', '随走访报告下达，完成或说明理由取消。'),
	icon: 'task_alt',
	folder: 'crm_customer_relations',
	sort: 56,
	displayTemplate: '{{what}}',
	fields: {
		id: id(),
		...governedFields(visitTaskProcess),
		visit: reference('crm_visits', text('Visit', '拜访'), { required: true, ...locked, template: '{{number}} {{title}}' }),
		customer: reference('crm_customers', text('Customer', '客户'), { ...locked, template: '{{name}}' }),
		what: line(words.followUpWhat, { required: true, readonly: true }),
		due_on: day(words.followUpOn, { required: true, ...locked }),
		result: paragraph(words.result, { readonly: true }),
		settled_at: instant(text('Settled', '完成时间'), locked),
		settled_by: reference('directus_users', text('Settled by', '完成人'), locked),
		...stamps(),
	},
	indexes: [{ fields: ['owner', 'status', 'due_on'] }, { fields: ['department', 'status', 'due_on'] }, { fields: ['visit'] }],
});
