import { hoursAfter } from '../calendar/local-date.js';
import type { Effect } from '../process/effect.js';
import type { Outcome } from '../process/declaration.js';
import { recipientsOf } from './open.js';
import type { ApprovalRow, TaskDecision, TaskRow } from './rows.js';
import { approvalWords } from './words.js';

/** Tasks that still count: a task that was transferred, escalated or cancelled lives on in the one that replaced it. */
const counts = (task: TaskRow): boolean => task.status !== 'superseded' && task.status !== 'cancelled';

/** Whether a step has what it needs to pass: everyone, anyone, or the chair's conclusion; added signers always. */
export function stepPassed(tasks: readonly TaskRow[]): boolean {
	const live = tasks.filter(counts);
	const approved = (task: TaskRow): boolean => task.decision === 'approved';
	const [first] = live;
	if (first === undefined) return false;
	const own = live.filter((task) => !task.added);
	const addedApproved = live.filter((task) => task.added).every(approved);
	switch (first.mode) {
		case 'all':
			return addedApproved && own.every(approved);
		case 'any':
			return addedApproved && own.some(approved);
		case 'meeting':
			return addedApproved && own.some((task) => task.part === 'chair' && approved(task));
	}
}

/** What follows from a decision: which tasks open, which are no longer needed, and whether the whole approval has ended. */
export interface Progress {
	readonly open: readonly TaskRow[];
	readonly cancel: readonly TaskRow[];
	readonly outcome: Outcome | null;
}

/**
 * Follows a decision through the route. In a meeting a signer's opinion decides nothing by itself; the chair's conclusion does.
 * Everywhere else one refusal ends the approval, because one refusal leaves a requirement unmet.
 */
export function progress(tasks: readonly TaskRow[], decided: TaskRow): Progress {
	const others = (wanted: (task: TaskRow) => boolean): readonly TaskRow[] =>
		tasks.filter((task) => task.id !== decided.id && (task.status === 'open' || task.status === 'waiting') && wanted(task));
	const opinionOnly = decided.mode === 'meeting' && decided.part === 'signer' && !decided.added;
	if (decided.decision !== 'approved' && !opinionOnly) {
		return { open: [], cancel: others(() => true), outcome: decided.decision === 'rejected' ? 'rejected' : 'returned' };
	}
	const step = tasks.filter((task) => task.position === decided.position);
	const waiters = step.filter((task) => task.status === 'waiting' && task.waits_for === decided.id);
	if (!stepPassed(step)) return { open: waiters, cancel: [], outcome: null };
	const cancel = others((task) => task.position === decided.position);
	const later = tasks.filter((task) => task.status === 'waiting' && task.position > decided.position);
	if (later.length === 0) return { open: [], cancel, outcome: 'approved' };
	const next = Math.min(...later.map((task) => task.position));
	return { open: later.filter((task) => task.position === next && task.waits_for === null), cancel, outcome: null };
}

/** The effects of a decision on a task: on the other tasks, on the approval and, when it ends, on the record it is about. */
export function decisionEffects(
	approval: ApprovalRow,
	tasks: readonly TaskRow[],
	task: TaskRow,
	decision: {
		readonly decision: TaskDecision;
		readonly decidedBy: string;
		readonly onBehalfOf: string | null;
		readonly comment: string | null;
	},
	now: string,
	title: string,
): readonly Effect[] {
	const decided: TaskRow = {
		...task,
		status: 'decided',
		decision: decision.decision,
		decided_by: decision.decidedBy,
		on_behalf_of: decision.onBehalfOf,
		comment: decision.comment,
		decided_at: now,
	};
	const after = progress(
		tasks.map((other) => (other.id === task.id ? decided : other)),
		decided,
	);
	const [next] = after.open;
	const dueHours = (position: number): number => approval.steps[position]?.due_hours ?? 24;
	return [
		{
			kind: 'set',
			patch: {
				decision: decided.decision,
				decided_by: decided.decided_by,
				on_behalf_of: decided.on_behalf_of,
				comment: decided.comment,
				decided_at: now,
			},
		},
		...after.open.map((other): Effect => ({
			kind: 'update',
			collection: 'crm_approval_tasks',
			id: other.id,
			patch: { status: 'open', opened_at: now, due_at: hoursAfter(now, dueHours(other.position)) },
		})),
		...after.cancel.map((other): Effect => ({
			kind: 'update',
			collection: 'crm_approval_tasks',
			id: other.id,
			patch: { status: 'cancelled' },
		})),
		...(next === undefined
			? []
			: [
					{
						kind: 'notify',
						to: after.open.flatMap(recipientsOf),
						except: approval.barred ?? null,
						subject: approvalWords.askedSubject,
						body: approvalWords.askedBody,
						values: { title, step: approval.steps[next.position]?.label ?? '' },
					} satisfies Effect,
				]),
		...(after.outcome === null ? [] : endEffects(approval, after.outcome, now, title)),
	];
}

/** Ends an approval: its row, its subject, and a word to the person who submitted. */
export function endEffects(approval: ApprovalRow, outcome: Outcome, now: string, title: string): readonly Effect[] {
	return [
		{ kind: 'update', collection: 'crm_approvals', id: approval.id, patch: { status: outcome, ended_at: now } },
		{ kind: 'conclude', outcome },
		{
			kind: 'notify',
			to: [{ user: approval.started_by }],
			subject: approvalWords.endedSubject,
			body: approvalWords.endedBody,
			values: { title, outcome: approvalWords.outcomes[outcome] },
		},
	];
}
