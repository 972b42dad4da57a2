import { departureProcess } from '@crm-policy/rules/departures/process';
import { departureWords as words } from '@crm-policy/rules/departures/words';
import { text } from '@crm-policy/rules/words/text';
import { choice, day, defineCollection, instant, line, list, paragraph, presentation, reference, section } from '../declare.js';
import { governedFields, id, stamps } from './common.js';

/** Who leaves, who takes over, what was handed over and that the confidentiality agreement was signed (OFF-01, OFF-02). */
export const departures = defineCollection({
	collection: 'crm_departures',
	label: text('Departures', '离职交接'),
	singular: text('Departure', '离职交接'),
	note: text(
		'Hand-over and confidentiality agreement of people who leave. Until both are done the account stays in use.',
		'离职人员的工作交接与保密协议；两项完成前不得停用账号。',
	),
	icon: 'move_item',
	folder: 'crm_organisation',
	sort: 25,
	displayTemplate: '{{person.first_name}} {{person.last_name}}',
	fields: {
		id: id(),
		...governedFields(departureProcess),
		person: reference('directus_users', text('Who leaves', '离职人员'), { width: 'half' }),
		successor: reference('directus_users', text('Who takes over', '接任人员'), {
			width: 'half',
			note: text('Of the same department.', '须为同部门人员。'),
		}),
		last_day: day(text('Last day', '最后工作日'), { width: 'half' }),
		note: paragraph(text('Note', '备注')),
		hand_over: presentation('crm-departure-hand-over', text('To be handed over', '待交接事项')),
		record: section(text('Hand-over and agreement', '交接与保密协议'), { icon: 'assignment_turned_in' }),
		handed_over_at: instant(text('Handed over', '交接时间'), { readonly: true, width: 'half', group: 'record' }),
		handed_over_by: reference('directus_users', text('Handed over by', '交接经办人'), { readonly: true, width: 'half', group: 'record' }),
		agreement_signed_on: day(text('Confidentiality agreement signed on', '保密协议签订日期'), {
			readonly: true,
			width: 'half',
			group: 'record',
		}),
		completed_at: instant(text('Completed', '完成时间'), { readonly: true, width: 'half', group: 'record' }),
		agreement_file: reference('directus_files', words.agreementFile, { readonly: true, group: 'record' }),
		items: list('crm_departure_items', 'departure', text('Receipt', '交接清单'), {
			readonly: true,
			template: '{{title}} · {{outcome}}',
		}),
		...stamps(),
	},
	indexes: [{ fields: ['person', 'status'] }, { fields: ['owner', 'status'] }],
});

/** One record on the receipt of a hand-over. */
export const departureItems = defineCollection({
	collection: 'crm_departure_items',
	label: text('Hand-over receipt', '交接清单'),
	singular: text('Handed-over record', '交接事项'),
	note: text('Written by commands only.', '仅由操作写入。'),
	icon: 'receipt_long',
	folder: 'crm_organisation',
	sort: 26,
	hidden: true,
	displayTemplate: '{{title}} · {{outcome}}',
	fields: {
		id: id(),
		departure: reference('crm_departures', text('Departure', '离职交接'), { required: true, readonly: true }),
		subject_collection: line(text('Kind of record', '事项类别'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		subject_id: line(text('Record', '事项标识'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		title: line(text('Title', '名称'), { readonly: true }),
		field: line(text('As', '身份字段'), { readonly: true, maxLength: 64, width: 'half' }),
		state: line(text('State at the time', '当时状态'), { readonly: true, maxLength: 64, width: 'half' }),
		outcome: choice(
			(['transfer', 'end'] as const).map((value) => ({ value, label: words.outcomes[value] })),
			text('What became of it', '处理结果'),
			{ required: true, readonly: true, width: 'half' },
		),
		from_person: reference('directus_users', text('From', '移交人'), { readonly: true, width: 'half' }),
		to_person: reference('directus_users', text('To', '接收人'), { readonly: true, width: 'half' }),
		moved_at: instant(text('When', '时间'), { required: true, readonly: true, width: 'half' }),
	},
	indexes: [{ fields: ['subject_collection', 'subject_id'] }],
});
