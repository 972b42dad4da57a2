import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complaintWords } from './words.js';
import { appraisalResults, appraisalTotals } from './appraisals.js';

const entries = fc.array(
	fc.record({
		department: fc.option(fc.constantFrom('sales', 'production')),
		person: fc.option(fc.constantFrom('wang', 'li', 'bennett')),
		result: fc.constantFrom(...appraisalResults),
		count: fc.integer({ min: 1, max: 50 }),
	}),
);

describe('the appraisals of a month (CMP-13, KPI-07)', () => {
	it('know every result an entry can have', () => {
		expect(Object.keys(complaintWords.appraisalResults)).toEqual([...appraisalResults]);
	});

	it('have one line for each department and person, most entries first', () => {
		expect(
			appraisalTotals([
				{ department: 'sales', person: 'wang', result: 'reminder', count: 1 },
				{ department: 'sales', person: null, result: 'none', count: 3 },
				{ department: 'sales', person: 'wang', result: 'warning', count: 1 },
			]),
		).toEqual([
			{ department: 'sales', person: null, total: 3, results: { none: 3, reminder: 0, warning: 0, deduction: 0 } },
			{ department: 'sales', person: 'wang', total: 2, results: { none: 0, reminder: 1, warning: 1, deduction: 0 } },
		]);
	});

	it('lose nothing and count nothing twice', () => {
		fc.assert(
			fc.property(entries, (alike) => {
				const totals = appraisalTotals(alike);
				const whole = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
				expect(whole(totals.map(({ total }) => total))).toBe(whole(alike.map(({ count }) => count)));
				for (const { total, results } of totals) expect(whole(Object.values(results))).toBe(total);
				expect(new Set(totals.map(({ department, person }) => JSON.stringify([department, person]))).size).toBe(totals.length);
			}),
		);
	});
});
