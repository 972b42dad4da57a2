/**
 * Finds keys by which this host reaches into the prototypes all objects share. It builds objects along paths that callers name
 * (`deep`, GraphQL aliases, headers of imported CSV files); a path through a method every object has overwrites that method for the
 * whole process, which then ends. All of this is pure and runs before the host reads the same text.
 */

/** What every object answers to, and the way to it. */
export const inheritedNames: readonly string[] = [...Object.getOwnPropertyNames(Object.prototype), 'prototype'];

const inherited: ReadonlySet<string> = new Set(inheritedNames);

export const isInherited = (name: string): boolean => inherited.has(name);

const stringsAndComments = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n\r])*"|#[^\n\r]*/g;

/** The names and punctuation of a GraphQL document: without strings and comments. */
export const graphqlNames = (document: string): string => document.replace(stringsAndComments, ' ');

const inheritedWord = new RegExp(`\\b(?:${inheritedNames.join('|')})\\b`);

/** Whether a GraphQL document, without its strings, uses such a name as a field or an alias. */
export const namesInherited = (names: string): boolean => inheritedWord.test(names);

/**
 * Such a name as a step of a path in a CSV header (`toString.call`, `["toString"].call`); the way to the prototype itself in any place. The
 * whole file is looked through, because a cell may be JSON with headers of its own.
 */
const stepOfPath = new RegExp(
	`__proto__|(?:${inheritedNames.filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name)).join('|')})["'\\]]*[.[\\]]`,
);
/** JSON in a cell may write any of these letters as an escape. */
const escaped = /\\+u00([0-7][0-9a-f])/gi;

const unescaped = (text: string): string =>
	text.replace(escaped, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replaceAll('\\', '');

/** Longer than anything the pattern matches, so that no match is lost between two pieces. */
const overlap = 256;

/** Looks through a file piece by piece; `true` as soon as a dangerous header was seen. */
export function csvWatcher(): (piece: Buffer) => boolean {
	let rest = '';
	let seen = false;
	return (piece) => {
		if (seen) return true;
		const text = rest + piece.toString('latin1');
		seen = stepOfPath.test(text.includes('\\') ? unescaped(text) : text);
		rest = text.slice(-overlap);
		return seen;
	};
}
