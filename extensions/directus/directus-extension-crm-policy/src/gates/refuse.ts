import type { Accountability } from '@directus/types';
import type { Violation } from '@crm-policy/rules/process/violation';
import { processWords } from '@crm-policy/rules/process/words';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { text, type Text } from '@crm-policy/rules/words/text';
import type { Knex } from 'knex';
import { callerOf } from '../engine/caller.js';
import { policyViolation } from '../engine/refusals.js';
import { labelOf } from './governed.js';

/** A refusal of an ordinary write, in the language of whoever tried. */
export async function refusal(
	knex: Knex,
	accountability: Accountability | null,
	target: { collection: string; id: string | null },
	violations: readonly Violation[],
): Promise<Error> {
	const { locale } = await callerOf(knex, accountability);
	return policyViolation({ ...target, command: null }, violations, locale);
}

export const governedFieldViolation = (
	collection: string,
	field: string,
	process: Pick<AnyProcess, 'editClause'> | undefined,
): Violation => ({
	rule: 'governed-field',
	clause: process?.editClause ?? 'REV-03',
	field,
	text: processWords.governedField,
	values: { field: labelOf(collection, field) },
});

/**
 * `collection` is the one of the field, `process` the one whose state forbids the edit. Without a state (the database guard does not
 * tell it) the sentence names the states in which the field may be edited.
 */
export function notEditableViolation(
	collection: string,
	field: string,
	process: AnyProcess,
	state: string | null,
	states: readonly string[],
): Violation {
	const labels = states.map((name) => process.states[name]?.label ?? text(name, name));
	const needed: Text = text(
		labels.map((label) => label['en-US']).join(', ') || '–',
		labels.map((label) => label['zh-CN']).join('、') || '–',
	);
	const instead = collection === process.collection ? process.editable.find(({ fields }) => fields.includes(field))?.instead : undefined;
	return {
		rule: 'not-editable',
		clause: process.editClause,
		field: collection === process.collection ? field : `${collection}.${field}`,
		text: state === null ? processWords.notEditableNow : instead?.states.includes(state) === true ? instead.text : processWords.notEditable,
		values: { state: state === null ? '' : (process.states[state]?.label ?? state), field: labelOf(collection, field), needed },
	};
}

export const notDeletableViolation = (process: AnyProcess): Violation => ({
	rule: 'not-deletable',
	clause: process.editClause,
	text: processWords.notDeletable,
});
