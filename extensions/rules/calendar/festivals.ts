import { Temporal } from 'temporal-polyfill/full';
import { text, type Text } from '../words/text.js';

/** Festivals on which customers are greeted and visited: by the lunar calendar, and by the sun (CAR-01, VIS-09). */
export const festivals = ['new_year', 'spring_festival', 'lantern_festival', 'dragon_boat', 'mid_autumn', 'national_day'] as const;
export type Festival = (typeof festivals)[number];

export const festivalNames: Readonly<Record<Festival, Text>> = {
	new_year: text('New Year', '元旦'),
	spring_festival: text('Spring Festival', '春节'),
	lantern_festival: text('Lantern Festival', '元宵节'),
	dragon_boat: text('Dragon Boat Festival', '端午节'),
	mid_autumn: text('Mid-Autumn Festival', '中秋节'),
	national_day: text('National Day', '国庆节'),
};

/** Month and day; a month that begins with M is one of the lunar calendar, never a leap month. */
const dates: Readonly<Record<Festival, readonly [string, number]>> = {
	new_year: ['01', 1],
	spring_festival: ['M01', 1],
	lantern_festival: ['M01', 15],
	dragon_boat: ['M05', 5],
	mid_autumn: ['M08', 15],
	national_day: ['10', 1],
};

/** The ISO day of a festival in a year; the lunar year is the one that begins in it. */
export function festivalDay(festival: Festival, year: number): string {
	const [month, day] = dates[festival];
	return month.startsWith('M')
		? Temporal.PlainDate.from({ calendar: 'chinese', year, monthCode: month, day }).withCalendar('iso8601').toString()
		: `${String(year)}-${month}-${String(day).padStart(2, '0')}`;
}

/** The ISO day in a year of a day of the lunar calendar, such as a birthday kept by it; a day its month lacks is the last it has. */
export const lunarDay = (year: number, month: number, day: number): string =>
	Temporal.PlainDate.from({ calendar: 'chinese', year, monthCode: `M${String(month).padStart(2, '0')}`, day }, { overflow: 'constrain' })
		.withCalendar('iso8601')
		.toString();

/** The festivals between two ISO days, both inclusive, in order. */
export function festivalsBetween(from: string, until: string): readonly { readonly festival: Festival; readonly day: string }[] {
	const years = Array.from(
		{ length: Number(until.slice(0, 4)) - Number(from.slice(0, 4)) + 1 },
		(_, index) => Number(from.slice(0, 4)) + index,
	);
	return years
		.flatMap((year) => festivals.map((festival) => ({ festival, day: festivalDay(festival, year) })))
		.filter(({ day }) => from <= day && day <= until)
		.sort((a, b) => a.day.localeCompare(b.day));
}
