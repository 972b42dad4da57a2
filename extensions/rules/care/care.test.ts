import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill/full';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '../calendar/local-date.js';
import { careDaysBetween, careMark, careState, occasionOf, type CareDay, type OwnDay } from './care.js';

const birthday = (on: string, calendar: OwnDay['calendar'] = 'solar'): OwnDay => ({ kind: 'birthday', on, calendar, contact: 'wang' });
const own = (from: string, until: string, ...days: readonly OwnDay[]) =>
	careDaysBetween(from, until, days)
		.filter(({ kind }) => kind === 'birthday' || kind === 'founding' || kind === 'cooperation')
		.map(({ day }) => day);

describe('days of care (CAR-01)', () => {
	it('are festivals by the sun and by the moon, and days of the customer’s own, in order', () => {
		expect(
			careDaysBetween('2026-09-20', '2026-10-05', [
				birthday('1980-09-28'),
				{ kind: 'cooperation', on: '2024-10-02', calendar: 'solar', contact: null },
			]),
		).toEqual([
			{ kind: 'mid_autumn', day: '2026-09-25', contact: null },
			{ kind: 'birthday', day: '2026-09-28', contact: 'wang' },
			{ kind: 'national_day', day: '2026-10-01', contact: null },
			{ kind: 'cooperation', day: '2026-10-02', contact: null },
		]);
	});

	it('come again from the year after they first were', () => {
		expect(own('2025-01-01', '2026-12-31', { kind: 'cooperation', on: '2025-03-04', calendar: 'solar', contact: null })).toEqual([
			'2026-03-04',
		]);
	});

	it('of a 29 February are kept on the 28th of other years', () => {
		expect(own('2027-01-01', '2028-12-31', birthday('2000-02-29'))).toEqual(['2027-02-28', '2028-02-29']);
	});

	it.each([
		// The fifteenth day of the eighth month is another day every year.
		['1980-09-23', '2025-10-06', '2026-09-25'],
		// The eighth day of the twelfth month lies in the next solar year.
		['1985-01-28', '2025-01-07', '2026-01-26'],
	])('of the lunar calendar move: born on %s, greeted on %s and %s', (born, first, second) => {
		expect(own('2025-01-01', '2026-12-31', birthday(born, 'lunar')).slice(0, 2)).toEqual([first, second]);
	});

	it('of a leap month are kept in the month every year has', () => {
		// The first day of the leap fourth month of 2020.
		expect(own('2021-01-01', '2021-12-31', birthday('2020-05-23', 'lunar'))).toEqual(['2021-05-12']);
	});

	it('whatever the birthday: once in every year of its calendar, on the same day of it as near as the month allows', () => {
		const born = fc.integer({ min: 0, max: 30_000 }).map((days) => daysAfter('1935-01-01', days));
		fc.assert(
			fc.property(born, fc.constantFrom('solar' as const, 'lunar' as const), fc.integer({ min: 2024, max: 2040 }), (on, calendar, year) => {
				const days = own(`${String(year)}-01-01`, `${String(year + 2)}-12-31`, birthday(on, calendar));
				expect(days.length).toBeGreaterThanOrEqual(2);
				expect(days.length).toBeLessThanOrEqual(4);
				for (const [index, day] of days.entries()) {
					if (index > 0) {
						const gap = (Date.parse(day) - Date.parse(days[index - 1] ?? '')) / 86_400_000;
						expect(calendar === 'solar' ? gap >= 365 && gap <= 366 : gap >= 353 && gap <= 385).toBe(true);
					}
					if (calendar !== 'lunar') continue;
					const [was, is] = [on, day].map((one) => Temporal.PlainDate.from(one).withCalendar('chinese'));
					expect(is?.monthCode).toBe(was?.monthCode.slice(0, 3));
					expect(is?.day === was?.day || (is?.day === 29 && was?.day === 30)).toBe(true);
				}
			}),
			{ numRuns: 300, seed: 20_261_130 },
		);
	});
});

describe('what became of a day of care', () => {
	const today = '2026-11-30';
	const day: CareDay = { kind: 'birthday', day: '2026-12-02', contact: 'wang' };
	const festival: CareDay = { kind: 'mid_autumn', day: '2026-09-25', contact: null };
	const nothing = { greetings: [], gifts: [] };

	it('is open until it is over, and missed then', () => {
		expect([careState(day, nothing, today), careState(day, nothing, '2026-12-02'), careState(day, nothing, '2026-12-03')]).toEqual([
			'open',
			'open',
			'missed',
		]);
	});

	it('is greeted by a greeting for this day, of this person where it is a person’s', () => {
		const greeting = (mark: string, contact: string | null) => ({ ...nothing, greetings: [{ mark, contact }] });
		expect(careState(day, greeting(careMark(day), 'wang'), today)).toBe('greeted');
		expect(careState(day, greeting(careMark(day), 'li'), today)).toBe('open');
		expect(careState(day, greeting('birthday 2025-12-02', 'wang'), today)).toBe('open');
		expect(careState(festival, greeting(careMark(festival), 'wang'), today)).toBe('greeted');
	});

	it('is answered by a gift for this occasion in the days around it', () => {
		const gift = (planned_on: string, recipient: string | null = 'wang') => ({
			...nothing,
			gifts: [{ occasion: occasionOf(day.kind), recipient, planned_on }],
		});
		expect(careState(day, gift('2026-11-25'), today)).toBe('gift');
		expect(careState(day, gift('2026-10-25'), today)).toBe('open');
		expect(careState(day, gift('2026-11-25', 'li'), today)).toBe('open');
		expect(careState({ ...day, kind: 'founding', contact: null }, gift('2026-11-25'), today)).toBe('open');
	});
});
