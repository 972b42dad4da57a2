import { factsOf, whoMayIssue } from '@crm-policy/rules/process/decide';
import type {
	CommandDeclaration,
	EditWindow,
	Guard,
	Outcome,
	OutcomeDeclaration,
	ProcessTypes,
	StateDeclaration,
} from '@crm-policy/rules/process/declaration';
import type { ClauseId } from '@crm-policy/rules/process/violation';
import type { AnyProcess } from '@crm-policy/rules/processes';
import type { Text } from '@crm-policy/rules/words/text';
import { both, code, codes, notice, page, stacked, table } from './markdown.js';
import { diagram } from './process-diagram.js';
import { formsOf, targetsOf, type Form } from './process-forms.js';

type Command = CommandDeclaration<ProcessTypes>;

const kinds: Readonly<Record<StateDeclaration['kind'], string>> = {
	draft: 'not begun',
	waiting: 'waits for somebody',
	'in-force': 'in force',
	ended: 'ended',
	refused: 'refused or broken off',
};

const outcomeWhen: Readonly<Record<Outcome, string>> = {
	approved: 'the approval passes',
	rejected: 'somebody rejects',
	returned: 'somebody returns it for changes',
	withdrawn: 'the submitter withdraws the approval',
};

/** A clause as a link to its line in the table of clauses. */
export const clauseLink = (clause: ClauseId): string => `[${clause}](../clauses.md#${clause.toLowerCase()})`;

const ruleRow = (rule: string, clause: ClauseId, sentence: Text): readonly string[] => [code(rule), clauseLink(clause), stacked(sentence)];

const ruleTable = (guards: readonly Guard<ProcessTypes>[], whenEmpty: string): string =>
	table(
		['Rule', 'Clause', 'What a refusal says'],
		guards.map(({ rule, clause, text: sentence }) => ruleRow(rule, clause, sentence)),
		whenEmpty,
	);

function formTable({ when, fields }: Form): string {
	const heading = when === null ? 'Form:' : `Form for ${both(when)}:`;
	const rows = fields.map(({ name, title, required, kind, choices }) => [
		code(name),
		title === null ? '–' : both(title),
		required ? 'yes' : 'no',
		choices.length === 0 ? kind : codes(choices),
	]);
	return fields.length === 0
		? when === null
			? ''
			: `${heading} nothing to fill in.`
		: `${heading}\n\n${table(['Entry', 'Label', 'Required', 'What it takes'], rows, '')}`;
}

function destination(process: AnyProcess, name: string, command: Command): string {
	const targets = targetsOf(process, name, command);
	if (targets.length === 0) return 'stays as it is';
	return [
		...new Map(
			targets.map(({ state, input, when }) => {
				const because = input === null ? when : code(input);
				return [`${state} ${because ?? ''}`, because === null ? code(state) : `${code(state)} (${because})`];
			}),
		).values(),
	].join('<br>');
}

function commandSection(process: AnyProcess, name: string, command: Command): string {
	const { label, note, guards, inputRule, tooEarly } = command;
	return page([
		`### ${code(name)}: ${both(label)}`,
		note === undefined ? '' : stacked(note),
		[
			`- From ${codes(command.from)} to: ${destination(process, name, command).replaceAll('<br>', ', ')}`,
			`- Issued by: ${both(whoMayIssue(command))} (${clauseLink(command.byClause)})`,
			...(command.appliesTo === undefined ? [] : [`- Offered only where rule ${code(command.appliesTo.rule)} holds`]),
			`- Comment: ${command.comment ?? 'none'}`,
			`- Facts it looks at: ${codes(factsOf(command))}`,
		].join('\n'),
		...formsOf(process, name, command).map(formTable),
		ruleTable(guards, 'Beside state and role it has no rules.'),
		inputRule === undefined
			? ''
			: `An incomplete form violates:\n\n${table(['Rule', 'Clause', 'What a refusal says'], [ruleRow(inputRule.rule, inputRule.clause, inputRule.text)], '')}`,
		tooEarly === undefined
			? ''
			: `Tried too early, in ${codes(tooEarly.states)}, it is refused with:\n\n${table(['Rule', 'Clause', 'What a refusal says'], [ruleRow(tooEarly.rule, tooEarly.clause, tooEarly.text)], '')}`,
	]).trimEnd();
}

function outcomeSection(outcomes: AnyProcess['outcomes']): string {
	const declared = Object.entries(outcomes ?? {}) as [Outcome, OutcomeDeclaration<ProcessTypes>][];
	if (declared.length === 0) return '';
	const guarded = declared.filter(([, { guards }]) => guards.length > 0);
	return page([
		'## When an approval ends',
		table(
			['Outcome', 'When', 'From', 'To'],
			declared.map(([name, { from, to }]) => [code(name), outcomeWhen[name], code(from), code(to)]),
			'',
		),
		...guarded.map(
			([name, { guards }]) =>
				`The last decision is refused, and the outcome ${code(name)} with it, unless these hold:\n\n${ruleTable(guards, '')}`,
		),
	]).trimEnd();
}

const windowRows = (windows: readonly EditWindow[]): readonly (readonly string[])[] =>
	windows.map(({ states, fields }) => [
		fields === '*' ? 'all that no other line names' : codes(fields),
		states.length === 0 ? 'never by hand' : codes(states),
	]);

function editingSection(process: AnyProcess): string {
	return page([
		'## What people edit',
		table(['Fields', 'In the states'], windowRows(process.editable), 'Nothing: this record is written by commands only.'),
		[
			`- Written by commands only: ${codes(['status', 'revision', ...process.governed])}`,
			`- Set when the record is made, then by commands only: ${codes(process.setOnce)}`,
			`- An edit outside these windows is refused with ${clauseLink(process.editClause)}.`,
			process.deletable ? `- May be deleted in ${code(process.initial)}, as long as it never entered the process.` : '- Cannot be deleted.',
		].join('\n'),
		process.children.length === 0
			? ''
			: `Rows that belong to it:\n\n${table(
					['Collection', 'Points at it with', 'Fields', 'While it is'],
					process.children.flatMap(({ collection, parent, editable }) =>
						windowRows(editable).map((row) => [code(collection), code(parent), ...row]),
					),
					'',
				)}`,
	]).trimEnd();
}

function reviewedSection({ reviewed }: AnyProcess): string {
	if (reviewed === undefined) return '';
	const rows = [
		['the record', codes(reviewed.fields)],
		...reviewed.children.map(({ collection, fields }) => [code(collection), codes(fields)]),
		...reviewed.files.map(({ collection }) => [code(collection), 'the bytes of each file']),
	];
	return page([
		'## What an approval is bound to',
		'The canonical form of this content is hashed when it is submitted; an approval counts for that hash only.',
		table(['Where', 'What'], rows, ''),
	]).trimEnd();
}

/** The page of one process. */
export function processPage(process: AnyProcess): string {
	const { name, collection, label, states, commands } = process;
	return page([
		`# ${both(label)}`,
		notice(),
		`Domain ${code(name)}, collection ${code(collection)}. What every process refuses is in the [overview](README.md); what the clauses say, in [clauses](../clauses.md).`,
		diagram(process),
		'Not in the diagram: commands that leave the state as it is, and what a command on another record does to this one.',
		'## States',
		table(
			['State', 'Name', 'Meaning'],
			Object.entries(states).map(([state, declared]) => [code(state), both(declared.label), kinds[declared.kind]]),
			'',
		),
		'## Commands',
		table(
			['Command', 'Label', 'From', 'To', 'Issued by', 'Comment'],
			Object.entries(commands).map(([command, declared]) => [
				code(command),
				both(declared.label),
				codes(declared.from),
				destination(process, command, declared),
				stacked(whoMayIssue(declared)),
				declared.comment ?? 'none',
			]),
			'',
		),
		...Object.entries(commands).map(([command, declared]) => commandSection(process, command, declared)),
		outcomeSection(process.outcomes),
		editingSection(process),
		reviewedSection(process),
	]);
}
