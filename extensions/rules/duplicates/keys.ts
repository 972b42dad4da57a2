import type { Fingerprint } from './compare.js';
import { blurred } from './spelling.js';

/** Letters of a name that keys are made of; a slip further on changes none of them. */
const longest = 16;
/** Syllables of a name that keys are made of. */
const mostSyllables = 12;

const without = <T>(values: readonly T[], at: number): readonly T[] => [...values.slice(0, at), ...values.slice(at + 1)];

/** Characters a key may have; the column that stores it is this wide. */
export const keyLength = 96;

/**
 * Under which keys a customer is filed, so that those it may be the same as are found by an index and nobody compares with everybody. Two
 * customers that `likeness` takes for one by name share a key: the sound, the sound with one letter or one syllable left out (which is what
 * a single slip leaves the same on both sides), or the name without its place. The number of keys is bounded.
 */
export function blockingKeys(print: Fingerprint): readonly string[] {
	const { name } = print;
	const syllables = name.syllables.slice(0, mostSyllables).map(blurred);
	const keys = new Set<string>();
	const add = (kind: string, value: string | null): void => {
		if (value !== null && value !== '') keys.add(`${kind}:${value}`.slice(0, keyLength));
	};
	add('c', print.creditCode);
	add('t', print.phone);
	add('e', print.mailbox);
	add('d', print.domain);
	if (!print.isPerson) {
		const letters = Array.from(name.syllables.join('')).slice(0, longest + 1);
		add('s', letters.slice(0, longest).join(''));
		if (letters.length >= 5) for (const at of letters.keys()) add('s', without(letters, at).slice(0, longest).join(''));
		add('s', Array.from(name.sound).slice(0, longest).join(''));
		add('w', name.words.toSorted().join(''));
		add('y', syllables.join(' '));
		if (syllables.length >= 3) for (const at of syllables.keys()) add('y', without(syllables, at).join(' '));
		// A word typed badly twice, or another order of the words besides: each word is a way to find the others.
		if (name.words.length > 1) for (const at of name.words.keys()) add('v', without(name.words.toSorted(), at).join(' '));
	} else add('p', name.syllables.join(''));
	return [...keys];
}
