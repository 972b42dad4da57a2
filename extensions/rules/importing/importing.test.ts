import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { text } from '../words/text.js';
import { readCell } from './cells.js';
import { guessMapping } from './mapping.js';
import { mend } from './mend.js';

describe('A row', () => {
	it('with as many cells as there are columns is left as it is, a short one is filled up', () => {
		expect(mend(['a', 'b'], 2, ',')).toEqual({ cells: ['a', 'b'], mended: false });
		expect(mend(['a', ' b'], 2, ',')).toEqual({ cells: ['a', ' b'], mended: false });
		expect(mend(['a'], 3, ',')).toEqual({ cells: ['a', '', ''], mended: false });
		expect(mend(['a', 'b', '', ' '], 2, ',')).toEqual({ cells: ['a', 'b'], mended: false });
	});

	it('whose text holds the delimiter is put together where a blank follows it', () => {
		expect(mend(['BLONP', '24', ' place Kléber', 'Strasbourg'], 3, ',')).toEqual({
			cells: ['BLONP', '24, place Kléber', 'Strasbourg'],
			mended: true,
		});
	});

	it('that cannot be told apart is refused rather than guessed', () => {
		expect(mend(['a', 'b', 'c'], 2, ',')).toBeNull();
		expect(mend(['a', ' b', ' c'], 2, ',')).toBeNull();
	});

	it('is read back as it was written, whatever it holds, when its commas are followed by a blank', () => {
		const word = fc.stringMatching(/^[a-z]{1,8}$/);
		const cell = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(', '));
		fc.assert(
			fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (cells) => {
				expect(mend(cells.join(',').split(','), cells.length, ',')?.cells).toEqual(cells);
			}),
		);
	});
});

describe('A cell', () => {
	it.each(['', '  ', 'NULL', '\\N'])('%j means nothing', (cell) => {
		for (const kind of ['text', 'day', 'decimal', 'choice', 'customer'] as const)
			expect(readCell(cell, { kind, choices: [] })).toEqual({ ok: true, value: null });
	});

	it.each([
		['1996-07-04 00:00:00.000', '1996-07-04'],
		['2026/3/7', '2026-03-07'],
		['2026年3月7日', '2026-03-07'],
		['２０２６－０３－０７', '2026-03-07'],
	])('%j is the day %s', (cell, value) => {
		expect(readCell(cell, { kind: 'day' })).toEqual({ ok: true, value });
	});

	it.each(['2026-02-30', '3/4/2026', '04.03.2026', 'soon', '2026-13-01'])('%j is no day', (cell) => {
		expect(readCell(cell, { kind: 'day' })).toMatchObject({ ok: false, values: { value: cell } });
	});

	it.each([
		['1,234.50', '1234.50'],
		['¥ 12', '12'],
		['-3.25', '-3.25'],
	])('%j is the number %s', (cell, value) => {
		expect(readCell(cell, { kind: 'decimal' })).toEqual({ ok: true, value });
	});

	it.each(['12,50', '1.234,50', '1e3', 'twelve'])('%j is no number', (cell) => {
		expect(readCell(cell, { kind: 'decimal' }).ok).toBe(false);
	});

	it('is a choice by its value or its name in either language', () => {
		const type = { kind: 'choice', choices: [{ value: 'dealer', label: text('Dealer', '经销商') }] } as const;
		for (const cell of ['dealer', 'DEALER', '经销商']) expect(readCell(cell, type)).toEqual({ ok: true, value: 'dealer' });
		expect(readCell('baker', type).ok).toBe(false);
	});

	it('is no longer than its field', () => {
		expect(readCell('abc', { kind: 'text', maxLength: 2 })).toMatchObject({ ok: false, values: { most: 2 } });
	});
});

describe('Columns', () => {
	const fields = [
		{ key: 'name', label: text('Name', '客户名称'), aliases: ['company name'] },
		{ key: 'phone', label: text('Telephone', '联系电话'), aliases: ['phone', '电话'] },
	];

	it('are guessed by heading, in either language, whatever the spelling; each field once', () => {
		expect([...guessMapping(['companyName', 'Phone', 'fax'], fields)]).toEqual([
			[0, 'name'],
			[1, 'phone'],
		]);
		expect([...guessMapping(['电话', '客户名称', 'name', ''], fields)]).toEqual([
			[0, 'phone'],
			[1, 'name'],
		]);
	});
});
