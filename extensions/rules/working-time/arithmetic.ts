import { localDay } from '../calendar/local-date.js';
import type { WorkingCalendar } from './calendar.js';
import { calendarDay, nextDay, type WorkingPeriod } from './days.js';
import { workingMinutes, type WorkingDuration } from './duration.js';

const msPerMinute = 60_000;

/** Days any calculation walks at the most: twenty years. Valid calendars and durations stay within it (`duration.ts`). */
const horizonDays = 7305;

/** Thrown when a calendar has too little working time for what is asked of it. */
export class NoWorkingTimeError extends Error {
	constructor() {
		super('This calendar has too little working time: nothing falls due within twenty years. Check its weekdays, hours and holidays.');
		this.name = 'NoWorkingTimeError';
	}
}

/** The working periods from the day of an instant on, or backwards; ends after twenty years. */
function* periodsFrom(instant: string, calendar: WorkingCalendar, step: 1 | -1): Generator<WorkingPeriod> {
	let day = localDay(instant, calendar.time_zone);
	for (let walked = 0; walked < horizonDays; walked += 1) {
		const { periods } = calendarDay(calendar, day);
		yield* step === 1 ? periods : periods.toReversed();
		day = nextDay(day, step);
	}
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Milliseconds of work a duration stands for. */
const lengthOf = (duration: WorkingDuration, calendar: WorkingCalendar): number =>
	Math.round(workingMinutes(duration, calendar) * msPerMinute);

/**
 * The first instant by which so much working time has passed since `start`. Nothing added leaves `start` as it is; work that fills a
 * day ends when the day closes, not when the next one opens.
 *
 * @param start ISO 8601 instant
 * @returns ISO 8601 instant in UTC
 * @throws NoWorkingTimeError when it does not fall due within twenty years
 */
export function addWorkingTime(start: string, duration: WorkingDuration, calendar: WorkingCalendar): string {
	const from = Date.parse(start);
	let remaining = lengthOf(duration, calendar);
	if (remaining === 0) return iso(from);
	for (const period of periodsFrom(start, calendar, 1)) {
		const begin = Math.max(period.start, from);
		const available = Math.max(0, period.end - begin);
		if (available >= remaining) return iso(begin + remaining);
		remaining -= available;
	}
	throw new NoWorkingTimeError();
}

/**
 * The last instant from which so much working time passes until `end`: the inverse of adding, for every start in working time.
 *
 * @throws NoWorkingTimeError when it lies more than twenty years back
 */
export function subtractWorkingTime(end: string, duration: WorkingDuration, calendar: WorkingCalendar): string {
	const until = Date.parse(end);
	let remaining = lengthOf(duration, calendar);
	if (remaining === 0) return iso(until);
	for (const period of periodsFrom(end, calendar, -1)) {
		const stop = Math.min(period.end, until);
		const available = Math.max(0, stop - period.start);
		if (available >= remaining) return iso(stop - remaining);
		remaining -= available;
	}
	throw new NoWorkingTimeError();
}

/** Working minutes between two instants; negative when the second is the earlier one, fractions for seconds. At most twenty years are counted. */
export function workingTimeBetween(from: string, until: string, calendar: WorkingCalendar): number {
	const [start, end] = [Date.parse(from), Date.parse(until)];
	if (end < start) return -workingTimeBetween(until, from, calendar);
	let worked = 0;
	for (const period of periodsFrom(from, calendar, 1)) {
		if (period.start >= end) break;
		worked += Math.max(0, Math.min(period.end, end) - Math.max(period.start, start));
	}
	return worked / msPerMinute;
}
