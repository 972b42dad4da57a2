import { MedusaError } from '@medusajs/framework/utils';
import { z } from 'zod';
import { assertCleared } from './check';
import { databaseIn, gateIn, queryIn, type Container } from './container';
import { decimal, questionOf, type Kind, type MedusaContent, type MedusaLine } from './content';
import { loadOrder, namedReference, questionAbout, questionAfterChange, referenceKey, type GateOrder } from './orders';
import { say, words } from './words';
import type { GuardedWorkflow, Route } from './workflow-guard';

const notAllowed = (sentence: Parameters<typeof say>[0]): MedusaError =>
	new MedusaError(MedusaError.Types.NOT_ALLOWED, say(sentence, null), 'contract_review_required');

async function orderNamed(container: Container, id: string | undefined): Promise<GateOrder> {
	const order = id === undefined ? null : await loadOrder(container, id);
	// What does not exist is Medusa's to refuse; the gate only makes sure that nothing passes for want of a name.
	if (order === null) throw notAllowed(words.gone);
	return order;
}

const present = async (container: Container, kind: Kind, id: string | undefined): Promise<void> => {
	const order = await orderNamed(container, id);
	await assertCleared(container, await questionAbout(container, kind, order), order.locale);
};

const changed = async (container: Container, kind: Kind, id: string | undefined): Promise<void> => {
	const order = await orderNamed(container, id);
	await assertCleared(container, await questionAfterChange(container, kind, order), order.locale);
};

/** The order an exchange or a claim belongs to. */
async function orderBehind(container: Container, entity: 'order_exchange' | 'order_claim', id: string): Promise<string | undefined> {
	const { data } = await queryIn(container).graph({ entity, fields: ['order_id'], filters: { id } });
	return (data[0] as { readonly order_id?: string } | undefined)?.order_id;
}

/** The order a payment collection is for. Whoever marks it as paid names an order too, which Medusa does not look at: any would do. */
async function orderPaidWith(container: Container, collection: string): Promise<string | undefined> {
	const { data } = await queryIn(container).graph({
		entity: 'order_payment_collection',
		fields: ['order_id'],
		filters: { payment_collection_id: collection },
	});
	return (data[0] as { readonly order_id?: string } | undefined)?.order_id;
}

type CreateOrder = MedusaContent & {
	readonly status?: string;
	readonly is_draft_order?: boolean;
	readonly metadata?: Readonly<Record<string, unknown>> | null;
	readonly locale?: string | null;
};

/** Lines as the order will have them: Medusa fills in the SKU of a variant itself. */
async function withSkus(container: Container, items: readonly MedusaLine[]): Promise<readonly MedusaLine[]> {
	const ids = items.flatMap(({ variant_id: id }) => (typeof id === 'string' ? [id] : []));
	if (ids.length === 0) return items;
	const { data } = await queryIn(container).graph({ entity: 'variant', fields: ['id', 'sku'], filters: { id: ids } });
	const skus = new Map((data as readonly { id: string; sku: string | null }[]).map(({ id, sku }) => [id, sku]));
	return items.map((item) => ({ ...item, variant_sku: skus.get(item.variant_id ?? '') ?? item.variant_sku ?? null }));
}

/** Whether a program has made an order under this name before: what was reviewed once is not ordered twice. */
async function isUsed(container: Container, name: string): Promise<boolean> {
	const { rows } = await databaseIn(container).raw<{ rows: unknown[] }>(
		`select 1 from "order" where deleted_at is null and metadata->>? = ? limit 1`,
		[referenceKey, name],
	);
	return rows.length > 0;
}

/** An order a program makes: it has no id yet, so it says itself under which name it was reviewed, and what everything costs. */
async function creation(container: Container, input: CreateOrder): Promise<void> {
	if (input.is_draft_order === true || input.status === 'draft') return;
	const items = (input.items ?? []).filter((item) => item !== null);
	const said = [input.currency_code, input.customer_id, ...items.map((item) => decimal(item.unit_price))];
	if (said.some((value) => value === null || value === undefined || value === '')) throw notAllowed(words.particularsMissing);
	const order = namedReference(input.metadata);
	if (order === null) throw notAllowed(words.referenceMissing);
	if (await isUsed(container, order)) throw notAllowed(words.referenceUsed);
	const reference = { system: gateIn(container).settings.system, order, version: '1' };
	await assertCleared(
		container,
		questionOf('order_creation', reference, { ...input, items: await withSkus(container, items) }),
		input.locale,
	);
}

interface Update {
	readonly id: string;
	readonly shipping_address?: MedusaContent['shipping_address'];
	readonly metadata?: Readonly<Record<string, unknown>> | null;
}

/** Particulars of an order: where it goes is part of what was reviewed, and the name of the review is not to be exchanged. */
async function update(container: Container, input: Update): Promise<void> {
	const order = await orderNamed(container, input.id);
	const named =
		input.metadata === null || input.metadata === undefined || !(referenceKey in input.metadata)
			? undefined
			: namedReference(input.metadata);
	if (named !== undefined && named !== namedReference(order.metadata)) throw notAllowed(words.referenceFixed);
	if (input.shipping_address === null || input.shipping_address === undefined || order.is_draft_order) return;
	const shipping_address = { ...order.shipping_address, ...input.shipping_address };
	await assertCleared(container, await questionAbout(container, 'order_update', { ...order, shipping_address }), order.locale);
}

const byId = (matcher: string, name: string): Route => ({ matcher, input: (id) => ({ [name]: id }) });

/** What of a change of particulars is looked at. What cannot be read is Medusa’s to refuse, and the step asks about what Medusa takes. */
const updateBody = z.object({
	shipping_address: z.record(z.string(), z.unknown()).nullish(),
	metadata: z.record(z.string(), z.unknown()).nullish(),
});

/** Every step that commits the company and offers no hook, with the action it must not get past. */
export const guarded: readonly GuardedWorkflow[] = [
	{
		workflow: 'convert-draft-order',
		before: 'order-query',
		route: byId('/admin/draft-orders/:id/convert-to-order', 'id'),
		check: (container, { id }: { readonly id: string }) => present(container, 'draft_order', id),
	},
	{
		workflow: 'confirm-draft-order-edit',
		before: 'order-query',
		route: byId('/admin/draft-orders/:id/edit/confirm', 'order_id'),
		check: (container, { order_id: id }: { readonly order_id: string }) => changed(container, 'draft_edit', id),
	},
	{
		workflow: 'order-edit-request',
		before: 'order-query',
		route: byId('/admin/order-edits/:id/request', 'order_id'),
		check: (container, { order_id: id }: { readonly order_id: string }) => changed(container, 'order_edit', id),
	},
	{
		workflow: 'confirm-order-edit-request',
		before: 'order-query',
		route: byId('/admin/order-edits/:id/confirm', 'order_id'),
		check: (container, { order_id: id }: { readonly order_id: string }) => changed(container, 'order_edit', id),
	},
	{
		workflow: 'confirm-exchange-request',
		before: 'order-query',
		route: byId('/admin/exchanges/:id/request', 'exchange_id'),
		check: async (container, { exchange_id: id }: { readonly exchange_id: string }) =>
			changed(container, 'exchange', await orderBehind(container, 'order_exchange', id)),
	},
	{
		workflow: 'confirm-claim-request',
		before: 'order-query',
		route: byId('/admin/claims/:id/request', 'claim_id'),
		check: async (container, { claim_id: id }: { readonly claim_id: string }) =>
			changed(container, 'claim', await orderBehind(container, 'order_claim', id)),
	},
	{
		workflow: 'complete-order-workflow',
		before: 'complete-orders',
		route: { matcher: '/admin/orders/:id/complete', input: (id) => ({ orderIds: [id] }) },
		check: async (container, { orderIds }: { readonly orderIds: readonly string[] }) => {
			for (const id of orderIds) {
				const order = await orderNamed(container, id);
				// Medusa completes a draft as readily as an order; for the company that is placing it.
				const kind = order.is_draft_order ? 'draft_order' : 'order_completion';
				await assertCleared(container, await questionAbout(container, kind, order), order.locale);
			}
		},
	},
	// Programs only; no route of Medusa hands over a whole order.
	{ workflow: 'create-orders', before: 'create-orders', route: null, check: creation },
	{
		workflow: 'update-order-workflow',
		before: 'order-query',
		route: { matcher: '/admin/orders/:id', input: (id, body) => ({ ...updateBody.safeParse(body).data, id }) },
		check: update,
	},
	{
		workflow: 'mark-payment-collection-as-paid',
		before: 'get-payment-collection',
		route: byId('/admin/payment-collections/:id/mark-as-paid', 'payment_collection_id'),
		check: async (container, { payment_collection_id: id }: { readonly payment_collection_id: string }) => {
			const order = await orderNamed(container, await orderPaidWith(container, id));
			if (order.is_draft_order) await assertCleared(container, await questionAbout(container, 'payment', order), order.locale);
		},
	},
	{
		workflow: 'create-order-fulfillment',
		before: 'get-order',
		route: byId('/admin/orders/:id/fulfillments', 'order_id'),
		check: (container, { order_id: id }: { readonly order_id: string }) => present(container, 'fulfillment', id),
	},
];
