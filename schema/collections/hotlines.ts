import { hotlineProcess } from '@crm-policy/rules/hotlines/process';
import { text } from '@crm-policy/rules/words/text';
import { day, defineCollection, instant, line, reference, section } from '../declare.js';
import { governedFields, id, stamps } from './common.js';

const locked = { readonly: true, width: 'half' } as const;

/** The published telephone list (HOT-01 to HOT-03). */
export const hotlines = defineCollection({
	collection: 'crm_hotlines',
	label: text('Hotlines', '服务热线'),
	singular: text('Hotline list', '服务热线公告'),
	note: text('Shown to customers on a public page; complete or not published at all.', '在公开页面向客户公布，号码不全不得公布。'),
	icon: 'phone_in_talk',
	folder: 'crm_service',
	sort: 90,
	displayTemplate: '{{title}}',
	fields: {
		id: id(),
		...governedFields(hotlineProcess),
		title: line(text('Title', '名称'), { required: true }),
		office_phone: line(text('Office telephone', '办公电话'), { width: 'half', maxLength: 64 }),
		office_hours: line(text('Working hours', '工作时间'), { width: 'half' }),
		duty_phone: line(text('24-hour duty phone or mobile', '24 小时值班电话（手机）'), { width: 'half', maxLength: 64 }),
		online_service: line(text('Online customer service (address)', '在线客服（网址）'), { width: 'half' }),
		complaints: section(text('Complaint numbers', '投诉电话'), { icon: 'report' }),
		manager_office_phone: line(text('Company manager: office phone', '公司经理办公电话'), {
			width: 'half',
			maxLength: 64,
			group: 'complaints',
		}),
		manager_mobile: line(text('Company manager: mobile', '公司经理手机'), { width: 'half', maxLength: 64, group: 'complaints' }),
		valid_from: day(text('Valid from', '有效期起'), { width: 'half' }),
		valid_until: day(text('Valid until', '有效期止'), { width: 'half' }),
		published_at: instant(text('Published', '公布时间'), locked),
		published_by: reference('directus_users', text('Published by', '公布人'), locked),
		published_where: line(text('Also published', '其他公布渠道'), { readonly: true }),
		reminded_at: instant(text('Reminded', '提醒时间'), { readonly: true, hidden: true }),
		...stamps(),
	},
	indexes: [{ fields: ['status', 'valid_until'] }],
});
