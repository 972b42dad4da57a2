import type { Answer } from '../harness/client.js';
import { idOf, price, type Goods, type Medusa, type Reply } from './medusa.js';

/** Something prepared up to the step that commits the company; the step can be tried again after a refusal. */
export interface Attempt {
	/** What the review of it is asked for under. */
	readonly reference: string;
	readonly step: () => Promise<Answer<Reply>>;
	/** Makes something else of what is about to be committed to, or the same again. */
	readonly recount: (quantity: number) => Promise<void>;
	/** Whether it has happened, past every answer. */
	readonly happened: () => Promise<boolean>;
}

/** One way to commit the company in Medusa. */
export interface Path {
	readonly name: string;
	readonly prepare: (medusa: Medusa, email: string, goods: Goods, quantity: number) => Promise<Attempt>;
	/** What asks before it: the documented hook, the route of the admin and a step in the workflow, or the step alone. */
	readonly layer: 'hook' | 'route and step' | 'step';
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

/** A draft as a program may leave it, past every workflow. */
async function recountDraft(medusa: Medusa, id: string, quantity: number): Promise<void> {
	await medusa
		.database('order_item')
		.where({ order_id: id })
		.update({ quantity, raw_quantity: JSON.stringify({ value: String(quantity), precision: 20 }) });
}

/** The goods a clerk is about to add, in another number. */
async function recountAdded(medusa: Medusa, order: string, path: string, quantity: number): Promise<void> {
	const action = (await medusa
		.database('order_change_action')
		.where({ order_id: order, action: 'ITEM_ADD' })
		.orderBy('created_at', 'desc')
		.first()) as { id: string };
	const answer = await medusa.admin('POST', `${path}/${action.id}`, { quantity });
	if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
}

/** Every path of Medusa that commits the company. */
export const paths: readonly Path[] = [
	{
		name: 'cart is completed by a shopper',
		layer: 'hook',
		prepare: async (medusa, email, goods, quantity) => {
			const cart = await medusa.cart(email, goods, quantity);
			return {
				reference: cart.id,
				step: () => medusa.complete(cart.id),
				recount: (changed) => medusa.recount(cart.id, changed),
				happened: async () => (await medusa.database('order_cart').where({ cart_id: cart.id }).first()) !== undefined,
			};
		},
	},
	{
		name: 'draft is converted',
		layer: 'route and step',
		prepare: async (medusa, email, goods, quantity) => {
			const id = await medusa.draft(email, goods, quantity);
			return {
				reference: id,
				step: () => medusa.admin('POST', `/draft-orders/${id}/convert-to-order`),
				recount: (changed) => recountDraft(medusa, id, changed),
				happened: () => draftBecomesOrder(medusa, id),
			};
		},
	},
	{
		name: 'draft is converted by a program',
		layer: 'step',
		prepare: async (medusa, email, goods, quantity) => {
			const id = await medusa.draft(email, goods, quantity);
			return {
				reference: id,
				step: () => medusa.program('convert-draft-order', { id }),
				recount: (changed) => recountDraft(medusa, id, changed),
				happened: () => draftBecomesOrder(medusa, id),
			};
		},
	},
	{
		name: 'draft is edited',
		layer: 'route and step',
		prepare: async (medusa, email, goods, quantity) => {
			const id = await medusa.draft(email, goods, 1);
			await medusa.made(`/draft-orders/${id}/edit`, 'draft_order_preview');
			await medusa.made(`/draft-orders/${id}/edit/items`, 'draft_order_preview', { items: [{ variant_id: goods.variant, quantity }] });
			const before = await version(medusa, id);
			return {
				reference: id,
				step: () => medusa.admin('POST', `/draft-orders/${id}/edit/confirm`),
				recount: (changed) => recountAdded(medusa, id, `/draft-orders/${id}/edit/items`, changed),
				happened: async () => (await version(medusa, id)) > before,
			};
		},
	},
	{
		name: 'draft is completed as if it were an order',
		layer: 'route and step',
		prepare: async (medusa, email, goods, quantity) => {
			const id = await medusa.draft(email, goods, quantity);
			return {
				reference: id,
				step: () => medusa.admin('POST', `/orders/${id}/complete`, {}),
				recount: (changed) => recountDraft(medusa, id, changed),
				happened: async () => (await status(medusa, 'order', id)) === 'completed',
			};
		},
	},
	{
		name: 'draft is marked as paid',
		layer: 'route and step',
		prepare: async (medusa, email, goods, quantity) => {
			const id = await medusa.draft(email, goods, quantity);
			const collection = idOf(await medusa.made('/payment-collections', 'payment_collection', { order_id: id, amount: quantity * price }));
			// Medusa wants an order to be named and looks at none: one that was placed would do for a draft.
			const another = await medusa.order(email, goods, 1);
			return {
				reference: id,
				step: () => medusa.admin('POST', `/payment-collections/${collection}/mark-as-paid`, { order_id: another.id }),
				recount: (changed) => recountDraft(medusa, id, changed),
				happened: async () =>
					Number((await medusa.database('payment').where({ payment_collection_id: collection }).count()).at(0)?.['count']) > 0,
			};
		},
	},
	{
		name: 'order edit is requested',
		layer: 'route and step',
		prepare: async (medusa, email, goods, quantity) => {
			const { id, cart } = await base(medusa, email, goods);
			await medusa.made('/order-edits', 'order_change', { order_id: id });
			await medusa.made(`/order-edits/${id}/items`, 'order_preview', { items: [{ variant_id: goods.variant, quantity }] });
			return {
				reference: cart,
				step: () => medusa.admin('POST', `/order-edits/${id}/request`),
				recount: (changed) => recountAdded(medusa, id, `/order-edits/${id}/items`, changed),
				happened: async () =>
					((await medusa.database('order_change').where({ order_id: id, status: 'requested' }).first()) as unknown) !== undefined,
			};
		},
	},
	{
		name: 'order edit is confirmed',
		layer: 'route and step',
		prepare: async (medusa, email, goods, quantity) => {
			const { id, cart, before } = await base(medusa, email, goods);
			await medusa.made('/order-edits', 'order_change', { order_id: id });
			await medusa.made(`/order-edits/${id}/items`, 'order_preview', { items: [{ variant_id: goods.variant, quantity }] });
			return {
				reference: cart,
				step: () => medusa.admin('POST', `/order-edits/${id}/confirm`),
				recount: (changed) => recountAdded(medusa, id, `/order-edits/${id}/items`, changed),
				happened: async () => (await version(medusa, id)) > before,
			};
		},
	},
	{
		name: 'exchange is requested',
		layer: 'route and step',
		prepare: async (medusa, email, goods, quantity) => {
			const { id, item, cart, before } = await base(medusa, email, goods, true);
			const exchange = idOf(await medusa.made('/exchanges', 'exchange', { order_id: id }));
			await medusa.made(`/exchanges/${exchange}/inbound/items`, 'return', { items: [{ id: item, quantity: 1 }] });
			await medusa.made(`/exchanges/${exchange}/outbound/items`, 'exchange', { items: [{ variant_id: goods.variant, quantity }] });
			return {
				reference: cart,
				step: () => medusa.admin('POST', `/exchanges/${exchange}/request`, {}),
				recount: (changed) => recountAdded(medusa, id, `/exchanges/${exchange}/outbound/items`, changed),
				happened: async () => (await version(medusa, id)) > before,
			};
		},
	},
	{
		name: 'claim is requested',
		layer: 'route and step',
		prepare: async (medusa, email, goods, quantity) => {
			const { id, item, cart, before } = await base(medusa, email, goods, true);
			const claim = idOf(await medusa.made('/claims', 'claim', { order_id: id, type: 'replace' }));
			await medusa.made(`/claims/${claim}/claim-items`, 'claim', { items: [{ id: item, quantity: 1 }] });
			await medusa.made(`/claims/${claim}/outbound/items`, 'claim', { items: [{ variant_id: goods.variant, quantity }] });
			return {
				reference: cart,
				step: () => medusa.admin('POST', `/claims/${claim}/request`, {}),
				recount: (changed) => recountAdded(medusa, id, `/claims/${claim}/outbound/items`, changed),
				happened: async () => (await version(medusa, id)) > before,
			};
		},
	},
	{
		name: 'order is made by a program',
		layer: 'step',
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
				recount: (changed) => {
					input.items = input.items.map((item) => ({ ...item, quantity: changed }));
					return Promise.resolve();
				},
				happened: async () =>
					((await medusa.database('order').whereRaw(`metadata->>'clearance_reference' = ?`, [name]).first()) as unknown) !== undefined,
			};
		},
	},
];
