import { hoursAfter } from '../calendar/local-date.js';
import type { Person } from '../organisation/people.js';
import type { Effect, Recipient } from '../process/effect.js';
import type { Route, RouteStep, Signer } from '../rulebook/rulebook.js';
import type { ClauseId } from '../process/violation.js';
import { deciders } from './eligibility.js';
import type { TaskRow } from './rows.js';
import { approvalWords } from './words.js';

/** What is needed to open a round of approval over a record. */
export interface Opening {
	readonly collection: string;
	readonly relation: string;
	readonly subject: { readonly id: string; readonly department?: string | null; readonly title: string };
	readonly hash: string;
	readonly submitted: unknown;
	readonly routeKey: string;
	readonly route: Route;
	readonly round: number;
	readonly startedBy: string;
	/** Somebody the matter is about, who is not asked. */
	readonly barred?: string | null;
	readonly rulebookVersion: number;
	readonly now: string;
	readonly newId: () => string;
}

type Asked = Pick<TaskRow, 'assignee' | 'role' | 'department' | 'qualified' | 'on_behalf_of'>;

const asked = (signer: Signer, step: RouteStep, department: string | null | undefined): Asked => ({
	assignee: null,
	role: signer.role,
	department: signer.same_department ? (department ?? null) : null,
	qualified: step.qualified,
	on_behalf_of: null,
});

/** Everyone a step asks: its signers, then the chair of a meeting, who concludes it. */
export function partsOf(step: RouteStep): readonly { readonly signer: Signer; readonly part: 'signer' | 'chair' }[] {
	return [
		...step.signers.map((signer) => ({ signer, part: 'signer' as const })),
		...(step.chair === undefined ? [] : [{ signer: step.chair, part: 'chair' as const }]),
	];
}

/** A part of a route that nobody could fill, found before the round begins so that a case never gets stuck. */
export interface Unfilled {
	readonly step: RouteStep;
	readonly signer: Signer;
	readonly clause: ClauseId;
}

/**
 * Looks for parts of a route that nobody could fill. One person fills one part only, so the parts are matched to people as a whole:
 * the two parts of "keeper and head" are not both filled by the one person who holds both roles.
 */
export function unfilledParts(
	route: Route,
	people: readonly Person[],
	startedBy: string,
	department: string | null | undefined,
	day: string,
): readonly Unfilled[] {
	const taken = new Set([startedBy]);
	const parts = route.steps.flatMap((step) => {
		const needed = step.mode === 'any' ? partsOf(step).slice(0, 1) : partsOf(step);
		return needed.map(({ signer }) => {
			const pools = step.mode === 'any' ? step.signers : [signer];
			const found = pools.flatMap((pool) => deciders(asked(pool, step, department), people, taken, day));
			const inPerson = new Set(found.filter(({ onBehalfOf }) => onBehalfOf === null).map(({ person }) => person));
			// A signature in somebody's place uses up both, so it helps only where the one asked cannot sign at all.
			const candidates = found.filter(({ onBehalfOf }) => onBehalfOf === null || !inPerson.has(onBehalfOf)).map(({ person }) => person);
			return { step, signer, candidates: [...new Set(candidates)] };
		});
	});
	const assigned = new Map<string, number>();
	const augment = (part: number, seen: Set<string>): boolean => {
		for (const person of parts[part]?.candidates ?? []) {
			if (seen.has(person)) continue;
			seen.add(person);
			const holder = assigned.get(person);
			if (holder === undefined || augment(holder, seen)) {
				assigned.set(person, part);
				return true;
			}
		}
		return false;
	};
	return parts.flatMap(({ step, signer }, index) =>
		augment(index, new Set()) ? [] : [{ step, signer, clause: step.clauses[0] as ClauseId }],
	);
}

/** A fresh task row with everything undecided. */
export function newTask(
	fields: Pick<TaskRow, 'id' | 'approval' | 'step' | 'position' | 'mode' | 'part' | 'status' | 'opened_at' | 'due_at'> &
		Asked &
		Partial<TaskRow>,
): Effect {
	const row: Omit<TaskRow, 'revision'> & { revision: number } = {
		revision: 0,
		added: false,
		waits_for: null,
		replaces: null,
		superseded_by: null,
		decision: null,
		comment: null,
		decided_at: null,
		decided_by: null,
		...fields,
	};
	return { kind: 'insert', collection: 'crm_approval_tasks', row: { ...row } };
}

/** Whom a task addresses, for messages. */
export const recipientsOf = (task: Pick<TaskRow, 'assignee' | 'role' | 'department'>): readonly Recipient[] =>
	task.assignee !== null ? [{ user: task.assignee }] : task.role === null ? [] : [{ role: task.role, department: task.department }];

/** Opens a round: the approval, all its tasks (those of the first step open, the rest waiting), copies and messages. */
export function openApproval(opening: Opening): { readonly approval: string; readonly effects: readonly Effect[] } {
	const { route, now, newId } = opening;
	const approval = newId();
	const tasks = route.steps.flatMap((step, position) =>
		partsOf(step).map(({ signer, part }) =>
			newTask({
				id: newId(),
				approval,
				step: step.key,
				position,
				mode: step.mode,
				part,
				...asked(signer, step, opening.subject.department),
				status: position === 0 ? 'open' : 'waiting',
				opened_at: position === 0 ? now : null,
				due_at: position === 0 ? hoursAfter(now, step.due_hours) : null,
			}),
		),
	);
	const [first] = route.steps;
	if (first === undefined) throw new Error('An approval was opened on a route without a step.');
	return {
		approval,
		effects: [
			{
				kind: 'insert',
				collection: 'crm_approvals',
				row: {
					id: approval,
					status: 'pending',
					revision: 0,
					subject_collection: opening.collection,
					subject_id: opening.subject.id,
					[opening.relation]: opening.subject.id,
					subject_hash: opening.hash,
					submitted: opening.submitted,
					route: opening.routeKey,
					steps: route.steps,
					round: opening.round,
					department: opening.subject.department ?? null,
					started_by: opening.startedBy,
					barred: opening.barred ?? null,
					started_at: now,
					ended_at: null,
					reminded_at: null,
					rulebook_version: opening.rulebookVersion,
				},
			},
			...tasks,
			...route.copy_to.map((signer): Effect => ({
				kind: 'insert',
				collection: 'crm_approval_copies',
				row: {
					id: newId(),
					approval,
					role: signer.role,
					department: signer.same_department ? (opening.subject.department ?? null) : null,
					user: null,
				},
			})),
			{
				kind: 'notify',
				to: partsOf(first).flatMap(({ signer }) =>
					recipientsOf({
						assignee: null,
						role: signer.role,
						department: signer.same_department ? (opening.subject.department ?? null) : null,
					}),
				),
				except: opening.barred ?? null,
				subject: approvalWords.askedSubject,
				body: approvalWords.askedBody,
				values: { title: opening.subject.title, step: first.label },
			},
		],
	};
}
