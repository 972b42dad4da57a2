import { Temporal } from 'temporal-polyfill';
import { localDay } from '../calendar/local-date.js';
import type { Rhythm } from './visit.js';

/**
 * When a visit takes place. Its instants are always there, so that lists and calendars can order by them. Of an all-day visit the
 * local days are what was meant, and its instants follow from them; any other visit has no days of its own.
 */
export interface VisitTimes {
	readonly all_day: boolean;
	/** ISO 8601 instants in UTC; the end does not belong to the visit. */
	readonly starts_at: string | null;
	readonly ends_at: string | null;
	/** Local days `YYYY-MM-DD`, both inclusive. */
	readonly starts_on: string | null;
	readonly ends_on: string | null;
}

export const timeFields = ['all_day', 'starts_at', 'ends_at', 'starts_on', 'ends_on'] as const satisfies readonly (keyof VisitTimes)[];

/** The instant a local day begins. */
export const beginOf = (day: string, timeZone: string): string =>
	new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds).toISOString();

const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

/** The last local day of something that ends at an instant: midnight still belongs to the day before. */
const lastDay = (endsAt: string, timeZone: string): string => localDay(new Date(Date.parse(endsAt) - 1).toISOString(), timeZone);

const given = (value: string | null | undefined): value is string => typeof value === 'string';

/**
 * A visit's times after somebody has written some of them. Days that were written decide an all-day visit; where only its instants were
 * (dragged in a calendar, or just made all-day), the days are those the instants fall on.
 *
 * @param before the times until now; null for a new visit
 * @param patch what is written, with instants in ISO 8601
 * @param timeZone the company's
 */
export function settledTimes(before: VisitTimes | null, patch: Partial<VisitTimes>, timeZone: string): VisitTimes {
	const next = { all_day: false, starts_at: null, ends_at: null, starts_on: null, ends_on: null, ...before, ...patch };
	if (!next.all_day) return { ...next, starts_on: null, ends_on: null };
	const moved = (instant: 'starts_at' | 'ends_at'): boolean =>
		given(patch[instant]) && (before === null || !given(before[instant]) || Date.parse(patch[instant]) !== Date.parse(before[instant]));
	const startsOn =
		given(next.starts_on) && (given(patch.starts_on) || !moved('starts_at'))
			? next.starts_on
			: given(next.starts_at)
				? localDay(next.starts_at, timeZone)
				: null;
	const endsOn =
		given(next.ends_on) && (given(patch.ends_on) || !moved('ends_at'))
			? next.ends_on
			: moved('ends_at') && given(next.ends_at) && given(next.starts_at) && Date.parse(next.ends_at) > Date.parse(next.starts_at)
				? lastDay(next.ends_at, timeZone)
				: startsOn;
	return {
		all_day: true,
		starts_on: startsOn,
		ends_on: endsOn,
		starts_at: startsOn === null ? null : beginOf(startsOn, timeZone),
		ends_at: endsOn === null ? null : beginOf(dayAfter(endsOn), timeZone),
	};
}

/** What is wrong with a visit's times; null where they are in order. */
export function timesProblem(times: VisitTimes, timeZone: string): 'missing' | 'backwards' | 'disagree' | null {
	const { all_day, starts_at, ends_at, starts_on, ends_on } = times;
	if (!given(starts_at) || !given(ends_at) || (all_day && (!given(starts_on) || !given(ends_on)))) return 'missing';
	if (all_day && given(starts_on) && given(ends_on)) {
		if (ends_on < starts_on) return 'backwards';
		const settled = settledTimes(null, { all_day, starts_on, ends_on }, timeZone);
		const same = (a: string | null, b: string | null): boolean => Date.parse(a ?? '') === Date.parse(b ?? '');
		return same(settled.starts_at, starts_at) && same(settled.ends_at, ends_at) ? null : 'disagree';
	}
	return Date.parse(ends_at) > Date.parse(starts_at) ? null : 'backwards';
}

const steps: Readonly<Record<Rhythm, Temporal.DurationLike>> = {
	week: { weeks: 1 },
	two_weeks: { weeks: 2 },
	month: { months: 1 },
	quarter: { months: 3 },
};

const times = (step: Temporal.DurationLike, count: number): Temporal.DurationLike =>
	Object.fromEntries(Object.entries(step).map(([unit, size]) => [unit, Number(size) * count]));

/**
 * The times of the same visit some weeks, months or quarters later: at the same time of day of the company's clock, whatever the clocks
 * did in between. A month without that day has its last one.
 */
export function repeatedTimes(first: VisitTimes, rhythm: Rhythm, count: number, timeZone: string): VisitTimes {
	const step = times(steps[rhythm], count);
	if (first.all_day) {
		const later = (day: string | null): string | null => (day === null ? null : Temporal.PlainDate.from(day).add(step).toString());
		const startsOn = later(first.starts_on);
		if (startsOn === null || first.starts_on === null || first.ends_on === null) return first;
		const length = Temporal.PlainDate.from(first.starts_on).until(first.ends_on);
		const endsOn = Temporal.PlainDate.from(startsOn).add(length).toString();
		return settledTimes(null, { all_day: true, starts_on: startsOn, ends_on: endsOn }, timeZone);
	}
	if (first.starts_at === null || first.ends_at === null) return first;
	const startsAt = Temporal.Instant.from(first.starts_at).toZonedDateTimeISO(timeZone).add(step).epochMilliseconds;
	const length = Date.parse(first.ends_at) - Date.parse(first.starts_at);
	return {
		...first,
		starts_at: new Date(startsAt).toISOString(),
		ends_at: new Date(startsAt + length).toISOString(),
	};
}

/** Whether two visits are at the same time; one that ends when the other begins is not. */
export const overlap = (a: Pick<VisitTimes, 'starts_at' | 'ends_at'>, b: Pick<VisitTimes, 'starts_at' | 'ends_at'>): boolean =>
	given(a.starts_at) &&
	given(a.ends_at) &&
	given(b.starts_at) &&
	given(b.ends_at) &&
	Date.parse(a.starts_at) < Date.parse(b.ends_at) &&
	Date.parse(b.starts_at) < Date.parse(a.ends_at);
