import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractLine } from '../testing/contract.js';
import { uuid } from '../testing/ids.js';
import type { ContractLine, StockLevel } from './contract.js';
import { inStockObstacles, uncoveredLines } from './in-stock.js';

const held = (available: string | number, differing: Partial<StockLevel> = {}): StockLevel => ({
	product: 'Tie',
	specification: 'Blue',
	unit: 'pc',
	available,
	...differing,
});
const wanted = (quantity: string | number, differing: Partial<ContractLine> = {}): ContractLine =>
	contractLine({ product: 'Tie', specification: 'Blue', unit: 'pc', quantity, from_stock: true, ...differing });

describe('whether the warehouse covers a contract (REV-15)', () => {
	it('covers a line up to the last piece and not one more', () => {
		expect(uncoveredLines([wanted('100')], [held('100')])).toEqual([]);
		expect(uncoveredLines([wanted('100.0001')], [held('100')])).toHaveLength(1);
	});

	it('counts several lines of the same goods together and names each of them', () => {
		const lines = [wanted('60'), wanted('41')];
		expect(uncoveredLines(lines, [held('100')])).toEqual(lines);
		expect(uncoveredLines([wanted('60'), wanted('40')], [held('100')])).toEqual([]);
	});

	it('adds up stock that lies in several places', () => {
		expect(uncoveredLines([wanted('100')], [held('70'), held('30')])).toEqual([]);
	});

	it('takes off what other contracts already count on', () => {
		expect(uncoveredLines([wanted('50')], [held('100'), held('-60')])).toHaveLength(1);
		expect(uncoveredLines([wanted('40')], [held('100'), held('-60')])).toEqual([]);
	});

	it('sees the same goods through capital letters and blanks around the words', () => {
		expect(uncoveredLines([wanted('5', { product: ' tie', specification: 'BLUE ', unit: 'PC' })], [held('5')])).toEqual([]);
	});

	it('takes no specification and an empty one for the same', () => {
		expect(uncoveredLines([wanted('5', { specification: null })], [held('5', { specification: '' })])).toEqual([]);
	});

	it.each<[string, Partial<StockLevel>]>([
		['another specification', { specification: 'Red' }],
		['another unit', { unit: 'box' }],
		['another product', { product: 'Scarf' }],
	])('does not count stock of %s', (_, differing) => {
		expect(uncoveredLines([wanted('1')], [held('100', differing)])).toHaveLength(1);
	});

	it('keeps words apart where they meet: “Tie Blue” without specification is not “Tie” in “Blue”', () => {
		expect(uncoveredLines([wanted('1', { product: 'Tie Blue', specification: null })], [held('5')])).toHaveLength(1);
	});

	it('adds decimals exactly', () => {
		expect(uncoveredLines([wanted('0.1'), wanted('0.2')], [held('0.3')])).toEqual([]);
		expect(uncoveredLines([wanted(0.1), wanted(0.2)], [held(0.3)])).toEqual([]);
	});

	it('names only the goods that are short', () => {
		const scarf = wanted('2', { product: 'Scarf' });
		expect(uncoveredLines([wanted('1'), scarf], [held('1')])).toEqual([scarf]);
	});

	it('covers a contract exactly when each kind of goods is covered in total, however it is split into lines', () => {
		const parts = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(parts, parts, (quantities, stock) => {
				const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
				const uncovered = uncoveredLines(
					quantities.map((quantity) => wanted((quantity / 100).toFixed(2))),
					stock.map((quantity) => held((quantity / 100).toFixed(2))),
				);
				expect(uncovered).toHaveLength(total(quantities) > total(stock) ? quantities.length : 0);
			}),
		);
	});
});

describe('what stands in the way of supply from stock', () => {
	const obstacles = (
		differing: { special?: string | null; lines?: readonly ContractLine[]; doubts?: readonly ('open' | 'resolved')[] } = {},
	) =>
		inStockObstacles(
			{ special_requirements: differing.special ?? null },
			{
				lines: differing.lines ?? [wanted('10')],
				stock: [held('10')],
				doubts: (differing.doubts ?? []).map((status, index) => ({ id: uuid(0xc41, index), status, raised_by: null })),
			},
		).map(({ rule, field }) => ({ rule, field }));

	it('is nothing when all lines are covered, nothing special is asked and no doubt is open', () => {
		expect(obstacles({ special: '  ', doubts: ['resolved'] })).toEqual([]);
	});

	it.each<[string, Parameters<typeof obstacles>[0], { rule: string; field: string }]>([
		[
			'a line that is made',
			{ lines: [wanted('1', { from_stock: false })] },
			{ rule: 'in-stock-lines-only', field: 'crm_contract_lines.from_stock' },
		],
		['a line that is short', { lines: [wanted('11')] }, { rule: 'in-stock-not-covered', field: 'crm_contract_lines.quantity' }],
		['a special requirement', { special: 'Gift boxes' }, { rule: 'in-stock-special-requirement', field: 'special_requirements' }],
		['an open doubt', { doubts: ['resolved', 'open'] }, { rule: 'in-stock-open-doubt', field: 'crm_contract_doubts.status' }],
	])('is %s, with the field to look at', (_, differing, obstacle) => {
		expect(obstacles(differing)).toEqual([obstacle]);
	});

	it('is everything at once when everything is wrong', () => {
		expect(
			obstacles({ special: 'Gift boxes', lines: [wanted('11', { from_stock: false })], doubts: ['open'] }).map(({ rule }) => rule),
		).toEqual(['in-stock-lines-only', 'in-stock-not-covered', 'in-stock-special-requirement', 'in-stock-open-doubt']);
	});

	it('says what is short and how much is asked', () => {
		const [short] = inStockObstacles({ special_requirements: null }, { lines: [wanted('11.50')], stock: [], doubts: [] });
		expect(short?.values).toEqual({ product: 'Tie', quantity: '11.5', unit: 'pc' });
	});
});
