import type { Text } from '../words/text.js';
import { deadlineOf, remindersOf, type Pause, type Reminder, type WorkingClock } from '../working-time/deadline.js';
import { explainDeadline, type DeadlineExplanation } from '../working-time/explain.js';
import type { CaseCalendar, ComplaintRow } from './complaint.js';
import type { ComplaintRules } from './settings.js';
import { complaintWords as words } from './words.js';

/** The four things a complaint has a time limit for (SLA-01, SLA-04). */
export const clockKeys = ['response', 'investigation', 'reply', 'handling'] as const;
export type ClockKey = (typeof clockKeys)[number];

/** What the clocks of a complaint depend on. */
export type Timed = Pick<
	ComplaintRow,
	| 'urgency'
	| 'received_at'
	| 'reopened_at'
	| 'first_response_at'
	| 'investigated_at'
	| 'replied_at'
	| 'closed_at'
	| 'paused_since'
	| 'pauses'
>;

/** The fields that hold when each clock is due; empty while it stands still. */
export const dueFields = {
	response: 'response_due_at',
	investigation: 'investigation_due_at',
	reply: 'reply_due_at',
	handling: 'handling_due_at',
} as const satisfies Record<ClockKey, keyof ComplaintRow>;

const doneFields = {
	response: 'first_response_at',
	investigation: 'investigated_at',
	reply: 'replied_at',
	handling: 'closed_at',
} as const satisfies Record<ClockKey, keyof Timed>;

/** Every stretch of waiting for the customer, the present one included. */
export const pausesOf = ({ pauses, paused_since }: Pick<Timed, 'pauses' | 'paused_since'>): readonly Pause[] => [
	...(pauses ?? []),
	...(paused_since === null ? [] : [{ from: paused_since, until: null }]),
];

/** The clocks that still run or stand still: what is not done yet. */
export const openClocks = (complaint: Timed): readonly ClockKey[] => clockKeys.filter((key) => complaint[doneFields[key]] === null);

/** One clock: the first answer counts from receipt, the others begin anew when a case is reopened. */
function clockOf(key: ClockKey, complaint: Timed, rules: Pick<ComplaintRules, 'limits'>): WorkingClock | null {
	const start = key === 'response' ? complaint.received_at : (complaint.reopened_at ?? complaint.received_at);
	if (start === null || complaint.urgency === null) return null;
	const done = complaint[doneFields[key]];
	const pauses = pausesOf(complaint).filter(({ from }) => done === null || Date.parse(from) < Date.parse(done));
	return { start, allowance: rules.limits[complaint.urgency][key].within, pauses };
}

/**
 * When each part of a complaint is due, and when somebody is reminded next. Everything is reckoned anew each time, so that a changed
 * calendar, urgency or pause needs no history.
 *
 * @param now ISO 8601 instant; reminders up to it count as given
 */
export function dueTimes(
	complaint: Timed,
	rules: Pick<ComplaintRules, 'limits'>,
	{ calendar }: Pick<CaseCalendar, 'calendar'>,
	now: string,
): Readonly<Record<(typeof dueFields)[ClockKey] | 'next_reminder_at', string | null>> {
	const due = (key: ClockKey): string | null => {
		const clock = clockOf(key, complaint, rules);
		if (clock === null) return null;
		const deadline = deadlineOf(clock, calendar);
		return deadline.state === 'running' ? deadline.due : null;
	};
	return {
		response_due_at: due('response'),
		investigation_due_at: due('investigation'),
		reply_due_at: due('reply'),
		handling_due_at: due('handling'),
		next_reminder_at: remindersFor(complaint, rules, calendar).find(({ at }) => Date.parse(at) > Date.parse(now))?.at ?? null,
	};
}

/** Every reminder of what is not done yet, in order (SLA-01). */
export function remindersFor(
	complaint: Timed,
	rules: Pick<ComplaintRules, 'limits'>,
	calendar: CaseCalendar['calendar'],
): readonly (Reminder & { readonly clock: ClockKey })[] {
	const { urgency } = complaint;
	if (urgency === null) return [];
	return openClocks(complaint)
		.flatMap((key) => {
			const clock = clockOf(key, complaint, rules);
			return clock === null
				? []
				: remindersOf(clock, rules.limits[urgency][key], calendar).map((reminder) => ({ ...reminder, clock: key }));
		})
		.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Why one part of a complaint is due when it is. */
export interface ClockExplanation {
	readonly clock: ClockKey;
	readonly title: Text;
	readonly explanation: DeadlineExplanation;
}

/** The reasons for every due time that is still open, in words (SLA-01, SLA-04). */
export function explainDueTimes(
	complaint: Timed,
	rules: Pick<ComplaintRules, 'limits'>,
	{ calendar, publishedUntil }: CaseCalendar,
): readonly ClockExplanation[] {
	return openClocks(complaint).flatMap((key) => {
		const clock = clockOf(key, complaint, rules);
		return clock === null ? [] : [{ clock: key, title: words.clocks[key], explanation: explainDeadline(clock, calendar, publishedUntil) }];
	});
}
