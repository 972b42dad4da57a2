import { z } from 'zod';
import { localDate } from '../calendar/local-date.js';

const placeholder = /\{(yyyy|yy|mm|dd|seq:\d{1,2})\}/g;

/**
 * How the numbers of one kind of record look: literal text with `{yyyy}`, `{yy}`, `{mm}`, `{dd}` and exactly one `{seq:n}`,
 * the running number padded to n digits. The running number starts anew whenever the dated part changes.
 */
export const numberPatternModel = z.strictObject({
	pattern: z
		.string()
		.max(40)
		.refine((pattern) => (pattern.match(/\{seq:\d{1,2}\}/g) ?? []).length === 1, 'A number pattern has exactly one {seq:n}.')
		.refine(
			(pattern) => /^[\p{L}\p{N}\-/_. ]*$/u.test(pattern.replace(placeholder, '')),
			'Beside placeholders a number has letters, digits and - / _ . only.',
		),
	clauses: z.array(z.string()).max(20).default([]),
});

export type NumberPattern = z.infer<typeof numberPatternModel>;

/** The part of a number that its running number counts within, for example `HT2026-` for a yearly pattern. */
export function cycleOf(pattern: string, now: string, timeZone: string): string {
	const { year, month, day } = localDate(now, timeZone);
	return pattern.replace(placeholder, (_, part: string) => {
		if (part === 'yyyy') return year;
		if (part === 'yy') return year.slice(2);
		if (part === 'mm') return month;
		if (part === 'dd') return day;
		return '#';
	});
}

/** Writes the number: the cycle with the running number in its place. A running number that outgrows its width is not cut. */
export function formatNumber(pattern: string, cycle: string, sequence: number): string {
	const width = Number(/\{seq:(\d{1,2})\}/.exec(pattern)?.[1] ?? 1);
	return cycle.replace('#', String(sequence).padStart(width, '0'));
}
