import { describe, expect, it } from 'vitest';
import { historyContent, historyModel, sameHistory, type ShopHistory } from './history.js';

const told = (entry: Record<string, unknown> = {}): ShopHistory =>
	historyModel.parse({
		customer: { system: 'shop', id: 'cus_1', email: null, name: 'L. Wang' },
		entry: {
			kind: 'order',
			id: 'order_1',
			number: '1042',
			version: 1,
			state: 'placed',
			at: '2026-11-20T04:00:00.000Z',
			currency: 'cny',
			lines: [
				{ sku: 'TIE-8', quantity: 3, unit_price: '60.50' },
				{ sku: 'SCARF-180', quantity: '1.0', unit_price: 8 },
			],
			particulars: null,
			...entry,
		},
	});

describe('what a shop tells of a customer', () => {
	it('is an order with its lines and what they come to', () => {
		expect(historyContent(told(), 'en-US')).toEqual({
			kind: 'order',
			title: 'Shop order 1042',
			amount: '189.50',
			currency: 'CNY',
			order_number: '1042',
			lines: [
				{ product: 'TIE-8', quantity: '3', unit_price: '60.5', batch: null },
				{ product: 'SCARF-180', quantity: '1', unit_price: '8', batch: null },
			],
		});
	});

	it('is a delivery, which is worth nothing by itself, with what tells it from another', () => {
		const lines = [
			{ sku: 'TIE-8', quantity: 3, unit_price: 60, batch: 'B-7' },
			{ sku: 'SCARF-180', quantity: 1, unit_price: 8, batch: 'B-9' },
		];
		const content = historyContent(told({ kind: 'delivery', state: 'dispatched', particulars: 'SF-1', lines }), 'zh-CN');
		expect(content).toMatchObject({
			kind: 'delivery',
			title: '商城订单 1042 交货，已发货 · B-7, B-9 · SF-1',
			amount: null,
			currency: null,
			order_number: '1042',
			lines: [{ batch: 'B-7' }, { batch: 'B-9' }],
		});
	});

	it.each([
		['prepared', [null], false],
		['dispatched', [null], true],
		['dispatched', ['B-7', ' '], true],
		['delivered', ['B-7', undefined], true],
		['delivered', ['B-7'], false],
		['cancelled', [null], false],
	])('%s with the batches %j: goods have left without one is %s (ORD-04)', (state, batches, without_batch) => {
		const lines = batches.map((batch) => ({ sku: 'TIE-8', quantity: 1, unit_price: 1, ...(batch === undefined ? {} : { batch }) }));
		expect(historyContent(told({ kind: 'delivery', state, lines }), 'en-US')).toHaveProperty(
			'title',
			without_batch ? expect.stringContaining('no batch registered') : expect.not.stringContaining('no batch'),
		);
	});

	it('asks no batch of what was ordered or comes back', () => {
		for (const [kind, state] of [
			['order', 'placed'],
			['return', 'received'],
		])
			expect(historyContent(told({ kind, state }), 'en-US')).toHaveProperty('title', expect.not.stringContaining('no batch'));
	});

	it.each(['order', 'delivery', 'return'])('is nothing that counts once the %s was cancelled', (kind) => {
		expect(historyContent(told({ kind, state: 'cancelled' }), 'en-US')).toMatchObject({ kind: 'other', amount: null, lines: [] });
	});

	it('says the same in another version unless something changed', () => {
		const content = (entry: Record<string, unknown>) => historyContent(told(entry), 'en-US');
		expect(sameHistory(content({}), content({ version: 9 }))).toBe(true);
		for (const entry of [{ lines: [] }, { currency: 'EUR' }, { number: '7' }, { state: 'cancelled' }, { particulars: 'B-7' }])
			expect(sameHistory(content({}), content(entry)), JSON.stringify(entry)).toBe(false);
	});

	it.each([
		['a state of something else', { state: 'delivered' }],
		['no version', { version: 0 }],
		['a day instead of a moment', { at: '2026-11-20' }],
		['a batch in an order, which nobody has made yet', { lines: [{ sku: 'TIE-8', quantity: 1, unit_price: 1, batch: 'B-7' }] }],
		['a quantity of nothing', { lines: [{ sku: 'TIE-8', quantity: 0, unit_price: 1 }] }],
		['more lines than an order has', { lines: Array.from({ length: 501 }, () => ({ sku: 'TIE-8', quantity: 1, unit_price: 1 })) }],
	])('is not taken with %s', (_what, entry) => {
		expect(() => told(entry)).toThrow();
	});
});
