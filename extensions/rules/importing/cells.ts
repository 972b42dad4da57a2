import type { Text, TextValues } from '../words/text.js';
import { importWords as words } from './words.js';

/** What a field takes from a cell. */
export interface CellType {
	readonly kind: 'text' | 'day' | 'decimal' | 'choice' | 'customer';
	readonly maxLength?: number;
	readonly choices?: readonly { readonly value: string; readonly label: Text }[];
}

export type ReadCell =
	{ readonly ok: true; readonly value: string | null } | { readonly ok: false; readonly problem: Text; readonly values: TextValues };

const refused = (problem: Text, values: TextValues = {}): ReadCell => ({ ok: false, problem, values });
const accepted = (value: string | null): ReadCell => ({ ok: true, value });

/** What databases write for nothing. */
const nothing = new Set(['NULL', '\\N']);

/** A cell without the blanks around it; empty for what means nothing. */
export function contentOf(cell: string): string {
	const text = cell.trim();
	return nothing.has(text) ? '' : text;
}

const isoDay = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/u;

/** A day that is one: the year first, so that nobody has to guess whether 3/4 is in March or in April. */
function readDay(text: string): ReadCell {
	const [, year = '', month = '', day = ''] = isoDay.exec(text.normalize('NFKC')) ?? [];
	const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	const parsed = new Date(`${written}T00:00:00Z`);
	return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== written
		? refused(words.notADay, { value: text })
		: accepted(written);
}

function readDecimal(text: string): ReadCell {
	const plain = text.normalize('NFKC').replace(/^[¥$€]\s*/u, '');
	const grouped = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(plain) ? plain.replaceAll(',', '') : plain;
	return /^-?\d{1,14}(?:\.\d{1,4})?$/u.test(grouped) ? accepted(grouped) : refused(words.notANumber, { value: text });
}

function readChoice(text: string, choices: NonNullable<CellType['choices']>): ReadCell {
	const wanted = text.toLowerCase();
	const found = choices.find(({ value, label }) => [value, label['en-US'], label['zh-CN']].some((name) => name.toLowerCase() === wanted));
	return found === undefined ? refused(words.notAChoice, { value: text }) : accepted(found.value);
}

/** Reads a cell as what its field takes; nothing is read as nothing. A customer is looked up elsewhere: here it is text. */
export function readCell(cell: string, { kind, maxLength = 255, choices = [] }: CellType): ReadCell {
	const text = contentOf(cell);
	if (text === '') return accepted(null);
	switch (kind) {
		case 'day':
			return readDay(text);
		case 'decimal':
			return readDecimal(text);
		case 'choice':
			return readChoice(text, choices);
		case 'text':
		case 'customer':
			return text.length > maxLength ? refused(words.tooLong, { most: maxLength }) : accepted(text);
	}
}
