import { text } from '@crm-policy/rules/words/text';
import { day, defineCollection, instant, integer, line, reference } from '../declare.js';
import { id } from './common.js';

/** Who took which register out, and what was in it. */
export const registerExports = defineCollection({
	collection: 'crm_exports',
	label: text('Exports', '导出记录'),
	singular: text('Export', '导出记录'),
	note: text('Written when somebody takes a register out as a file.', '登记簿导出为文件时自动记录。'),
	icon: 'output',
	folder: 'crm_organisation',
	sort: 62,
	displayTemplate: '{{register}} · {{at}}',
	fields: {
		id: id(),
		at: instant(text('When', '时间'), { required: true, readonly: true, width: 'half' }),
		user: reference('directus_users', text('Who', '导出人'), { readonly: true, width: 'half' }),
		register: line(text('Register', '登记簿'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		rows: integer(text('Rows', '行数'), { required: true, readonly: true, width: 'half' }),
		from: day(text('From', '起始日期'), { readonly: true, width: 'half' }),
		until: day(text('Until', '截止日期'), { readonly: true, width: 'half' }),
		reason: line(text('Needed for', '用途'), { readonly: true }),
		watermark: line(text('Watermark', '导出标识'), { readonly: true, maxLength: 255, indexed: true }),
		digest: line(text('SHA-256 of the file', '文件摘要'), { required: true, readonly: true, maxLength: 64 }),
	},
	indexes: [{ fields: ['at'] }],
});
