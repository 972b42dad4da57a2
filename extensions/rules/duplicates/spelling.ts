/** The number of slips of the finger between two words: a letter wrong, missing, too many, or two neighbours exchanged. */
export function slips<T>(a: readonly T[], b: readonly T[]): number {
	let before: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const present = [row];
		for (let column = 1; column <= b.length; column++) {
			const wrong = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
			let fewest = Math.min(wrong, (last[column] ?? 0) + 1, (present[column - 1] ?? 0) + 1);
			if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
				fewest = Math.min(fewest, (before[column - 2] ?? 0) + 1);
			present.push(fewest);
		}
		[before, last] = [last, present];
	}
	return last[b.length] ?? 0;
}

/** Sounds that are confused in speaking and typing: zh and z, n and l, ing and in. */
export const blurred = (syllable: string): string =>
	syllable
		.replace(/^(z|c|s)h/u, '$1')
		.replace(/^n(?=[aeiouv])/u, 'l')
		.replace(/^h(?=u)/u, 'f')
		.replace(/(?<=[aei])ng$/u, 'n');

/** How many slips a word of this length may have and still be taken for the same. */
const allowed = (length: number): number => (length < 5 ? 0 : length < 8 ? 1 : 2);

const direction = /^(?:north|south|east|west|upper|lower|new|old)/u;

/**
 * Whether two Latin words are one, typed badly. Numbers are never typed badly: 3 and 4 are two things. Nor are directions, and in a short
 * word nobody mistakes the first letter.
 */
export function sameWordTypedBadly(a: string, b: string): boolean {
	if (/\d/u.test(a) || /\d/u.test(b)) return false;
	const [one, other] = [direction.exec(a)?.[0], direction.exec(b)?.[0]];
	if (one !== undefined && other !== undefined && one !== other) return false;
	if (Math.min(a.length, b.length) < 8 && a[0] !== b[0] && !(a[0] === b[1] && a[1] === b[0])) return false;
	const most = allowed(Math.min(a.length, b.length));
	if (Math.abs(a.length - b.length) > most) return false;
	return slips(Array.from(a), Array.from(b)) <= most;
}
