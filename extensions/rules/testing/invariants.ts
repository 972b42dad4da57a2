import { canonicalJson } from '../canonical/digest.js';
import type { ApprovalRow, TaskRow } from '../approval/rows.js';

/** What must be true of an approval at any time, said without the code that makes it true. Answers what is not. */
export function brokenApprovalInvariants(approval: ApprovalRow, tasks: readonly TaskRow[]): readonly string[] {
	const broken: string[] = [];
	const decided = tasks.filter((task) => task.status === 'decided');
	const undecided = tasks.filter((task) => task.status === 'open' || task.status === 'waiting');

	const sides = [
		[approval.started_by],
		...decided.map((task) => [...new Set([task.decided_by, task.on_behalf_of].filter((id) => id !== null))]),
	].flat();
	const twice = sides.filter((id, index) => sides.indexOf(id) !== index);
	if (twice.length > 0) broken.push(`on two sides: ${twice.join(', ')}`);

	if (decided.some((task) => task.decision === null || task.decided_by === null || task.decided_at === null))
		broken.push('a decided task without its decision');
	if (tasks.some((task) => task.status !== 'decided' && task.decision !== null)) broken.push('a decision on a task that is not decided');

	if (approval.status === 'pending') {
		if (undecided.length === 0) broken.push('a pending approval that asks nobody');
		if (!undecided.some((task) => task.status === 'open')) broken.push('a pending approval in which everybody waits');
	} else {
		if (undecided.length > 0) broken.push('an ended approval that still asks somebody');
		if (approval.ended_at === null) broken.push('an ended approval without the time of its end');
	}

	if (approval.status === 'approved') {
		for (const [position, step] of approval.steps.entries()) {
			const here = decided.filter((task) => task.position === position);
			const said = (task: TaskRow): string => `${task.part} ${String(task.decision)}`;
			if (here.some((task) => task.decision !== 'approved'))
				broken.push(`approved over an objection in “${step.key}”: ${here.map(said).join(', ')}`);
			const own = here.filter((task) => !task.added);
			const needed = step.mode === 'all' ? step.signers.length : step.mode === 'any' ? 1 : step.signers.length + 1;
			if (own.length < needed) broken.push(`approved with ${own.length} of ${needed} signatures in “${step.key}”`);
			if (step.mode === 'meeting' && !own.some((task) => task.part === 'chair')) broken.push(`approved without the chair of “${step.key}”`);
			if (tasks.some((task) => task.position === position && task.added && task.status === 'cancelled'))
				broken.push(`approved without an added signer of “${step.key}”`);
		}
	}
	return broken;
}

/** Remembers decided tasks as they were. */
export class TaskMemory {
	readonly #decided = new Map<string, string>();

	/** The decided tasks that are no longer what they were when last looked at. */
	changedSince(tasks: readonly TaskRow[]): readonly string[] {
		const present = new Map(tasks.map((task) => [task.id, task]));
		const changed = [...this.#decided].filter(([id, before]) => {
			const now = present.get(id);
			return now === undefined || canonicalJson(now) !== before;
		});
		for (const task of tasks) if (task.status === 'decided') this.#decided.set(task.id, canonicalJson(task));
		return changed.map(([id]) => `a decided task changed: ${id}`);
	}
}
