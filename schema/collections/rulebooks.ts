import { z } from 'zod';
import { rulebookProcess } from '@crm-policy/rules/rulebooks/process';
import { text } from '@crm-policy/rules/words/text';
import { day, defineCollection, instant, integer, json, line, list, paragraph } from '../declare.js';
import { approvalTimeline, governedFields, id, stamps } from './common.js';

/** The company's own rules as dated versions: thresholds, routes, time limits, numbering, required fields. */
export const rulebooks = defineCollection({
	collection: 'crm_rulebooks',
	label: text('Rulebooks', '制度'),
	singular: text('Rulebook', '制度'),
	note: text(
		'A version is published from a date; cases finish under the version they began with.',
		'各版本自指定日期起施行，已开始的事项按原版本办结。',
	),
	icon: 'menu_book',
	folder: 'crm_organisation',
	sort: 40,
	displayTemplate: '{{title}} ({{version}})',
	fields: {
		id: id(),
		...governedFields(rulebookProcess),
		version: integer(text('Version', '版本'), { required: true, unique: true, width: 'half' }),
		title: line(text('Title', '名称'), { required: true, width: 'half' }),
		interpreted_by: line(text('Interpreted by', '解释部门'), { width: 'half' }),
		effective_from: day(text('Applies from', '施行日期'), { width: 'half' }),
		training: paragraph(text('How the change is made known and trained', '宣贯与培训安排')),
		content: json(z.looseObject({}), text('Rules', '规则')),
		...approvalTimeline(),
		published_at: instant(text('Published', '发布时间'), { readonly: true, width: 'half' }),
		approvals: list('crm_approvals', 'rulebook', text('Approvals', '审批'), { hidden: true, template: '{{status}}' }),
		...stamps(),
	},
	indexes: [{ fields: ['status', 'effective_from'] }],
});

/** The clauses of the company's written policies that rules and refusals cite. */
export const clauses = defineCollection({
	collection: 'crm_clauses',
	label: text('Clauses', '条款目录'),
	singular: text('Clause', '条款'),
	note: text('What the ids on refusals and rules stand for.', '拒绝提示与规则中条款编号的含义。'),
	icon: 'format_list_numbered',
	folder: 'crm_organisation',
	sort: 50,
	displayTemplate: '{{clause}} {{title}}',
	fields: {
		id: id(),
		clause: line(text('Clause', '条款编号'), { required: true, unique: true, maxLength: 16, width: 'half', readonly: true }),
		title: line(text('Title', '标题'), { required: true, readonly: true, width: 'half' }),
		title_zh: line(text('Title (Chinese)', '标题（中文）'), { required: true, readonly: true, width: 'half' }),
		source: paragraph(text('Source', '出处'), { readonly: true }),
	},
});
