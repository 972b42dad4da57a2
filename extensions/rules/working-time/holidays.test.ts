import { describe, expect, it } from 'vitest';
import { officeCalendar } from '../testing/working-calendar.js';
import { addWorkingTime } from './arithmetic.js';
import { nextDay } from './days.js';
import { proposeExceptions } from './holidays.js';

/**
 * The arrangements as the General Office of the State Council announced them: on 25 October 2023 for 2024, on 12 November 2024 for
 * 2025, and on 4 November 2025 for 2026 (Xinhua, “国务院办公厅关于2026年部分节假日安排的通知”). Written down from the notices,
 * month and day, apart from the library.
 */
const arranged: Readonly<Record<number, { readonly free: readonly (readonly [string, string])[]; readonly worked: readonly string[] }>> = {
	2024: {
		free: [
			['01-01', '01-01'],
			['02-10', '02-17'],
			['04-04', '04-06'],
			['05-01', '05-05'],
			['06-10', '06-10'],
			['09-15', '09-17'],
			['10-01', '10-07'],
		],
		worked: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
	},
	2025: {
		free: [
			['01-01', '01-01'],
			['01-28', '02-04'],
			['04-04', '04-06'],
			['05-01', '05-05'],
			['05-31', '06-02'],
			['10-01', '10-08'],
		],
		worked: ['01-26', '02-08', '04-27', '09-28', '10-11'],
	},
	2026: {
		free: [
			['01-01', '01-03'],
			['02-15', '02-23'],
			['04-04', '04-06'],
			['05-01', '05-05'],
			['06-19', '06-21'],
			['09-25', '09-27'],
			['10-01', '10-07'],
		],
		worked: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
	},
};

const years = Object.keys(arranged).map(Number);

function daysBetween(first: string, last: string): readonly string[] {
	const days: string[] = [];
	for (let day = first; day <= last; day = nextDay(day)) days.push(day);
	return days;
}

const freeDays = (year: number): readonly string[] =>
	arranged[year]?.free.flatMap(([first, last]) => daysBetween(`${year}-${first}`, `${year}-${last}`)) ?? [];
const makeUpDays = (year: number): readonly string[] => arranged[year]?.worked.map((day) => `${year}-${day}`) ?? [];

/** Whether a day was worked in offices, from the notices alone. */
const wasWorked = (day: string): boolean => {
	const year = Number(day.slice(0, 4));
	if (makeUpDays(year).includes(day)) return true;
	return ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !freeDays(year).includes(day);
};

describe('proposals for mainland China', () => {
	it.each(years)('for %i are the public holidays and make-up days of the official notice', (year) => {
		const proposed = proposeExceptions(year);
		expect(proposed.filter(({ kind }) => kind === 'holiday').map(({ day }) => day)).toEqual(freeDays(year));
		expect(proposed.filter(({ kind }) => kind === 'make_up_day').map(({ day }) => day)).toEqual(makeUpDays(year));
	});

	it('name each day in both languages', () => {
		expect(proposeExceptions(2026).find(({ day }) => day === '2026-10-10')?.name).toEqual({ 'en-US': 'National Day', 'zh-CN': '国庆节' });
	});

	it('are empty for a year that nobody has arranged', () => {
		expect(proposeExceptions(2003)).toEqual([]);
	});
});

describe('deadlines from 2024 to 2026', () => {
	const calendar = officeCalendar({ exceptions: years.flatMap(proposeExceptions) });
	const dayAfter = (start: string, working_days: number): string =>
		new Date(Date.parse(addWorkingTime(`${start}T10:00:00+08:00`, { working_days }, calendar)) + 8 * 3_600_000).toISOString().slice(0, 10);

	it('agree with the notices for every day and one to fifteen working days', () => {
		const days = daysBetween('2024-01-01', '2026-11-30');
		const workedDays = daysBetween('2024-01-01', '2026-12-31').filter(wasWorked);
		const differing: string[] = [];
		for (const start of days) {
			// From a day off the clock begins with the next one worked, which is then the first day itself.
			const position = workedDays.findIndex((day) => day >= start);
			const startsWorked = workedDays[position] === start;
			for (const count of [1, 2, 3, 5, 10, 15]) {
				const due = dayAfter(start, count);
				if (due !== workedDays[position + count - (startsWorked ? 0 : 1)]) differing.push(`${start} and ${count} days: ${due}`);
			}
		}
		expect(differing).toEqual([]);
	});
});
