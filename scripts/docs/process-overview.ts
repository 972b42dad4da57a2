import { processWords } from '@crm-policy/rules/process/words';
import type { AnyProcess } from '@crm-policy/rules/processes';
import type { Text } from '@crm-policy/rules/words/text';
import { both, code, notice, page, stacked, table } from './markdown.js';

/** What the engine and the gates refuse whatever the domain; the clause cited is that of the command or of the edited record. */
const everywhere: readonly (readonly [rule: string, when: string, sentence: Text])[] = [
	['wrong-state', 'a command that the state does not allow', processWords.wrongState],
	['not-your-duty', 'a command for other roles', processWords.notYourDuty],
	['unknown-command', 'a command that does not exist', processWords.unknownCommand],
	['input-invalid', 'a form that is filled in wrongly', processWords.inputInvalid],
	['comment-required', 'a command without the comment it needs', processWords.commentRequired],
	['governed-field', 'any other write that would change what commands write', processWords.governedField],
	['not-editable', 'an edit in a state that does not allow it', processWords.notEditable],
	['not-deletable', 'deleting a record that has entered its process', processWords.notDeletable],
];

/** The overview of all processes, with what they have in common. */
export function processOverview(processes: readonly { readonly process: AnyProcess; readonly file: string }[]): string {
	return page([
		'# Processes · 流程',
		notice(),
		'A process is a declaration: states, commands, who may issue them, and the rules each command obeys. One engine runs them all.',
		table(
			['Process', 'Domain', 'Collection', 'States', 'Commands'],
			processes.map(({ process, file }) => [
				`[${both(process.label)}](${file})`,
				code(process.name),
				code(process.collection),
				String(Object.keys(process.states).length),
				String(Object.keys(process.commands).length),
			]),
			'',
		),
		'## What every process refuses',
		'Words in braces are filled in when the sentence is said.',
		table(
			['Rule', 'When', 'What it says'],
			everywhere.map(([rule, when, sentence]) => [code(rule), when, stacked(sentence)]),
			'',
		),
	]);
}
