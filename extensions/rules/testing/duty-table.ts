import { describe, expect, it } from 'vitest';
import type { Actor } from '../organisation/people.js';
import { roleKeys, type RoleKey } from '../organisation/roles.js';
import { explain } from '../process/decide.js';
import type { Case, ProcessTypes } from '../process/declaration.js';
import { processOf, type AnyProcess } from '../processes.js';
import { noon } from './contract.js';
import { countingIds, uuid } from './ids.js';
import { actorOf, newcomer, nobody, theSystem } from './people.js';
import { rulebook } from './rulebook.js';
import { there } from './there.js';

/** Everybody who could ask: each role, the record's owner (who holds no role), somebody without a role, nobody, the system. */
export type Asker = RoleKey | 'owner' | 'newcomer' | 'nobody' | 'system';

const owner: Actor = { id: uuid(0xa04, 1), roles: [], department: null, system: false };

const askers = new Map<Asker, Actor>([
	...roleKeys.map((role): [Asker, Actor] => [role, actorOf(role)]),
	['owner', owner],
	['newcomer', newcomer],
	['nobody', nobody],
	['system', theSystem],
]);

/** Everyone but the system. Whether it is their business is then for the guards to say. */
export const anyone: readonly Asker[] = [...askers.keys()].filter((asker) => asker !== 'system');

/** What a command is expected to be, written by hand and not read from the declaration. */
export interface ExpectedCommand {
	readonly from: readonly string[];
	/** The state afterwards; absent where the command leaves it, or where its form decides. */
	readonly to?: string;
	readonly by: readonly Asker[];
	readonly clause: string;
	readonly comment?: 'required';
	readonly tooEarly?: { readonly in: readonly string[]; readonly rule: string; readonly clause: string };
}

export interface ExpectedProcess {
	readonly states: readonly string[];
	readonly commands: Readonly<Record<string, ExpectedCommand>>;
	readonly outcomes?: Readonly<Record<string, { readonly from: string; readonly to: string }>>;
}

/** Without guards, what is left of `explain` is state and duty. */
const unguarded = (process: AnyProcess): AnyProcess => ({
	...process,
	commands: Object.fromEntries(Object.entries(process.commands).map(([name, command]) => [name, { ...command, guards: [] }])),
});

const caseOf = (state: string, actor: Actor): Case<ProcessTypes> => ({
	row: { id: uuid(0xa04, 2), status: state, revision: 3, owner: owner.id, department: null },
	facts: {},
	actor,
	input: {},
	comment: null,
	rulebook: rulebook(),
	now: noon,
	newId: countingIds(0xa05),
});

function expectedViolation(
	command: ExpectedCommand,
	state: string,
	asker: Asker,
): { readonly rule: string; readonly clause: string } | null {
	if (command.tooEarly?.in.includes(state) === true) return { rule: command.tooEarly.rule, clause: command.tooEarly.clause };
	if (!command.from.includes(state)) return { rule: 'wrong-state', clause: command.clause };
	if (!command.by.includes(asker)) return { rule: 'not-your-duty', clause: command.clause };
	return null;
}

/** Tries every command in every state as everybody and compares with the expectation, cell by cell. */
export function describeDuties(collection: string, expected: ExpectedProcess): void {
	const process = there(processOf(collection));
	const bare = unguarded(process);

	describe(`the duties of ${process.collection}`, () => {
		it('has exactly the expected states, the first one being where a record begins', () => {
			expect(Object.keys(process.states)).toEqual(expected.states);
			expect(process.initial).toBe(expected.states[0]);
		});

		it('has exactly the expected commands', () => {
			expect(Object.keys(process.commands).toSorted()).toEqual(Object.keys(expected.commands).toSorted());
		});

		it('moves where an ended approval says', () => {
			const outcomes = Object.entries(process.outcomes ?? {}).map(([outcome, { from, to }]) => [outcome, { from, to }]);
			expect(Object.fromEntries(outcomes)).toEqual(expected.outcomes ?? {});
		});

		for (const [name, command] of Object.entries(expected.commands)) {
			const target = command.to === undefined ? 'leaves the state to its form or as it is' : `leads to ${command.to}`;
			it(`“${name}” ${target}${command.comment === 'required' ? ' and wants a reason' : ''}`, () => {
				const declared = process.commands[name];
				expect(typeof declared?.to === 'function' ? undefined : declared?.to).toBe(command.to);
				expect(declared?.comment === 'required').toBe(command.comment === 'required');
			});

			for (const state of expected.states) {
				const allowed = command.from.includes(state);
				const who = command.by === anyone ? 'anyone but the system' : command.by.join(', ');
				it(`“${name}” in ${state} ${allowed ? `is for ${who} and refused to everybody else` : 'is refused to everybody'}`, () => {
					const cells = [...askers].map(([asker, actor]) => {
						const found = explain(bare, name, caseOf(state, actor)).map(({ rule, clause }) => ({ rule, clause }));
						return [asker, found];
					});
					const wanted = [...askers.keys()].map((asker) => {
						const violation = expectedViolation(command, state, asker);
						return [asker, violation === null ? [] : [violation]];
					});
					expect(Object.fromEntries(cells)).toEqual(Object.fromEntries(wanted));
				});
			}
		}
	});
}
