import { describe, expect, it } from 'vitest';
import { isPeriod, monthOf } from './period.js';

describe('the period of figures', () => {
	it('is the month somebody is in, unless they say otherwise', () => {
		expect(monthOf(new Date(2028, 1, 10))).toEqual({ from: '2028-02-01', until: '2028-02-29' });
		expect(monthOf(new Date(2026, 11, 31, 23))).toEqual({ from: '2026-12-01', until: '2026-12-31' });
	});

	it.each([
		['2026-11-30', '2026-11-30', true],
		['2024-01-01', '2024-12-31', true],
		['2024-01-01', '2025-01-01', false],
		['2026-11-30', '2026-11-29', false],
		['', '2026-11-29', false],
		['2026-11-29', '', false],
	])('from %j until %j: %j', (from, until, is) => {
		expect(isPeriod(from, until)).toBe(is);
	});
});
