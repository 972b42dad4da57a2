import { details, scopeKinds } from '@crm-policy/rules/calendar-feeds/feed';
import { calendarFeedWords as words } from '@crm-policy/rules/calendar-feeds/words';
import { text } from '@crm-policy/rules/words/text';
import { choice, day, defineCollection, flag, instant, integer, line, reference, section } from '../declare.js';
import { id, stamps } from './common.js';

/** Everything about a feed is written by its own endpoints. */
const kept = { readonly: true, width: 'half' } as const;

const used = { ...kept, group: 'use' } as const;

/**
 * Calendars of visits that people subscribe to, each with an address of its own. What lets somebody in is not here: a hash of the secret is
 * kept in a table that Directus does not see (`crm_calendar_keys`).
 */
export const calendarFeeds = defineCollection({
	collection: 'crm_calendar_feeds',
	label: text('Calendar feeds', '日历订阅'),
	singular: text('Calendar feed', '日历订阅'),
	note: text(
		'Calendars of visits that people subscribe to. Made and revoked on the desk, under “Calendar feeds”.',
		'供订阅的拜访日历，在工作台“日历订阅”中创建与停用。',
	),
	icon: 'calendar_month',
	folder: 'crm_organisation',
	sort: 64,
	displayTemplate: '{{name}} · {{owner.first_name}} {{owner.last_name}}',
	fields: {
		id: id(),
		name: line(text('Name', '名称'), { ...kept, required: true, maxLength: 80 }),
		owner: reference('directus_users', text('Of', '所有人'), { ...kept, required: true }),
		scope: choice(
			scopeKinds.map((value) => ({ value, label: words.scopes[value] })),
			text('Visits', '拜访范围'),
			{ ...kept, required: true },
		),
		department: reference('crm_departments', text('Department', '部门'), { ...kept, template: '{{name}}' }),
		customer: reference('crm_customers', text('Customer', '客户'), { ...kept, template: '{{name}}' }),
		detail: choice(
			details.map((value) => ({ value, label: words.details[value] })),
			text('Shows', '显示内容'),
			{ ...kept, required: true },
		),
		omit_cancelled: flag(text('Without cancelled visits', '不含已取消的拜访'), kept),
		alarm: flag(text('Reminder before each visit', '拜访前提醒'), kept),
		expires_on: day(text('Last day', '截止日期'), kept),
		revoked_at: instant(text('Revoked', '停用时间'), kept),
		revoked_by: reference('directus_users', text('Revoked by', '停用人'), kept),
		rotated_at: instant(text('Address renewed', '地址更换时间'), kept),
		use: section(text('Use', '使用情况'), { icon: 'sync' }),
		last_used_at: instant(text('Last fetched', '最近获取'), used),
		last_client: line(text('Fetched by', '获取程序'), { ...used, maxLength: 120 }),
		events: integer(text('Entries', '日程数'), used),
		left_out: integer(text('Left out because the calendar became too large', '因日历过大而未列出'), used),
		shown_from: instant(text('Shows visits from', '起始于'), { ...used, displayOptions: { relative: false } }),
		shown_until: instant(text('Shows visits until', '截止于'), { ...used, displayOptions: { relative: false } }),
		without_descriptions: flag(text('Without descriptions', '不含说明'), used),
		faulty: integer(text('Left out because they cannot be shown', '因数据有误而未列出'), used),
		...stamps(),
	},
	indexes: [{ fields: ['owner', 'revoked_at'] }],
});
