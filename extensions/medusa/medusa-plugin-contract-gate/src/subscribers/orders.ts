import type { SubscriberArgs, SubscriberConfig } from '@medusajs/framework';
import { deliver } from '../gate/outbox';
import { enqueueOrder } from '../gate/reconcile';

/** An order was placed or changed: Directus hears of it at once, and later from the jobs where that fails. */
export default async function orderChanged({
	event: { data },
	container,
}: SubscriberArgs<{ readonly id?: string; readonly order_id?: string }>): Promise<void> {
	const id = data.order_id ?? data.id;
	if (id === undefined) return;
	await enqueueOrder(container, id);
	await deliver(container);
}

export const config: SubscriberConfig = {
	event: ['order.placed', 'order.updated', 'order-edit.confirmed', 'order.exchange_created', 'order.claim_created', 'order.completed'],
	context: { subscriberId: 'contract-gate-orders' },
};
