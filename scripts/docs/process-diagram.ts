import type { AnyProcess } from '@crm-policy/rules/processes';
import { both } from './markdown.js';
import { targetsOf } from './process-forms.js';

interface Arrow {
	readonly from: string;
	readonly to: string;
	readonly label: string;
}

function arrowsOf(process: AnyProcess): readonly Arrow[] {
	const commands = Object.entries(process.commands).flatMap(([name, command]) =>
		targetsOf(process, name, command).flatMap(({ state }) => command.from.map((from): Arrow => ({ from, to: state, label: name }))),
	);
	const outcomes = Object.entries(process.outcomes ?? {}).map(([name, { from, to }]): Arrow => ({ from, to, label: `(${name})` }));
	return [...commands, ...outcomes].filter(({ from, to }) => from !== to);
}

/** A state diagram in Mermaid: commands by name, outcomes of approvals in brackets, arrows between the same two states as one. */
export function diagram(process: AnyProcess): string {
	const arrows = arrowsOf(process);
	const merged = new Map<string, { from: string; to: string; labels: Set<string> }>();
	for (const { from, to, label } of arrows) {
		const key = `${from} ${to}`;
		const known = merged.get(key) ?? { from, to, labels: new Set<string>() };
		known.labels.add(label);
		merged.set(key, known);
	}
	const ends = Object.keys(process.states).filter((state) => !arrows.some(({ from }) => from === state));
	return [
		'```mermaid',
		'stateDiagram-v2',
		...Object.entries(process.states).map(([state, { label }]) => `  state "${both(label)}" as ${state}`),
		`  [*] --> ${process.initial}`,
		...[...merged.values()].map(({ from, to, labels }) => `  ${from} --> ${to}: ${[...labels].join(', ')}`),
		...ends.map((state) => `  ${state} --> [*]`),
		'```',
	].join('\n');
}
