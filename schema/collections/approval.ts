import { z } from 'zod';
import { approvalProcess } from '@crm-policy/rules/approval/approval-process';
import { approvalTaskProcess } from '@crm-policy/rules/approval/task-process';
import { approvalWords as words } from '@crm-policy/rules/approval/words';
import { roles } from '@crm-policy/rules/organisation/roles';
import { stepModel } from '@crm-policy/rules/rulebook/rulebook';
import { text } from '@crm-policy/rules/words/text';
import { choice, choicesOf, defineCollection, flag, instant, integer, json, line, list, paragraph, reference } from '../declare.js';
import { id, stateChoices } from './common.js';

const status = (process: Parameters<typeof stateChoices>[0], initial: string) =>
	choice(stateChoices(process), text('Status', '状态'), { required: true, default: initial, readonly: true, width: 'half' });

/** One round of review of one record, bound to the hash of what was submitted. */
export const approvals = defineCollection({
	collection: 'crm_approvals',
	label: text('Approvals', '审批'),
	singular: text('Approval', '审批'),
	note: text('Written by commands only.', '仅由操作写入。'),
	icon: 'approval',
	folder: 'crm_approval',
	sort: 10,
	hidden: true,
	displayTemplate: '{{subject_collection}} · {{status}}',
	fields: {
		id: id(),
		status: status(approvalProcess, 'pending'),
		revision: integer(text('Revision', '修订号'), { required: true, default: 0, hidden: true, readonly: true }),
		subject_collection: line(text('About (collection)', '对象类别'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		subject_id: line(text('About (id)', '对象标识'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		contract: reference('crm_contracts', text('Contract', '合同'), { readonly: true, template: '{{number}} {{title}}', width: 'half' }),
		amendment: reference('crm_contract_amendments', text('Amendment', '修改申请'), {
			readonly: true,
			template: '{{number}}',
			width: 'half',
		}),
		compensation: reference('crm_complaint_compensations', text('Compensation', '赔偿'), { readonly: true, width: 'half' }),
		gift: reference('crm_gifts', text('Gift', '礼品'), { readonly: true, template: '{{number}} {{item}}', width: 'half' }),
		visit_plan: reference('crm_visit_plans', text('Visit plan', '走访计划'), {
			readonly: true,
			template: '{{number}} {{title}}',
			width: 'half',
		}),
		standing_approval: reference('crm_standing_approvals', text('Standing approval', '常设批准'), {
			readonly: true,
			template: '{{title}}',
			width: 'half',
		}),
		vetting: reference('crm_customer_vettings', text('Vetting', '新客户选择评定'), {
			readonly: true,
			template: '{{customer.name}}',
			width: 'half',
		}),
		access_request: reference('crm_access_requests', text('Access request', '客户资料查阅申请'), {
			readonly: true,
			template: '{{number}} {{sought}}',
			width: 'half',
		}),
		rulebook: reference('crm_rulebooks', text('Rulebook', '制度'), { readonly: true, template: '{{title}}', width: 'half' }),
		subject_hash: line(text('Submitted content', '提交内容摘要'), { required: true, readonly: true, hidden: true, maxLength: 64 }),
		result_hash: line(text('Content it leads to', '审批后内容摘要'), { readonly: true, hidden: true, maxLength: 64 }),
		submitted: json(z.looseObject({}), text('What was submitted', '提交内容'), { readonly: true, hidden: true }),
		route: line(text('Route', '流程'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		steps: json(z.array(stepModel), text('Steps', '步骤'), { readonly: true, hidden: true }),
		round: integer(text('Round', '轮次'), { required: true, readonly: true, width: 'half' }),
		department: reference('crm_departments', text('Department', '部门'), { readonly: true, template: '{{name}}', width: 'half' }),
		started_by: reference('directus_users', text('Submitted by', '提交人'), { required: true, readonly: true, width: 'half' }),
		barred: reference('directus_users', text('Not to decide', '回避人员'), { readonly: true, hidden: true }),
		started_at: instant(text('Submitted', '提交时间'), { required: true, readonly: true, width: 'half' }),
		ended_at: instant(text('Ended', '结束时间'), { readonly: true, width: 'half' }),
		reminded_at: instant(text('Last reminder', '上次催办'), { readonly: true, width: 'half' }),
		rulebook_version: integer(text('Rulebook version', '制度版本'), { required: true, readonly: true, width: 'half' }),
		ledger: integer(text('Ledger entry', '台账序号'), { readonly: true, hidden: true }),
		tasks: list('crm_approval_tasks', 'approval', text('Tasks', '任务'), { readonly: true, template: '{{step}} · {{status}}' }),
		copies: list('crm_approval_copies', 'approval', text('Copies', '抄送'), { readonly: true, hidden: true }),
		meetings: list('crm_approval_meetings', 'approval', text('Meetings', '会议'), { readonly: true, hidden: true }),
	},
	indexes: [
		{ fields: ['subject_collection', 'subject_id', 'status'] },
		{ fields: ['started_by', 'status'] },
		{ fields: ['status', 'started_at'] },
	],
});

/** One decision asked of a person, or of whoever holds a role. */
export const approvalTasks = defineCollection({
	collection: 'crm_approval_tasks',
	label: text('Approval tasks', '审批任务'),
	singular: text('Approval task', '审批任务'),
	note: text('Written by commands only.', '仅由操作写入。'),
	icon: 'task_alt',
	folder: 'crm_approval',
	sort: 20,
	hidden: true,
	displayTemplate: '{{step}} · {{status}}',
	fields: {
		id: id(),
		status: status(approvalTaskProcess, 'waiting'),
		revision: integer(text('Revision', '修订号'), { required: true, default: 0, hidden: true, readonly: true }),
		approval: reference('crm_approvals', text('Approval', '审批'), { required: true, readonly: true }),
		step: line(text('Step', '步骤'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		position: integer(text('Position', '位置'), { required: true, readonly: true, width: 'half' }),
		mode: choice(choicesOf(words.modes), text('Mode', '方式'), { required: true, readonly: true, width: 'half' }),
		part: choice(
			[
				{ value: 'signer', label: text('Signer', '签署人') },
				{ value: 'chair', label: text('Chair', '主持人') },
			],
			text('Part', '角色'),
			{ required: true, default: 'signer', readonly: true, width: 'half' },
		),
		assignee: reference('directus_users', text('Assigned to', '指定人员'), { readonly: true, width: 'half' }),
		role: choice(choicesOf(roles), text('Asked role', '所需角色'), { readonly: true, width: 'half' }),
		department: reference('crm_departments', text('Of department', '所属部门'), { readonly: true, template: '{{name}}', width: 'half' }),
		qualified: flag(text('Qualified reviewers only', '仅限具备资格的评审人'), { readonly: true, width: 'half' }),
		added: flag(text('Added signer', '加签'), { readonly: true, width: 'half' }),
		waits_for: reference('crm_approval_tasks', text('After', '等待任务'), { readonly: true, hidden: true }),
		replaces: reference('crm_approval_tasks', text('In place of', '接替任务'), { readonly: true, hidden: true }),
		superseded_by: choice(choicesOf(words.supersededBy), text('Handed on', '转出方式'), { readonly: true, width: 'half' }),
		decision: choice(choicesOf(words.decisions), text('Decision', '决定'), { readonly: true, width: 'half' }),
		comment: paragraph(text('Comment', '意见'), { readonly: true }),
		opened_at: instant(text('Waiting since', '开始等待'), { readonly: true, width: 'half' }),
		due_at: instant(text('Due', '期限'), { readonly: true, width: 'half' }),
		decided_at: instant(text('Decided', '决定时间'), { readonly: true, width: 'half' }),
		decided_by: reference('directus_users', text('Decided by', '决定人'), { readonly: true, width: 'half' }),
		on_behalf_of: reference('directus_users', text('On behalf of', '代表'), { readonly: true, width: 'half' }),
		ledger: integer(text('Ledger entry', '台账序号'), { readonly: true, hidden: true }),
	},
	indexes: [
		{ fields: ['status', 'assignee'] },
		{ fields: ['status', 'role', 'department'] },
		{ fields: ['status', 'due_at'] },
		{ fields: ['decided_by', 'decided_at'] },
		{ fields: ['approval', 'position'] },
	],
});

/** Who is kept informed of an approval without deciding (抄送). */
export const approvalCopies = defineCollection({
	collection: 'crm_approval_copies',
	label: text('Copies', '抄送'),
	singular: text('Copy', '抄送'),
	note: text('Written by commands only.', '仅由操作写入。'),
	icon: 'forward_to_inbox',
	folder: 'crm_approval',
	sort: 30,
	hidden: true,
	fields: {
		id: id(),
		approval: reference('crm_approvals', text('Approval', '审批'), { required: true, readonly: true }),
		user: reference('directus_users', text('Person', '人员'), { readonly: true, width: 'half' }),
		role: choice(choicesOf(roles), text('Role', '角色'), { readonly: true, width: 'half' }),
		department: reference('crm_departments', text('Of department', '所属部门'), { readonly: true, template: '{{name}}', width: 'half' }),
	},
	indexes: [{ fields: ['role', 'department'] }],
});

/** Minutes of a review meeting (REV-14). */
export const approvalMeetings = defineCollection({
	collection: 'crm_approval_meetings',
	label: text('Review meetings', '评审会议'),
	singular: text('Review meeting', '评审会议'),
	note: text('Written by commands only.', '仅由操作写入。'),
	icon: 'groups_3',
	folder: 'crm_approval',
	sort: 40,
	hidden: true,
	fields: {
		id: id(),
		approval: reference('crm_approvals', text('Approval', '审批'), { required: true, readonly: true }),
		step: line(text('Step', '步骤'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		held_at: instant(words.heldAt, { required: true, readonly: true, width: 'half' }),
		place: line(words.meetingPlace, { readonly: true, width: 'half' }),
		attendance: json(z.array(z.uuid()), words.attendance, { readonly: true }),
		minutes: paragraph(words.minutes, { required: true, readonly: true }),
		conclusion: paragraph(words.conclusion, { required: true, readonly: true }),
		recorded_by: reference('directus_users', text('Recorded by', '记录人'), { required: true, readonly: true, width: 'half' }),
		recorded_at: instant(text('Recorded', '记录时间'), { required: true, readonly: true, width: 'half' }),
	},
});
