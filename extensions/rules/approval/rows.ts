import type { RouteStep } from '../rulebook/rulebook.js';
import type { RoleKey } from '../organisation/roles.js';
import type { RowBase } from '../process/declaration.js';

export const approvalStates = ['pending', 'approved', 'rejected', 'returned', 'withdrawn', 'void'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** A row of `crm_approvals`: one round of review of one record, bound to the hash of what was submitted. */
export interface ApprovalRow extends RowBase {
	readonly status: ApprovalState;
	readonly subject_collection: string;
	readonly subject_id: string;
	readonly subject_hash: string;
	readonly route: string;
	/** The steps as the rulebook had them when the round began; the round finishes under them. */
	readonly steps: readonly RouteStep[];
	readonly round: number;
	readonly started_by: string;
	/** Somebody the matter is about, who never decides on it. */
	readonly barred?: string | null;
	readonly started_at: string;
	readonly ended_at: string | null;
	readonly reminded_at: string | null;
	readonly rulebook_version: number;
}

export const taskStates = ['waiting', 'open', 'decided', 'superseded', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];

export const decisions = ['approved', 'rejected', 'returned'] as const;
export type TaskDecision = (typeof decisions)[number];

/** A row of `crm_approval_tasks`: one decision asked of one person, or of whoever holds a role. */
export interface TaskRow extends RowBase {
	readonly status: TaskState;
	readonly approval: string;
	readonly step: string;
	/** Position of the step in its route, from 0. */
	readonly position: number;
	readonly mode: 'all' | 'any' | 'meeting';
	readonly part: 'signer' | 'chair';
	/** A named person, or nobody: then `role` (and `department`) say who may decide. */
	readonly assignee: string | null;
	readonly role: RoleKey | null;
	readonly department: string | null;
	readonly qualified: boolean;
	/** True for a signer somebody added: their approval is needed whatever the mode of the step. */
	readonly added: boolean;
	/** The task that has to be approved before this one opens. */
	readonly waits_for: string | null;
	/** The task this one took the place of. */
	readonly replaces: string | null;
	/** Why the earlier task gave way. */
	readonly superseded_by: 'transferred' | 'delegated' | 'escalated' | 'rerouted' | null;
	readonly decision: TaskDecision | null;
	readonly comment: string | null;
	readonly opened_at: string | null;
	readonly due_at: string | null;
	readonly decided_at: string | null;
	readonly decided_by: string | null;
	readonly on_behalf_of: string | null;
}
