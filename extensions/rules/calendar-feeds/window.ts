import { daysAfter } from '../calendar/local-date.js';

/** How far a feed looks back and ahead, in days. */
export interface WindowSettings {
	readonly pastDays: number;
	readonly futureDays: number;
	/** How long a cancelled visit is still shown, as cancelled. */
	readonly cancelledDays: number;
}

export const usualWindow: WindowSettings = { pastDays: 90, futureDays: 365, cancelledDays: 30 };

/** What a feed shows on a day. All ends are instants, ISO 8601 in UTC; the later end does not belong to it. */
export interface FeedWindow {
	readonly day: string;
	readonly from: string;
	readonly until: string;
	/** Visits that were cancelled before are not shown any more. */
	readonly cancelledFrom: string;
}

const beginning = (day: string): string => `${day}T00:00:00.000Z`;

/** The window of a day. It moves once a day, so that a feed in which nothing happens changes at most that often. */
export function windowOn(now: string, { pastDays, futureDays, cancelledDays }: WindowSettings): FeedWindow {
	const day = now.slice(0, 10);
	return {
		day,
		from: beginning(daysAfter(day, -pastDays)),
		until: beginning(daysAfter(day, futureDays + 1)),
		cancelledFrom: beginning(daysAfter(day, -cancelledDays)),
	};
}
