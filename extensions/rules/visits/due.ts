import type { CaseCalendar } from '../complaints/complaint.js';
import { deadlineOf, remindersOf, type TimeLimit, type WorkingClock } from '../working-time/deadline.js';
import { reportOwed, type VisitRow } from './visit.js';

/** What the time limit of a report depends on. */
export type Timed = Pick<VisitRow, 'status' | 'ends_at' | 'finished_at'>;

/**
 * The clock of a visit's report: it starts when the visit is finished, or when it should have ended, so that a visit nobody finishes owes
 * its report all the same. None while nothing is owed.
 */
export function reportClock({ status, ends_at, finished_at }: Timed, limit: TimeLimit): WorkingClock | null {
	const start = finished_at ?? ends_at;
	if (start === null || !(reportOwed as readonly string[]).includes(status)) return null;
	return { start, allowance: limit.within, pauses: [] };
}

/**
 * When the report is due and when somebody is reminded next, reckoned anew each time (VIS-03).
 *
 * @param now ISO 8601 instant; reminders up to it count as given
 */
export function dueTimes(
	visit: Timed,
	limit: TimeLimit,
	{ calendar }: Pick<CaseCalendar, 'calendar'>,
	now: string,
): Readonly<Record<'report_due_at' | 'next_reminder_at', string | null>> {
	const clock = reportClock(visit, limit);
	if (clock === null) return { report_due_at: null, next_reminder_at: null };
	const deadline = deadlineOf(clock, calendar);
	return {
		report_due_at: deadline.state === 'running' ? deadline.due : null,
		next_reminder_at: remindersOf(clock, limit, calendar).find(({ at }) => Date.parse(at) > Date.parse(now))?.at ?? null,
	};
}
