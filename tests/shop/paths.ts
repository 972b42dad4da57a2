import type { Answer } from '../harness/client.js';
import { idOf, price, type Goods, type Medusa, type Reply } from './medusa.js';

/** Something prepared up to the step that commits the company; the step can be tried again after a refusal. */
export interface Attempt {
	/** What the review of it is asked for under. */
	readonly reference: string;
	/** The customer as the shop calls them. */
	readonly step: () => Promise<Answer<Reply>>;
	/** Whether it has happened, past every answer. */
	readonly happened: () => Promise<boolean>;
}

/** One way to commit the company in Medusa. */
export interface Path {
	readonly name: string;
	readonly prepare: (medusa: Medusa, email: string, goods: Goods, quantity: number) => Promise<Attempt>;
	/** Whether what it leads to is a change of an order that exists. */
	readonly changes?: true;
}

const status = async (medusa: Medusa, table: string, id: string, column = 'status'): Promise<unknown> =>
	((await medusa.database(table).where({ id }).first()) as Record<string, unknown> | undefined)?.[column];

const version = async (medusa: Medusa, order: string): Promise<number> => Number(await status(medusa, 'order', order, 'version'));

/** A small order under a standing approval, on which something large is then tried. */
async function base(medusa: Medusa, email: string, goods: Goods, dispatched = false) {
	const order = await medusa.order(email, goods, 1, dispatched);
	return { ...order, before: await version(medusa, order.id) };
}

const draftBecomesOrder = async (medusa: Medusa, id: string): Promise<boolean> =>
	(await status(medusa, 'order', id, 'is_draft_order')) === false;

/** Every path of Medusa that commits the company. */
export const paths: readonly Path[] = [
	{
		name: 'cart is completed by a shopper',
		prepare: async (medusa, email, goods, quantity) => {
			const cart = await medusa.cart(email, goods, quantity);
			return {
				reference: cart.id,
				step: () => medusa.complete(cart.id),
				happened: async () => (await medusa.database('order_cart').where({ cart_id: cart.id }).first()) !== undefined,
			};
		},
	},
	{
		name: 'draft is converted',
		prepare: async (medusa, email, goods, quantity) => {
			const id = await medusa.draft(email, goods, quantity);
			return {
				reference: id,
				step: () => medusa.admin('POST', `/draft-orders/${id}/convert-to-order`),
				happened: () => draftBecomesOrder(medusa, id),
			};
		},
	},
	{
		name: 'draft is converted by a program',
		prepare: async (medusa, email, goods, quantity) => {
			const id = await medusa.draft(email, goods, quantity);
			return { reference: id, step: () => medusa.program('convert-draft-order', { id }), happened: () => draftBecomesOrder(medusa, id) };
		},
	},
	{
		name: 'draft is edited',
		prepare: async (medusa, email, goods, quantity) => {
			const id = await medusa.draft(email, goods, 1);
			await medusa.made(`/draft-orders/${id}/edit`, 'draft_order_preview');
			await medusa.made(`/draft-orders/${id}/edit/items`, 'draft_order_preview', { items: [{ variant_id: goods.variant, quantity }] });
			const before = await version(medusa, id);
			return {
				reference: id,
				step: () => medusa.admin('POST', `/draft-orders/${id}/edit/confirm`),
				happened: async () => (await version(medusa, id)) > before,
			};
		},
	},
	{
		name: 'draft is completed as if it were an order',
		prepare: async (medusa, email, goods, quantity) => {
			const id = await medusa.draft(email, goods, quantity);
			return {
				reference: id,
				step: () => medusa.admin('POST', `/orders/${id}/complete`, {}),
				happened: async () => (await status(medusa, 'order', id)) === 'completed',
			};
		},
	},
	{
		name: 'draft is marked as paid',
		prepare: async (medusa, email, goods, quantity) => {
			const id = await medusa.draft(email, goods, quantity);
			const collection = idOf(await medusa.made('/payment-collections', 'payment_collection', { order_id: id, amount: quantity * price }));
			return {
				reference: id,
				step: () => medusa.admin('POST', `/payment-collections/${collection}/mark-as-paid`, { order_id: id }),
				happened: async () =>
					Number((await medusa.database('payment').where({ payment_collection_id: collection }).count()).at(0)?.['count']) > 0,
			};
		},
	},
	{
		name: 'order edit is requested',
		changes: true,
		prepare: async (medusa, email, goods, quantity) => {
			const { id, cart } = await base(medusa, email, goods);
			await medusa.made('/order-edits', 'order_change', { order_id: id });
			await medusa.made(`/order-edits/${id}/items`, 'order_preview', { items: [{ variant_id: goods.variant, quantity }] });
			return {
				reference: cart,
				step: () => medusa.admin('POST', `/order-edits/${id}/request`),
				happened: async () =>
					((await medusa.database('order_change').where({ order_id: id, status: 'requested' }).first()) as unknown) !== undefined,
			};
		},
	},
	{
		name: 'order edit is confirmed',
		changes: true,
		prepare: async (medusa, email, goods, quantity) => {
			const { id, cart, before } = await base(medusa, email, goods);
			await medusa.made('/order-edits', 'order_change', { order_id: id });
			await medusa.made(`/order-edits/${id}/items`, 'order_preview', { items: [{ variant_id: goods.variant, quantity }] });
			return {
				reference: cart,
				step: () => medusa.admin('POST', `/order-edits/${id}/confirm`),
				happened: async () => (await version(medusa, id)) > before,
			};
		},
	},
	{
		name: 'exchange is requested',
		changes: true,
		prepare: async (medusa, email, goods, quantity) => {
			const { id, item, cart, before } = await base(medusa, email, goods, true);
			const exchange = idOf(await medusa.made('/exchanges', 'exchange', { order_id: id }));
			await medusa.made(`/exchanges/${exchange}/inbound/items`, 'return', { items: [{ id: item, quantity: 1 }] });
			await medusa.made(`/exchanges/${exchange}/outbound/items`, 'exchange', { items: [{ variant_id: goods.variant, quantity }] });
			return {
				reference: cart,
				step: () => medusa.admin('POST', `/exchanges/${exchange}/request`, {}),
				happened: async () => (await version(medusa, id)) > before,
			};
		},
	},
	{
		name: 'claim is requested',
		changes: true,
		prepare: async (medusa, email, goods, quantity) => {
			const { id, item, cart, before } = await base(medusa, email, goods, true);
			const claim = idOf(await medusa.made('/claims', 'claim', { order_id: id, type: 'replace' }));
			await medusa.made(`/claims/${claim}/claim-items`, 'claim', { items: [{ id: item, quantity: 1 }] });
			await medusa.made(`/claims/${claim}/outbound/items`, 'claim', { items: [{ variant_id: goods.variant, quantity }] });
			return {
				reference: cart,
				step: () => medusa.admin('POST', `/claims/${claim}/request`, {}),
				happened: async () => (await version(medusa, id)) > before,
			};
		},
	},
	{
		name: 'order is made by a program',
		prepare: async (medusa, email, goods, quantity) => {
			const { customer } = await medusa.cart(email, goods, 1);
			const name = `job-${crypto.randomUUID()}`;
			const input = {
				region_id: medusa.furnishing.region,
				sales_channel_id: medusa.furnishing.channel,
				email,
				customer_id: customer,
				currency_code: 'cny',
				items: [{ variant_id: goods.variant, quantity, unit_price: price, title: goods.sku }],
				metadata: { clearance_reference: name },
			};
			return {
				reference: name,
				step: () => medusa.program('create-orders', input),
				happened: async () =>
					((await medusa.database('order').whereRaw(`metadata->>'clearance_reference' = ?`, [name]).first()) as unknown) !== undefined,
			};
		},
	},
];
