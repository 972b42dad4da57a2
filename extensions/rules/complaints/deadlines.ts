import type { Text } from '../words/text.js';
import { deadlineOf, remindersOf, type Pause, type Reminder, type TimeLimit, type WorkingClock } from '../working-time/deadline.js';
import { explainDeadline, type DeadlineExplanation } from '../working-time/explain.js';
import type { CaseCalendar, ComplaintRow } from './complaint.js';
import type { ComplaintRules } from './settings.js';
import { complaintWords as words } from './words.js';

/**
 * What a complaint has a time limit for: the first answer and the stages of its handling (SLA-01, SLA-04), in a complex case the next word to the
 * customer (RCP-06), and after its end the follow-up (CMP-16).
 */
export const clockKeys = ['response', 'progress', 'investigation', 'reply', 'handling', 'follow_up'] as const;
export type ClockKey = (typeof clockKeys)[number];

/** What the clocks of a complaint depend on. */
export type Timed = Pick<
	ComplaintRow,
	| 'urgency'
	| 'complex'
	| 'received_at'
	| 'registered_at'
	| 'customer_informed_at'
	| 'reopened_at'
	| 'first_response_at'
	| 'investigated_at'
	| 'replied_at'
	| 'closed_at'
	| 'follow_up_at'
	| 'paused_since'
	| 'pauses'
>;

/** The fields that hold when each clock is due; empty while it stands still. */
export const dueFields = {
	response: 'response_due_at',
	progress: 'progress_due_at',
	investigation: 'investigation_due_at',
	reply: 'reply_due_at',
	handling: 'handling_due_at',
	follow_up: 'follow_up_due_at',
} as const satisfies Record<ClockKey, keyof ComplaintRow>;

const doneFields = {
	response: 'first_response_at',
	progress: 'replied_at',
	investigation: 'investigated_at',
	reply: 'replied_at',
	handling: 'closed_at',
	follow_up: 'follow_up_at',
} as const satisfies Record<ClockKey, keyof Timed>;

/** The rules that set the limits. */
type Limits = Pick<ComplaintRules, 'limits' | 'progress' | 'follow_up'>;

function limitOf(key: ClockKey, { urgency }: Pick<Timed, 'urgency'>, rules: Limits): TimeLimit | null {
	if (urgency === null) return null;
	return key === 'progress' || key === 'follow_up' ? rules[key] : rules.limits[urgency][key];
}

/** The first answer counts from receipt, the stages of the handling begin anew when a case is reopened, and the next word counts from the last. */
function startOf(key: ClockKey, complaint: Timed): string | null {
	switch (key) {
		case 'response':
			return complaint.received_at;
		case 'progress':
			return complaint.complex && complaint.replied_at === null && complaint.registered_at !== null
				? (complaint.customer_informed_at ?? complaint.registered_at)
				: null;
		case 'follow_up':
			return complaint.closed_at;
		default:
			return complaint.reopened_at ?? complaint.received_at;
	}
}

/** Every stretch of waiting for the customer, the present one included. */
export const pausesOf = ({ pauses, paused_since }: Pick<Timed, 'pauses' | 'paused_since'>): readonly Pause[] => [
	...(pauses ?? []),
	...(paused_since === null ? [] : [{ from: paused_since, until: null }]),
];

/** The clocks that still run or stand still: what has begun and is not done yet. */
export const openClocks = (complaint: Timed): readonly ClockKey[] =>
	clockKeys.filter((key) => complaint[doneFields[key]] === null && startOf(key, complaint) !== null);

function clockOf(key: ClockKey, complaint: Timed, rules: Limits): WorkingClock | null {
	const start = startOf(key, complaint);
	const limit = limitOf(key, complaint, rules);
	if (start === null || limit === null) return null;
	const done = complaint[doneFields[key]];
	const pauses = pausesOf(complaint).filter(({ from }) => done === null || Date.parse(from) < Date.parse(done));
	return { start, allowance: limit.within, pauses };
}

/**
 * When each part of a complaint is due, and when somebody is reminded next. Everything is reckoned anew each time, so that a changed
 * calendar, urgency or pause needs no history.
 *
 * @param now ISO 8601 instant; reminders up to it count as given
 */
export function dueTimes(
	complaint: Timed,
	rules: Limits,
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
		progress_due_at: due('progress'),
		investigation_due_at: due('investigation'),
		reply_due_at: due('reply'),
		handling_due_at: due('handling'),
		follow_up_due_at: due('follow_up'),
		next_reminder_at: remindersFor(complaint, rules, calendar).find(({ at }) => Date.parse(at) > Date.parse(now))?.at ?? null,
	};
}

/** Every reminder of what is not done yet, in order (SLA-01). */
export function remindersFor(
	complaint: Timed,
	rules: Limits,
	calendar: CaseCalendar['calendar'],
): readonly (Reminder & { readonly clock: ClockKey })[] {
	return openClocks(complaint)
		.flatMap((key) => {
			const clock = clockOf(key, complaint, rules);
			const limit = limitOf(key, complaint, rules);
			return clock === null || limit === null ? [] : remindersOf(clock, limit, calendar).map((reminder) => ({ ...reminder, clock: key }));
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
export function explainDueTimes(complaint: Timed, rules: Limits, { calendar, publishedUntil }: CaseCalendar): readonly ClockExplanation[] {
	return openClocks(complaint).flatMap((key) => {
		const clock = clockOf(key, complaint, rules);
		return clock === null ? [] : [{ clock: key, title: words.clocks[key], explanation: explainDeadline(clock, calendar, publishedUntil) }];
	});
}
