import type { EventRevision } from './calendar-file.js';

/** A text that is kept, with the revision it is in. */
export interface KeptRevision extends EventRevision {
	readonly contentHash: string;
}

/** A whole second later, because calendars know no less. */
const secondAfter = (instant: string): string => new Date(Math.floor(Date.parse(instant) / 1000) * 1000 + 1000).toISOString();

const later = (a: string, b: string): string => (Date.parse(a) >= Date.parse(b) ? a : b);

/**
 * The revision of an event whose content has just been worked out: the one it had when nothing that is shown changed, else the next.
 * Sequence and time of change rise together, because some applications look at one and some at the other (requirement 2.7).
 */
export function nextRevision(before: KeptRevision | null, contentHash: string, now: string): EventRevision {
	if (before === null) return { sequence: 0, changedAt: now };
	if (before.contentHash === contentHash) return { sequence: before.sequence, changedAt: before.changedAt };
	return { sequence: before.sequence + 1, changedAt: later(now, secondAfter(before.changedAt)) };
}

/** What a feed adds to the revisions of its events, after it began to show some of them in another way. */
export interface Lift {
	readonly by: number;
	/** When it was last raised; null if never. */
	readonly at: string | null;
}

/** The revision of an event in a feed. */
export const lifted = ({ sequence, changedAt }: EventRevision, { by, at }: Lift): EventRevision => ({
	sequence: sequence + by,
	changedAt: at === null ? changedAt : later(changedAt, at),
});

/**
 * The lift of a feed that shows an event by another text from now on (its owner may read more or less, or speaks another language): above
 * everything it has shown, so that no sequence falls.
 *
 * @param highest the highest sequence the feed has shown
 */
export const raised = (lift: Lift, highest: number, now: string): Lift => ({
	by: Math.max(lift.by, highest) + 1,
	at: lift.at === null ? now : later(now, secondAfter(lift.at)),
});
