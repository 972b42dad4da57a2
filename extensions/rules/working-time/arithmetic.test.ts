import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holiday, makeUpDay, officeCalendar } from '../testing/working-calendar.js';
import { text } from '../words/text.js';
import { addWorkingTime, subtractWorkingTime, workingTimeBetween } from './arithmetic.js';
import { weekdayOf, weekdays, type CalendarException, type WorkingCalendar } from './calendar.js';
import { calendarDay } from './days.js';
import type { WorkingDuration } from './duration.js';

/** Local time in Shanghai. */
const at = (local: string): string => new Date(`${local}:00+08:00`).toISOString();

describe('working time is added', () => {
	const calendar = officeCalendar({ exceptions: [holiday('2026-10-01'), holiday('2026-10-02'), makeUpDay('2026-10-10')] });

	it.each<[string, WorkingDuration, string]>([
		['2026-09-28T09:00', { working_hours: 2 }, '2026-09-28T11:00'],
		['2026-09-28T11:00', { working_hours: 2 }, '2026-09-28T14:00'],
		['2026-09-28T11:00', { working_hours: 1 }, '2026-09-28T12:00'],
		['2026-09-28T12:30', { working_hours: 1 }, '2026-09-28T14:00'],
		['2026-09-28T17:00', { working_hours: 2 }, '2026-09-29T10:00'],
		['2026-09-28T20:00', { working_days: 1 }, '2026-09-29T18:00'],
		['2026-09-30T16:00', { working_days: 1 }, '2026-10-05T16:00'],
		['2026-10-09T16:00', { working_days: 1 }, '2026-10-10T16:00'],
		['2026-10-10T16:00', { working_days: 1 }, '2026-10-12T16:00'],
		['2026-10-03T10:00', { working_days: 1 }, '2026-10-05T18:00'],
		['2026-09-28T09:00', { working_days: 0.5 }, '2026-09-28T14:00'],
		['2026-10-03T10:00', { working_minutes: 0 }, '2026-10-03T10:00'],
	])('%s and %j is %s', (start, duration, due) => {
		expect(addWorkingTime(at(start), duration, calendar)).toBe(at(due));
	});

	it('through a year of days without walking them minute by minute', () => {
		expect(addWorkingTime(at('2026-01-05T09:00'), { working_days: 250 }, officeCalendar())).toBe(at('2026-12-18T18:00'));
	});

	it('and a shortened day counts for the hours it has', () => {
		const shortened = officeCalendar({
			exceptions: [{ day: '2026-02-13', kind: 'half_day', name: text('Eve', '节前'), hours: [{ from: '09:00', to: '12:00' }] }],
		});
		expect(addWorkingTime(at('2026-02-13T09:00'), { working_days: 1 }, shortened)).toBe(at('2026-02-16T15:00'));
	});
});

describe('clocks that are put forward and back', () => {
	const nights = officeCalendar({
		time_zone: 'Europe/Berlin',
		usual_hours: [{ from: '00:00', to: '24:00' }],
		usual_weekdays: [...weekdays],
	});

	it('leave a night with 23 hours in spring', () => {
		expect(workingTimeBetween('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', nights)).toBe(23 * 60);
		expect(addWorkingTime('2026-03-28T23:00:00Z', { working_hours: 23 }, nights)).toBe('2026-03-29T22:00:00.000Z');
	});

	it('leave a night with 25 hours in autumn', () => {
		expect(workingTimeBetween('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', nights)).toBe(25 * 60);
	});

	it('never let a stretch in the skipped hour overlap the next one', () => {
		const early = officeCalendar({
			time_zone: 'Europe/Berlin',
			usual_hours: [
				{ from: '02:15', to: '02:45' },
				{ from: '03:00', to: '04:00' },
			],
			usual_weekdays: [...weekdays],
		});
		const periods = calendarDay(early, '2026-03-29').periods;
		expect(periods).toEqual([{ start: Date.parse('2026-03-29T01:00:00Z'), end: Date.parse('2026-03-29T02:00:00Z') }]);
	});

	it('drop a day that a country skipped', () => {
		const samoa = officeCalendar({ time_zone: 'Pacific/Apia', usual_weekdays: [...weekdays] });
		expect(calendarDay(samoa, '2011-12-30').periods).toEqual([]);
	});
});

const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata');
const hours = fc.constantFrom(
	[{ from: '09:00', to: '17:00' }],
	[
		{ from: '08:30', to: '12:00' },
		{ from: '13:15', to: '17:45' },
	],
	[
		{ from: '00:00', to: '03:00' },
		{ from: '10:00', to: '11:30' },
		{ from: '22:00', to: '24:00' },
	],
);
const worked = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 7 });
const dayOf2026 = fc.integer({ min: 0, max: 364 }).map((offset) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10));
const calendars = fc
	.record({ zone, hours, worked, holidays: fc.uniqueArray(dayOf2026, { maxLength: 12 }) })
	.map(({ zone: time_zone, hours: usual_hours, worked: usual_weekdays, holidays }) =>
		officeCalendar({ time_zone, usual_hours, usual_weekdays, exceptions: holidays.map(holiday) }),
	);
const instants = fc
	.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) })
	.map((milliseconds) => new Date(milliseconds).toISOString());
const durations = fc.oneof(
	fc.integer({ min: 1, max: 4000 }).map((working_minutes): WorkingDuration => ({ working_minutes })),
	fc.integer({ min: 1, max: 40 }).map((half): WorkingDuration => ({ working_days: half / 2 })),
);

const isWorked = (instant: string, calendar: WorkingCalendar): boolean => {
	const moment = Date.parse(instant);
	return [-1, 0, 1].some((offset) =>
		calendarDay(calendar, new Date(moment + offset * 86_400_000).toISOString().slice(0, 10)).periods.some(
			({ start, end }) => start <= moment && moment < end,
		),
	);
};

const withException = (calendar: WorkingCalendar, exception: CalendarException): WorkingCalendar => ({
	...calendar,
	exceptions: [...calendar.exceptions.filter(({ day }) => day !== exception.day), exception],
});

describe('for every calendar, start and duration', () => {
	it('subtracting what was added leads back to the start, if the start is worked', () => {
		fc.assert(
			fc.property(calendars, instants, durations, (calendar, start, duration) => {
				fc.pre(isWorked(start, calendar));
				expect(subtractWorkingTime(addWorkingTime(start, duration, calendar), duration, calendar)).toBe(start);
			}),
		);
	});

	it('adding what was subtracted leads to the same deadline again, from any start', () => {
		fc.assert(
			fc.property(calendars, instants, durations, (calendar, start, duration) => {
				const due = addWorkingTime(start, duration, calendar);
				expect(addWorkingTime(subtractWorkingTime(due, duration, calendar), duration, calendar)).toBe(due);
			}),
		);
	});

	it('the time between start and deadline is the duration', () => {
		fc.assert(
			fc.property(calendars, instants, fc.integer({ min: 1, max: 20_000 }), (calendar, start, minutes) => {
				const due = addWorkingTime(start, { working_minutes: minutes }, calendar);
				expect(workingTimeBetween(start, due, calendar)).toBe(minutes);
				expect(workingTimeBetween(due, start, calendar)).toBe(-minutes);
			}),
		);
	});

	it('a later start is never due earlier', () => {
		fc.assert(
			fc.property(calendars, instants, instants, durations, (calendar, one, other, duration) => {
				const [first, second] = [one, other].sort() as [string, string];
				expect(addWorkingTime(first, duration, calendar) <= addWorkingTime(second, duration, calendar)).toBe(true);
			}),
		);
	});

	it('a new holiday never makes a deadline earlier', () => {
		fc.assert(
			fc.property(calendars, instants, durations, dayOf2026, (calendar, start, duration, day) => {
				const before = addWorkingTime(start, duration, calendar);
				expect(addWorkingTime(start, duration, withException(calendar, holiday(day))) >= before).toBe(true);
			}),
		);
	});

	it('a new make-up day never makes a deadline later', () => {
		fc.assert(
			fc.property(calendars, instants, durations, dayOf2026, (calendar, start, duration, day) => {
				fc.pre(!calendar.usual_weekdays.includes(weekdayOf(day)));
				const before = addWorkingTime(start, duration, calendar);
				expect(addWorkingTime(start, duration, withException(calendar, makeUpDay(day))) <= before).toBe(true);
			}),
		);
	});
});
