import type { Person } from '../organisation/people.js';
import type { ApprovalRow, TaskRow } from './rows.js';

/** The record an approval is about, as far as the approval itself needs it. */
export interface Subject {
	readonly collection: string;
	readonly id: string;
	/** What people call it in messages and lists. */
	readonly title: string;
	/** The hash of its reviewed content as it is now. */
	readonly hash: string;
}

export interface ApprovalFacts {
	readonly approval: ApprovalRow;
	readonly tasks: readonly TaskRow[];
	readonly people: readonly Person[];
	readonly subject: Subject;
}
