import { describe, expect, it } from 'vitest';
import { batchOf, deliveryEntry, orderEntry, returnEntry, type Fulfillment, type Return } from './history';
import type { GateOrder } from './orders';

const at = '2026-11-20T04:00:00.000Z';
const order: GateOrder = {
	id: 'order_1',
	version: 3,
	display_id: 1042,
	status: 'pending',
	is_draft_order: false,
	metadata: null,
	created_at: at,
	updated_at: at,
	currency_code: 'cny',
	items: [{ id: 'item_1', variant_sku: 'TIE-8', quantity: 4, unit_price: 60, adjustments: [{ amount: 40 }] }],
};

const fulfillment: Fulfillment = {
	id: 'ful_1',
	created_at: at,
	shipped_at: null,
	delivered_at: null,
	canceled_at: null,
	metadata: { batch: ' B-7 ', batches: { 'SCARF-180': 'B-9' } },
	items: [{ title: 'Tie', sku: 'inventory-sku', quantity: 4, line_item_id: 'item_1' }],
	labels: [{ tracking_number: 'SF-1' }],
};

const taken: Return = {
	id: 'return_1',
	status: 'requested',
	order_id: order.id,
	created_at: at,
	requested_at: at,
	received_at: null,
	canceled_at: null,
	items: [{ item_id: 'item_1', quantity: 2, received_quantity: 1 }],
};

describe('what a customer’s history is told', () => {
	it('is an order in its version, and its end as the version after', () => {
		expect(orderEntry(order, [])).toMatchObject({ kind: 'order', number: '1042', version: 3, state: 'placed', currency: 'CNY', at });
		expect(orderEntry({ ...order, canceled_at: at }, [])).toMatchObject({ version: 4, state: 'cancelled' });
	});

	it.each([
		['prepared', 1, {}],
		['dispatched', 2, { shipped_at: at }],
		['delivered', 3, { shipped_at: at, delivered_at: at }],
		['cancelled', 4, { canceled_at: at }],
	])('is a delivery that was %s, with batch and tracking number', (state, version, change) => {
		expect(deliveryEntry({ ...fulfillment, ...change }, order)).toMatchObject({
			state,
			version,
			particulars: 'SF-1',
			lines: [{ sku: 'TIE-8', quantity: '4', unit_price: '50', batch: 'B-7' }],
		});
	});

	it('calls goods of a delivery by its own name where the order does not know the line', () => {
		const [line] = deliveryEntry(fulfillment, { ...order, items: [] }).lines;
		expect(line).toEqual({ sku: 'inventory-sku', quantity: '4', unit_price: '0', batch: 'B-7' });
	});

	it.each([
		['TIE-8', { batch: 'B-7' }, 'B-7'],
		['TIE-8', { batch: 'B-7', batches: { 'TIE-8': 'B-8' } }, 'B-8'],
		['TIE-8', { batches: { 'SCARF-180': 'B-9' } }, null],
		['toString', { batches: {} }, null],
		['TIE-8', { batch: ' ', batches: { 'TIE-8': 7 } }, null],
		['TIE-8', null, null],
	])('knows the batch of %s from %j: %s (ORD-04)', (sku, metadata, batch) => {
		expect(batchOf(metadata, sku)).toBe(batch);
	});

	it('keeps the day a delivery left, also once it has arrived', () => {
		const later = '2026-11-23T04:00:00.000Z';
		expect(deliveryEntry({ ...fulfillment, shipped_at: at, delivered_at: later }, order)).toMatchObject({ state: 'delivered', at });
	});

	it('is what a customer announced to give back, and then what came back', () => {
		expect(returnEntry(taken, order)).toMatchObject({ state: 'requested', lines: [{ quantity: '2', unit_price: '50' }] });
		expect(returnEntry({ ...taken, status: 'partially_received' }, order)).toMatchObject({ state: 'received', lines: [{ quantity: '1' }] });
		expect(returnEntry({ ...taken, status: 'canceled' }, order)).toMatchObject({ state: 'cancelled', version: 4 });
		expect(returnEntry({ ...taken, status: 'open' }, order)).toBeNull();
	});
});
