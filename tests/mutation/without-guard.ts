import { inject } from 'vitest';
import { processes } from '../../extensions/rules/processes.js';
import type { Guard, ProcessTypes } from '../../extensions/rules/process/declaration.js';

/** Where a guard stands: in a command or in an outcome of an approval, and at which place. */
export interface GuardPlace {
	readonly collection: string;
	readonly part: 'commands' | 'outcomes';
	readonly name: string;
	readonly index: number;
	/** For a person to read. */
	readonly rule: string;
}

declare module 'vitest' {
	export interface ProvidedContext {
		/** The guard this run does without; null for the run that shows the tests are green. */
		withoutGuard: GuardPlace | null;
	}
}

interface Guarded {
	guards: readonly Guard<ProcessTypes>[];
}

/** Before each file of tests: the guard is there, but never finds anything. */
const place = inject('withoutGuard');
if (place !== null) {
	const process = processes.find(({ collection }) => collection === place.collection);
	const parts: Readonly<Record<GuardPlace['part'], Readonly<Record<string, Guarded | undefined>>>> = {
		commands: process?.commands ?? {},
		outcomes: process?.outcomes ?? {},
	};
	const guarded = parts[place.part][place.name];
	if (guarded?.guards[place.index]?.rule !== place.rule) throw new Error(`There is no such guard: ${JSON.stringify(place)}`);
	guarded.guards = guarded.guards.map((guard, index) => (index === place.index ? { ...guard, check: () => [] } : guard));
}
