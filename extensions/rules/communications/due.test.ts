import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '../calendar/local-date.js';
import { contactKinds, contactTargets, type ContactRule } from '../visits/settings.js';
import { dutiesOf, endOfNextQuarter, overdueDays, type Contacted } from './due.js';

const rule = (differing: Partial<ContactRule>): ContactRule => ({
	customers: 'key',
	contact: 'visit',
	every_days: 30,
	clauses: ['VIS-07'],
	...differing,
});

const rules = {
	contact: [
		rule({}),
		rule({ contact: 'executive', every_days: 91, clauses: ['COM-01'] }),
		rule({ customers: 'general', contact: 'any', every_days: 90, clauses: ['COM-04'] }),
		rule({ customers: 'high_value', every_days: 60 }),
		rule({ customers: 'high_value', every_days: 45 }),
	],
};

const customer = (differing: Partial<Contacted> = {}): Contacted => ({
	target: 'general',
	since: '2026-01-01',
	lastVisit: null,
	lastContact: null,
	lastExecutive: null,
	...differing,
});

const dueOn = (differing: Partial<Contacted>) => dutiesOf(customer(differing), rules).map(({ contact, due_on }) => [contact, due_on]);

describe('contact that is due', () => {
	it('is so many days after the last of its kind; a visit is contact, contact is no visit', () => {
		expect(dueOn({ lastContact: '2026-03-01', lastVisit: '2026-02-01' })).toEqual([['any', '2026-05-30']]);
		expect(dueOn({ lastContact: '2026-02-01', lastVisit: '2026-03-01' })).toEqual([['any', '2026-05-30']]);
		expect(dueOn({ target: 'high_value', lastContact: '2026-03-01' })).toEqual([['visit', '2026-02-15']]);
	});

	it('is counted from when it began to be owed, where there never was any', () => {
		expect(dueOn({})).toEqual([['any', '2026-04-01']]);
	});

	it('comes the most pressing first, each with its rule', () => {
		expect(dutiesOf(customer({ target: 'key', lastVisit: '2026-03-20', lastExecutive: '2026-01-05' }), rules)).toMatchObject([
			{ contact: 'executive', last: '2026-01-05', due_on: '2026-04-06', every_days: 91, clauses: ['COM-01'] },
			{ contact: 'visit', last: '2026-03-20', due_on: '2026-04-19', every_days: 30, clauses: ['VIS-07'] },
		]);
	});

	it('is nothing where the rulebook asks for none', () => {
		expect(dueOn({ target: 'potential' })).toEqual([]);
	});

	it('with the top management is had in every quarter, also where the days between would leave one out', () => {
		expect(endOfNextQuarter('2026-12-31')).toBe('2027-03-31');
		expect(endOfNextQuarter('2026-01-01')).toBe('2026-06-30');
		expect(dueOn({ target: 'key', lastVisit: '2027-04-01', lastExecutive: '2026-12-31' })[0]).toEqual(['executive', '2027-03-31']);
	});
});

const day = fc.integer({ min: 0, max: 1500 }).map((days) => daysAfter('2024-01-01', days));
const maybe = fc.option(day, { nil: null });
const anyCustomer = fc.record({
	target: fc.constantFrom(...contactTargets),
	since: day,
	lastVisit: maybe,
	lastContact: maybe,
	lastExecutive: maybe,
});
const anyRules = fc.record({
	contact: fc.array(
		fc.record({
			customers: fc.constantFrom(...contactTargets),
			contact: fc.constantFrom(...contactKinds),
			every_days: fc.integer({ min: 1, max: 1100 }),
			clauses: fc.constant(['COM-04'] as ContactRule['clauses']),
		}),
		{ maxLength: 12 },
	),
});

describe('whatever the rulebook and the past', () => {
	it('each kind is owed once at most, exactly where a rule asks for it, and falls due after what it is counted from', () => {
		fc.assert(
			fc.property(anyCustomer, anyRules, (one, all) => {
				const duties = dutiesOf(one, all);
				const asked = new Set(all.contact.filter(({ customers }) => customers === one.target).map(({ contact }) => contact));
				expect(duties.map(({ contact }) => contact).sort()).toEqual([...asked].sort());
				for (const { due_on, last, every_days } of duties) {
					expect(due_on > (last ?? one.since)).toBe(true);
					expect(due_on <= daysAfter(last ?? one.since, every_days)).toBe(true);
				}
				expect(duties.map(({ due_on }) => due_on)).toEqual(duties.map(({ due_on }) => due_on).toSorted());
			}),
			{ numRuns: 500, seed: 20_261_130 },
		);
	});

	it('a later contact never makes anything due earlier', () => {
		fc.assert(
			fc.property(anyCustomer, anyRules, day, (one, all, again) => {
				fc.pre(again >= (one.lastVisit ?? one.since) && again >= (one.lastExecutive ?? one.since) && again >= one.since);
				const before = new Map(dutiesOf(one, all).map(({ contact, due_on }) => [contact, due_on]));
				for (const { contact, due_on } of dutiesOf({ ...one, lastVisit: again, lastExecutive: again }, all))
					expect(due_on >= (before.get(contact) ?? '')).toBe(true);
			}),
			{ numRuns: 500, seed: 20_261_130 },
		);
	});

	it('the management is never left without contact for a whole quarter by the time it is due', () => {
		fc.assert(
			fc.property(day, fc.integer({ min: 1, max: 1100 }), (last, every_days) => {
				const [duty] = dutiesOf(customer({ target: 'key', lastExecutive: last }), {
					contact: [rule({ contact: 'executive', every_days })],
				});
				const quarter = (of: string): number => Number(of.slice(0, 4)) * 4 + Math.floor((Number(of.slice(5, 7)) - 1) / 3);
				expect(quarter(duty?.due_on ?? '') - quarter(last)).toBeLessThanOrEqual(1);
			}),
			{ numRuns: 500, seed: 20_261_130 },
		);
	});

	it('overdue days count from the day after', () => {
		expect([
			overdueDays('2026-03-10', '2026-03-09'),
			overdueDays('2026-03-10', '2026-03-10'),
			overdueDays('2026-03-10', '2026-03-12'),
		]).toEqual([0, 0, 2]);
	});
});
