import type { Content } from '../canonical/content.js';
import type { RowBase } from '../process/declaration.js';

export const actionTriggers = ['complaint', 'quality_problem', 'follow_up', 'survey', 'feedback_pattern'] as const;

export interface CorrectiveActionRow extends RowBase {
	readonly status: 'open' | 'verified';
	readonly number: string | null;
	readonly title: string | null;
	readonly kind: 'corrective' | 'preventive';
	readonly trigger: (typeof actionTriggers)[number] | null;
	readonly complaint: string | null;
	readonly cause: string | null;
	readonly responsibility: string | null;
	readonly corrective_measure: string | null;
	readonly preventive_measure: string | null;
	readonly responsible_department: string | null;
	/** Who carries it out. */
	readonly assignee: string | null;
	/** ISO day. */
	readonly due_on: string | null;
	readonly started_at: string | null;
	readonly executed_at: string | null;
	readonly executed_by: string | null;
	readonly executed_hash: string | null;
	readonly overdue_reminded_at: string | null;
}

export interface CorrectiveActionFacts {
	readonly content: { readonly hash: string; readonly canonical: Content };
	/** Whoever the complaint behind the action is about, if anybody. */
	readonly accused: string | null;
}

export interface CorrectiveActionTypes {
	readonly state: CorrectiveActionRow['status'];
	readonly row: CorrectiveActionRow;
	readonly facts: CorrectiveActionFacts;
}
