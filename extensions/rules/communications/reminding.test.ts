import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '../calendar/local-date.js';
import type { Person } from '../organisation/people.js';
import type { RoleKey } from '../organisation/roles.js';
import { person } from '../testing/people.js';
import { minimalVisitRules as rules } from '../testing/rulebook.js';
import { contactTargets } from '../visits/settings.js';
import { say } from '../words/text.js';
import type { Contacted } from './due.js';
import { reminderMessages, type Told } from './reminder-messages.js';
import { hearers, reminderKey, remindersOf } from './reminding.js';

const general: Contacted = { target: 'general', since: '2026-01-01', lastVisit: null, lastContact: null, lastExecutive: null };

/** General customers are contacted every 90 days: this one by 1 April. */
const given = (today: string, customer: Contacted = general) => remindersOf(customer, rules, today).map(reminderKey);

describe('Reminders of contact', () => {
	it('begin the day after it was due, and go further up two weeks later', () => {
		expect(given('2026-04-01')).toEqual([]);
		expect(given('2026-04-02')).toEqual(['any/responsible/2026-01-01']);
		expect(given('2026-04-15')).toEqual(['any/responsible/2026-01-01']);
		expect(given('2026-04-16')).toEqual(['any/responsible/2026-01-01', 'any/head/2026-01-01']);
	});

	it('are of another period once there was contact', () => {
		const spokenWith = { ...general, lastContact: '2026-04-20' };
		expect(given('2026-05-01', spokenWith)).toEqual([]);
		expect(given('2026-07-20', spokenWith)).toEqual(['any/responsible/2026-04-20']);
	});

	it('of the management’s own contact come before the quarter ends (COM-01)', () => {
		const key: Contacted = { ...general, target: 'key', lastVisit: '2026-06-20', lastExecutive: '2026-03-31' };
		const executive = (today: string) => given(today, key).filter((reminder) => reminder.startsWith('executive'));
		// Due on the last day of June at the latest.
		expect(executive('2026-06-15')).toEqual([]);
		expect(executive('2026-06-16')).toEqual(['executive/responsible/2026-03-31']);
		expect(executive('2026-07-15')).toEqual(['executive/responsible/2026-03-31', 'executive/head/2026-03-31']);
	});

	it('never disappear while nobody makes contact, and the head never hears before the one who answers for it', () => {
		const day = fc.integer({ min: 0, max: 900 }).map((days) => daysAfter('2025-01-01', days));
		const maybe = fc.option(day);
		fc.assert(
			fc.property(
				fc.record({ target: fc.constantFrom(...contactTargets), since: day, lastVisit: maybe, lastContact: maybe, lastExecutive: maybe }),
				day,
				fc.integer({ min: 0, max: 200 }),
				(customer, today, later) => {
					const [before, after] = [given(today, customer), given(daysAfter(today, later), customer)];
					expect(after).toEqual(expect.arrayContaining([...before]));
					for (const reminder of after.filter((one) => one.includes('/head/')))
						expect(after).toContain(reminder.replace('/head/', '/responsible/'));
				},
			),
			{ seed: 20260722, numRuns: 500 },
		);
	});
});

const someone = (id: string, role: RoleKey, department: string | null, active = true): Person => person([role], { id, department, active });

const staff = [
	someone('wright', 'salesperson', 'sales'),
	someone('gone', 'salesperson', 'sales', false),
	someone('chen', 'business-head', 'sales'),
	someone('abroad', 'business-head', 'export'),
	someone('named', 'marketing-specialist', 'sales'),
	someone('zhao', 'general-manager', null),
];
const heard = (stage: 'responsible' | 'head', owner: string | null, head: string | null = null, contact: 'any' | 'executive' = 'any') =>
	hearers({ contact, stage }, { owner, department: 'sales', head }, staff, rules);

describe('Who is reminded of contact', () => {
	it('is whoever looks after the customer, then the head of the department, by name and by role', () => {
		expect(heard('responsible', 'wright')).toEqual(['wright']);
		expect(heard('head', 'wright')).toEqual(['chen']);
		expect(heard('head', 'wright', 'named')).toEqual(['named', 'chen']);
	});

	it('is one further up where nobody looks after it any more, or where they are their own head', () => {
		expect(heard('responsible', null)).toEqual(['chen']);
		expect(heard('responsible', 'gone')).toEqual(['chen']);
		expect(heard('head', 'chen', 'chen')).toEqual(['zhao']);
		expect(heard('head', 'zhao', 'zhao').includes('zhao')).toBe(false);
		expect(hearers({ contact: 'any', stage: 'head' }, { owner: 'wright', department: null, head: null }, staff, rules)).toEqual(['zhao']);
	});

	it('is the management itself of its own contact', () => {
		expect(heard('responsible', 'wright', null, 'executive')).toEqual(['zhao']);
		expect(heard('head', 'wright', 'named', 'executive')).toEqual(['zhao']);
	});
});

const told = (differing: Partial<Told>): Told => ({
	customer: 'c1',
	name: 'Harbour Mills',
	contact: 'any',
	stage: 'responsible',
	since: '2026-01-01',
	due_on: '2026-04-01',
	overdue_days: 1,
	to: ['wright'],
	...differing,
});
const saidTo = (...reminders: readonly Told[]) =>
	reminderMessages(reminders).map(({ customer, message: { to, subject, body, values } }) => ({
		customer,
		to,
		english: [say(subject, 'en-US', values), say(body, 'en-US', values)],
		chinese: [say(subject, 'zh-CN', values), say(body, 'zh-CN', values)],
	}));

describe('The messages about contact', () => {
	it('are one for each person and kind, the longest overdue first, in both languages', () => {
		const messages = saidTo(
			told({}),
			told({ customer: 'c2', name: '恒达', due_on: '2026-03-01' }),
			told({ customer: 'c2', name: '恒达', due_on: '2026-03-01', stage: 'head', to: ['chen'] }),
		);
		expect(messages.map(({ customer, to }) => [customer, to])).toEqual([
			['c2', [{ user: 'wright' }]],
			['c2', [{ user: 'chen' }]],
		]);
		expect(messages[0]?.english[0]).toBe('Contact overdue: 恒达 and 1 more');
		expect(messages[0]?.english[1]).toMatch(
			/恒达: Contact of any form, due on 2026-03-01\nHarbour Mills: Contact of any form, due on 2026-04-01$/,
		);
		expect(messages[0]?.chinese[0]).toBe('沟通逾期：恒达及另外 1 家');
		expect(messages[1]?.english[0]).toBe('Contact overdue: 恒达');
		expect(messages[1]?.chinese[1]).toContain('已提醒经办人');
	});

	it('stay short: what is left out is counted', () => {
		const [message] = saidTo(
			...Array.from({ length: 33 }, (_, index) => told({ customer: `c${String(index)}`, name: `N${String(index)}` })),
		);
		expect(message?.english[1]?.split('\n').at(-1)).toBe('… and 13 more');
		expect(message?.english[1]?.split('\n').filter((line) => line.includes('due on'))).toHaveLength(20);
	});

	it('tell the management once of contact that is both coming and overdue', () => {
		const executive = { contact: 'executive', to: ['zhao'] } as const;
		const messages = saidTo(told(executive), told({ ...executive, stage: 'head' }));
		expect(messages).toHaveLength(1);
		expect(messages[0]?.english[1]?.match(/Harbour Mills/g)).toHaveLength(1);
	});
});
