import { correctiveActionProcess } from '@crm-policy/rules/corrective-actions/process';
import { correctiveActionWords as words } from '@crm-policy/rules/corrective-actions/words';
import { text } from '@crm-policy/rules/words/text';
import { choice, choicesOf, day, defineCollection, instant, line, paragraph, reference, section } from '../declare.js';
import { governedFields, id, stamps } from './common.js';

const locked = { readonly: true, width: 'half' } as const;

/** Corrective and preventive actions, from complaints and elsewhere (CAP-01 to CAP-05). */
export const correctiveActions = defineCollection({
	collection: 'crm_corrective_actions',
	label: text('Corrective actions', '纠正和预防措施'),
	singular: text('Corrective action', '纠正／预防措施'),
	note: text('Closed only when somebody else found them effective.', '经他人验证有效后方可关闭。'),
	icon: 'build_circle',
	folder: 'crm_service',
	sort: 80,
	displayTemplate: '{{number}} {{title}}',
	fields: {
		id: id(),
		...governedFields(correctiveActionProcess),
		title: line(text('What is to be achieved', '措施名称'), { required: true }),
		kind: choice(choicesOf(words.kinds), text('Kind', '类型'), { required: true, default: 'corrective', width: 'half' }),
		trigger: choice(choicesOf(words.triggers), text('What gave rise to it', '触发来源'), { width: 'half' }),
		complaint: reference('crm_complaints', text('Complaint', '投诉'), { template: '{{number}} {{title}}', width: 'half' }),
		cause: paragraph(text('Cause', '原因')),
		responsibility: paragraph(text('Where responsibility lies', '责任归属')),
		corrective_measure: paragraph(text('Corrective measure', '纠正措施')),
		preventive_measure: paragraph(text('Preventive measure', '预防措施')),
		responsible_department: reference('crm_departments', text('Department responsible', '责任部门'), {
			width: 'half',
			template: '{{name}}',
		}),
		assignee: reference('directus_users', text('Carried out by', '实施人'), { width: 'half' }),
		due_on: day(text('Due', '完成期限'), { width: 'half' }),
		record: section(text('Record', '记录'), { icon: 'history_edu' }),
		started_at: instant(text('Started', '启动时间'), { ...locked, group: 'record' }),
		execution_result: paragraph(words.executionResult, { readonly: true, group: 'record' }),
		executed_at: instant(text('Carried out', '实施时间'), { ...locked, group: 'record' }),
		executed_by: reference('directus_users', text('Reported by', '报告人'), { ...locked, group: 'record' }),
		executed_hash: line(text('Content when reported', '报告时内容摘要'), { readonly: true, hidden: true, maxLength: 64 }),
		effect: choice(choicesOf(words.effects), words.effect, { ...locked, group: 'record' }),
		effect_evidence: paragraph(words.evidence, { readonly: true, group: 'record' }),
		verified_at: instant(text('Verified', '验证时间'), { ...locked, group: 'record' }),
		verified_by: reference('directus_users', text('Verified by', '验证人'), { ...locked, group: 'record' }),
		overdue_reminded_at: instant(text('Reminded', '催办时间'), { readonly: true, hidden: true }),
		...stamps(),
	},
	indexes: [{ fields: ['status', 'due_on'] }, { fields: ['assignee', 'status'] }, { fields: ['responsible_department', 'status'] }],
});
