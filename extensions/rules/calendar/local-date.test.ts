import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter, hoursAfter, localDate, localDay } from './local-date.js';

describe('the calendar day of an instant', () => {
	it.each([
		['2026-03-10T15:59:59.999Z', 'Asia/Shanghai', '2026-03-10'],
		['2026-03-10T16:00:00.000Z', 'Asia/Shanghai', '2026-03-11'],
		['2026-01-01T04:59:59.000Z', 'America/New_York', '2025-12-31'],
		['2024-02-28T16:00:00.000Z', 'Asia/Shanghai', '2024-02-29'],
		['2026-03-29T22:00:00.000Z', 'Europe/Berlin', '2026-03-30'],
	])('%s in %s is %s', (instant, zone, day) => {
		expect(localDay(instant, zone)).toBe(day);
	});

	it('has leading zeros in all its parts', () => {
		expect(localDate('2026-01-02T00:00:00Z', 'UTC')).toEqual({ year: '2026', month: '01', day: '02' });
	});
});

describe('counting time', () => {
	it('adds hours across midnight and days across months and leap years', () => {
		expect(hoursAfter('2026-03-10T23:30:00.000Z', 48)).toBe('2026-03-12T23:30:00.000Z');
		expect(daysAfter('2026-02-26', 3)).toBe('2026-03-01');
		expect(daysAfter('2024-02-28', 1)).toBe('2024-02-29');
		expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01');
	});

	it('of days goes back as it went forth', () => {
		fc.assert(
			fc.property(fc.integer({ min: -3000, max: 3000 }), (days) => {
				expect(daysAfter(daysAfter('2026-03-10', days), -days)).toBe('2026-03-10');
			}),
		);
	});
});
