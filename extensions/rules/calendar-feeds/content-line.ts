/**
 * The form of iCalendar's lines (RFC 5545, 3.1): what a text may hold, how it is escaped, and how a line is folded. Lines are folded by
 * octets, because that is what the standard counts, and never inside a character.
 */

/** Octets of a line, without its end. */
export const longestLine = 75;

export const lineEnd = '\r\n';

/** CR, LF and what else Unicode calls the end of a line; some readers would otherwise end the line of the file there. */
const lineBreaks = /\r\n|[\r\n\u0085\u2028\u2029]/g;

/** Controls but for tab and line feed, halves of surrogate pairs, the byte order mark, and code points that are no characters. */
const unwritable = /[^\P{Cc}\t\n]|\p{Cs}|\uFEFF|\p{Noncharacter_Code_Point}/gu;

/** A text as iCalendar can hold it: line breaks are line feeds, and what no calendar application can read is left out. */
export const writable = (value: string): string => value.replace(lineBreaks, '\n').replace(unwritable, '');

/** The same in one line, for a title or a place. */
export const writableLine = (value: string): string => writable(value).replace(/\s+/g, ' ').trim();

/** A value of type TEXT (3.3.11). */
export const escapeText = (value: string): string =>
	writable(value).replace(/\\/g, '\\\\').replace(/;/g, '\\;').replace(/,/g, '\\,').replace(/\n/g, '\\n');

/** A parameter's value in quotes (RFC 6868), so that it can neither end the quotes nor the line. */
export const quoteParameter = (value: string): string =>
	`"${writable(value).replace(/\^/g, '^^').replace(/\n/g, '^n').replace(/"/g, "^'")}"`;

/** Whether an address can stand in a calendar as it is: of a web page, without spaces, controls and quotes. */
export const isWritableUrl = (value: string): boolean => /^https?:\/\/[^\s"<>\\^`{|}\p{Cc}]+$/u.test(value) && writable(value) === value;

const octetsOf = (codePoint: number): number => (codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4);

/** Octets of a text in UTF-8. */
export function octets(value: string): number {
	let count = value.length;
	for (let at = 0; at < value.length; at++) {
		const unit = value.charCodeAt(at);
		if (unit < 0x80) continue;
		// Both halves of a pair count two, which makes the four octets of its character.
		count += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
	}
	return count;
}

/** A content line with its end, folded where it is longer than a line may be. */
export function fold(line: string): string {
	// Three octets are the most a unit of UTF-16 takes.
	if (line.length * 3 <= longestLine) return line + lineEnd;
	const parts: string[] = [];
	let from = 0;
	let at = 0;
	let room = longestLine;
	for (const character of line) {
		const size = octetsOf(character.codePointAt(0) ?? 0);
		if (size > room) {
			parts.push(line.slice(from, at));
			from = at;
			// The space that marks what goes on counts too.
			room = longestLine - 1;
		}
		room -= size;
		at += character.length;
	}
	parts.push(line.slice(from));
	return parts.join(`${lineEnd} `) + lineEnd;
}

/** The content lines of a text that somebody has folded, with spaces or tabs. */
export const unfold = (folded: string): readonly string[] =>
	folded
		.replace(/\r\n[ \t]/g, '')
		.split(lineEnd)
		.filter((line) => line !== '');
