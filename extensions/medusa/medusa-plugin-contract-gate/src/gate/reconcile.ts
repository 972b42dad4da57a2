import { createHash } from 'node:crypto';
import { databaseIn, queryIn, type Container } from './container';
import { questionOf } from './content';
import { fulfillmentFields, fulfillmentState, returnFields, type Fulfillment, type Return } from './history';
import { isPlaced, orderFields, type GateOrder } from './orders';
import { enqueue, type Message } from './outbox';

/** How many rows are read at once. */
const page = 100;

/** Clocks of several processes differ, and a transaction commits later than it says: what changed shortly before is read again. */
const overlapMs = 120_000;

const shortHash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

/** For each version of an order and each content it had in it: one message about its clearance, one for the customer's history. */
export function orderMessages(order: GateOrder): readonly Message[] {
	if (!isPlaced(order)) return [];
	const content = shortHash(questionOf('order_completion', { system: '', order: order.id, version: '' }, order));
	const version = `${order.id}:${String(order.version)}:${content}`;
	return [
		{ key: `order:${version}`, topic: 'order', subject: order.id },
		{ key: `purchase:${version}:${order.status === 'canceled' ? 'canceled' : 'placed'}`, topic: 'purchase', subject: order.id },
	];
}

/** One message for each thing a fulfilment has come to. */
export const deliveryMessages = (fulfillment: Fulfillment): readonly Message[] => [
	{ key: `delivery:${fulfillment.id}:${fulfillmentState(fulfillment)[0]}`, topic: 'delivery', subject: fulfillment.id },
];

/** One message for each state of a return and each quantity that has come back. */
export function returnMessages({ id, status, items }: Return): readonly Message[] {
	if (status === 'open') return [];
	const quantities = shortHash(items.map((item) => [item.item_id, Number(item.quantity), Number(item.received_quantity ?? 0)]));
	return [{ key: `returned:${id}:${status}:${quantities}`, topic: 'returned', subject: id }];
}

interface Customer {
	readonly id: string;
	readonly has_account: boolean;
}

/** Who registers is made known to the archive, once. Who only put something into a cart is nobody's customer yet; their first order says who they are. */
export const customerMessages = ({ id, has_account }: Customer): readonly Message[] =>
	has_account ? [{ key: `customer:${id}`, topic: 'customer', subject: id }] : [];

interface Watched {
	readonly entity: string;
	readonly fields: readonly string[];
	readonly messages: (row: never) => readonly Message[];
}

/** Everything whose changes Directus hears of. */
export const watched = {
	orders: { entity: 'order', fields: orderFields, messages: orderMessages },
	fulfillments: { entity: 'fulfillment', fields: fulfillmentFields, messages: deliveryMessages },
	returns: { entity: 'return', fields: returnFields, messages: returnMessages },
	customers: { entity: 'customer', fields: ['id', 'has_account'], messages: customerMessages },
} as const satisfies Record<string, Watched>;

export type WatchedName = keyof typeof watched;

async function read(
	container: Container,
	{ entity, fields, messages }: Watched,
	filters: Readonly<Record<string, unknown>>,
	skip: number,
): Promise<number> {
	const { data } = await queryIn(container).graph({
		entity,
		fields: [...fields],
		filters,
		pagination: { skip, take: page, order: { id: 'ASC' } },
	});
	await enqueue(
		container,
		(data as never[]).flatMap((row) => messages(row)),
	);
	return data.length;
}

/** Puts one thing into the outbox as it stands; nothing happens where that is there already. */
export async function enqueueOne(container: Container, name: WatchedName, id: string): Promise<void> {
	await read(container, watched[name], { id }, 0);
}

async function readUntil(container: Container, name: WatchedName): Promise<Date> {
	const { rows } = await databaseIn(container).raw<{ rows: { read_until: Date }[] }>(
		`select read_until from contract_gate_cursor where id = ?`,
		[name],
	);
	return rows[0]?.read_until ?? new Date(0);
}

async function reconcileOne(container: Container, name: WatchedName): Promise<void> {
	const started = new Date();
	const since = new Date((await readUntil(container, name)).getTime() - overlapMs);
	let skip = 0;
	for (let found = page; found === page; skip += page) found = await read(container, watched[name], { updated_at: { $gte: since } }, skip);
	await databaseIn(container).raw(
		`insert into contract_gate_cursor (id, read_until) values (?, ?)
		 on conflict (id) do update set read_until = excluded.read_until, updated_at = now()`,
		[name, started],
	);
}

/**
 * Finds everything that was made or changed since the last time, whoever did it and however: an event that was lost with its process, and
 * an order that a program made past every workflow, come to light here.
 */
export async function reconcile(container: Container): Promise<void> {
	for (const name of Object.keys(watched) as WatchedName[]) await reconcileOne(container, name);
}
