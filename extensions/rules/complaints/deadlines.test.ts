import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '../words/text.js';
import { sayExplanation } from '../working-time/explain.js';
import { complaintRow, tuesdayMorning } from '../testing/complaint.js';
import { rulebook } from '../testing/rulebook.js';
import { holiday, officeCalendar } from '../testing/working-calendar.js';
import type { ComplaintRow } from './complaint.js';
import { dueTimes, explainDueTimes, openClocks, remindersFor } from './deadlines.js';

const rules = rulebook().complaints;
const office = { id: 'office', calendar: officeCalendar(), publishedUntil: '2026-12-31' };

const hoursLater = (hours: number): string => new Date(Date.parse(tuesdayMorning) + hours * 3_600_000).toISOString();

describe('due times of a complaint', () => {
	it('are four, each with a limit of its own (SLA-04)', () => {
		expect(dueTimes(complaintRow, rules, office, tuesdayMorning)).toMatchObject({
			response_due_at: '2026-03-10T07:00:00.000Z',
			investigation_due_at: '2026-03-11T02:00:00.000Z',
			reply_due_at: '2026-03-12T02:00:00.000Z',
			handling_due_at: '2026-03-17T02:00:00.000Z',
		});
	});

	it('move when a holiday is published', () => {
		const calendar = officeCalendar({ exceptions: [holiday('2026-03-11')] });
		expect(dueTimes(complaintRow, rules, { calendar }, tuesdayMorning)).toMatchObject({
			response_due_at: '2026-03-10T07:00:00.000Z',
			investigation_due_at: '2026-03-12T02:00:00.000Z',
		});
	});

	it('begin anew for a reopened case, all but the first answer', () => {
		const reopened = { ...complaintRow, reopened_at: hoursLater(24), first_response_at: hoursLater(1) };
		expect(dueTimes(reopened, rules, office, hoursLater(24))).toMatchObject({
			response_due_at: '2026-03-10T07:00:00.000Z',
			investigation_due_at: '2026-03-12T02:00:00.000Z',
		});
	});

	it('are none before urgency and receipt are known', () => {
		const nothing = {
			response_due_at: null,
			progress_due_at: null,
			investigation_due_at: null,
			reply_due_at: null,
			handling_due_at: null,
			follow_up_due_at: null,
			next_reminder_at: null,
		};
		expect(dueTimes({ ...complaintRow, urgency: null }, rules, office, tuesdayMorning)).toEqual(nothing);
		expect(dueTimes({ ...complaintRow, received_at: null }, rules, office, tuesdayMorning)).toEqual(nothing);
		expect(explainDueTimes({ ...complaintRow, urgency: null }, rules, office)).toEqual([]);
	});

	it('are not moved by a wait that began after the thing was done', () => {
		const waiting = { ...complaintRow, first_response_at: hoursLater(1), paused_since: hoursLater(2) };
		expect(dueTimes(waiting, rules, office, hoursLater(3))).toMatchObject({
			response_due_at: '2026-03-10T07:00:00.000Z',
			reply_due_at: null,
		});
	});

	it('never come earlier through waiting, whatever the waits', () => {
		const wait = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 100 }));
		fc.assert(
			fc.property(fc.array(wait, { maxLength: 5 }), fc.constantFrom('immediate', 'urgent', 'ordinary'), (waits, urgency) => {
				const pauses = waits.map(([from, length]) => ({ from: hoursLater(from), until: hoursLater(from + length) }));
				const without = dueTimes({ ...complaintRow, urgency }, rules, office, tuesdayMorning);
				const with_ = dueTimes({ ...complaintRow, urgency, pauses }, rules, office, tuesdayMorning);
				for (const field of ['response_due_at', 'investigation_due_at', 'reply_due_at', 'handling_due_at'] as const)
					expect(Date.parse(String(with_[field]))).toBeGreaterThanOrEqual(Date.parse(String(without[field])));
			}),
		);
	});

	it('are the sooner the more urgent', () => {
		const due = (urgency: ComplaintRow['urgency']) =>
			Date.parse(String(dueTimes({ ...complaintRow, urgency }, rules, office, tuesdayMorning).reply_due_at));
		expect(due('immediate')).toBeLessThan(due('urgent'));
		expect(due('urgent')).toBeLessThan(due('ordinary'));
	});
});

describe('reminders', () => {
	it('come before and after each limit that is not met yet, in order', () => {
		const answered = { ...complaintRow, first_response_at: hoursLater(1), investigated_at: hoursLater(2) };
		expect(openClocks(answered)).toEqual(['reply', 'handling']);
		const found = remindersFor(answered, rules, office.calendar);
		expect(found.map(({ clock, when }) => `${clock} ${when}`)).toEqual([
			'reply before',
			'reply after',
			'handling before',
			'handling after',
		]);
		expect(found.map(({ at }) => at)).toEqual(found.map(({ at }) => at).toSorted());
	});

	it('the next one is the first that has not come', () => {
		const next = (now: string) => dueTimes(complaintRow, rules, office, now).next_reminder_at;
		expect(next('2026-03-10T05:59:59.999Z')).toBe('2026-03-10T06:00:00.000Z');
		expect(next('2026-03-10T06:00:00.000Z')).toBe('2026-03-10T08:00:00.000Z');
		expect(next('2027-01-01T00:00:00.000Z')).toBeNull();
	});
});

describe('why it is due then', () => {
	it('is said for everything still open, in both languages', () => {
		const explained = explainDueTimes({ ...complaintRow, first_response_at: hoursLater(1) }, rules, office);
		expect(explained.map(({ title }) => say(title, 'en-US'))).toEqual(['Investigation', 'Reply to the customer', 'Whole handling']);
		for (const { explanation } of explained) {
			for (const locale of ['en-US', 'zh-CN'] as const) {
				const sentences = sayExplanation(explanation, locale);
				expect(sentences.length).toBeGreaterThan(1);
				expect(sentences.join('')).not.toMatch(/\{\w+\}/);
			}
		}
	});
});
