import type { SubscriberArgs, SubscriberConfig } from '@medusajs/framework';
import { deliver } from '../gate/outbox';
import { enqueueOne, type WatchedName } from '../gate/reconcile';

interface Told {
	readonly id?: string;
	readonly order_id?: string;
	readonly return_id?: string;
	readonly fulfillment_id?: string;
}

/** What an event is about; everything else is an order. */
const about: Readonly<Record<string, WatchedName>> = {
	'shipment.created': 'fulfillments',
	'delivery.created': 'fulfillments',
	'customer.created': 'customers',
	'customer.updated': 'customers',
};

const present = (name: WatchedName, id: string | undefined): readonly (readonly [WatchedName, string])[] =>
	id === undefined ? [] : [[name, id]];

/** Something was made or changed: Directus hears of it at once, and later from the jobs where that fails. */
export default async function changed({ event: { name, data }, container }: SubscriberArgs<Told>): Promise<void> {
	const subjects = [
		...present('orders', data.order_id),
		...present('fulfillments', data.fulfillment_id),
		...present('returns', data.return_id),
		...present(about[name] ?? 'orders', data.id),
	];
	for (const [watched, id] of subjects) await enqueueOne(container, watched, id);
	await deliver(container);
}

export const config: SubscriberConfig = {
	event: [
		'order.placed',
		'order.updated',
		'order.canceled',
		'order.completed',
		'order-edit.confirmed',
		'order.exchange_created',
		'order.claim_created',
		'order.return_requested',
		'order.return_received',
		'order.fulfillment_created',
		'order.fulfillment_canceled',
		'shipment.created',
		'delivery.created',
		'customer.created',
		'customer.updated',
	],
	context: { subscriberId: 'contract-gate-changes' },
};
