import { refundPaymentWorkflow } from '@medusajs/medusa/core-flows';
import { gateIn, queryIn, type Container } from './container';
import { customerOf, decimal, lineOf, questionOf, type Amount } from './content';
import { orderEntry, type HistoryEntry } from './history';
import { loadDelivery, loadReturn } from './history-loading';
import { contentFields, isPlaced, loadOrder, questionAbout, referenceOf, type GateOrder } from './orders';
import type { GateCart } from './cart';

/** Tells Directus of one thing. What it throws is tried again later. */
type Delivery = (container: Container, subject: string, payload: Readonly<Record<string, unknown>>) => Promise<void>;

interface Payment {
	readonly id: string;
	readonly amount: Amount;
	readonly currency_code: string;
	readonly captures?: readonly { readonly amount: Amount }[] | null;
	readonly refunds?: readonly { readonly amount: Amount }[] | null;
}

const sum = (amounts: Payment['captures']): number =>
	(amounts ?? []).reduce((total, { amount }) => total + (decimal(amount)?.toNumber() ?? 0), 0);

/** An order that was placed: recorded where it was cleared, a breach where it was not. */
const order: Delivery = async (container, subject) => {
	const placed = await loadOrder(container, subject);
	// Drafts are nothing the company has committed to; an order that is gone has nothing to say.
	if (placed === null || !isPlaced(placed)) return;
	const question = await questionAbout(container, 'order_completion', placed);
	if (question === null) return;
	await gateIn(container).directus.reportOrder(question, {
		order: placed.id,
		number: placed.display_id === null ? null : String(placed.display_id),
	});
};

async function tell(container: Container, order: GateOrder, entry: HistoryEntry): Promise<void> {
	await gateIn(container).directus.tellHistory(customerOf(await referenceOf(container, order), order), entry);
}

/** An order as part of what its customer has bought. */
const purchase: Delivery = async (container, subject) => {
	const placed = await loadOrder(container, subject);
	if (placed === null || !isPlaced(placed)) return;
	const lines = (placed.items ?? []).flatMap((line) => (line === null ? [] : lineOf(line)));
	await tell(container, placed, orderEntry(placed, lines));
};

/** What was dispatched to a customer. */
const delivery: Delivery = async (container, subject) => {
	const found = await loadDelivery(container, subject);
	if (found !== null) await tell(container, found[1], found[0]);
};

/** What a customer gave back. */
const returned: Delivery = async (container, subject) => {
	const found = await loadReturn(container, subject);
	if (found !== null) await tell(container, found[1], found[0]);
};

interface Registered {
	readonly id: string;
	readonly email: string | null;
	readonly first_name: string | null;
	readonly last_name: string | null;
	readonly company_name: string | null;
}

/** Somebody who registered in the shop. */
const customer: Delivery = async (container, subject) => {
	const { data } = await queryIn(container).graph({
		entity: 'customer',
		fields: ['id', 'email', 'first_name', 'last_name', 'company_name'],
		filters: { id: subject },
	});
	const found = data[0] as unknown as Registered | undefined;
	if (found === undefined) return;
	const { directus, settings } = gateIn(container);
	const content = { currency_code: '', customer_id: found.id, email: found.email, customer: found };
	await directus.introduce(customerOf({ system: settings.system, order: found.id }, content));
};

/** Money a provider took although the order was refused: given back where Medusa has not done that itself, and reported. */
const captured_early: Delivery = async (container, subject, payload) => {
	const query = queryIn(container);
	const { data: payments } = await query.graph({
		entity: 'payment',
		fields: ['id', 'amount', 'currency_code', 'captures.amount', 'refunds.amount'],
		filters: { id: subject },
	});
	const payment = payments[0] as unknown as Payment | undefined;
	if (payment === undefined) return;
	const left = sum(payment.captures) - sum(payment.refunds);
	if (left > 0) await refundPaymentWorkflow(container as never).run({ input: { payment_id: payment.id, amount: left } });
	const { data: carts } = await query.graph({ entity: 'cart', fields: ['id', ...contentFields], filters: { id: String(payload['cart']) } });
	const cart = carts[0] as unknown as GateCart | undefined;
	if (cart === undefined) return;
	const { directus, settings } = gateIn(container);
	const question = questionOf('cart', { system: settings.system, order: cart.id, version: '1' }, cart);
	if (question === null) return;
	const amount = decimal(payment.amount)?.toFixed(2) ?? '0.00';
	await directus.reportEarlyCapture(question, `${payment.id}: ${amount} ${payment.currency_code.toUpperCase()}, given back`);
};

/** Everything there is to tell, by its topic. */
export const topics = { order, purchase, delivery, returned, customer, captured_early } as const satisfies Record<string, Delivery>;

export type Topic = keyof typeof topics;
