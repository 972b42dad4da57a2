import { text } from '../words/text.js';

/** Everything execution notices say. */
export const executionNoticeWords = {
	notice: text('Execution notice', '执行文件'),
	states: { issued: text('Issued', '已下达'), acknowledged: text('Acknowledged', '已签收') },
	kinds: {
		production_task_order: text('Production task order', '生产任务单'),
		process_sheet: text('Process sheet', '工艺单'),
	},
	acknowledge: text('Acknowledge', '签收'),
	acknowledgeNote: text('Confirms that the department has received the terms and acts on them.', '确认部门已收到有关条款并据以执行。'),
	issuedSubject: text('{kind}: {title}', '{kind}：{title}'),
	issuedBody: text(
		'“{title}” has taken effect. Please read the terms passed on to you and acknowledge them.',
		'“{title}”已生效，请查阅下达的有关条款并签收。',
	),
	notAddressee: text('This is for {who} to acknowledge.', '该文件由{who}签收。'),
} as const;
