import arrangements from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { z } from 'zod';
import { text } from '../words/text.js';
import type { CalendarException } from './calendar.js';

/** The maintained library proposals come from; nothing of it counts before a person has published it. */
export const holidaySource = 'chinese-days';

/** By ISO day, `English name,Chinese name,statutory days`. The data alone: the library's own functions depend on the zone of the process. */
const daysModel = z.record(z.iso.date(), z.string().regex(/^[^,]+,[^,]+,/));
const { holidays, workdays } = z.object({ holidays: daysModel, workdays: daysModel }).parse(arrangements);

/** The years whose arrangements the library knows, in order. */
export const knownYears: readonly number[] = [...new Set(Object.keys(holidays).map((day) => Number(day.slice(0, 4))))].sort(
	(a, b) => a - b,
);

function ofYear(days: Readonly<Record<string, string>>, year: number, kind: 'holiday' | 'make_up_day'): readonly CalendarException[] {
	return Object.entries(days)
		.filter(([day]) => day.startsWith(`${year}-`))
		.map(([day, named]) => {
			const [english = '', chinese = ''] = named.split(',');
			return { day, kind, name: text(english, chinese), hours: null };
		});
}

/**
 * The public holidays and make-up days of mainland China in a year, in order, as the State Council arranged them. Empty while the
 * library does not know the year: arrangements are published each autumn for the next.
 */
export function proposeExceptions(year: number): readonly CalendarException[] {
	return [...ofYear(holidays, year, 'holiday'), ...ofYear(workdays, year, 'make_up_day')].sort((a, b) => a.day.localeCompare(b.day));
}
