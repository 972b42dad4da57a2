import { z } from 'zod';
import { addWorkingTime, workingTimeBetween } from './arithmetic.js';
import type { WorkingCalendar } from './calendar.js';
import { workingDurationModel, workingMinutes, type WorkingDuration } from './duration.js';

/** A stretch in which the clock stands still, for example while waiting for the customer. `until: null` while it still does. */
export interface Pause {
	/** ISO 8601 instants. */
	readonly from: string;
	readonly until: string | null;
}

/** A clock that runs in working time from an instant until its allowance is used up. */
export interface WorkingClock {
	readonly start: string;
	readonly allowance: WorkingDuration;
	/** In any order; those that overlap count once. */
	readonly pauses: readonly Pause[];
}

/** When something is due: at an instant, or not foreseeable while its clock stands still, with so many working minutes left. */
export type Deadline =
	{ readonly state: 'running'; readonly due: string } | { readonly state: 'paused'; readonly since: string; readonly minutesLeft: number };

/** How a time limit is written in a rulebook: the allowance, and when people are reminded before and after it (SLA-01). */
export const timeLimitModel = z.strictObject({
	within: workingDurationModel,
	warn_before: z.array(workingDurationModel).max(5).default([]),
	warn_after: z.array(workingDurationModel).max(5).default([]),
});
export type TimeLimit = z.infer<typeof timeLimitModel>;

const later = (a: string, b: string): string => (Date.parse(a) >= Date.parse(b) ? a : b);

/** Pauses in order and joined where they touch, none before the clock starts. */
export function settledPauses({ start, pauses }: Pick<WorkingClock, 'start' | 'pauses'>): readonly Pause[] {
	const ordered = pauses
		.map(({ from, until }) => ({ from: later(from, start), until }))
		.filter(({ from, until }) => until === null || Date.parse(until) > Date.parse(from))
		.sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
	const joined: Pause[] = [];
	for (const pause of ordered) {
		const last = joined.at(-1);
		if (last === undefined || (last.until !== null && Date.parse(last.until) < Date.parse(pause.from))) joined.push(pause);
		else
			joined.splice(-1, 1, { from: last.from, until: last.until === null || pause.until === null ? null : later(last.until, pause.until) });
	}
	return joined;
}

/**
 * When the allowance of a clock is used up. Time in pauses does not count.
 *
 * @throws NoWorkingTimeError when the calendar has too little working time
 */
export function deadlineOf(clock: WorkingClock, calendar: WorkingCalendar): Deadline {
	let minutes = workingMinutes(clock.allowance, calendar);
	let since = clock.start;
	for (const pause of settledPauses(clock)) {
		const worked = workingTimeBetween(since, pause.from, calendar);
		if (worked >= minutes) break;
		minutes -= worked;
		if (pause.until === null) return { state: 'paused', since: pause.from, minutesLeft: minutes };
		since = pause.until;
	}
	return { state: 'running', due: addMinutes(since, minutes, calendar) };
}

/** What is left of an allowance is no round number and stays out of the rulebook's bounds. */
const addMinutes = (start: string, minutes: number, calendar: WorkingCalendar): string =>
	addWorkingTime(start, { working_minutes: minutes }, calendar);

export interface Reminder {
	readonly when: 'before' | 'after';
	readonly by: WorkingDuration;
	/** ISO 8601 instant in UTC. */
	readonly at: string;
}

/**
 * When people are reminded of a time limit, in order. A warning further ahead than the whole allowance falls to the start.
 * While the clock stands still, only what has already been reached is known.
 */
export function remindersOf(
	clock: Pick<WorkingClock, 'start' | 'pauses'>,
	limit: TimeLimit,
	calendar: WorkingCalendar,
): readonly Reminder[] {
	const total = workingMinutes(limit.within, calendar);
	const marks = [
		...limit.warn_before.map((by) => ({ when: 'before' as const, by, minutes: Math.max(0, total - workingMinutes(by, calendar)) })),
		...limit.warn_after.map((by) => ({ when: 'after' as const, by, minutes: total + workingMinutes(by, calendar) })),
	];
	return marks
		.flatMap(({ when, by, minutes }): Reminder[] => {
			const reached = deadlineOf({ ...clock, allowance: { working_minutes: minutes } }, calendar);
			return reached.state === 'running' ? [{ when, by, at: reached.due }] : [];
		})
		.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
