import { Temporal } from 'temporal-polyfill';
import type { Text } from '../words/text.js';
import { minuteOf, plannedHours, type ExceptionKind, type WorkingCalendar, type WorkingHours } from './calendar.js';

/** A stretch of working time between two instants, in milliseconds since 1970; the end does not belong to it. */
export interface WorkingPeriod {
	readonly start: number;
	readonly end: number;
}

/** One day of a calendar: what it is, and when it is worked. */
export interface CalendarDay {
	readonly day: string;
	/** `working` and `free` are as the week says; the others are exceptions. */
	readonly kind: ExceptionKind | 'working' | 'free';
	/** What an exception is called. */
	readonly name: Text | null;
	readonly hours: readonly WorkingHours[];
	readonly periods: readonly WorkingPeriod[];
}

/** The days of one calendar, each worked out once: a list of deadlines asks for the same days again and again. */
interface Almanac {
	readonly exceptions: ReadonlyMap<string, WorkingCalendar['exceptions'][number]>;
	readonly days: Map<string, CalendarDay>;
}

const almanacs = new WeakMap<WorkingCalendar, Almanac>();

function almanacOf(calendar: WorkingCalendar): Almanac {
	const known = almanacs.get(calendar);
	if (known !== undefined) return known;
	const made = {
		exceptions: new Map(calendar.exceptions.map((exception) => [exception.day, exception])),
		days: new Map<string, CalendarDay>(),
	};
	almanacs.set(calendar, made);
	return made;
}

const msPerDay = 86_400_000;

/** When days begin, by zone: asking the zone is by far the slowest part, and every calendar of a zone shares its days. */
const midnights = new Map<string, Map<string, number>>();

function midnight(day: string, timeZone: string): number {
	const known = midnights.get(timeZone) ?? new Map<string, number>();
	midnights.set(timeZone, known);
	const begin = known.get(day) ?? instantOf(day, 0, timeZone);
	known.set(day, begin);
	return begin;
}

/**
 * The instant of a time of day. One that the clocks skip is the moment they are put forward; of one that happens twice, the first.
 * So later times of day are never earlier instants, and no stretch of work overlaps the next.
 */
function instantOf(day: string, minute: number, timeZone: string): number {
	const local = Temporal.PlainDate.from(day).toPlainDateTime().add({ minutes: minute });
	const zoned = local.toZonedDateTime(timeZone);
	if (zoned.toPlainDateTime().equals(local)) return zoned.epochMilliseconds;
	const before = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
	return (before.getTimeZoneTransition('next') ?? zoned).epochMilliseconds;
}

/** The hours of a day as instants. On all but the two days a year on which clocks are changed, minutes from midnight will do. */
function periodsOf(day: string, hours: readonly WorkingHours[], timeZone: string): readonly WorkingPeriod[] {
	if (hours.length === 0) return [];
	const begin = midnight(day, timeZone);
	const even = midnight(nextDay(day), timeZone) - begin === msPerDay;
	const instant = (time: string): number => (even ? begin + minuteOf(time) * 60_000 : instantOf(day, minuteOf(time), timeZone));
	return hours.map(({ from, to }) => ({ start: instant(from), end: instant(to) })).filter(({ start, end }) => start < end);
}

/** A day of the calendar with its working periods in order. */
export function calendarDay(calendar: WorkingCalendar, day: string): CalendarDay {
	const { exceptions, days } = almanacOf(calendar);
	const known = days.get(day);
	if (known !== undefined) return known;
	const exception = exceptions.get(day);
	const planned = plannedHours(calendar, day);
	const hours = exception === undefined ? planned : exception.kind === 'holiday' ? [] : (exception.hours ?? calendar.usual_hours);
	const made: CalendarDay = {
		day,
		kind: exception?.kind ?? (planned.length === 0 ? 'free' : 'working'),
		name: exception?.name ?? null,
		hours,
		periods: periodsOf(day, hours, calendar.time_zone),
	};
	days.set(day, made);
	return made;
}

/** The day after, or before with `-1`. */
export const nextDay = (day: string, step: 1 | -1 = 1): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) + step * msPerDay).toISOString().slice(0, 10);
