import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, deliveryOf, lineOf, questionOf, type MedusaContent } from './content';

const content: MedusaContent = {
	currency_code: 'cny',
	email: 'l.wang@example.com',
	customer_id: 'cus_1',
	customer: { first_name: 'L.', last_name: 'Wang' },
	items: [{ variant_sku: 'TIE-8', quantity: 3, unit_price: 60, raw_unit_price: { value: '60' }, adjustments: [{ amount: 18 }] }],
	shipping_methods: [{ name: 'Road', amount: 12.5 }],
	shipping_address: { first_name: 'L.', last_name: 'Wang', address_1: '18 Harbour Lane', city: 'Ningbo', country_code: 'cn' },
};
const reference = { system: 'shop', order: 'cart_1', version: '1' };

describe('what is asked about an order', () => {
	it('is the company’s commitment: goods at the price after discounts, delivery at its price', () => {
		expect(questionOf('cart', reference, content)).toEqual({
			kind: 'cart',
			reference,
			customer: { system: 'shop', id: 'cus_1', email: 'l.wang@example.com', name: 'L. Wang' },
			currency: 'CNY',
			lines: [{ sku: 'TIE-8', quantity: '3', unit_price: '54' }],
			delivery: { terms: 'Road 12.5, L. Wang, 18 Harbour Lane, Ningbo, CN', date: null },
		});
	});

	it('is nothing where there is nothing to sell', () => {
		expect(questionOf('cart', reference, { ...content, items: [] })).toBeNull();
		expect(questionOf('cart', reference, { ...content, items: [{ quantity: 0, unit_price: 5, title: 'Gone' }] })).toBeNull();
	});

	it('names a customer without an account by the order, so that one guest is not another', () => {
		expect(questionOf('cart', reference, { ...content, customer_id: null })?.customer.id).toBe('guest:cart_1');
	});

	it.each([
		[7, '7'],
		['7.50', '7.5'],
		[{ value: '7.12345' }, '7.12345'],
		[{ numeric: 7 }, '7'],
		[null, undefined],
	])('reads the number %j', (amount, expected) => {
		expect(decimal(amount)?.toFixed()).toBe(expected);
	});

	it.each([
		[{ variant_sku: 'SKU', variant_id: 'variant', title: 'Tie' }, 'SKU'],
		[{ variant_sku: ' ', variant_id: 'variant', title: 'Tie' }, 'variant'],
		[{ variant_sku: null, product_id: 'prod', title: 'Tie' }, 'prod'],
		[{ title: 'Tie' }, 'Tie'],
	])('calls the goods of %j %s', (line, sku) => {
		expect(lineOf({ ...line, quantity: 1, unit_price: 1 })[0]?.sku).toBe(sku);
	});

	it('does not depend on the order of the ways of delivery', () => {
		const methods = [
			{ name: 'Road', amount: 1 },
			{ name: 'Air', amount: 2 },
		];
		expect(deliveryOf({ shipping_methods: methods })).toBe(deliveryOf({ shipping_methods: methods.toReversed() }));
	});

	it('changes with every change of a quantity or a price', () => {
		const cents = fc.integer({ min: 1, max: 10_000_000 }).map((value) => value / 100);
		fc.assert(
			fc.property(cents, cents, fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), (price, other, quantity, more) => {
				const [one] = lineOf({ title: 'Tie', quantity, unit_price: price });
				const [two] = lineOf({ title: 'Tie', quantity: more, unit_price: other });
				expect(JSON.stringify(one) === JSON.stringify(two)).toBe(price === other && quantity === more);
			}),
		);
	});
});
