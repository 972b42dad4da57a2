import { localDay } from '../calendar/local-date.js';
import { say, type Locale, type Text, type TextValues } from '../words/text.js';
import { addWorkingTime } from './arithmetic.js';
import type { ExceptionKind, WorkingCalendar } from './calendar.js';
import { calendarDay, nextDay, type CalendarDay } from './days.js';
import { deadlineOf, settledPauses, type Deadline, type WorkingClock } from './deadline.js';
import { minutesOfUsualDay, sayDuration, sayMinutes, workingMinutes } from './duration.js';
import { sayDays, sayDay, sayHours, sayInstant } from './say-day.js';
import { workingTimeWords as words } from './words.js';

/** One reason why a deadline falls when it does. */
export interface ExplanationStep {
	readonly kind:
		'allowance' | 'day-length' | 'starts-later' | ExceptionKind | 'free-days' | 'more' | 'pause' | 'stands-still' | 'unpublished' | 'due';
	/** The days it is about, both inclusive; for a calendar view. */
	readonly days?: { readonly first: string; readonly last: string };
	readonly text: Text;
	readonly values: TextValues;
}

export interface DeadlineExplanation {
	readonly deadline: Deadline;
	readonly steps: readonly ExplanationStep[];
}

/** Stretches of exceptions an explanation names one by one. */
const mostStretches = 30;

const isException = (day: CalendarDay): day is CalendarDay & { kind: ExceptionKind } =>
	day.kind === 'holiday' || day.kind === 'make_up_day' || day.kind === 'half_day';

interface Stretch {
	readonly kind: ExceptionKind;
	readonly name: Text;
	readonly first: string;
	readonly last: string;
	readonly day: CalendarDay;
}

/** The days from one to another: what differs from the week in stretches of one kind and name, and how many days the week leaves free. */
function survey(calendar: WorkingCalendar, first: string, last: string): { readonly stretches: readonly Stretch[]; readonly free: number } {
	const stretches: Stretch[] = [];
	let free = 0;
	for (let day = first; day <= last; day = nextDay(day)) {
		const known = calendarDay(calendar, day);
		if (known.kind === 'free') free += 1;
		if (!isException(known) || known.name === null) continue;
		const open = stretches.at(-1);
		const continues =
			open !== undefined &&
			nextDay(open.last) === day &&
			open.kind === known.kind &&
			open.name['en-US'] === known.name['en-US'] &&
			sayHours(open.day.hours)['en-US'] === sayHours(known.hours)['en-US'];
		if (continues) stretches.splice(-1, 1, { ...open, last: day });
		else stretches.push({ kind: known.kind, name: known.name, first: day, last: day, day: known });
	}
	return { stretches, free };
}

/**
 * Why a deadline falls when it does, step by step: what is allowed, when the clock started, which days were not worked or worked in
 * exchange, when it stood still, what is not published yet, and the result.
 *
 * @param publishedUntil last ISO day whose holidays are reviewed and published, if there is one
 * @throws NoWorkingTimeError when the calendar has too little working time
 */
export function explainDeadline(clock: WorkingClock, calendar: WorkingCalendar, publishedUntil: string | null): DeadlineExplanation {
	const zone = calendar.time_zone;
	const at = (instant: string): Text => sayInstant(instant, zone);
	const deadline = deadlineOf(clock, calendar);
	const lastDay = localDay(deadline.state === 'running' ? deadline.due : deadline.since, zone);
	const { stretches, free } = survey(calendar, localDay(clock.start, zone), lastDay);
	const steps: ExplanationStep[] = [
		{ kind: 'allowance', text: words.allowance, values: { duration: sayDuration(clock.allowance), start: at(clock.start), zone } },
	];
	if ('working_days' in clock.allowance) {
		steps.push({
			kind: 'day-length',
			text: words.dayLength,
			values: { length: sayMinutes(minutesOfUsualDay(calendar)), total: sayMinutes(workingMinutes(clock.allowance, calendar)) },
		});
	}
	const begins = firstWorkedFrom(clock.start, calendar);
	if (begins !== null) steps.push({ kind: 'starts-later', text: words.startsLater, values: { start: at(clock.start), from: at(begins) } });
	for (const { kind, name, first, last, day } of stretches.slice(0, mostStretches)) {
		steps.push({
			kind,
			days: { first, last },
			text: words[kind],
			values: { days: sayDays(first, last), name, hours: sayHours(day.hours) },
		});
	}
	if (stretches.length > mostStretches)
		steps.push({ kind: 'more', text: words.moreSteps, values: { count: stretches.length - mostStretches } });
	if (free > 0) steps.push({ kind: 'free-days', text: words.freeDays, values: { count: free } });
	steps.push(...pauseSteps(clock, deadline, at));
	if (publishedUntil !== null && lastDay > publishedUntil) {
		steps.push({ kind: 'unpublished', text: words.unpublished, values: { day: sayDay(publishedUntil) } });
	}
	if (deadline.state === 'running') steps.push({ kind: 'due', text: words.due, values: { due: at(deadline.due) } });
	return { deadline, steps };
}

/** The opening of the next working period, found by the first millisecond of work, when an instant lies outside working time; null when it lies in it. */
function firstWorkedFrom(start: string, calendar: WorkingCalendar): string | null {
	const worked = Date.parse(addWorkingTime(start, { working_minutes: 1 / 60_000 }, calendar)) - 1;
	return worked > Date.parse(start) ? new Date(worked).toISOString() : null;
}

function pauseSteps(clock: WorkingClock, deadline: Deadline, at: (instant: string) => Text): readonly ExplanationStep[] {
	const until = deadline.state === 'running' ? Date.parse(deadline.due) : Infinity;
	return settledPauses(clock)
		.filter(({ from }) => Date.parse(from) < until)
		.map((pause): ExplanationStep =>
			pause.until === null
				? {
						kind: 'stands-still',
						text: words.standsStill,
						values: { from: at(pause.from), left: sayMinutes(deadline.state === 'paused' ? deadline.minutesLeft : 0) },
					}
				: { kind: 'pause', text: words.pause, values: { from: at(pause.from), until: at(pause.until) } },
		);
}

/** An explanation in one language, a sentence per step. */
export const sayExplanation = ({ steps }: DeadlineExplanation, locale: Locale): readonly string[] =>
	steps.map(({ text, values }) => say(text, locale, values));
