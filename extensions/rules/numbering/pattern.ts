import { z } from 'zod';
import { localDate } from '../calendar/local-date.js';

const dated = ['yyyy', 'yy', 'mm', 'dd'] as const;
const sequence = /\{seq:(\d{1,2})\}/g;

/** What a running number may count within when that is not simply the dated part of the pattern. */
const cycles = {
	month: [['yyyy', 'yy'], ['mm']],
	year: [['yyyy', 'yy']],
} as const;

/**
 * How the numbers of one kind of record look: literal text with `{yyyy}`, `{yy}`, `{mm}`, `{dd}`, exactly one `{seq:n}` (the running
 * number padded to n digits) and the values of the record that the kind has to offer. The running number starts anew whenever the
 * dated part changes, or with each `cycle` if one is given.
 */
function patternModel(parts: readonly string[]) {
	const placeholder = new RegExp(`\\{(${[...dated, ...parts].join('|')}|seq:\\d{1,2})\\}`, 'g');
	const touching = new RegExp(`\\{(${parts.join('|')})\\}\\{|\\}\\{(${parts.join('|')})\\}`);
	return z
		.strictObject({
			pattern: z
				.string()
				.max(40)
				.refine((pattern) => (pattern.match(sequence) ?? []).length === 1, 'A number pattern has exactly one {seq:n}.')
				.refine(
					(pattern) => /^[\p{L}\p{N}\-/_. ]*$/u.test(pattern.replace(placeholder, '')),
					'Beside placeholders a number has letters, digits and - / _ . only.',
				)
				.refine(
					(pattern) => parts.length === 0 || !touching.test(pattern),
					'A value of the record stands apart from other placeholders, so that two numbers never read the same.',
				),
			cycle: z.enum(Object.keys(cycles) as [keyof typeof cycles, ...(keyof typeof cycles)[]]).optional(),
			clauses: z.array(z.string()).max(20).default([]),
		})
		.refine(
			({ pattern, cycle }) =>
				cycle === undefined || cycles[cycle].every((alternatives) => alternatives.some((part) => pattern.includes(`{${part}}`))),
			{ path: ['cycle'], message: 'A number shows the cycle its running number counts within.' },
		);
}

export const numberPatternModel = patternModel([]);

/** Values of a complaint that its number may show (CMP-04). */
export const complaintNumberParts = ['vehicle', 'product'] as const;

/** The number of a complaint: date, vehicle and product with a running number within the year-month (CMP-04). */
export const complaintNumberModel = patternModel(complaintNumberParts);

export type NumberPattern = z.infer<typeof numberPatternModel>;

type Pattern = Pick<NumberPattern, 'pattern' | 'cycle'>;

const placeholders = /\{([a-z]+|seq:\d{1,2})\}/g;

function datedPart(part: string, now: string, timeZone: string): string | undefined {
	const { year, month, day } = localDate(now, timeZone);
	return { yyyy: year, yy: year.slice(2), mm: month, dd: day }[part];
}

/** What a running number counts within, for example `HT2026-#` for a yearly pattern or `month 202603` for a cycle of its own. */
export function cycleOf({ pattern, cycle }: Pattern, now: string, timeZone: string): string {
	if (cycle !== undefined) {
		const { year, month } = localDate(now, timeZone);
		return cycle === 'month' ? `month ${year}${month}` : `year ${year}`;
	}
	return pattern.replace(placeholders, (_, part: string) => datedPart(part, now, timeZone) ?? (part.startsWith('seq:') ? '#' : '*'));
}

/** Longest value of a record inside a number; the number of a record has room for two. */
const longestPart = 16;

/** A value as it stands in a number: letters and digits only, so that it cannot look like another part. */
export const numberPart = (value: string): string =>
	value
		.normalize('NFKC')
		.replace(/[^\p{L}\p{N}]/gu, '')
		.slice(0, longestPart);

/** The values of a record that a pattern shows. */
export const partsShown = <P extends string>({ pattern }: Pattern, parts: readonly P[]): readonly P[] =>
	parts.filter((part) => pattern.includes(`{${part}}`));

/** Writes the number. A running number that outgrows its width is not cut. */
export function formatNumber(
	{ pattern }: Pattern,
	now: string,
	timeZone: string,
	running: number,
	parts: Readonly<Record<string, string>> = {},
): string {
	return pattern.replace(placeholders, (_, part: string) => {
		if (part.startsWith('seq:')) return String(running).padStart(Number(part.slice(4)), '0');
		return datedPart(part, now, timeZone) ?? numberPart(parts[part] ?? '');
	});
}
