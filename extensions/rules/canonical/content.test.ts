import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewedContent } from '../process/declaration.js';
import {
	canonicalValue,
	contentHash,
	contentOf,
	differences,
	type Content,
	type ContentSource,
	type KindOf,
	type ValueKind,
} from './content.js';

const kinds: Readonly<Record<string, ValueKind>> = {
	amount: 'decimal',
	quantity: 'decimal',
	urgent: 'boolean',
	due: 'date',
	at: 'timestamp',
	terms: 'json',
};
const kindOf: KindOf = (_, field) => kinds[field] ?? 'plain';

const reviewed: ReviewedContent = {
	fields: ['title', 'amount', 'urgent', 'due', 'at', 'terms'],
	children: [{ collection: 'lines', parent: 'parent', fields: ['product', 'quantity'] }],
	files: [{ collection: 'files', parent: 'parent', file: 'file' }],
};

const read = (source: Partial<ContentSource>): Content =>
	contentOf('records', reviewed, { row: {}, children: {}, files: [], ...source }, kindOf);
const hashOf = (source: Partial<ContentSource>): string => contentHash(read(source));
const hashOfRow = (row: Readonly<Record<string, unknown>>): string => hashOf({ row });

describe('one value in canonical form', () => {
	it.each<[ValueKind, readonly unknown[], unknown]>([
		['decimal', [1, 1.0, '1', '1.0', '1.00', '01', '1e0'], '1'],
		['decimal', [0, '0', '0.00', -0, '-0.0'], '0'],
		['decimal', ['-2.50', -2.5], '-2.5'],
		['decimal', ['0.1', 0.1, '0.10000'], '0.1'],
		['decimal', ['12345678901234567890.1230'], '12345678901234567890.123'],
		['boolean', [true, 1, '1', 'true'], true],
		['boolean', [false, 0, '0', 'false'], false],
		['date', ['2026-03-10', '2026-03-10T00:00:00', new Date('2026-03-10T00:00:00Z')], '2026-03-10'],
		[
			'timestamp',
			['2026-03-10T04:00:00Z', '2026-03-10T12:00:00+08:00', new Date('2026-03-10T04:00:00.000Z'), Date.parse('2026-03-10T04:00:00Z')],
			'2026-03-10T04:00:00.000Z',
		],
		['plain', ['Ties'], 'Ties'],
	])('of kind %s reads %j as the same', (kind, written, canonical) => {
		for (const value of written) expect(canonicalValue(value, kind)).toBe(canonical);
	});

	it.each<ValueKind>(['decimal', 'boolean', 'date', 'timestamp', 'json', 'plain'])(
		'of kind %s is null when it is null, missing or an empty text',
		(kind) => {
			for (const nothing of [null, undefined, '']) expect(canonicalValue(nothing, kind)).toBeNull();
		},
	);

	it('of kind json reads the text a database keeps and the value it stands for as the same', () => {
		expect(canonicalValue('{"b":1,"a":[true]}', 'json')).toEqual(canonicalValue({ a: [true], b: 1 }, 'json'));
	});
});

describe('the hash of reviewed content', () => {
	it('does not depend on the order of keys', () => {
		expect(hashOfRow({ title: 'Ties', amount: '5', terms: { a: 1, b: 2 } })).toBe(
			hashOfRow({ terms: { b: 2, a: 1 }, amount: '5', title: 'Ties' }),
		);
	});

	it('does not depend on how a database writes numbers, booleans and nothing', () => {
		expect(hashOfRow({ title: 'Ties', amount: '1.00', urgent: 1, due: '', terms: null })).toBe(
			hashOfRow({ title: 'Ties', amount: 1, urgent: true, terms: '' }),
		);
	});

	it('does not depend on fields that are not reviewed', () => {
		expect(hashOfRow({ title: 'Ties', note: 'Call back' })).toBe(hashOfRow({ title: 'Ties' }));
	});

	it('tells apart “no”, and not answered', () => {
		expect(hashOfRow({ urgent: false })).not.toBe(hashOfRow({ urgent: null }));
	});

	it('is what it was when a later version reviews a field or a list more, as long as that is empty', () => {
		const later: ReviewedContent = {
			fields: [...reviewed.fields, 'incoterm'],
			children: [
				{ collection: 'lines', parent: 'parent', fields: ['product', 'quantity', 'colour'] },
				{ collection: 'milestones', parent: 'parent', fields: ['name'] },
			],
			files: reviewed.files,
		};
		const source = { row: { title: 'Ties' }, children: { lines: [{ product: 'Tie' }, { product: 'Scarf' }] }, files: [] };
		const hashLater = (differing: Partial<ContentSource>) => contentHash(contentOf('records', later, { ...source, ...differing }, kindOf));
		expect(hashLater({})).toBe(hashOf(source));
		expect(hashLater({ row: { title: 'Ties', incoterm: 'FOB' } })).not.toBe(hashOf(source));
		expect(hashLater({ children: { ...source.children, milestones: [{}] } })).not.toBe(hashOf(source));
	});

	it('tells apart text that only looks alike', () => {
		for (const title of ['ties', 'Ties ', 'Tiés', 'Ties\n']) expect(hashOfRow({ title })).not.toBe(hashOfRow({ title: 'Ties' }));
	});

	it('counts rows that are the same', () => {
		const row = { product: 'Tie', quantity: 1 };
		expect(hashOf({ children: { lines: [row] } })).not.toBe(hashOf({ children: { lines: [row, row] } }));
	});

	const rows = fc.array(fc.record({ product: fc.constantFrom('Tie', 'Scarf', null), quantity: fc.constantFrom('1', '2.50', 3) }), {
		maxLength: 6,
	});

	it('does not depend on the order of rows or files', () => {
		fc.assert(
			fc.property(
				rows.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))),
				fc.array(fc.string(), { maxLength: 4 }),
				([lines, shuffled], files) => {
					expect(hashOf({ children: { lines: shuffled }, files: files.toReversed() })).toBe(hashOf({ children: { lines }, files }));
				},
			),
		);
	});
});

describe('differences', () => {
	const contents = fc
		.record({
			row: fc.record({
				title: fc.constantFrom('Ties', 'Scarves', null),
				amount: fc.constantFrom('1', '1.00', 2),
				terms: fc.constantFrom({ a: 1 }, { a: 2, b: [] }, null),
			}),
			lines: fc.array(fc.record({ product: fc.constantFrom('Tie', 'Scarf'), quantity: fc.constantFrom('1', '2') }), { maxLength: 4 }),
			files: fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
		})
		.map(({ row, lines, files }) => read({ row, children: { lines }, files }));

	it('are none exactly when the hashes are the same', () => {
		fc.assert(
			fc.property(contents, contents, (before, after) => {
				expect(differences(before, after).length === 0).toBe(contentHash(before) === contentHash(after));
				expect(differences(before, structuredClone(before))).toEqual([]);
			}),
		);
	});

	it('read backwards say the opposite', () => {
		fc.assert(
			fc.property(contents, contents, (before, after) => {
				const mirrored = differences(after, before).map(({ field, before: was, after: is }) => ({ field, before: is, after: was }));
				expect(mirrored).toEqual(differences(before, after));
			}),
		);
	});

	it('name the field with its value before and after', () => {
		expect(differences(read({ row: { title: 'Ties', amount: '1' } }), read({ row: { title: 'Ties', amount: '2.50' } }))).toEqual([
			{ field: 'amount', before: '1', after: '2.5' },
		]);
	});

	it('do not report a structured value that says the same', () => {
		expect(differences(read({ row: { terms: { a: [1], b: 2 } } }), read({ row: { terms: '{"b":2,"a":[1]}' } }))).toEqual([]);
		expect(differences(read({ row: { terms: { a: 1 } } }), read({ row: { terms: { a: 2 } } }))).toEqual([
			{ field: 'terms', before: { a: 1 }, after: { a: 2 } },
		]);
	});

	it('name the changed field of a line, and a line that came or went', () => {
		const lines = (...quantities: number[]) => read({ children: { lines: quantities.map((quantity) => ({ product: 'Tie', quantity })) } });
		expect(differences(lines(1, 2), lines(1, 3))).toEqual([{ field: 'lines.quantity', before: '2', after: '3' }]);
		expect(differences(lines(1), lines(1, 5))).toEqual([{ field: 'lines', before: null, after: { product: 'Tie', quantity: '5' } }]);
		expect(differences(lines(1, 5), lines(1))).toEqual([{ field: 'lines', before: { product: 'Tie', quantity: '5' }, after: null }]);
	});

	it('see a field that an earlier version of the form did not have', () => {
		const earlier: Content = { fields: { title: 'Ties' }, children: { lines: [{ product: 'Tie' }] }, files: [] };
		const later: Content = { fields: { title: 'Ties', urgent: true }, children: { lines: [{ product: 'Tie', quantity: '1' }] }, files: [] };
		expect(differences(earlier, later)).toEqual([
			{ field: 'urgent', before: null, after: true },
			{ field: 'lines.quantity', before: null, after: '1' },
		]);
		expect(differences(later, earlier)).toEqual([
			{ field: 'urgent', before: true, after: null },
			{ field: 'lines.quantity', before: '1', after: null },
		]);
	});

	it('count files that went and came', () => {
		expect(differences(read({ files: ['x', 'y'] }), read({ files: ['y', 'z', 'w'] }))).toEqual([{ field: 'files', before: 1, after: 2 }]);
	});
});
