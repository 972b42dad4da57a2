import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDay } from '../calendar/local-date.js';
import { beginOf, overlap, repeatedTimes, settledTimes, timesProblem, type VisitTimes } from './times.js';

/** Far east, far west, and a zone whose clocks change. */
const zones = ['Pacific/Kiritimati', 'Asia/Shanghai', 'Pacific/Niue', 'Europe/Berlin'] as const;

const zone = fc.constantFrom(...zones);
const day = fc
	.date({ min: new Date('2000-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10));
const days = fc.tuple(day, day).map((both) => both.toSorted() as [string, string]);
const timed = fc
	.tuple(fc.integer({ min: 946_684_800_000, max: 3_800_000_000_000 }), fc.integer({ min: 60_000, max: 864_000_000 }))
	.map(([start, length]): VisitTimes => ({
		all_day: false,
		starts_at: new Date(start).toISOString(),
		ends_at: new Date(start + length).toISOString(),
		starts_on: null,
		ends_on: null,
	}));

describe('the days of an all-day visit', () => {
	it('stay what was entered, in every zone, and its instants follow from them', () => {
		fc.assert(
			fc.property(days, zone, ([first, last], timeZone) => {
				const times = settledTimes(null, { all_day: true, starts_on: first, ends_on: last }, timeZone);
				expect(times).toMatchObject({ starts_on: first, ends_on: last });
				expect(localDay(times.starts_at ?? '', timeZone)).toBe(first);
				expect(localDay(new Date(Date.parse(times.ends_at ?? '') - 1).toISOString(), timeZone)).toBe(last);
				expect(timesProblem(times, timeZone)).toBeNull();
			}),
		);
	});

	it('are settled once: writing the same again changes nothing', () => {
		fc.assert(
			fc.property(days, zone, ([first, last], timeZone) => {
				const times = settledTimes(null, { all_day: true, starts_on: first, ends_on: last }, timeZone);
				expect(settledTimes(times, times, timeZone)).toEqual(times);
				expect(settledTimes(times, {}, timeZone)).toEqual(times);
			}),
		);
	});

	it('follow its instants when a calendar drags them', () => {
		const before = settledTimes(null, { all_day: true, starts_on: '2026-03-10', ends_on: '2026-03-11' }, 'Asia/Shanghai');
		const dragged = { starts_at: '2026-03-16T16:00:00.000Z', ends_at: '2026-03-18T16:00:00.000Z' };
		expect(settledTimes(before, dragged, 'Asia/Shanghai')).toMatchObject({ starts_on: '2026-03-17', ends_on: '2026-03-18' });
	});

	it('are those its times fall on when a visit becomes all-day', () => {
		const before: VisitTimes = {
			all_day: false,
			starts_at: '2026-03-10T15:30:00.000Z',
			ends_at: '2026-03-10T17:00:00.000Z',
			starts_on: null,
			ends_on: null,
		};
		expect(settledTimes(before, { all_day: true }, 'Asia/Shanghai')).toMatchObject({
			starts_on: '2026-03-10',
			starts_at: '2026-03-09T16:00:00.000Z',
		});
	});

	it('are gone when it has times of its own', () => {
		const before = settledTimes(null, { all_day: true, starts_on: '2026-03-10', ends_on: '2026-03-10' }, 'Asia/Shanghai');
		expect(settledTimes(before, { all_day: false }, 'Asia/Shanghai')).toMatchObject({ starts_on: null, ends_on: null });
	});

	it('have 23 and 25 hours when clocks change', () => {
		const hours = (date: string): number => {
			const times = settledTimes(null, { all_day: true, starts_on: date, ends_on: date }, 'Europe/Berlin');
			return (Date.parse(times.ends_at ?? '') - Date.parse(times.starts_at ?? '')) / 3_600_000;
		};
		expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-10-26')]).toEqual([23, 25, 24]);
	});
});

describe('what is wrong with times', () => {
	const times: VisitTimes = {
		all_day: false,
		starts_at: '2026-03-10T06:00:00Z',
		ends_at: '2026-03-10T07:00:00Z',
		starts_on: null,
		ends_on: null,
	};

	it.each<[string, Partial<VisitTimes>, string | null]>([
		['nothing', {}, null],
		['no end', { ends_at: null }, 'missing'],
		['an end at the beginning', { ends_at: '2026-03-10T06:00:00Z' }, 'backwards'],
		['no days of an all-day visit', { all_day: true }, 'missing'],
		['days that are not those of the instants', { all_day: true, starts_on: '2026-03-10', ends_on: '2026-03-10' }, 'disagree'],
		['days backwards', { all_day: true, starts_on: '2026-03-11', ends_on: '2026-03-10' }, 'backwards'],
	])('is %s', (_what, differing, problem) => {
		expect(timesProblem({ ...times, ...differing }, 'Asia/Shanghai')).toBe(problem);
	});
});

describe('a repeated visit', () => {
	it('keeps its time of day and its length, whatever the clocks do', () => {
		fc.assert(
			fc.property(timed, zone, fc.integer({ min: 1, max: 52 }), (first, timeZone, count) => {
				const later = repeatedTimes(first, 'week', count, timeZone);
				expect(Date.parse(later.ends_at ?? '') - Date.parse(later.starts_at ?? '')).toBe(
					Date.parse(first.ends_at ?? '') - Date.parse(first.starts_at ?? ''),
				);
				const shift = Date.parse(later.starts_at ?? '') - Date.parse(first.starts_at ?? '') - count * 7 * 86_400_000;
				expect(Math.abs(shift)).toBeLessThanOrEqual(3_600_000);
			}),
		);
	});

	it('is at nine in winter and in summer', () => {
		const first: VisitTimes = {
			all_day: false,
			starts_at: '2026-03-24T08:00:00.000Z',
			ends_at: '2026-03-24T09:00:00.000Z',
			starts_on: null,
			ends_on: null,
		};
		expect(repeatedTimes(first, 'week', 1, 'Europe/Berlin').starts_at).toBe('2026-03-31T07:00:00.000Z');
	});

	it('falls on the last day of a month that has no 31st, and comes back to the 31st', () => {
		const first = settledTimes(null, { all_day: true, starts_on: '2026-01-31', ends_on: '2026-02-01' }, 'Asia/Shanghai');
		expect(
			[1, 2].map((count) => repeatedTimes(first, 'month', count, 'Asia/Shanghai')).map(({ starts_on, ends_on }) => [starts_on, ends_on]),
		).toEqual([
			['2026-02-28', '2026-03-01'],
			['2026-03-31', '2026-04-01'],
		]);
	});
});

describe('visits at the same time', () => {
	const at = (from: string, to: string) => ({ starts_at: `2026-03-10T${from}:00Z`, ends_at: `2026-03-10T${to}:00Z` });

	it.each([
		[at('06:00', '07:00'), at('06:30', '08:00'), true],
		[at('06:00', '07:00'), at('07:00', '08:00'), false],
		[at('06:00', '09:00'), at('07:00', '08:00'), true],
		[at('06:00', '07:00'), { starts_at: '2026-03-10T06:00:00Z', ends_at: null }, false],
	])('%j and %j: %s', (a, b, expected) => {
		expect([overlap(a, b), overlap(b, a)]).toEqual([expected, expected]);
	});

	it('begins a day at its midnight', () => {
		expect(beginOf('2026-03-10', 'Asia/Shanghai')).toBe('2026-03-09T16:00:00.000Z');
	});
});
