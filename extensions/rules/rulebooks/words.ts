import { text } from '../words/text.js';

/** Everything the life of a rulebook says. */
export const rulebookWords = {
	rulebook: text('Rulebook', '制度'),
	states: {
		draft: text('Draft', '草稿'),
		in_review: text('In review', '审批中'),
		published: text('Published', '已发布'),
		superseded: text('Superseded', '已被替代'),
		rejected: text('Not adopted', '未通过'),
	},
	submit: text('Submit for review', '提交审批'),
	submitNote: text('Sends the revision to the management group.', '将修订稿提交管理小组审批。'),
	revise: text('Revise', '修改'),
	invalid: text('The rulebook cannot be used as it stands, at {pointer}: {problem}', '制度内容有误，位置 {pointer}：{problem}'),
	ownerMissing: text('A rulebook names who interprets it.', '制度须指明解释部门或人员。'),
	effectiveFromMissing: text('Say from which day it applies.', '请填写生效日期。'),
	noticeTooShort: text(
		'Everyone is told before a rulebook changes: at least {days} days ahead. The earliest day is {earliest}.',
		'制度调整须提前通知全体员工，至少提前 {days} 天，最早生效日期为 {earliest}。',
	),
	trainingMissing: text('Say how the change is made known and trained.', '请填写培训与宣贯安排。'),
	onlyManagement: text('Only the management group formulates and revises the rulebook.', '制度的制定与修订由管理小组负责。'),
	publishedSubject: text('The rulebook changes on {day}: version {version}', '制度将于 {day} 变更：第 {version} 版'),
	publishedBody: text(
		'Version {version} of the rulebook applies from {day}. Cases already under way finish under the version they began with.',
		'制度第 {version} 版自 {day} 起施行。已开始的事项按原版本办结。',
	),
} as const;
