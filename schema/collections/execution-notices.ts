import { z } from 'zod';
import { executionNoticeProcess } from '@crm-policy/rules/execution-notices/process';
import { executionNoticeWords as words } from '@crm-policy/rules/execution-notices/words';
import { roles } from '@crm-policy/rules/organisation/roles';
import { text } from '@crm-policy/rules/words/text';
import { choice, defineCollection, instant, integer, json, reference } from '../declare.js';
import { governedFields, id, stamps } from './common.js';

/** Production task orders and process sheets, issued when a contract takes effect (ORD-01). */
export const executionNotices = defineCollection({
	collection: 'crm_execution_notices',
	label: text('Execution notices', '执行文件'),
	singular: text('Execution notice', '执行文件'),
	note: text('The terms passed on to the departments when a contract takes effect.', '合同生效时向各部门传达的条款。'),
	icon: 'assignment',
	folder: 'crm_contracting',
	sort: 70,
	displayTemplate: '{{number}} {{kind}} · {{contract.number}}',
	fields: {
		id: id(),
		...governedFields(executionNoticeProcess),
		kind: choice(
			Object.entries(words.kinds).map(([value, label]) => ({ value: value as keyof typeof words.kinds, label })),
			text('Document', '文件'),
			{ required: true, readonly: true, width: 'half' },
		),
		contract: reference('crm_contracts', text('Contract', '合同'), {
			required: true,
			readonly: true,
			template: '{{number}} {{title}}',
			width: 'half',
		}),
		contract_version: integer(text('Version of the contract', '合同版本'), { required: true, readonly: true, width: 'half' }),
		role: choice(
			Object.entries(roles).map(([value, label]) => ({ value: value as keyof typeof roles, label })),
			text('Addressed to', '接收人'),
			{ required: true, readonly: true, width: 'half' },
		),
		terms: json(z.looseObject({}), text('Terms', '条款'), { readonly: true }),
		issued_at: instant(text('Issued', '下达时间'), { required: true, readonly: true, width: 'half' }),
		due_at: instant(text('To be acknowledged by', '签收期限'), { required: true, readonly: true, width: 'half' }),
		acknowledged_at: instant(text('Acknowledged', '签收时间'), { readonly: true, width: 'half' }),
		acknowledged_by: reference('directus_users', text('Acknowledged by', '签收人'), { readonly: true, width: 'half' }),
		...stamps(),
	},
	indexes: [{ fields: ['role', 'status'] }],
});
