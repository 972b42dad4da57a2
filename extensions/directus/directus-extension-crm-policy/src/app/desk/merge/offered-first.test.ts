import { describe, expect, it } from 'vitest';
import { offeredFirst } from './offered-first.js';

describe('What a merge offers to take', () => {
	it('is what the record that is kept does not say', () => {
		const field = (name: string, survivor: string | null, duplicate: string | null) => ({
			field: name,
			label: name,
			survivor,
			duplicate,
			taken: false,
		});
		expect(
			offeredFirst([
				field('name', 'A', 'B'),
				field('phone', null, '1'),
				field('email', 'a@example.com', null),
				field('industry', 'X', 'X'),
			]),
		).toEqual(['phone']);
	});
});
