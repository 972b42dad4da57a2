import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Duty } from '../communications/due.js';
import { coverageOf, noCoverage, together, type AlikeVisits, type OwedCustomer } from './coverage.js';
import { contactKinds, contactTargets, type ContactKind } from './settings.js';
import { visitStates } from './visit.js';

const today = '2026-11-30';
const duty = (contact: ContactKind, due_on: string): Duty => ({ contact, due_on, every_days: 30, clauses: ['VIS-07'], last: null });
const alike = (differing: Partial<AlikeVisits>): AlikeVisits => ({
	department: 'sales',
	target: 'key',
	status: 'planned',
	ofPlan: false,
	past: false,
	count: 1,
	...differing,
});

describe('plan against done', () => {
	it('tells visits that were made from those missed, cancelled and to come, and the reports given', () => {
		const visits = [
			alike({ status: 'reported', ofPlan: true, past: true, count: 5 }),
			alike({ status: 'done', past: true, count: 2 }),
			alike({ status: 'confirmed', past: true }),
			alike({ status: 'planned', ofPlan: true, count: 3 }),
			alike({ status: 'cancelled', count: 4 }),
		];
		expect(coverageOf(visits, [], today)).toEqual([
			{
				...noCoverage,
				department: 'sales',
				target: 'key',
				planned: 15,
				done: 7,
				missed: 1,
				cancelled: 4,
				ahead: 3,
				reported: 5,
				ofPlan: 8,
				ofPlanDone: 5,
			},
		]);
	});

	it('counts a customer as visited while its visit is not overdue, whatever else is', () => {
		const customer = (...duties: readonly Duty[]): OwedCustomer => ({ department: 'sales', target: 'key', duties });
		const [line] = coverageOf(
			[],
			[
				customer(duty('visit', today), duty('executive', '2026-11-29')),
				customer(duty('visit', '2026-11-29')),
				customer(duty('any', '2027-01-01')),
				customer(),
			],
			today,
		);
		expect(line).toMatchObject({ toVisit: 2, visited: 1, owed: 3, inTouch: 1 });
	});
});

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const department = maybe(fc.constantFrom('sales', 'export', 'service'));
const anyVisits = fc.array(
	fc.record({
		department,
		target: maybe(fc.constantFrom(...contactTargets)),
		status: fc.constantFrom(...visitStates),
		ofPlan: fc.boolean(),
		past: fc.boolean(),
		count: fc.integer({ min: 1, max: 500 }),
	}),
	{ maxLength: 40 },
);
const anyCustomers = fc.array(
	fc.record({
		department,
		target: fc.constantFrom(...contactTargets),
		duties: fc
			.uniqueArray(fc.constantFrom(...contactKinds), { maxLength: 3 })
			.chain((kinds) => fc.tuple(...kinds.map((kind) => fc.constantFrom('2026-11-01', today, '2027-01-01').map((day) => duty(kind, day))))),
	}),
	{ maxLength: 40 },
);

describe('whatever there is', () => {
	it('no visit and no customer is lost or counted twice, and no share is above the whole', () => {
		fc.assert(
			fc.property(anyVisits, anyCustomers, (visits, customers) => {
				const lines = coverageOf(visits, customers, today);
				expect(new Set(lines.map((line) => `${String(line.department)}/${String(line.target)}`)).size).toBe(lines.length);
				const all = lines.reduce(together, noCoverage);
				expect(all.planned).toBe(visits.reduce((sum, { count }) => sum + count, 0));
				expect(all.owed).toBe(customers.filter(({ duties }) => duties.length > 0).length);
				for (const line of lines) {
					expect(line.done + line.missed + line.cancelled + line.ahead).toBe(line.planned);
					expect([line.reported <= line.done, line.ofPlanDone <= line.ofPlan, line.ofPlan <= line.planned]).toEqual([true, true, true]);
					expect([line.visited <= line.toVisit, line.inTouch <= line.owed, line.toVisit <= line.owed]).toEqual([true, true, true]);
				}
			}),
			{ numRuns: 500, seed: 20_261_130 },
		);
	});
});
