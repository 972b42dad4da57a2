import { createHash } from 'node:crypto';
import { databaseIn, queryIn, type Container } from './container';
import { questionOf } from './content';
import { contentFields, isPlaced, type GateOrder } from './orders';
import { enqueue, type Message } from './outbox';

/** How many orders are read at once. */
const page = 100;

/** Clocks of several processes differ, and a transaction commits later than it says: what changed shortly before is read again. */
const overlapMs = 120_000;

/** One message for each version of an order and for each content it had in it. */
export function orderMessage(order: GateOrder): Message {
	const question = questionOf('order_completion', { system: '', order: order.id, version: '' }, order);
	const content = createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 16);
	return { key: `order:${order.id}:${order.version}:${content}`, topic: 'order', subject: order.id };
}

const fields = ['id', 'version', 'display_id', 'status', 'is_draft_order', 'metadata', 'created_at', 'updated_at', ...contentFields];

/** Puts an order into the outbox as it stands; nothing happens where that is there already. */
export async function enqueueOrder(container: Container, id: string): Promise<void> {
	const { data } = await queryIn(container).graph({ entity: 'order', fields, filters: { id } });
	const order = data[0] as unknown as GateOrder | undefined;
	if (order !== undefined && isPlaced(order)) await enqueue(container, [orderMessage(order)]);
}

async function readUntil(container: Container): Promise<Date> {
	const { rows } = await databaseIn(container).raw<{ rows: { read_until: Date }[] }>(
		`select read_until from contract_gate_cursor where id = 'orders'`,
	);
	return rows[0]?.read_until ?? new Date(0);
}

/**
 * Finds every order that was placed or changed since the last time, whoever did it and however: an event that was lost with its process,
 * and an order that a program made past every workflow, come to light here.
 */
export async function reconcile(container: Container): Promise<number> {
	const started = new Date();
	const since = new Date((await readUntil(container)).getTime() - overlapMs);
	let found = 0;
	for (let skip = 0; ; skip += page) {
		const { data } = await queryIn(container).graph({
			entity: 'order',
			fields,
			filters: { updated_at: { $gte: since } },
			pagination: { skip, take: page, order: { id: 'ASC' } },
		});
		const orders = data as unknown as GateOrder[];
		await enqueue(container, orders.filter(isPlaced).map(orderMessage));
		found += orders.length;
		if (orders.length < page) break;
	}
	await databaseIn(container).raw(
		`insert into contract_gate_cursor (id, read_until) values ('orders', ?)
		 on conflict (id) do update set read_until = excluded.read_until, updated_at = now()`,
		[started],
	);
	return found;
}
