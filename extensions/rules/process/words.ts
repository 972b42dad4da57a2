import { text } from '../words/text.js';

/** Sentences the process engine itself says, whatever the domain. */
export const processWords = {
	owner: text('the person responsible for it', '经办人'),
	system: text('the system', '系统'),
	anyone: text('anyone who can see it', '任何可见者'),
	wrongState: text(
		'“{command}” is not possible while this is “{state}”. It is possible in: {needed}.',
		'当前状态为“{state}”，不能执行“{command}”。可执行的状态：{needed}。',
	),
	outcomeWrongState: text(
		'The record has left the state the approval was about; it is now “{state}”.',
		'该记录已离开审批所针对的状态，现为“{state}”。',
	),
	notYourDuty: text('“{command}” is for: {who}.', '“{command}”由以下人员执行：{who}。'),
	unknownCommand: text('There is no command “{command}”. Known commands: {known}.', '没有名为“{command}”的操作。可用操作：{known}。'),
	inputInvalid: text('Please correct this entry: {problem}', '请更正此项：{problem}'),
	commentRequired: text('“{command}” needs a comment that says why.', '执行“{command}”须填写说明理由的意见。'),
	commentTooLong: text('A comment has at most {most} characters.', '意见最多 {most} 个字符。'),
	governedField: text(
		'“{field}” is not edited by hand. Use the buttons on the form: they apply the rule and keep the record.',
		'“{field}”不能手工修改，请使用表单上的操作按钮，由其校验制度并留痕。',
	),
	notEditable: text(
		'This record is “{state}”; “{field}” can only be edited while it is: {needed}.',
		'该记录现为“{state}”，“{field}”仅在以下状态可编辑：{needed}。',
	),
	notEditableNow: text(
		'“{field}” can no longer be edited in the present state of the record. Reload it and look at its buttons.',
		'该记录当前状态下不能再编辑“{field}”，请刷新后查看可用操作。',
	),
	notDeletable: text(
		'A record that has entered its process is kept. Only a draft that was never submitted can be deleted.',
		'已进入流程的记录须予保存，只有从未提交的草稿可以删除。',
	),
	staleRevision: text(
		'Somebody changed this in the meantime (you saw revision {seen}, it is now {present}). Reload and look again.',
		'该记录在此期间已被修改（您看到的是第 {seen} 版，现为第 {present} 版），请刷新后再试。',
	),
} as const;
