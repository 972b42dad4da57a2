import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulebook } from '../testing/rulebook.js';
import { locales } from '../words/text.js';
import { classify, explainClass, figuresOf, valueClasses, type Purchase } from './value-class.js';

const rules = rulebook().customers.value_classes;
const today = '2026-11-20';
const bought = (day: string, amount: string | null, currency: string | null = 'CNY'): Purchase => ({ day, amount, currency });
const classOf = (purchases: readonly Purchase[], meansToBuy = false) =>
	classify(rules, figuresOf(purchases, rules, today, meansToBuy)).class;

const purchase: fc.Arbitrary<Purchase> = fc.record({
	day: fc.integer({ min: 0, max: 800 }).map((ago) => new Date(Date.UTC(2026, 10, 20) - ago * 86_400_000).toISOString().slice(0, 10)),
	amount: fc.option(
		fc.integer({ min: 0, max: 50_000_000 }).map((cents) => (cents / 100).toFixed(2)),
		{ nil: null },
	),
	currency: fc.constantFrom('CNY', 'EUR', null),
});

describe('the class of a customer', () => {
	it.each([
		['nothing bought', [], false, 'general'],
		['two orders that reach the amount', [bought('2026-11-01', '150000.00'), bought('2026-10-01', '150000.00')], false, 'high_value'],
		['the amount in one order', [bought('2026-11-01', '300000.00')], false, 'potential'],
		['one cent too little for either', [bought('2026-11-01', '99999.99')], false, 'general'],
		['enough, but not lately', [bought('2026-05-01', '200000.00')], false, 'general'],
		['enough, but before the window', [bought('2025-11-20', '400000.00'), bought('2025-11-19', '400000.00')], false, 'general'],
		['enough on the first day of the window', [bought('2025-11-21', '300000.00'), bought('2025-11-21', '0.00')], false, 'high_value'],
		['another currency', [bought('2026-11-01', '900000.00', 'EUR'), bought('2026-11-02', '900000.00', 'EUR')], false, 'general'],
		['tomorrow’s order', [bought('2026-11-21', '900000.00')], false, 'general'],
		['nothing bought, but means to', [], true, 'potential'],
	] as const)('by %s', (_case, purchases, meansToBuy, expected) => {
		expect(classOf(purchases, meansToBuy)).toBe(expected);
	});

	it('never falls when something more was bought today', () => {
		const rank = (value: string): number => valueClasses.length - (valueClasses as readonly string[]).indexOf(value);
		fc.assert(
			fc.property(fc.array(purchase, { maxLength: 12 }), fc.boolean(), (purchases, means) => {
				const more = [...purchases, bought(today, '1000.00')];
				expect(rank(classOf(more, means))).toBeGreaterThanOrEqual(rank(classOf(purchases, means)));
			}),
		);
	});

	it('does not depend on the order in which purchases are read', () => {
		fc.assert(
			fc.property(fc.array(purchase, { maxLength: 12 }), (purchases) => {
				expect(figuresOf([...purchases].reverse(), rules, today, false)).toEqual(figuresOf(purchases, rules, today, false));
			}),
		);
	});

	it('is explained in words, with the figures and the rule, in both languages', () => {
		fc.assert(
			fc.property(fc.array(purchase, { maxLength: 6 }), fc.boolean(), (purchases, means) => {
				const decision = classify(rules, figuresOf(purchases, rules, today, means));
				for (const locale of locales) {
					const said = explainClass(decision, rules, locale);
					expect(said).not.toMatch(/[{}]|undefined|null/);
					if (decision.figures.orders > 0) expect(said).toContain(decision.figures.amount);
				}
			}),
		);
		const decision = classify(
			rules,
			figuresOf([bought('2026-11-01', '150000.00'), bought('2026-10-01', '150000.00')], rules, today, false),
		);
		expect(explainClass(decision, rules, 'en-US')).toBe(
			'2 orders worth 300000.00 CNY from 2025-11-21 to 2026-11-20, the last on 2026-11-01. “High-value customer” asks for: at least 300000.00 CNY, at least 2 orders.',
		);
	});
});
