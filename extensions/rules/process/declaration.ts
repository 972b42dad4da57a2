import type { z } from 'zod';
import type { Actor } from '../organisation/people.js';
import type { RoleKey } from '../organisation/roles.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Text, TextValues } from '../words/text.js';
import type { ClauseId } from './violation.js';
import type { Effect } from './effect.js';

/** What a domain tells the compiler about itself: its states, its record and the facts its rules may ask for. */
export interface ProcessTypes {
	readonly state: string;
	readonly row: RowBase;
	readonly facts: object;
}

/** What every record under a process has. */
export interface RowBase {
	readonly id: string;
	readonly status: string;
	readonly revision: number;
	readonly owner?: string | null;
	readonly department?: string | null;
}

/** Everything a rule may look at. The clock and new ids are handed in, so that a rule decides the same way every time. */
export interface Case<T extends ProcessTypes> {
	readonly row: T['row'];
	readonly facts: T['facts'];
	readonly actor: Actor;
	readonly input: Readonly<Record<string, unknown>>;
	readonly comment: string | null;
	readonly rulebook: Rulebook;
	/** ISO 8601 instant in UTC. */
	readonly now: string;
	readonly newId: () => string;
}

/** Where and with which values a guard failed; the sentence is the guard's own. */
export interface Finding {
	readonly field?: string;
	readonly values?: TextValues;
}

/** A rule that must hold before a command is accepted. It lists the facts it needs; the engine loads the union. */
export interface Guard<T extends ProcessTypes> {
	readonly rule: string;
	readonly clause: ClauseId;
	readonly text: Text;
	readonly needs: readonly (keyof T['facts'] & string)[];
	/** Findings, one per violation; none when the rule holds. */
	readonly check: (subject: Case<T>) => readonly Finding[];
}

export interface CommandDeclaration<T extends ProcessTypes> {
	readonly label: Text;
	/** What the command does, in one sentence, for the hover text of its button and the generated process page. */
	readonly note?: Text;
	readonly from: readonly T['state'][];
	/** The state afterwards; absent when the command leaves the state as it is, a function where the input decides. */
	readonly to?: T['state'] | ((subject: Case<T>) => T['state']);
	/** Roles that may issue it; `owner` is the record's owner, `system` the engine's own clock. */
	readonly by: readonly (RoleKey | 'owner' | 'system' | 'anyone')[];
	readonly byClause: ClauseId;
	/** The form of the command; a function where what is asked depends on the case. */
	readonly input?: z.ZodObject | ((subject: Case<T>) => z.ZodObject);
	/** What an incomplete form violates, where that is more than a slip. */
	readonly inputRule?: { readonly rule: string; readonly clause: ClauseId; readonly text: Text };
	readonly comment?: 'none' | 'optional' | 'required';
	/** What to say in a state where people are likely to try it too early, instead of the general sentence. */
	readonly tooEarly?: { readonly states: readonly T['state'][]; readonly rule: string; readonly clause: ClauseId; readonly text: Text };
	/**
	 * The kind of record the command is for, where not every record of the collection is of that kind. It looks at the record and its
	 * rulebook alone.
	 * Where it finds something the command is not offered, not even as refused; issued all the same, it is refused by this rule.
	 */
	readonly appliesTo?: Guard<T>;
	readonly guards: readonly Guard<T>[];
	readonly needs?: readonly (keyof T['facts'] & string)[];
	readonly effects?: (subject: Case<T>) => readonly Effect[];
	/** Only the ways that end badly are red, only the main way forward is highlighted. */
	readonly tone?: 'primary' | 'normal' | 'danger';
}

/** What happens to a record when an approval over it ends. */
export interface OutcomeDeclaration<T extends ProcessTypes> {
	readonly from: T['state'];
	readonly to: T['state'];
	readonly guards: readonly Guard<T>[];
	readonly needs?: readonly (keyof T['facts'] & string)[];
	readonly effects?: (subject: Case<T>) => readonly Effect[];
}

export type Outcome = 'approved' | 'rejected' | 'returned' | 'withdrawn';

export interface StateDeclaration {
	readonly label: Text;
	/** How the state is coloured in lists: neutral, waiting on somebody, in force, or ended. */
	readonly kind: 'draft' | 'waiting' | 'in-force' | 'ended' | 'refused';
}

/** Which fields of a child collection people may write while the parent is in which state. */
export interface ChildDeclaration {
	readonly collection: string;
	/** The field of the child that points at its parent. */
	readonly parent: string;
	/** Fields not listed under a narrower window follow the first one. */
	readonly editable: readonly EditWindow[];
}

/** `fields: '*'` is every field that no other window names. */
export interface EditWindow {
	readonly states: readonly string[];
	readonly fields: readonly string[] | '*';
	/** What to say in states in which there is another way to change these fields, instead of the general sentence. */
	readonly instead?: { readonly states: readonly string[]; readonly text: Text };
}

/** What an approval is bound to: the fields and children whose canonical form is hashed when it is submitted. */
export interface ReviewedContent {
	readonly fields: readonly string[];
	readonly children: readonly { readonly collection: string; readonly parent: string; readonly fields: readonly string[] }[];
	/** Junction collections whose files are part of the content, by their bytes. */
	readonly files: readonly { readonly collection: string; readonly parent: string; readonly file: string }[];
}

/**
 * What a person answers for by being named in a field of a record, and what becomes of it when they leave (OFF-01): it passes to the
 * successor, it ends (with these values), or it is to be settled before, because it is the person's own and nobody can take it over.
 */
export interface Holding {
	readonly field: string;
	readonly states: readonly string[];
	readonly leaving: { readonly by: 'transfer' } | { readonly by: 'settle' } | { readonly by: 'end'; readonly to: string };
}

export interface ProcessDeclaration<T extends ProcessTypes = ProcessTypes> {
	/** The domain's name in every tree. */
	readonly name: string;
	readonly collection: string;
	readonly label: Text;
	readonly initial: T['state'];
	readonly states: Readonly<Record<T['state'], StateDeclaration>>;
	readonly commands: Readonly<Record<string, CommandDeclaration<T>>>;
	readonly outcomes?: Readonly<Partial<Record<Outcome, OutcomeDeclaration<T>>>>;
	/** Fields, beside `status`, `revision` and `number`, that only commands write. */
	readonly governed: readonly string[];
	/** Fields set when a record is made and then only by command. */
	readonly setOnce: readonly string[];
	/** States in which people edit the record freely in the ordinary form. */
	readonly editable: readonly EditWindow[];
	/** The clause that a refused edit cites. */
	readonly editClause: ClauseId;
	readonly children: readonly ChildDeclaration[];
	readonly reviewed?: ReviewedContent;
	/** Whether a record in its initial state that was never submitted may be deleted. */
	readonly deletable: boolean;
	/** What people hold of it. Without it: its owner, in every state that has not ended and from which something can still be done. */
	readonly holdings?: readonly Holding[];
	/** The relation on `crm_approvals` that points at this collection, for processes with approvals. */
	readonly approvalRelation?: string;
}

/** Fields only commands write, in every process. `ledger` is the entry of the ledger that last moved the record. */
const governedEverywhere = ['number', 'ledger', 'rulebook_version'] as const;

/** A command with the rule about its kind of record among its guards, so that nobody who runs guards can leave it out. */
const withItsKind = <T extends ProcessTypes>(command: CommandDeclaration<T>): CommandDeclaration<T> => {
	const { appliesTo } = command;
	if (appliesTo === undefined) return command;
	if (appliesTo.needs.length > 0) throw new Error(`“${appliesTo.rule}” says what a command applies to and may look at the record alone.`);
	return { ...command, guards: [appliesTo, ...command.guards] };
};

/** Ties a domain's types to its declaration and completes the fields that are governed everywhere. */
export const defineProcess =
	<T extends ProcessTypes>() =>
	(declaration: ProcessDeclaration<T>): ProcessDeclaration<T> => ({
		...declaration,
		// Names of commands come from outside: `constructor` must be as unknown as any other word.
		commands: Object.setPrototypeOf(
			Object.fromEntries(
				Object.entries<CommandDeclaration<T>>(declaration.commands).map(([name, command]) => [name, withItsKind(command)]),
			),
			null,
		) as typeof declaration.commands,
		governed: [...new Set([...governedEverywhere, ...declaration.governed])],
	});

/** Ties a guard to its domain's types, so that `needs` can only name facts that exist. */
export const defineGuard =
	<T extends ProcessTypes>() =>
	(guard: Guard<T>): Guard<T> =>
		guard;
