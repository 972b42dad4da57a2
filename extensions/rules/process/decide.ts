import { z } from 'zod';
import { say, text, type Text } from '../words/text.js';
import type { Case, CommandDeclaration, Guard, Outcome, ProcessDeclaration, ProcessTypes, StateDeclaration } from './declaration.js';
import type { Effect } from './effect.js';
import { processWords } from './words.js';
import type { Violation } from './violation.js';
import { hasRole } from '../organisation/people.js';
import { roleKeys, roles, type RoleKey } from '../organisation/roles.js';

export interface Accepted {
	readonly accepted: true;
	readonly from: string;
	readonly to: string;
	readonly effects: readonly Effect[];
}

export interface Refused {
	readonly accepted: false;
	readonly violations: readonly Violation[];
}

export type Decision = Accepted | Refused;

const refused = (violations: readonly Violation[]): Refused => ({ accepted: false, violations });

function runGuards<T extends ProcessTypes>(guards: readonly Guard<T>[], subject: Case<T>): Violation[] {
	return guards.flatMap((guard) =>
		guard.check(subject).map((finding) => ({
			rule: guard.rule,
			clause: guard.clause,
			text: guard.text,
			...finding,
		})),
	);
}

/** Whether the actor is among those who may issue the command at all. */
function mayIssue<T extends ProcessTypes>(command: CommandDeclaration<T>, subject: Case<T>): boolean {
	const { actor, row } = subject;
	if (actor.system) return command.by.includes('system');
	if (command.by.includes('anyone')) return true;
	if (command.by.includes('owner') && actor.id !== null && row.owner === actor.id) return true;
	return hasRole(
		actor,
		command.by.filter((by): by is RoleKey => (roleKeys as readonly string[]).includes(by)),
	);
}

/** A row may be in a state its process no longer has; that one is named as it is stored. */
const stateLabel = (states: Readonly<Record<string, StateDeclaration>>, state: string): Text | string => states[state]?.label ?? state;

/** The people who may issue a command, as a phrase: "Salesperson, Business Department head". */
export function whoMayIssue<T extends ProcessTypes>(command: CommandDeclaration<T>): Text {
	const names = command.by.flatMap((by) => {
		if (by === 'owner') return [processWords.owner];
		if (by === 'system') return [processWords.system];
		if (by === 'anyone') return [processWords.anyone];
		return [roles[by]];
	});
	return text(names.map((name) => say(name, 'en-US')).join(', '), names.map((name) => say(name, 'zh-CN')).join('、'));
}

/**
 * Everything that stands between the actor and a command before its input is looked at:
 * the state, the role, and every guard (all of them, so that a person sees the whole list at once).
 */
export function explain<T extends ProcessTypes>(declaration: ProcessDeclaration<T>, name: string, subject: Case<T>): readonly Violation[] {
	const command = declaration.commands[name];
	if (command === undefined) return [unknownCommand(declaration, name)];
	const state = subject.row.status as T['state'];
	if (!command.from.includes(state)) {
		const { tooEarly } = command;
		if (tooEarly?.states.includes(state)) return [{ rule: tooEarly.rule, clause: tooEarly.clause, field: 'status', text: tooEarly.text }];
		return [
			{
				rule: 'wrong-state',
				clause: command.byClause,
				field: 'status',
				text: processWords.wrongState,
				values: {
					command: command.label,
					state: stateLabel(declaration.states, state),
					needed: text(
						command.from.map((from) => declaration.states[from].label['en-US']).join(', '),
						command.from.map((from) => declaration.states[from].label['zh-CN']).join('、'),
					),
				},
			},
		];
	}
	if (!mayIssue(command, subject)) {
		return [
			{
				rule: 'not-your-duty',
				clause: command.byClause,
				text: processWords.notYourDuty,
				values: { command: command.label, who: whoMayIssue(command) },
			},
		];
	}
	return runGuards(command.guards, subject);
}

/** Whether a command is for this kind of record at all. Where it is not, people are not shown it. */
export const appliesTo = <T extends ProcessTypes>(command: CommandDeclaration<T>, subject: Case<T>): boolean =>
	command.appliesTo === undefined || command.appliesTo.check(subject).length === 0;

function unknownCommand<T extends ProcessTypes>(declaration: ProcessDeclaration<T>, name: string): Violation {
	return {
		rule: 'unknown-command',
		clause: null,
		text: processWords.unknownCommand,
		values: { command: name, known: Object.keys(declaration.commands).join(', ') },
	};
}

/** The form of a command for this case. */
export const formOf = <T extends ProcessTypes>(command: CommandDeclaration<T>, subject: Case<T>): z.ZodObject =>
	(typeof command.input === 'function' ? command.input(subject) : (command.input ?? z.object({}))).strict();

/** What is wrong with an input, in every language. */
function inputProblems(form: z.ZodObject, input: unknown): readonly { readonly path: string; readonly problem: Text }[] {
	if (form.safeParse(input).success) return [];
	const [english, chinese] = [z.locales.en(), z.locales.zhCN()].map(
		({ localeError }) => form.safeParse(input, { error: localeError }).error?.issues ?? [],
	);
	return (english ?? []).map((issue, index) => ({
		path: issue.path.length === 0 ? 'input' : `input.${issue.path.join('.')}`,
		problem: text(issue.message, chinese?.[index]?.message ?? issue.message),
	}));
}

/** Violations of a command's form: input that does not fit, a comment that is missing or endless. */
function formViolations<T extends ProcessTypes>(command: CommandDeclaration<T>, subject: Case<T>): Violation[] {
	const rule = command.inputRule ?? { rule: 'input-invalid', clause: command.byClause, text: processWords.inputInvalid };
	const violations: Violation[] = inputProblems(formOf(command, subject), subject.input).map(({ path, problem }) => ({
		...rule,
		field: path,
		values: { problem },
	}));
	const comment = (subject.comment ?? '').trim();
	if (command.comment === 'required' && comment === '') {
		violations.push({
			rule: 'comment-required',
			clause: command.byClause,
			field: 'comment',
			text: processWords.commentRequired,
			values: { command: command.label },
		});
	}
	if (comment.length > longestComment) {
		violations.push({
			rule: 'input-invalid',
			clause: command.byClause,
			field: 'comment',
			text: processWords.commentTooLong,
			values: { most: longestComment },
		});
	}
	return violations;
}

/** Characters a comment may have; the ledger's comments are one column of this size. */
const longestComment = 4000;

/** Decides a command: the next state and the effects to perform, or every reason why not. Performs nothing. */
export function decide<T extends ProcessTypes>(declaration: ProcessDeclaration<T>, name: string, subject: Case<T>): Decision {
	const command = declaration.commands[name];
	if (command === undefined) return refused([unknownCommand(declaration, name)]);
	const form = formViolations(command, subject);
	const violations =
		form.length > 0 ? [...explainBeforeInput(declaration, name, command, subject), ...form] : explain(declaration, name, subject);
	if (violations.length > 0) return refused(violations);
	// What the form makes of the input (trimmed, completed) is what is written down.
	const filledIn = { ...subject, input: formOf(command, subject).parse(subject.input) };
	return {
		accepted: true,
		from: subject.row.status,
		to: typeof command.to === 'function' ? command.to(filledIn) : (command.to ?? subject.row.status),
		effects: command.effects?.(filledIn) ?? [],
	};
}

/** State and role only: guards may rely on a well-formed input, so they are not run over a malformed one. */
function explainBeforeInput<T extends ProcessTypes>(
	declaration: ProcessDeclaration<T>,
	name: string,
	command: CommandDeclaration<T>,
	subject: Case<T>,
): readonly Violation[] {
	return explain({ ...declaration, commands: { ...declaration.commands, [name]: { ...command, guards: [] } } }, name, subject);
}

/** Decides what an ended approval does to its subject; refuses when the subject's own rules for passing do not hold. */
export function decideOutcome<T extends ProcessTypes>(declaration: ProcessDeclaration<T>, outcome: Outcome, subject: Case<T>): Decision {
	const declared = declaration.outcomes?.[outcome];
	if (declared === undefined || declared.from !== subject.row.status) {
		return refused([
			{
				rule: 'wrong-state',
				clause: null,
				field: 'status',
				text: processWords.outcomeWrongState,
				values: { state: stateLabel(declaration.states, subject.row.status) },
			},
		]);
	}
	const violations = runGuards(declared.guards, subject);
	if (violations.length > 0) return refused(violations);
	return { accepted: true, from: declared.from, to: declared.to, effects: declared.effects?.(subject) ?? [] };
}

/** What a declaration needs to know: the facts of its guards and its effects. */
export interface NeedsFacts {
	readonly guards: readonly { readonly needs: readonly string[] }[];
	readonly needs?: readonly string[];
}

/** The facts a command needs: those of its guards and its effects, each once. */
export const factsOf = (declaration: NeedsFacts): readonly string[] => [
	...new Set([...declaration.guards.flatMap((guard) => guard.needs), ...(declaration.needs ?? [])]),
];
