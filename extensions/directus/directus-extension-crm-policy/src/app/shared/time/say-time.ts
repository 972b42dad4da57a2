import type { Locale } from '@crm-policy/rules/words/text';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A moment in the reader's language and time zone, short: day and minute, the year only when it is not this one. */
export function sayMoment(iso: string, locale: Locale, now: Date): string {
	const moment = new Date(iso);
	const sameYear = moment.getFullYear() === now.getFullYear();
	return new Intl.DateTimeFormat(locale, {
		...(sameYear ? {} : { year: 'numeric' }),
		month: 'short',
		day: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	}).format(moment);
}

/** A span of milliseconds in its largest fitting unit, for instance “3 h” or “2 天”; never negative. */
export function saySpan(milliseconds: number, locale: Locale): string {
	const length = Math.max(0, milliseconds);
	const [unit, size] =
		length < HOUR ? (['minute', MINUTE] as const) : length < 2 * DAY ? (['hour', HOUR] as const) : (['day', DAY] as const);
	return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.floor(length / size));
}

/** Milliseconds from one moment to another; negative when the second comes first. */
export const between = (fromIso: string, until: Date): number => until.getTime() - new Date(fromIso).getTime();
