import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holiday, officeCalendar } from '../testing/working-calendar.js';
import { addWorkingTime } from './arithmetic.js';
import { deadlineOf, remindersOf, timeLimitModel, type Pause } from './deadline.js';

const calendar = officeCalendar();
const at = (local: string): string => new Date(`${local}:00+08:00`).toISOString();
const pause = (from: string, until: string | null): Pause => ({ from: at(from), until: until === null ? null : at(until) });

describe('a clock that is paused', () => {
	const start = at('2026-09-28T09:00');

	it('is due later by the working time it stood still', () => {
		const clock = { start, allowance: { working_hours: 8 }, pauses: [pause('2026-09-28T11:00', '2026-09-28T14:00')] };
		expect(deadlineOf(clock, calendar)).toEqual({ state: 'running', due: at('2026-09-29T11:00') });
	});

	it('is not delayed by a pause outside working hours', () => {
		const clock = { start, allowance: { working_days: 2 }, pauses: [pause('2026-09-28T18:00', '2026-09-29T09:00')] };
		expect(deadlineOf(clock, calendar)).toEqual({ state: 'running', due: at('2026-09-29T18:00') });
	});

	it('counts pauses that overlap once, in any order', () => {
		const pauses = [pause('2026-09-28T14:00', '2026-09-28T16:00'), pause('2026-09-28T13:00', '2026-09-28T15:00')];
		expect(deadlineOf({ start, allowance: { working_hours: 4 }, pauses }, calendar)).toEqual({
			state: 'running',
			due: at('2026-09-28T17:00'),
		});
	});

	it('has no deadline while it stands still, and says what is left', () => {
		const clock = { start, allowance: { working_hours: 8 }, pauses: [pause('2026-09-28T11:00', null)] };
		expect(deadlineOf(clock, calendar)).toEqual({ state: 'paused', since: at('2026-09-28T11:00'), minutesLeft: 360 });
	});

	it('keeps a deadline that had passed before it was paused', () => {
		const clock = { start, allowance: { working_hours: 2 }, pauses: [pause('2026-09-28T14:00', null)] };
		expect(deadlineOf(clock, calendar)).toEqual({ state: 'running', due: at('2026-09-28T11:00') });
	});

	it('ignores what was paused before it started', () => {
		const clock = { start, allowance: { working_hours: 2 }, pauses: [pause('2026-09-25T09:00', '2026-09-28T10:00')] };
		expect(deadlineOf(clock, calendar)).toEqual({ state: 'running', due: at('2026-09-28T12:00') });
	});

	const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 5, 30) });
	const pauses = fc.array(
		fc.tuple(moments, fc.integer({ min: 0, max: 14 * 86_400_000 })).map(([from, length]): Pause => ({
			from: new Date(from).toISOString(),
			until: new Date(from + length).toISOString(),
		})),
		{ maxLength: 5 },
	);
	const days = fc.integer({ min: 0, max: 250 }).map((offset) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10));

	it('is never due earlier for one more pause or one more holiday', () => {
		fc.assert(
			fc.property(moments, fc.integer({ min: 1, max: 9000 }), pauses, days, (from, working_minutes, stops, day) => {
				const due = (which: readonly Pause[], exceptions: unknown[] = []): string => {
					const clock = { start: new Date(from).toISOString(), allowance: { working_minutes }, pauses: which };
					const deadline = deadlineOf(clock, officeCalendar({ exceptions }));
					return deadline.state === 'running' ? deadline.due : '';
				};
				const before = due(stops.slice(1));
				expect(due(stops) >= before).toBe(true);
				expect(due(stops.slice(1), [holiday(day)]) >= before).toBe(true);
			}),
		);
	});
});

describe('reminders of a time limit', () => {
	const start = at('2026-09-28T09:00');
	const limit = timeLimitModel.parse({
		within: { working_days: 2 },
		warn_before: [{ working_hours: 4 }, { working_days: 5 }],
		warn_after: [{ working_days: 1 }],
	});

	it('come in working time before and after the deadline, none before the start', () => {
		expect(remindersOf({ start, pauses: [] }, limit, calendar)).toEqual([
			{ when: 'before', by: { working_days: 5 }, at: start },
			{ when: 'before', by: { working_hours: 4 }, at: at('2026-09-29T14:00') },
			{ when: 'after', by: { working_days: 1 }, at: addWorkingTime(start, { working_days: 3 }, calendar) },
		]);
	});

	it('wait with the clock', () => {
		const paused = remindersOf({ start, pauses: [pause('2026-09-28T12:00', null)] }, limit, calendar);
		expect(paused.map(({ by }) => by)).toEqual([{ working_days: 5 }]);
	});
});
