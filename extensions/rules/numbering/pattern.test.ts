import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complaintNumberModel, cycleOf, formatNumber, numberPart, numberPatternModel } from './pattern.js';

const shanghai = 'Asia/Shanghai';
const numberAt = (pattern: string, now: string, sequence: number, zone = shanghai): string =>
	formatNumber({ pattern }, now, zone, sequence);

describe('numbers people quote', () => {
	it.each([
		['HT{yyyy}-{seq:4}', 'HT2026-0007'],
		['HT{yy}{mm}{dd}{seq:3}', 'HT260310007'],
		['{seq:1}/{mm}.{yyyy}', '7/03.2026'],
		['合同{yyyy}_{seq:2}', '合同2026_07'],
		['KH{seq:5}', 'KH00007'],
		['KH{seq:0}', 'KH7'],
	])('are written by the pattern %s as %s', (pattern, number) => {
		expect(numberAt(pattern, '2026-03-10T04:00:00Z', 7)).toBe(number);
	});

	it('grow wider rather than lose a digit', () => {
		expect(numberAt('HT{yyyy}-{seq:2}', '2026-03-10T04:00:00Z', 12345)).toBe('HT2026-12345');
	});

	it('never repeat within a cycle', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('HT{yyyy}-{seq:4}', '{seq:1}{dd}', '{yy}{seq:2}{mm}'),
				fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { minLength: 2, maxLength: 20 }),
				(pattern, sequences) => {
					const numbers = sequences.map((sequence) => numberAt(pattern, '2026-03-10T04:00:00Z', sequence));
					expect(new Set(numbers).size).toBe(sequences.length);
				},
			),
		);
	});
});

describe('when the running number starts anew', () => {
	it.each([
		['each day', '{yyyy}{mm}{dd}{seq:3}', '2026-03-10T15:59:59.999Z', '2026-03-10T16:00:00.000Z', '20260310#', '20260311#'],
		['each month', '{yyyy}{mm}-{seq:3}', '2026-03-31T15:59:59.999Z', '2026-03-31T16:00:00.000Z', '202603-#', '202604-#'],
		['each year', 'HT{yyyy}-{seq:4}', '2026-12-31T15:59:59.999Z', '2026-12-31T16:00:00.000Z', 'HT2026-#', 'HT2027-#'],
		['after the leap day', '{mm}{dd}-{seq:3}', '2028-02-29T15:59:59.999Z', '2028-02-29T16:00:00.000Z', '0229-#', '0301-#'],
	])('%s, at midnight in Shanghai', (_, pattern, before, after, cycleBefore, cycleAfter) => {
		expect([cycleOf({ pattern }, before, shanghai), cycleOf({ pattern }, after, shanghai)]).toEqual([cycleBefore, cycleAfter]);
	});

	it('is not midnight in UTC', () => {
		expect(cycleOf({ pattern: '{dd}{seq:1}' }, '2026-03-10T23:59:59Z', shanghai)).toBe(
			cycleOf({ pattern: '{dd}{seq:1}' }, '2026-03-11T00:00:00Z', shanghai),
		);
	});

	it('goes by the zone it is given', () => {
		const newYear = '2026-12-31T23:30:00Z';
		expect(['UTC', 'Asia/Shanghai', 'America/New_York'].map((zone) => cycleOf({ pattern: '{yyyy}-{seq:1}' }, newYear, zone))).toEqual([
			'2026-#',
			'2027-#',
			'2026-#',
		]);
	});

	it('is never, without a dated part', () => {
		expect(cycleOf({ pattern: 'KH{seq:5}' }, '2026-03-10T04:00:00Z', shanghai)).toBe(
			cycleOf({ pattern: 'KH{seq:5}' }, '2031-01-01T04:00:00Z', shanghai),
		);
	});
});

describe('a pattern', () => {
	const accepted = (pattern: string): boolean => numberPatternModel.safeParse({ pattern }).success;

	it.each(['HT{yyyy}-{seq:4}', '{seq:1}', '合同 {yy}/{mm}.{dd}_{seq:12}'])('may be “%s”', (pattern) => {
		expect(accepted(pattern)).toBe(true);
	});

	it.each([
		['without a running number', 'HT{yyyy}'],
		['with two of them', '{seq:2}-{seq:3}'],
		['with a placeholder there is not', 'HT{hh}-{seq:3}'],
		['with a width that is no number', 'HT{seq:x}'],
		['with a sign that means something here', 'HT#{seq:3}'],
		['with a line break', 'HT\n{seq:3}'],
		['longer than forty characters', `${'H'.repeat(36)}{seq:4}`],
	])('is not accepted %s', (_, pattern) => {
		expect(accepted(pattern)).toBe(false);
	});
});

describe('the number of a complaint (CMP-04)', () => {
	const complaint = { pattern: '{yy}{mm}{dd}-{vehicle}-{product}-{seq:3}', cycle: 'month' } as const;

	it('shows year, month, day, vehicle and product, and counts within the year-month', () => {
		const parts = { vehicle: '沪A·12345', product: 'Silk tie (blue)' };
		expect(formatNumber(complaint, '2026-03-10T04:00:00Z', shanghai, 7, parts)).toBe('260310-沪A12345-Silktieblue-007');
		expect(cycleOf(complaint, '2026-03-10T04:00:00Z', shanghai)).toBe(cycleOf(complaint, '2026-03-31T15:59:59Z', shanghai));
		expect(cycleOf(complaint, '2026-03-31T16:00:00Z', shanghai)).toBe('month 202604');
	});

	it('may count within the year instead', () => {
		expect(cycleOf({ ...complaint, cycle: 'year' }, '2026-12-31T16:00:00Z', shanghai)).toBe('year 2027');
	});

	it('keeps of a value what cannot be mistaken for another part, and not all of a long one', () => {
		expect(numberPart(' A-1/2_京.')).toBe('A12京');
		expect(numberPart('x'.repeat(99))).toHaveLength(16);
	});

	it.each([
		['shows values no complaint has', { pattern: '{yy}{mm}-{colour}-{seq:3}' }],
		['puts a value right before the running number', { pattern: '{yy}{mm}-{vehicle}{seq:3}' }],
		['puts a value right after the date', { pattern: '{yy}{mm}{product}-{seq:3}' }],
		['counts within months it does not show', { pattern: '{yy}-{seq:3}', cycle: 'month' }],
		['counts within years it does not show', { pattern: '{mm}-{seq:3}', cycle: 'year' }],
	])('is not accepted when it %s', (_, numbering) => {
		expect(complaintNumberModel.safeParse(complaint).success).toBe(true);
		expect(complaintNumberModel.safeParse(numbering).success).toBe(false);
	});

	it('is for complaints: another record has no vehicle to show', () => {
		expect(numberPatternModel.safeParse({ pattern: 'HT-{vehicle}-{seq:3}' }).success).toBe(false);
	});
});
