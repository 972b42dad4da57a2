import { z } from 'zod';
import { exceptionKinds, weekdays, workingHoursModel } from '@crm-policy/rules/working-time/calendar';
import { workCalendarProcess } from '@crm-policy/rules/working-time/process';
import { workingTimeWords as words } from '@crm-policy/rules/working-time/words';
import { text, type Text } from '@crm-policy/rules/words/text';
import { choice, day, defineCollection, instant, integer, json, line, list, reference } from '../declare.js';
import { governedFields, id, stamps } from './common.js';

const from = text('From', '开始');
const to = text('To', '结束');

/** A time of day in the small tables hours are entered in. */
const timeOfDay = (field: 'from' | 'to', name: Text) => ({
	field,
	name,
	type: 'string',
	meta: { field, type: 'string', interface: 'input', width: 'half', required: true, options: { placeholder: text('hh:mm', '时:分') } },
});

const weekdayChoices = weekdays.map((value) => ({ text: words.weekdays[value], value }));

/** Stretches of work as rows of a small table. */
const hoursOptions = {
	template: '{{from}} – {{to}}',
	addLabel: text('Add hours', '添加时段'),
	fields: [timeOfDay('from', from), timeOfDay('to', to)],
};

/** What people may leave behind in a form; the process reads it strictly before anything is counted on it. */
const stretches = z.array(z.looseObject({}));

/** Working calendars as versions: the week, the hours, and the days that differ; deadlines are counted on them (SLA-01, SLA-05). */
export const workCalendars = defineCollection({
	collection: 'crm_work_calendars',
	label: text('Working calendars', '工作日历'),
	singular: words.calendar,
	note: text(
		'When each department works. A published calendar never changes; a new version replaces it.',
		'各部门的工作时间。日历发布后不可修改，由新版本替代。',
	),
	icon: 'calendar_month',
	folder: 'crm_organisation',
	sort: 45,
	displayTemplate: '{{title}} {{version}}',
	fields: {
		id: id(),
		...governedFields(workCalendarProcess),
		title: line(text('Name', '名称'), { required: true, width: 'half' }),
		version: integer(text('Version', '版本'), { readonly: true, width: 'half' }),
		published_until: day(text('Holidays checked until', '节假日已核对至'), {
			width: 'half',
			note: text('Deadlines after this day are provisional; health warns before it comes.', '此日之后的期限为暂定；到期前健康检查会提醒。'),
		}),
		time_zone: line(text('Time zone', '时区'), {
			required: true,
			maxLength: 60,
			default: 'Asia/Shanghai',
			width: 'half',
			note: text('A name of the IANA time zone database.', 'IANA 时区名称。'),
		}),
		usual_hours: json(stretches, text('Hours of a usual day', '通常工作时段'), {
			interface: 'list',
			options: hoursOptions,
			width: 'half',
			note: text('One working day is as long as these hours together.', '一个工作日的时长为各时段之和。'),
		}),
		usual_weekdays: json(z.array(z.string()), text('Worked like a usual day', '按通常时段工作的星期'), {
			interface: 'select-multiple-checkbox',
			options: { choices: weekdayChoices, itemsShown: 7 },
			width: 'half',
		}),
		other_hours: json(stretches, text('Weekdays with hours of their own', '另有工作时段的星期'), {
			interface: 'list',
			options: {
				template: '{{weekday}} {{from}} – {{to}}',
				addLabel: text('Add hours', '添加时段'),
				fields: [
					{
						field: 'weekday',
						name: text('Weekday', '星期'),
						type: 'string',
						meta: {
							field: 'weekday',
							type: 'string',
							interface: 'select-dropdown',
							width: 'full',
							required: true,
							options: { choices: weekdayChoices },
						},
					},
					timeOfDay('from', from),
					timeOfDay('to', to),
				],
			},
		}),
		days: list('crm_work_calendar_days', 'calendar', text('Days that differ from the week', '特殊日期'), {
			sort: 'day',
			template: '{{day}} {{kind}} {{name}} {{name_zh}}',
		}),
		departments: list('crm_work_calendar_departments', 'calendar', text('Departments that go by it', '适用部门'), {
			template: '{{applies_to.name}}',
			note: text('None: the whole company, apart from departments with a calendar of their own.', '未填表示全公司（另有日历的部门除外）。'),
		}),
		replaces: reference('crm_work_calendars', text('Replaces', '替代版本'), {
			readonly: true,
			width: 'half',
			template: '{{title}} {{version}}',
		}),
		submitted_by: reference('directus_users', text('Submitted by', '提交人'), { readonly: true, width: 'half' }),
		published_by: reference('directus_users', text('Published by', '发布人'), { readonly: true, width: 'half' }),
		published_at: instant(text('Published', '发布时间'), { readonly: true, width: 'half' }),
		...stamps(),
	},
	indexes: [{ fields: ['status', 'published_until'] }],
});

/** A public holiday, a make-up working day (调休) or a shortened day of one calendar. */
export const workCalendarDays = defineCollection({
	collection: 'crm_work_calendar_days',
	label: text('Days of working calendars', '工作日历特殊日期'),
	singular: text('Day of a working calendar', '特殊日期'),
	note: text('Days that are not worked as the week says.', '与每周安排不同的日期。'),
	icon: 'event_note',
	folder: 'crm_organisation',
	sort: 46,
	hidden: true,
	displayTemplate: '{{day}} {{name}}',
	fields: {
		id: id(),
		calendar: reference('crm_work_calendars', words.calendar, { required: true, hidden: true, onDelete: 'CASCADE' }),
		day: day(text('Day', '日期'), { required: true, width: 'half' }),
		kind: choice(
			exceptionKinds.map((value) => ({ value, label: words.kinds[value] })),
			text('Kind', '类型'),
			{ required: true, width: 'half' },
		),
		name: line(text('Name in English', '英文名称'), { required: true, maxLength: 100, width: 'half' }),
		name_zh: line(text('Name in Chinese', '中文名称'), { required: true, maxLength: 100, width: 'half' }),
		hours: json(z.array(workingHoursModel), text('Hours', '时段'), {
			interface: 'list',
			options: hoursOptions,
			note: text(
				'For a shortened day; a make-up day without hours is worked like a usual day.',
				'缩短工作日必填；调休上班日未填则按通常时段。',
			),
		}),
		...stamps(),
	},
	indexes: [{ fields: ['calendar', 'day'], unique: true }],
});

/** Which departments go by a calendar. */
export const workCalendarDepartments = defineCollection({
	collection: 'crm_work_calendar_departments',
	label: text('Departments of working calendars', '工作日历适用部门'),
	singular: text('Department of a working calendar', '适用部门'),
	note: text('Which departments go by which calendar.', '工作日历与部门的关联。'),
	icon: 'corporate_fare',
	folder: 'crm_organisation',
	sort: 47,
	hidden: true,
	displayTemplate: '{{applies_to.name}}',
	fields: {
		id: id(),
		calendar: reference('crm_work_calendars', words.calendar, { required: true, hidden: true, onDelete: 'CASCADE' }),
		applies_to: reference('crm_departments', text('Department', '部门'), { required: true, template: '{{name}}', onDelete: 'CASCADE' }),
	},
	indexes: [{ fields: ['calendar', 'applies_to'], unique: true }],
});
