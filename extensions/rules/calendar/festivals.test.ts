import { describe, expect, it } from 'vitest';
import { festivalDay, festivalsBetween, lunarDay } from './festivals.js';

describe('festivals', () => {
	it.each([
		[2024, '2024-02-10', '2024-06-10', '2024-09-17'],
		[2025, '2025-01-29', '2025-05-31', '2025-10-06'],
		[2026, '2026-02-17', '2026-06-19', '2026-09-25'],
		// After a leap sixth month, and before a leap second one.
		[2028, '2028-01-26', '2028-05-28', '2028-10-03'],
		[2033, '2033-01-31', '2033-06-01', '2033-09-08'],
	])('of %i fall on the days the lunar calendar says', (year, spring, dragonBoat, midAutumn) => {
		expect(festivalDay('spring_festival', year)).toBe(spring);
		expect(festivalDay('dragon_boat', year)).toBe(dragonBoat);
		expect(festivalDay('mid_autumn', year)).toBe(midAutumn);
	});

	it('between two days are found across years, in order', () => {
		expect(festivalsBetween('2025-10-01', '2026-02-17')).toEqual([
			{ festival: 'national_day', day: '2025-10-01' },
			{ festival: 'mid_autumn', day: '2025-10-06' },
			{ festival: 'new_year', day: '2026-01-01' },
			{ festival: 'spring_festival', day: '2026-02-17' },
		]);
		expect(festivalsBetween('2026-02-18', '2026-02-17')).toEqual([]);
	});
});

describe('a day of the lunar calendar', () => {
	it('is another day every year', () => {
		expect([2025, 2026].map((year) => lunarDay(year, 8, 15))).toEqual(['2025-10-06', '2026-09-25']);
	});

	it('that its month lacks is the last the month has', () => {
		expect(lunarDay(2026, 1, 30)).toBe('2026-03-18');
	});
});
