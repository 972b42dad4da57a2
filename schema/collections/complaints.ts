import { z } from 'zod';
import { complaintDutyProcess } from '@crm-policy/rules/complaints/duty-process';
import { everyDuty } from '@crm-policy/rules/complaints/duties';
import { compensationProcess } from '@crm-policy/rules/complaints/compensation-process';
import { complaintProcess } from '@crm-policy/rules/complaints/process';
import { complaintRulingProcess } from '@crm-policy/rules/complaints/ruling-process';
import { complaintWords as words } from '@crm-policy/rules/complaints/words';
import { roles } from '@crm-policy/rules/organisation/roles';
import { text, type Text } from '@crm-policy/rules/words/text';
import {
	answer,
	attachments,
	choice,
	day,
	decimal,
	defineCollection,
	flag,
	instant,
	integer,
	json,
	line,
	list,
	paragraph,
	presentation,
	reference,
	section,
} from '../declare.js';
import { approvalTimeline, governedFields, id, stamps } from './common.js';

const choicesOf = <V extends string>(labels: Readonly<Record<V, Text>>) =>
	(Object.entries(labels) as [V, Text][]).map(([value, label]) => ({ value, label }));

/** A field only commands write. */
const locked = { readonly: true, width: 'half' } as const;

export const complaints = defineCollection({
	collection: 'crm_complaints',
	label: text('Complaints', '客户投诉'),
	singular: text('Complaint', '客户投诉'),
	note: text('Complaints, opinions and suggestions from every channel.', '各渠道的客户投诉、意见和建议。'),
	icon: 'report',
	folder: 'crm_service',
	sort: 10,
	displayTemplate: '{{number}} {{title}}',
	fields: {
		id: id(),
		...governedFields(complaintProcess),
		title: line(text('Subject', '事由'), { required: true }),
		register: section(text('Register form', '投诉登记表'), { icon: 'edit_note' }),
		kind: choice(choicesOf(words.kinds), text('Kind', '类型'), { required: true, default: 'complaint', width: 'half', group: 'register' }),
		channel: choice(choicesOf(words.channels), text('Came in by', '反馈渠道'), { width: 'half', group: 'register' }),
		received_at: instant(text('Received', '接收时间'), { width: 'half', group: 'register' }),
		customer: reference('crm_customers', text('Customer', '客户'), { template: '{{name}}', width: 'half', group: 'register' }),
		complainant: line(text('Who complains', '投诉人'), { width: 'half', group: 'register' }),
		complainant_contact: line(text('How to reach them', '联系方式'), { width: 'half', group: 'register' }),
		content: paragraph(text('What the customer says', '投诉内容'), { group: 'register' }),
		classification: section(text('Classification', '分类'), {
			icon: 'category',
			note: text('Decides who handles the case and by when (CMP-03, CMP-05, SLA-02).', '决定受理人和时限（CMP-03、CMP-05、SLA-02）。'),
		}),
		nature: choice(choicesOf(words.natures), text('Nature', '性质'), { width: 'half', group: 'classification' }),
		cause: choice(choicesOf(words.causes), text('Category: cause', '类别：原因'), { width: 'half', group: 'classification' }),
		target: choice(choicesOf(words.targets), text('Category: about', '类别：对象'), { width: 'half', group: 'classification' }),
		accused: reference('directus_users', text('Member of staff complained of', '被投诉人员'), { width: 'half', group: 'classification' }),
		urgency: choice(choicesOf(words.urgencies), text('Urgency', '紧急程度'), { width: 'half', group: 'classification' }),
		severity: choice(choicesOf(words.severities), text('Severity', '严重程度'), { width: 'half', group: 'classification' }),
		major: flag(words.majorProblem, { width: 'half', group: 'classification' }),
		complex: flag(words.complexCase, { width: 'half', group: 'classification' }),
		product: section(text('Product', '产品情况'), { icon: 'inventory_2' }),
		product_name: line(text('Product name', '产品名称'), { width: 'half', group: 'product' }),
		vehicle_number: line(text('Vehicle number', '车号'), {
			width: 'half',
			group: 'product',
			note: text('Write “none” if there is none; it is part of the number (CMP-04).', '确无的请填“无”；属编号组成部分（CMP-04）。'),
		}),
		contract: reference('crm_contracts', text('Contract', '合同'), { template: '{{number}} {{title}}', width: 'half', group: 'product' }),
		order_number: line(text('Order number', '订单编号'), { width: 'half', group: 'product' }),
		product_model: line(text('Product model', '产品型号'), { width: 'half', group: 'product' }),
		quantity: decimal(text('Quantity', '数量'), { scale: 4, width: 'half', group: 'product' }),
		shipment_date: day(text('Shipment date', '交运日期'), { width: 'half', group: 'product' }),
		deadlines: section(text('Time limits', '时限'), { icon: 'schedule' }),
		due_explanation: presentation('crm-due-explanation', text('Why it is due then', '期限说明'), { group: 'deadlines' }),
		response_due_at: instant(text('First answer due', '首次回应期限'), { ...locked, group: 'deadlines' }),
		first_response_at: instant(text('First answered', '首次回应时间'), { ...locked, group: 'deadlines' }),
		investigation_due_at: instant(text('Investigation due', '调查期限'), { ...locked, group: 'deadlines' }),
		investigated_at: instant(text('Investigated', '调查完成时间'), { ...locked, group: 'deadlines' }),
		reply_due_at: instant(text('Reply due', '答复期限'), { ...locked, group: 'deadlines' }),
		handling_due_at: instant(text('Handling due', '处理期限'), { ...locked, group: 'deadlines' }),
		paused_since: instant(text('Waiting for the customer since', '等待客户起始时间'), { ...locked, group: 'deadlines' }),
		pauses: json(z.array(z.object({ from: z.string(), until: z.string().nullable() })), text('Waits', '等待记录'), {
			readonly: true,
			hidden: true,
		}),
		next_reminder_at: instant(text('Next reminder', '下次提醒'), { readonly: true, hidden: true, indexed: true }),
		investigation: section(text('Investigation', '调查'), { icon: 'troubleshoot' }),
		customer_demand: paragraph(text('What the customer demands', '客户要求'), { group: 'investigation' }),
		findings: paragraph(text('Investigation material', '调查材料'), { group: 'investigation' }),
		cause_found: paragraph(text('Cause that was found', '查明的原因'), { group: 'investigation' }),
		responsibility: choice(choicesOf(words.responsibilities), words.responsibility, { ...locked, group: 'investigation' }),
		responsible_department: reference('crm_departments', words.responsibleDepartment, {
			...locked,
			template: '{{name}}',
			group: 'investigation',
		}),
		responsible_person: reference('directus_users', words.responsiblePerson, { ...locked, group: 'investigation' }),
		responsible_supplier: line(words.responsibleSupplier, { ...locked, group: 'investigation' }),
		rulings: list('crm_complaint_rulings', 'complaint', text('Rulings on responsibility', '责任判定'), {
			template: '{{round}} · {{responsibility}} · {{status}}',
			readonly: true,
		}),
		tasks: list('crm_complaint_tasks', 'complaint', text('Duties of the departments', '部门职责'), {
			template: '{{department_kind}} · {{duty}} · {{status}}',
			readonly: true,
		}),
		handling: section(text('Handling', '处理'), { icon: 'handyman' }),
		outcome: choice(choicesOf(words.outcomes), text('Outcome', '处理结论'), { width: 'half', group: 'handling' }),
		handling_opinion: paragraph(text('Handling opinion', '处理意见'), { group: 'handling' }),
		handling_note: paragraph(text('Note on the handling', '处理说明'), {
			group: 'handling',
			note: text('Needed when the complaint is not founded or not ours (CMP-14).', '投诉不成立或非我方责任时必填（CMP-14）。'),
		}),
		discussion_held_on: day(text('Internal discussion on', '内部讨论日期'), { width: 'half', group: 'handling' }),
		discussion_participants: line(text('Took part', '参加人员'), { width: 'half', group: 'handling' }),
		discussion_solution: paragraph(text('Solution of the discussion', '讨论形成的解决方案'), { group: 'handling' }),
		no_measure_reason: paragraph(text('Why no measure is needed', '无需措施的理由'), { group: 'handling' }),
		compensations: list('crm_complaint_compensations', 'complaint', text('Compensations', '赔偿'), {
			template: '{{type}} · {{amount}} {{currency}} · {{status}}',
		}),
		actions_taken: list('crm_corrective_actions', 'complaint', text('Corrective and preventive actions', '纠正和预防措施'), {
			template: '{{number}} {{title}} · {{status}}',
		}),
		files: attachments('crm_complaint_files', 'complaint', text('Attached files', '附件')),
		communications: list('crm_complaint_communications', 'complaint', text('Contact with the customer', '与客户的沟通'), {
			template: '{{at}} · {{kind}}',
			readonly: true,
		}),
		internal_note: paragraph(text('Internal note', '内部备注')),
		record: section(text('Record', '记录'), { closed: true, icon: 'history_edu' }),
		leader: reference('directus_users', text('Leader in charge', '主管领导'), { ...locked, group: 'record' }),
		registered_at: instant(text('Registered', '登记时间'), { ...locked, group: 'record' }),
		registered_by: reference('directus_users', text('Registered by', '登记人'), { ...locked, group: 'record' }),
		manager_informed_at: instant(text('Company manager informed', '报告公司经理时间'), { ...locked, group: 'record' }),
		replied_at: instant(text('Replied', '答复时间'), { ...locked, group: 'record' }),
		replied_by: reference('directus_users', text('Replied by', '答复人'), { ...locked, group: 'record' }),
		reply_form: choice(choicesOf(words.replyForms), words.replyForm, { ...locked, group: 'record' }),
		reply_language: choice(choicesOf(words.languages), words.replyLanguage, { ...locked, group: 'record' }),
		reply_text: paragraph(text('Reply', '答复内容'), { readonly: true, group: 'record' }),
		customer_reaction: choice(choicesOf(words.reactions), text('Customer’s reaction', '客户反馈'), { ...locked, group: 'record' }),
		report_filed_at: instant(text('Handling report filed', '处理报告存档时间'), { ...locked, group: 'record' }),
		tracking_closed_at: instant(text('Leader’s tracking ended', '主管领导结束跟踪时间'), { ...locked, group: 'record' }),
		tracking_closed_by: reference('directus_users', text('Tracking ended by', '结束跟踪人'), { ...locked, group: 'record' }),
		tracking_statement: paragraph(text('Statement of the leader', '主管领导结论'), { readonly: true, group: 'record' }),
		closed_at: instant(text('Closed', '结案时间'), { ...locked, group: 'record' }),
		closed_by: reference('directus_users', text('Closed by', '结案人'), { ...locked, group: 'record' }),
		reopened_at: instant(text('Reopened', '重新调查时间'), { ...locked, group: 'record' }),
		follow_up_at: instant(text('Followed up', '回访时间'), { ...locked, group: 'record' }),
		follow_up_by: reference('directus_users', text('Followed up by', '回访人'), { ...locked, group: 'record' }),
		follow_up_satisfied: answer(text('Customer satisfied', '客户满意'), { ...locked, group: 'record' }),
		remaining_need: paragraph(words.remainingNeed, { readonly: true, group: 'record' }),
		archived_at: instant(text('Archived', '归档时间'), { ...locked, group: 'record' }),
		archived_by: reference('directus_users', text('Archived by', '归档人'), { ...locked, group: 'record' }),
		reports: list('crm_complaint_reports', 'complaint', text('Handling reports', '处理报告'), {
			template: '{{filed_at}}',
			readonly: true,
		}),
		appraisals: list('crm_appraisal_entries', 'complaint', text('Appraisal entries', '考核记录'), {
			template: '{{month}} · {{result}}',
			readonly: true,
		}),
		...stamps(),
	},
	indexes: [
		{ fields: ['status', 'reply_due_at'] },
		{ fields: ['owner', 'status'] },
		{ fields: ['customer', 'status'] },
		{ fields: ['severity', 'status'] },
		{ fields: ['received_at'] },
	],
});

export const complaintFiles = defineCollection({
	collection: 'crm_complaint_files',
	label: text('Complaint files', '投诉附件'),
	singular: text('Complaint file', '投诉附件'),
	note: text('Files attached to complaints.', '投诉的附件。'),
	icon: 'attach_file',
	folder: 'crm_service',
	sort: 11,
	hidden: true,
	fields: {
		id: id(),
		complaint: reference('crm_complaints', text('Complaint', '投诉'), { required: true, hidden: true, onDelete: 'CASCADE' }),
		file: reference('directus_files', text('File', '文件'), { required: true }),
		...stamps(),
	},
});

/** A duty of a department on one complaint (CMP-06, CMP-07, CMP-08). */
export const complaintTasks = defineCollection({
	collection: 'crm_complaint_tasks',
	label: text('Complaint duties', '投诉职责任务'),
	singular: text('Complaint duty', '投诉职责任务'),
	note: text(
		'What each department does on a complaint: done, or not applicable with a reason.',
		'各部门在投诉中的职责：完成，或说明不适用的理由。',
	),
	icon: 'checklist',
	folder: 'crm_service',
	sort: 20,
	displayTemplate: '{{duty}} · {{status}}',
	fields: {
		id: id(),
		...governedFields(complaintDutyProcess),
		complaint: reference('crm_complaints', text('Complaint', '投诉'), {
			required: true,
			readonly: true,
			width: 'half',
			template: '{{number}} {{title}}',
			onDelete: 'CASCADE',
		}),
		department_kind: choice(choicesOf(words.dutyDepartments), text('Department', '部门'), { required: true, ...locked }),
		duty: choice(
			everyDuty.map(({ duty, label }) => ({ value: duty, label })),
			text('Duty', '职责'),
			{ required: true, ...locked },
		),
		role: choice(choicesOf(roles), text('Asked role', '所需角色'), { required: true, ...locked }),
		result: paragraph(words.dutyResult, { readonly: true }),
		reason: paragraph(text('Why not applicable', '不适用的理由'), { readonly: true }),
		settled_at: instant(text('Settled', '完成时间'), locked),
		settled_by: reference('directus_users', text('Settled by', '完成人'), locked),
		...stamps(),
	},
	indexes: [{ fields: ['complaint', 'department_kind'] }, { fields: ['role', 'status'] }],
});

/** Rulings on where responsibility lies, with the objection and the second ruling (CMP-06, CMP-17, CMP-20). */
export const complaintRulings = defineCollection({
	collection: 'crm_complaint_rulings',
	label: text('Rulings on responsibility', '责任判定'),
	singular: text('Ruling on responsibility', '责任判定'),
	note: text('Who is ruled responsible may object once; the second ruling is final.', '被判定方可提出一次异议，复议为最终判定。'),
	icon: 'gavel',
	folder: 'crm_service',
	sort: 30,
	displayTemplate: '{{round}} · {{responsibility}} · {{status}}',
	fields: {
		id: id(),
		...governedFields(complaintRulingProcess),
		complaint: reference('crm_complaints', text('Complaint', '投诉'), {
			required: true,
			readonly: true,
			width: 'half',
			template: '{{number}}',
			onDelete: 'CASCADE',
		}),
		round: integer(text('Round', '次数'), { required: true, ...locked }),
		responsibility: choice(choicesOf(words.responsibilities), words.responsibility, { required: true, ...locked }),
		responsible_department: reference('crm_departments', words.responsibleDepartment, { ...locked, template: '{{name}}' }),
		responsible_person: reference('directus_users', words.responsiblePerson, locked),
		responsible_supplier: line(words.responsibleSupplier, locked),
		reason: paragraph(words.reason, { required: true, readonly: true }),
		ruled_by: reference('directus_users', text('Ruled by', '判定人'), { required: true, ...locked }),
		ruled_at: instant(text('Ruled', '判定时间'), { required: true, ...locked }),
		objection: paragraph(text('Objection', '异议'), { readonly: true }),
		objected_by: reference('directus_users', text('Objected by', '提出异议人'), locked),
		objected_at: instant(text('Objected', '提出异议时间'), locked),
		...stamps(),
	},
	indexes: [{ fields: ['complaint', 'round'], unique: true }],
});

/** What the customer is given in compensation, approved by amount (CMP-19). */
export const complaintCompensations = defineCollection({
	collection: 'crm_complaint_compensations',
	label: text('Compensations', '投诉赔偿'),
	singular: text('Compensation', '投诉赔偿'),
	note: text('Approved by those who decide on the amount.', '按金额由有权限的人员批准。'),
	icon: 'payments',
	folder: 'crm_service',
	sort: 40,
	displayTemplate: '{{type}} · {{amount}} {{currency}}',
	fields: {
		id: id(),
		...governedFields(compensationProcess),
		complaint: reference('crm_complaints', text('Complaint', '投诉'), { required: true, template: '{{number}} {{title}}', width: 'half' }),
		type: choice(choicesOf(words.compensationTypes), text('Kind', '赔偿方式'), { width: 'half' }),
		amount: decimal(text('Amount', '金额'), { width: 'half' }),
		currency: line(text('Currency', '币种'), { width: 'half', maxLength: 3, default: 'CNY' }),
		reason: paragraph(text('Reason', '理由')),
		...approvalTimeline(),
		granted_on: day(words.grantedOn, locked),
		grant_reference: line(words.grantReference, locked),
		granted_by: reference('directus_users', text('Granted by', '兑现经办人'), locked),
		approvals: list('crm_approvals', 'compensation', text('Approvals', '审批'), { hidden: true, template: '{{status}}' }),
		...stamps(),
	},
	indexes: [{ fields: ['complaint', 'status'] }],
});

/** Everything told to the customer and heard from them (SLA-01, SLA-03, RCP-06, CMP-11, CMP-16). */
export const complaintCommunications = defineCollection({
	collection: 'crm_complaint_communications',
	label: text('Contact with customers about complaints', '投诉沟通记录'),
	singular: text('Contact with the customer', '沟通记录'),
	note: text('Written by commands only.', '仅由操作写入。'),
	icon: 'forum',
	folder: 'crm_service',
	sort: 50,
	hidden: true,
	displayTemplate: '{{at}} · {{kind}}',
	fields: {
		id: id(),
		complaint: reference('crm_complaints', text('Complaint', '投诉'), { required: true, readonly: true, onDelete: 'CASCADE' }),
		kind: choice(choicesOf(words.communications), text('What', '类别'), { required: true, ...locked }),
		how: choice(choicesOf(words.channels), words.informedHow, locked),
		content: paragraph(text('Content', '内容'), { required: true, readonly: true }),
		at: instant(text('When', '时间'), { required: true, ...locked }),
		recorded_by: reference('directus_users', text('Recorded by', '登记人'), locked),
	},
	indexes: [{ fields: ['complaint', 'at'] }],
});

/** Written handling reports, as they were filed (CMP-15). */
export const complaintReports = defineCollection({
	collection: 'crm_complaint_reports',
	label: text('Handling reports', '投诉处理报告'),
	singular: text('Handling report', '投诉处理报告'),
	note: text('Written by commands only and never changed.', '仅由操作写入，不可更改。'),
	icon: 'description',
	folder: 'crm_service',
	sort: 60,
	hidden: true,
	displayTemplate: '{{complaint.number}} · {{filed_at}}',
	fields: {
		id: id(),
		complaint: reference('crm_complaints', text('Complaint', '投诉'), { required: true, readonly: true, template: '{{number}}' }),
		content: json(z.looseObject({}), text('Content', '内容'), { readonly: true }),
		content_hash: line(text('Digest', '内容摘要'), { required: true, readonly: true, maxLength: 64 }),
		filed_at: instant(text('Filed', '存档时间'), { required: true, ...locked }),
		filed_by: reference('directus_users', text('Filed by', '存档人'), { required: true, ...locked }),
	},
	indexes: [{ fields: ['complaint', 'filed_at'] }],
});

/** Appraisal entries from complaints: what the monthly appraisal of departments and people is made of (CMP-13, KPI-07). */
export const appraisalEntries = defineCollection({
	collection: 'crm_appraisal_entries',
	label: text('Appraisal entries', '考核记录'),
	singular: text('Appraisal entry', '考核记录'),
	note: text('Written by commands only.', '仅由操作写入。'),
	icon: 'grading',
	folder: 'crm_service',
	sort: 70,
	displayTemplate: '{{month}} · {{result}}',
	fields: {
		id: id(),
		complaint: reference('crm_complaints', text('Complaint', '投诉'), { required: true, ...locked, template: '{{number}}' }),
		month: line(text('Month', '月份'), { required: true, ...locked, maxLength: 7 }),
		department: reference('crm_departments', words.responsibleDepartment, { ...locked, template: '{{name}}' }),
		person: reference('directus_users', words.responsiblePerson, locked),
		cause: paragraph(text('Cause', '原因'), { readonly: true }),
		consequences: paragraph(words.consequences, { required: true, readonly: true }),
		result: choice(choicesOf(words.appraisalResults), words.appraisalResult, { required: true, ...locked }),
		entered_by: reference('directus_users', text('Entered by', '登记人'), { required: true, ...locked }),
		entered_at: instant(text('Entered', '登记时间'), { required: true, ...locked }),
	},
	indexes: [{ fields: ['month', 'department'] }, { fields: ['person', 'month'] }],
});
