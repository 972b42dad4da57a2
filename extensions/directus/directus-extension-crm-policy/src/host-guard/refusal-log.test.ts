import { expect, it } from 'vitest';
import { oncePerMinute } from './refusal-log.js';

it('says each kind once a minute, with how often it happened since', () => {
	const said: (readonly [string, number])[] = [];
	let now = 0;
	const note = oncePerMinute(
		(kind, times) => said.push([kind, times]),
		() => now,
	);
	note('a');
	note('a');
	note('b');
	now = 59_999;
	note('a');
	expect(said).toEqual([
		['a', 1],
		['b', 1],
	]);
	now = 60_000;
	note('a');
	expect(said.at(-1)).toEqual(['a', 3]);
});
