import { text, type Text } from '../words/text.js';
import type { Detail, ScopeKind } from './feed.js';

const scopes: Readonly<Record<ScopeKind, Text>> = {
	mine: text('My visits', '我的拜访'),
	department: text('Visits of my department', '本部门拜访'),
	customer: text('Visits to a customer', '某客户的拜访'),
};

const details: Readonly<Record<Detail, Text>> = {
	full: text('Everything I may see', '全部内容'),
	title: text('Title and time', '标题与时间'),
	busy: text('Busy times only', '仅忙碌时段'),
};

/** Everything calendar feeds say, in the feed and about it. */
export const calendarFeedWords = {
	scopes,
	details,
	busy: text('Busy', '忙碌'),
	cancelled: text('Cancelled: {title}', '已取消：{title}'),
	/** Where a visit has no title its reader may see. */
	untitled: text('Visit', '拜访'),
	assigned: text('{person} · {title}', '{person} · {title}'),
	/** One line of a description. */
	line: text('{label}: {value}', '{label}：{value}'),
	and: text(', ', '、'),
	customer: text('Customer', '客户'),
	purposes: text('Purpose', '走访目的'),
	responsible: text('Responsible', '经办人'),
	participants: text('With', '同行人员'),
	alarm: text('Visit in half an hour', '拜访将于半小时后开始'),
	departmentRefused: text(
		'A calendar of the whole department is for those who lead one. Make one of your own visits.',
		'部门日历仅限部门负责人使用，请改为订阅本人的拜访。',
	),
	noDepartment: text('You belong to no department.', '您不属于任何部门。'),
	customerUnknown: text('This customer does not exist, or you may not see it.', '该客户不存在，或您无权查看。'),
	tooMany: text(
		'You have {most} calendar feeds already. Revoke one that you no longer need.',
		'您已有 {most} 个日历订阅，请先停用不再需要的订阅。',
	),
	revokedSubject: text('Calendar feed ended: {name}', '日历订阅已停用：{name}'),
	revokedBody: text(
		'{who} has ended your calendar feed “{name}”. What applications have fetched stays in them until you remove the subscription there.',
		'{who}已停用您的日历订阅“{name}”。应用中已获取的内容，请在该应用中删除订阅。',
	),
	revokedWhyBody: text(
		'{who} has ended your calendar feed “{name}”. The reason given: {reason}\n\nWhat applications have fetched stays in them until you remove the subscription there.',
		'{who}已停用您的日历订阅“{name}”，原因：{reason}\n\n应用中已获取的内容，请在该应用中删除订阅。',
	),
	somebody: text('Somebody', '有人'),
	expired: text('The day it ends has passed.', '到期日期已过。'),
} as const;
