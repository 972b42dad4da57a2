import { daysAfter } from '../calendar/local-date.js';
import { say, type Locale } from '../words/text.js';
import { beginningOf, endOfDays, type CalendarEvent, type EventTimes } from './visit-event.js';
import { calendarFeedWords as words } from './words.js';

/** Time that is taken, by one visit or by several that follow one another. */
export interface BusyTime {
	/** The visit it begins with. */
	readonly first: string;
	readonly times: EventTimes;
}

const endOf = (times: EventTimes): string => (times.kind === 'days' ? `${endOfDays(times)}T00:00:00Z` : times.endsAt);

const until = (times: EventTimes, end: string): EventTimes =>
	times.kind === 'days' ? { ...times, endsOn: daysAfter(end.slice(0, 10), -1) } : { ...times, endsAt: end };

/**
 * Merges what overlaps or touches, so that a reader cannot tell one visit from the next. Whole days and hours are merged among
 * themselves only: which hours a local day is depends on where it is read.
 */
export function busyTimes(visits: readonly { readonly id: string; readonly times: EventTimes }[]): readonly BusyTime[] {
	return (['days', 'instants'] as const).flatMap((kind) => {
		const merged: BusyTime[] = [];
		const ordered = visits
			.filter(({ times }) => times.kind === kind)
			.sort((a, b) => compare(beginningOf(a.times), beginningOf(b.times)) || compare(a.id, b.id));
		for (const { id, times } of ordered) {
			const last = merged.at(-1);
			if (last === undefined || beginningOf(times) > endOf(last.times)) merged.push({ first: id, times });
			else if (endOf(times) > endOf(last.times)) merged[merged.length - 1] = { ...last, times: until(last.times, endOf(times)) };
		}
		return merged;
	});
}

/** Byte order, whatever the language of the machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** All that a busy time shows. @param uid not the visit's own, so that feeds cannot be joined by it */
export const busyEvent = (uid: string, times: EventTimes, locale: Locale): CalendarEvent => ({
	uid,
	times,
	summary: say(words.busy, locale),
	transparent: false,
	isPrivate: false,
});

/** When a busy time changed, rounded up to the hour and later than before: the minute would say when somebody was at work. */
export function roundedChange(now: string, before: string | null): string {
	const hour = 3_600_000;
	const rounded = Math.ceil(Date.parse(now) / hour) * hour;
	return new Date(before === null ? rounded : Math.max(rounded, Date.parse(before) + hour)).toISOString();
}
