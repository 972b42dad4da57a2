import type { Person } from '../organisation/people.js';
import { isQualified, substituteOn } from '../organisation/people.js';
import type { ApprovalRow, TaskRow } from './rows.js';

/** Somebody who may decide a task, for themselves or in the place of another. */
export interface Decider {
	readonly person: string;
	readonly onBehalfOf: string | null;
}

/** The part of a task that says whom it asks. */
export type Asked = Pick<TaskRow, 'assignee' | 'role' | 'department' | 'qualified' | 'on_behalf_of'>;

/**
 * Everyone who already stands on one side of the approval: who submitted, whom the matter is about, who has decided, and those in
 * whose place they did.
 * None of them, nor a delegate or substitute of theirs, may decide (again).
 */
export function standsOnASide(
	approval: Pick<ApprovalRow, 'started_by' | 'barred'>,
	tasks: readonly Pick<TaskRow, 'status' | 'decided_by' | 'on_behalf_of'>[],
): ReadonlySet<string> {
	const taken = new Set<string>([
		approval.started_by,
		...(approval.barred === null || approval.barred === undefined ? [] : [approval.barred]),
	]);
	for (const task of tasks) {
		if (task.status !== 'decided') continue;
		if (task.decided_by !== null) taken.add(task.decided_by);
		if (task.on_behalf_of !== null) taken.add(task.on_behalf_of);
	}
	return taken;
}

/** The people a task asks, before absence, qualification and separation of duties are looked at. */
export function principals(asked: Asked, people: readonly Person[]): readonly Person[] {
	return people.filter((person) => {
		if (asked.assignee !== null) return person.id === asked.assignee;
		if (asked.role === null || !person.roles.includes(asked.role)) return false;
		return asked.department === null || person.department === asked.department;
	});
}

/** Who may decide: the people asked and, on days of absence, their substitutes; active, qualified if need be, on no side yet. */
export function deciders(asked: Asked, people: readonly Person[], taken: ReadonlySet<string>, day: string): readonly Decider[] {
	if (asked.on_behalf_of !== null && taken.has(asked.on_behalf_of)) return [];
	const fit = (person: Person | undefined): person is Person =>
		person !== undefined && person.active && !taken.has(person.id) && (!asked.qualified || isQualified(person, day));
	const found: Decider[] = [];
	for (const principal of principals(asked, people)) {
		if (taken.has(principal.id)) continue;
		if (fit(principal)) found.push({ person: principal.id, onBehalfOf: asked.on_behalf_of });
		const substitute = substituteOn(principal, day);
		if (substitute === null || substitute === principal.id) continue;
		if (fit(people.find((person) => person.id === substitute))) {
			found.push({ person: substitute, onBehalfOf: asked.on_behalf_of ?? principal.id });
		}
	}
	return found;
}

/** The decider an actor is for a task, preferring to act for themselves. */
export function asDecider(actor: string | null, candidates: readonly Decider[]): Decider | undefined {
	return (
		candidates.find((candidate) => candidate.person === actor && candidate.onBehalfOf === null) ??
		candidates.find((candidate) => candidate.person === actor)
	);
}
