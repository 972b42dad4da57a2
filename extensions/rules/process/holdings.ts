import type { Holding, ProcessDeclaration } from './declaration.js';

type Holdable = Pick<ProcessDeclaration, 'states' | 'commands' | 'outcomes' | 'setOnce' | 'holdings'>;

/** States in which something is still to come: not ended, and with a way out of them. */
function openStates({ states, commands, outcomes }: Holdable): readonly string[] {
	const leadsOn = new Set<string>([
		...Object.values(commands).flatMap(({ from }) => from),
		...Object.values(outcomes ?? {}).map(({ from }) => from),
	]);
	return Object.entries(states).flatMap(([state, { kind }]) => (kind !== 'ended' && leadsOn.has(state) ? [state] : []));
}

/**
 * What a person can hold of a process, for whoever hands over, lists or refuses (OFF-01). A process that says nothing is held by its
 * owner, so that a new domain is part of every hand-over from its first day.
 */
export const holdingsOf = (process: Holdable): readonly Holding[] =>
	process.holdings ??
	(process.setOnce.includes('owner') ? [{ field: 'owner', states: openStates(process), leaving: { by: 'transfer' } }] : []);
