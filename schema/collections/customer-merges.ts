import { z } from 'zod';
import { customerMergeProcess } from '@crm-policy/rules/customer-merges/process';
import { takableFields } from '@crm-policy/rules/customer-merges/merge';
import { mergeWords as words } from '@crm-policy/rules/customer-merges/words';
import { text } from '@crm-policy/rules/words/text';
import { choice, choices, choicesOf, defineCollection, instant, integer, json, line, paragraph, reference, section } from '../declare.js';
import { governedFields, id, stamps } from './common.js';

/** A field only commands write. */
const locked = { readonly: true, width: 'half', group: 'record' } as const;

/** Two records of one customer that become one, and what followed (CUS-10, CUS-11). */
export const customerMerges = defineCollection({
	collection: 'crm_customer_merges',
	label: text('Merges of customers', '客户档案合并'),
	singular: text('Merge of customers', '客户档案合并'),
	note: text('Two records of one customer become one. A merge can be undone.', '将同一客户的两份档案合并为一份；合并可以撤销。'),
	icon: 'merge',
	folder: 'crm_customer_relations',
	sort: 65,
	displayTemplate: '{{duplicate.name}} → {{survivor.name}}',
	fields: {
		id: id(),
		...governedFields(customerMergeProcess),
		survivor: reference('crm_customers', text('Record that is kept', '保留档案'), { required: true, template: '{{name}}', width: 'half' }),
		duplicate: reference('crm_customers', text('Duplicate', '重复档案'), { required: true, template: '{{name}}', width: 'half' }),
		note: paragraph(text('Note', '备注')),
		record: section(text('What was done', '处理记录'), { icon: 'receipt_long' }),
		merged_at: instant(text('Merged', '合并时间'), locked),
		merged_by: reference('directus_users', text('Merged by', '合并经办人'), locked),
		taken: choices(choicesOf(takableFields), words.take, { readonly: true, group: 'record' }),
		before: json(z.record(z.string(), z.unknown()), text('What these were before', '原资料'), {
			readonly: true,
			hidden: true,
			group: 'record',
		}),
		duplicate_was: line(text('State of the duplicate before', '重复档案原状态'), { readonly: true, hidden: true, maxLength: 64 }),
		moved: integer(text('Records that followed', '转移记录数'), locked),
		stayed: integer(text('Records that stayed', '保留原处记录数'), locked),
		undone_at: instant(text('Undone', '撤销时间'), locked),
		undone_by: reference('directus_users', text('Undone by', '撤销经办人'), locked),
		returned: integer(text('Records put back', '还原记录数'), locked),
		left_moved: integer(text('Records left because they changed', '因改动未还原记录数'), locked),
		left_taken: choices(choicesOf(takableFields), text('Particulars left because they changed', '因改动未还原的资料项'), {
			readonly: true,
			group: 'record',
		}),
		...stamps(),
	},
	indexes: [{ fields: ['survivor', 'status'] }, { fields: ['duplicate', 'status'] }],
});

/** One place that named the duplicate, and what became of it. */
export const customerMergeItems = defineCollection({
	collection: 'crm_customer_merge_items',
	label: text('Receipt of a merge', '合并清单'),
	singular: text('Record of a merge', '合并事项'),
	note: text('Written by commands only.', '仅由操作写入。'),
	icon: 'receipt_long',
	folder: 'crm_customer_relations',
	sort: 66,
	hidden: true,
	displayTemplate: '{{subject_collection}} · {{outcome}}',
	fields: {
		id: id(),
		merge: reference('crm_customer_merges', text('Merge', '合并'), { required: true, readonly: true }),
		subject_collection: line(text('Kind of record', '记录类别'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		subject_id: line(text('Record', '记录标识'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		field: line(text('As', '字段'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		outcome: choice(choicesOf(words.outcomes), text('What became of it', '处理结果'), { required: true, readonly: true, width: 'half' }),
	},
	indexes: [{ fields: ['merge', 'outcome'] }, { fields: ['subject_collection', 'subject_id'] }],
});
