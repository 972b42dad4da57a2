import { localDay } from '../calendar/local-date.js';
import type { Text } from '../words/text.js';
import type { ComplaintRow } from './complaint.js';
import { publicComplaintWords as words } from './public-words.js';

/** What somebody with a status link is told: where the case is, the days it got there, and what comes next. Nothing internal. */
export interface PublicStatus {
	readonly state: Text;
	readonly next: Text;
	/** ISO days in the company's time zone, in the order they happened. */
	readonly milestones: readonly { readonly label: Text; readonly day: string }[];
}

export type StatusSource = Pick<ComplaintRow, 'status' | 'received_at' | 'registered_at' | 'replied_at' | 'closed_at' | 'reopened_at'>;

const milestones = ['received_at', 'registered_at', 'replied_at', 'closed_at'] as const;

export function publicStatus(row: StatusSource, timeZone: string): PublicStatus {
	// A reopened case was answered and closed before; its complainant is told of the state it is in now.
	const superseded = (at: string): boolean => row.reopened_at !== null && Date.parse(at) < Date.parse(row.reopened_at);
	return {
		state: words.states[row.status].state,
		next: words.states[row.status].next,
		milestones: milestones.flatMap((field) => {
			const at = row[field];
			if (at === null || ((field === 'replied_at' || field === 'closed_at') && superseded(at))) return [];
			return [{ label: words.milestones[field], day: localDay(at, timeZone) }];
		}),
	};
}
