import { z } from 'zod';
import { text } from '@crm-policy/rules/words/text';
import { defineCollection, instant, integer, json, line, reference } from '../declare.js';
import { id } from './common.js';

/** The append-only record of every accepted command, chained by hash. */
export const ledger = defineCollection({
	collection: 'crm_ledger',
	label: text('Ledger', '台账'),
	singular: text('Ledger entry', '台账记录'),
	note: text(
		'One entry per accepted command, chained by hash; nothing is ever changed or removed.',
		'每个被接受的操作一条记录，以摘要相链，不得更改或删除。',
	),
	icon: 'account_balance',
	folder: 'crm_organisation',
	sort: 60,
	displayTemplate: '{{seq}} · {{command}}',
	fields: {
		id: id(),
		seq: integer(text('No.', '序号'), { required: true, unique: true, readonly: true, width: 'half' }),
		at: instant(text('When', '时间'), { required: true, readonly: true, width: 'half' }),
		actor: line(text('Who (id)', '操作人标识'), { readonly: true, maxLength: 36, width: 'half' }),
		collection: line(text('Collection', '类别'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		item: line(text('Record', '记录标识'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		command: line(text('Command', '操作'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		from: line(text('From', '原状态'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		to: line(text('To', '新状态'), { required: true, readonly: true, maxLength: 64, width: 'half' }),
		revision: integer(text('Revision', '修订号'), { required: true, readonly: true, width: 'half' }),
		rulebook_version: integer(text('Rulebook version', '制度版本'), { readonly: true, width: 'half' }),
		content_hash: line(text('Content hash', '内容摘要'), { readonly: true, maxLength: 64 }),
		moved: json(z.array(z.object({ collection: z.string(), item: z.string(), digest: z.string() })), text('Records moved', '变动记录'), {
			readonly: true,
			hidden: true,
		}),
		previous: line(text('Previous hash', '前一摘要'), { required: true, readonly: true, maxLength: 64 }),
		hash: line(text('Hash', '摘要'), { required: true, readonly: true, maxLength: 64 }),
	},
	indexes: [{ fields: ['collection', 'item', 'seq'] }, { fields: ['actor', 'seq'] }],
});

/** Comments given with commands; personal data, so not in the ledger, whose entry they belong to. */
export const commandComments = defineCollection({
	collection: 'crm_command_comments',
	label: text('Comments on commands', '操作意见'),
	singular: text('Comment on a command', '操作意见'),
	note: text('Written by commands only.', '仅由操作写入。'),
	icon: 'comment',
	folder: 'crm_organisation',
	sort: 61,
	hidden: true,
	fields: {
		id: id(),
		seq: integer(text('Ledger entry', '台账序号'), { required: true, unique: true, readonly: true }),
		author: reference('directus_users', text('Author', '意见人'), { readonly: true }),
		comment: line(text('Comment', '意见'), { required: true, readonly: true, maxLength: 4000 }),
	},
});
