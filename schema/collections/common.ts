import { text } from '@crm-policy/rules/words/text';
import type { StateDeclaration } from '@crm-policy/rules/process/declaration';
import { choice, instant, integer, line, presentation, reference, type Choice, type FieldDeclaration } from '../declare.js';

/** The identity of every record of ours. */
export const id = (): FieldDeclaration<string> =>
	({
		...line(text('ID', '标识')),
		type: 'uuid',
		required: true,
		special: ['uuid'],
		hidden: true,
		readonly: true,
		interface: 'input',
	}) as never;

/** Directus' own stamps; it fills them itself on ordinary writes and the command engine does on commands. */
export const stamps = () => ({
	user_created: reference('directus_users', text('Created by', '创建人'), {
		hidden: true,
		readonly: true,
		width: 'half',
		special: ['user-created'],
	} as never),
	date_created: instant(text('Created on', '创建时间'), { hidden: true, readonly: true, width: 'half', special: ['date-created'] }),
	user_updated: reference('directus_users', text('Updated by', '更新人'), {
		hidden: true,
		readonly: true,
		width: 'half',
		special: ['user-updated'],
	} as never),
	date_updated: instant(text('Updated on', '更新时间'), { hidden: true, readonly: true, width: 'half', special: ['date-updated'] }),
});

const colors: Readonly<Record<StateDeclaration['kind'], string>> = {
	draft: 'var(--theme--foreground-subdued)',
	waiting: 'var(--theme--warning)',
	'in-force': 'var(--theme--success)',
	ended: 'var(--theme--primary)',
	refused: 'var(--theme--danger)',
};

/** The part of a process that a form needs. */
export interface States {
	readonly initial: string;
	readonly states: Readonly<Record<string, StateDeclaration>>;
}

/** The choices of a status field, in the order of the process. */
export const stateChoices = (process: States): readonly Choice[] =>
	Object.entries(process.states).map(([value, state]) => ({ value, label: state.label, color: colors[state.kind] }));

const actionBar = () => presentation('crm-action-bar', text('Actions', '操作'));

const statusOf = (process: States) =>
	choice(stateChoices(process), text('Status', '状态'), {
		required: true,
		default: process.initial,
		readonly: true,
		width: 'half',
		indexed: true,
	});

/** What moves with every command. */
const moved = () => ({
	revision: integer(text('Revision', '修订号'), { required: true, default: 0, readonly: true, hidden: true, width: 'half' }),
	rulebook_version: integer(text('Rulebook version', '制度版本'), { readonly: true, hidden: true, width: 'half' }),
	ledger: integer(text('Ledger entry', '台账序号'), { readonly: true, hidden: true, width: 'half' }),
});

/** The fields of a record under a process that belongs to another record, whose number, department and owner are its own. */
export const governedPartFields = (process: States) => ({ actions: actionBar(), status: statusOf(process), ...moved() });

/** The fields every record under a process has, with the action bar that moves it. */
export const governedFields = (process: States) => ({
	actions: actionBar(),
	status: statusOf(process),
	number: line(text('Number', '编号'), { readonly: true, width: 'half', maxLength: 64, unique: true }),
	department: reference('crm_departments', text('Department', '部门'), { readonly: true, width: 'half', template: '{{name}}' }),
	owner: reference('directus_users', text('Responsible', '经办人'), { readonly: true, width: 'half' }),
	...moved(),
});

/** Who was asked to approve the record, what they decided and what changed since; for processes with approvals. */
export const approvalTimeline = () => ({ timeline: presentation('crm-approval-timeline', text('Approvals', '审批')) });
