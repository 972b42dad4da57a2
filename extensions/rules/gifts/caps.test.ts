import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '../calendar/local-date.js';
import { minimalGiftRules } from '../testing/rulebook.js';
import { there } from '../testing/there.js';
import { capScopes, type GiftRules } from '../rulebook/gifts.js';
import { capPositions, decisiveAmount, reachInDays, samePerson, type AskedGift, type CountedGift } from './caps.js';

const parties = { recipient: ['wang'], customer: ['silk'], giver: ['li'], department: ['sales'] };
const asked = (differing: Partial<AskedGift> = {}): AskedGift => ({
	kind: 'gift',
	amount: '300',
	day: '2026-06-15',
	parties,
	...differing,
});
const given = (differing: Partial<CountedGift> = {}): CountedGift => ({
	id: 'g',
	kind: 'gift',
	amount: '500',
	day: '2026-03-01',
	customer: 'silk',
	recipient: 'wang',
	giver: 'li',
	department: 'sales',
	exception: false,
	...differing,
});

const cap = (scope: (typeof capScopes)[number], amount = '1000'): GiftRules['caps'][number] => ({
	scope,
	kinds: ['gift', 'souvenir'],
	amount,
	exceeding: 'refuse',
	clauses: ['GFT-01'],
});
const rules = (differing: Partial<GiftRules> = {}): GiftRules => ({ ...minimalGiftRules, caps: [cap('recipient')], ...differing });
const only = (gift: AskedGift, others: readonly CountedGift[], book: GiftRules) => there(capPositions(gift, others, book)[0]);

describe('how a gift stands to a cap', () => {
	it('says what is used, what is left and what it would come to, to the cent', () => {
		expect(only(asked({ amount: '0.10' }), [given({ amount: '0.20' })], rules())).toMatchObject({
			used: '0.20',
			left: '999.80',
			total: '0.30',
			exceeded: false,
		});
	});

	it('is kept at the cap itself and exceeded by a cent more', () => {
		expect(only(asked({ amount: '500' }), [given()], rules()).exceeded).toBe(false);
		expect(only(asked({ amount: '500.01' }), [given()], rules()).exceeded).toBe(true);
	});

	it('has nothing left, and not less than nothing, once more was given than is allowed', () => {
		expect(only(asked(), [given({ amount: '1500' })], rules())).toMatchObject({ left: '0.00', exceeded: true });
	});

	it.each(capScopes)('counts for the %s only what is theirs', (scope) => {
		const book = rules({ caps: [cap(scope)] });
		const theirs = given();
		const others = { ...given(), [scope === 'giver' ? 'giver' : scope]: 'somebody else' };
		expect(only(asked(), [theirs, others], book).used).toBe('500.00');
		expect(only(asked(), [others], book).used).toBe('0.00');
	});

	it('counts what related customers and other entries of the same person got', () => {
		const related = { ...parties, customer: ['silk', 'silk-west'], recipient: ['wang', 'wang-again'] };
		const others = [given({ customer: 'silk-west', recipient: 'wang-again' })];
		expect(
			capPositions(asked({ parties: related }), others, rules({ caps: [cap('customer'), cap('recipient')] })).map(({ used }) => used),
		).toEqual(['500.00', '500.00']);
	});

	it('counts the kinds the cap is about, and is not there for another kind or for nobody', () => {
		expect(only(asked(), [given({ kind: 'sample' })], rules()).used).toBe('0.00');
		expect(capPositions(asked({ kind: 'sample' }), [given()], rules())).toEqual([]);
		expect(capPositions(asked({ parties: { ...parties, recipient: [] } }), [given({ recipient: null })], rules())).toEqual([]);
	});

	it.each([
		['2026-01-01', '500.00'],
		['2026-12-31', '500.00'],
		['2025-12-31', '0.00'],
		['2027-01-01', '0.00'],
	])('counts a gift of %s towards the calendar year 2026 as %s', (day, used) => {
		expect(only(asked(), [given({ day })], rules()).used).toBe(used);
	});

	it.each([
		['2026-06-05', '0.00'],
		['2026-06-06', '500.00'],
		['2026-06-24', '500.00'],
		['2026-06-25', '0.00'],
	])('counts a gift of %s towards ten rolling days around 15 June as %s', (day, used) => {
		expect(only(asked(), [given({ day })], rules({ period: { is: 'rolling', days: 10 } })).used).toBe(used);
	});

	it('looks at the fullest of the rolling periods around the day, not at all of them together', () => {
		const others = [given({ day: '2026-06-08' }), given({ day: '2026-06-20', amount: '400' }), given({ day: '2026-06-22', amount: '400' })];
		expect(only(asked(), others, rules({ period: { is: 'rolling', days: 10 } })).used).toBe('800.00');
	});

	it('never lets any period go beyond the cap, whatever is asked for in whatever order', () => {
		const days = fc.integer({ min: 0, max: 60 }).map((offset) => daysAfter('2026-01-01', offset));
		const wishes = fc.array(fc.record({ day: days, cents: fc.integer({ min: 1, max: 60_000 }) }), { maxLength: 40 });
		fc.assert(
			fc.property(wishes, fc.integer({ min: 1, max: 30 }), (wished, length) => {
				const book = rules({ period: { is: 'rolling', days: length } });
				const granted: CountedGift[] = [];
				for (const { day, cents } of wished) {
					const amount = new Big(cents).div(100).toFixed(2);
					if (!only(asked({ day, amount }), granted, book).exceeded) granted.push(given({ day, amount }));
				}
				for (let start = 0; start <= 60; start += 1) {
					const from = daysAfter('2026-01-01', start);
					const within = granted.filter(({ day }) => day >= from && day < daysAfter(from, length));
					expect(within.reduce((total, { amount }) => total.plus(amount), new Big(0)).lte(1000)).toBe(true);
				}
			}),
		);
	});
});

describe('the value that decides the route', () => {
	const split = (same: 'recipient' | 'customer', days: number): GiftRules['split'][number] => ({
		same,
		within_days: days,
		clauses: ['GFT-01'],
	});

	it('is that of the gift alone where nothing was given nearby', () => {
		expect(decisiveAmount(asked(), [given()], rules({ split: [split('recipient', 30)] }))).toBe('300.00');
		expect(decisiveAmount(asked(), [given({ day: '2026-06-14' })], rules({ split: [] }))).toBe('300.00');
	});

	it.each([
		['2026-05-15', '300.00'],
		['2026-05-16', '800.00'],
		['2026-07-15', '800.00'],
		['2026-07-16', '300.00'],
	])('with one of %s to the same person within thirty days is %s', (day, total) => {
		expect(decisiveAmount(asked(), [given({ day })], rules({ split: [split('recipient', 30)] }))).toBe(total);
	});

	it('adds up what others at the customer got, where the rule says so', () => {
		const others = [given({ day: '2026-06-14', recipient: 'zhao' })];
		expect(decisiveAmount(asked(), others, rules({ split: [split('recipient', 30)] }))).toBe('300.00');
		expect(decisiveAmount(asked(), others, rules({ split: [split('recipient', 30), split('customer', 7)] }))).toBe('800.00');
	});

	it('is the same for a gift split into any number of parts as for the whole, once the last part is asked for', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 12 }), (parts) => {
				const amounts = parts.map((cents) => new Big(cents).div(100).toFixed(2));
				const [last, ...earlier] = amounts;
				const whole = amounts.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed(2);
				const others = earlier.map((amount) => given({ amount, day: '2026-06-10' }));
				expect(decisiveAmount(asked({ amount: there(last) }), others, rules({ split: [split('recipient', 30)] }))).toBe(whole);
			}),
		);
	});
});

describe('how far another gift can be away and still matter', () => {
	it('is the longest of period and split rules, and more than a year for calendar years', () => {
		expect(reachInDays(rules())).toBe(366);
		expect(reachInDays(rules({ period: { is: 'rolling', days: 10 }, split: [] }))).toBe(10);
		expect(reachInDays(minimalGiftRules)).toBeGreaterThanOrEqual(30);
		expect(reachInDays(rules({ period: { is: 'rolling', days: 10 } }))).toBe(30);
	});
});

describe('the same person', () => {
	const contacts = [
		{ id: '1', name: 'Wang Wei' },
		{ id: '2', name: 'wang  wei ' },
		{ id: '3', name: 'Ｗang Wei' },
		{ id: '4', name: 'Wang Wen' },
	];

	it('is known by name, whatever spaces, capitals and widths it is written with', () => {
		expect(samePerson('1', contacts)).toEqual(['1', '2', '3']);
	});

	it('is at least the person themselves', () => {
		expect(samePerson('9', contacts)).toEqual(['9']);
		expect(samePerson('4', contacts)).toEqual(['4']);
	});
});
