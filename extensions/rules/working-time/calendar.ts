import { z } from 'zod';
import { locales, say, type Text, type TextValues } from '../words/text.js';
import { isTimeZone } from '../calendar/time-zone.js';
import { workingTimeWords as words } from './words.js';

/** The days of the week in ISO order: `weekdays[0]` is ISO weekday 1. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** How a day of the calendar differs from its week: a public holiday, a day worked in exchange for one (调休), a shortened day. */
export const exceptionKinds = ['holiday', 'make_up_day', 'half_day'] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];

const { problems } = words;

/** What a check says in every language travels with its issue. */
const because = (problem: Text, values: TextValues = {}) => ({ message: say(problem, 'en-US', values), params: { problem, values } });

const clock = (pattern: RegExp) => z.string().refine((time) => pattern.test(time), because(problems.timeOfDay));
const latestOfDay = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** A stretch of working hours on one day, local time of the calendar; `24:00` is the end of the day. */
export const workingHoursModel = z.strictObject({ from: clock(/^([01]\d|2[0-3]):[0-5]\d$/), to: clock(latestOfDay) });
export type WorkingHours = z.infer<typeof workingHoursModel>;

/** Minutes from midnight of a time of day. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Minutes worked in hours that do not overlap. */
export const minutesIn = (hours: readonly WorkingHours[]): number =>
	hours.reduce((sum, { from, to }) => sum + minuteOf(to) - minuteOf(from), 0);

function inOrder(hours: readonly WorkingHours[]): boolean {
	return hours.every(({ from, to }, index) => {
		const before = hours[index - 1];
		return minuteOf(from) < minuteOf(to) && (before === undefined || minuteOf(before.to) <= minuteOf(from));
	});
}

const hoursOfDay = z
	.array(workingHoursModel)
	.refine((hours) => hours.length > 0, because(problems.noHours))
	.max(12, 'A day has at most twelve stretches of work.')
	.refine(inOrder, because(problems.hoursOverlap));

const bilingual = z.strictObject(
	Object.fromEntries(locales.map((locale) => [locale, z.string().min(1).max(100)])) as Record<(typeof locales)[number], z.ZodString>,
);

/** A day that is not worked as the week says. Without hours of its own, a make-up day is worked like a usual day. */
export const exceptionModel = z.strictObject({
	day: z.iso.date(),
	kind: z.enum(exceptionKinds),
	name: bilingual,
	hours: hoursOfDay.nullable().default(null),
});
export type CalendarException = z.infer<typeof exceptionModel>;

/** Days that may differ from the week in one calendar: some twenty years of them, and a bound for every walk over its days. */
export const mostExceptions = 1000;

/** Weekdays that are worked, but not as a usual day: their own hours. */
const otherHoursModel = z.strictObject({ weekday: z.enum(weekdays), hours: hoursOfDay });

/**
 * When people work: a usual day with its stretches, the weekdays worked like it, weekdays with hours of their own, and single days
 * that differ. One working day is as long as the usual day, whatever day it is counted on.
 */
export const workingCalendarModel = z
	.strictObject({
		time_zone: z
			.string()
			.min(1)
			.max(60)
			.refine(isTimeZone, because(problems.timeZone, { example: 'Asia/Shanghai' })),
		usual_hours: hoursOfDay.refine((hours) => minutesIn(hours) >= 60, because(problems.usualDayTooShort)),
		usual_weekdays: z
			.array(z.enum(weekdays))
			.max(7)
			.refine((worked) => worked.length > 0, because(problems.noWeekday)),
		other_hours: z.array(otherHoursModel).max(7).default([]),
		exceptions: z.array(exceptionModel).max(mostExceptions).default([]),
	})
	.superRefine((calendar, context) => {
		const issue = (path: (string | number)[], problem: Text, values: TextValues = {}) =>
			context.addIssue({ code: 'custom', path, ...because(problem, values) });
		const named = [...calendar.usual_weekdays, ...calendar.other_hours.map(({ weekday }) => weekday)];
		if (new Set(named).size !== named.length) issue(['usual_weekdays'], problems.weekdayTwice);

		const seen = new Set<string>();
		for (const [index, { day, kind, hours }] of calendar.exceptions.entries()) {
			const planned = plannedHours(calendar, day);
			if (seen.has(day)) issue(['exceptions', index, 'day'], problems.dayTwice, { day });
			seen.add(day);
			if (kind === 'holiday' && hours !== null) issue(['exceptions', index, 'hours'], problems.holidayWithHours, { day });
			if (kind === 'make_up_day' && planned.length > 0) {
				issue(['exceptions', index, 'kind'], problems.makeUpOnWorkingDay, { day });
			}
			if (kind === 'half_day' && (hours === null || minutesIn(hours) >= minutesIn(planned))) {
				issue(['exceptions', index, 'hours'], problems.notShorter, { day });
			}
		}
	});

export type WorkingCalendar = z.infer<typeof workingCalendarModel>;

/** The ISO weekday of an ISO day. */
export const weekdayOf = (day: string): Weekday => weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] as Weekday;

/** The hours the week plans for a day, whatever exceptions say. */
export function plannedHours(
	calendar: Pick<WorkingCalendar, 'usual_hours' | 'usual_weekdays' | 'other_hours'>,
	day: string,
): readonly WorkingHours[] {
	const weekday = weekdayOf(day);
	if (calendar.usual_weekdays.includes(weekday)) return calendar.usual_hours;
	return calendar.other_hours.find((other) => other.weekday === weekday)?.hours ?? [];
}

export interface CalendarProblem {
	/** Where, as property names and positions: `exceptions`, `3`, `day`. */
	readonly path: readonly string[];
	readonly problem: Text;
	readonly values: TextValues;
}

/** What our own checks put into their issues; an issue of zod's has none and means that a value is not of the kind expected. */
const reasonModel = z.object({ problem: z.object({ 'en-US': z.string(), 'zh-CN': z.string() }), values: z.record(z.string(), z.string()) });

function problemOf(issue: z.core.$ZodIssue): CalendarProblem {
	const path = issue.path.map(String);
	const reason = reasonModel.safeParse(issue.code === 'custom' ? issue.params : undefined);
	return reason.success ? { path, ...reason.data } : { path, problem: problems.malformed, values: {} };
}

/** Reads a working calendar; every problem says where it is and what to do. */
export function readWorkingCalendar(
	data: unknown,
): { readonly ok: true; readonly calendar: WorkingCalendar } | { readonly ok: false; readonly problems: readonly CalendarProblem[] } {
	const parsed = workingCalendarModel.safeParse(data);
	if (parsed.success) return { ok: true, calendar: parsed.data };
	return { ok: false, problems: parsed.error.issues.map(problemOf) };
}

/** What kinds of days are called. */
export const exceptionLabels: Readonly<Record<ExceptionKind, Text>> = words.kinds;
