import type { ClauseId } from '@crm-policy/rules/process/violation';
import type { AnyProcess } from '@crm-policy/rules/processes';
import type { Text } from '@crm-policy/rules/words/text';
import { both, code, notice, page, table } from './markdown.js';

/** The catalogue of clauses, by group. */
export type ClauseGroups = readonly {
	readonly group: string;
	readonly title: Text;
	readonly clauses: readonly { readonly id: string; readonly title: Text }[];
}[];

/** A department and the clauses its access rules follow. */
export interface ScopedDepartment {
	readonly key: string;
	readonly clauses: readonly ClauseId[];
}

export interface Traced {
	readonly processes: readonly AnyProcess[];
	readonly groups: ClauseGroups;
	readonly departments: readonly ScopedDepartment[];
	/** The default rulebook, as it is written. */
	readonly rulebook: unknown;
}

type Places = Map<string, Set<string>>;

function add(places: Places, clause: string, place: string): void {
	places.set(clause, (places.get(clause) ?? new Set<string>()).add(place));
}

function traceProcess(places: Places, process: AnyProcess): void {
	const { collection, editClause } = process;
	add(places, editClause, `edits of ${code(collection)} outside their state`);
	for (const [name, command] of Object.entries(process.commands)) {
		const where = `${code(collection)} ${code(name)}`;
		add(places, command.byClause, `state and role for ${where}`);
		const named = [...command.guards, ...[command.inputRule, command.tooEarly].filter((rule) => rule !== undefined)];
		for (const { rule, clause } of named) add(places, clause, `rule ${code(rule)}, ${where}`);
	}
	for (const [outcome, { guards }] of Object.entries(process.outcomes ?? {})) {
		for (const { rule, clause } of guards) add(places, clause, `rule ${code(rule)}, ${code(collection)} when ${outcome}`);
	}
}

/** Every object of the rulebook that names its clauses, by JSON pointer. */
function traceRulebook(places: Places, value: unknown, pointer = ''): void {
	if (typeof value !== 'object' || value === null) return;
	for (const [key, inner] of Object.entries(value)) {
		if (key === 'clauses' && Array.isArray(inner)) for (const clause of inner) add(places, String(clause), `rulebook ${code(pointer)}`);
		else traceRulebook(places, inner, `${pointer}/${key}`);
	}
}

/** From a clause to where it is enforced; null for a clause nothing enforces yet. */
export function placesOf({ processes, departments, rulebook }: Omit<Traced, 'groups'>): ReadonlyMap<string, readonly string[]> {
	const places: Places = new Map();
	for (const process of processes) traceProcess(places, process);
	traceRulebook(places, rulebook);
	for (const { key, clauses } of departments) for (const clause of clauses) add(places, clause, `access of the department ${code(key)}`);
	return new Map([...places].map(([clause, found]) => [clause, [...found]]));
}

/** The table of clauses: what each is about and which rules, edits, rulebook entries and access rules follow it. */
export function clausesPage(traced: Traced): string {
	const places = placesOf(traced);
	const enforced = traced.groups
		.map(({ clauses, ...group }) => ({ ...group, clauses: clauses.filter(({ id }) => places.has(id)) }))
		.filter(({ clauses }) => clauses.length > 0);
	const open = traced.groups.flatMap(({ title, clauses }) => {
		const rest = clauses.filter(({ id }) => !places.has(id));
		return rest.length === 0 ? [] : [[both(title), rest.map(({ id }) => id).join(', ')]];
	});
	return page([
		'# Clauses · 条款',
		notice(),
		'Which clause of the company’s written policies is enforced where. “Rule” is the id a refusal carries; a rulebook entry is named by its JSON pointer in the default rulebook. The whole catalogue with the source of each clause is the collection `crm_clauses`.',
		...enforced.flatMap(({ group, title, clauses }) => [
			`## ${group}: ${both(title)}`,
			table(
				['Clause', 'What it is about', 'Enforced by'],
				clauses.map(({ id, title: about }) => [`<a id="${id.toLowerCase()}"></a>${id}`, both(about), (places.get(id) ?? []).join('<br>')]),
				'',
			),
		]),
		open.length === 0 ? '' : '## Not enforced by this version',
		open.length === 0 ? '' : table(['Group', 'Clauses'], open, ''),
	]);
}
