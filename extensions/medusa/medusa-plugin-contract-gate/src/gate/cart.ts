import { assertCleared, codes } from './check';
import { gateIn, queryIn, type Container } from './container';
import { questionOf, type MedusaContent } from './content';
import { contentFields, orderOf } from './orders';
import { enqueue } from './outbox';

/** A cart as `complete-cart` hands it to its hook. */
export interface GateCart extends MedusaContent {
	readonly id: string;
	readonly locale?: string | null;
	readonly payment_collection?: { readonly id: string } | null;
}

/** Payments of a cart that a provider has captured before anybody asked whether the order may be accepted. */
async function capturedEarly(container: Container, cart: GateCart): Promise<readonly string[]> {
	const collection = cart.payment_collection?.id;
	if (collection === undefined) return [];
	const { data } = await queryIn(container).graph({
		entity: 'payment',
		fields: ['id', 'captured_at', 'canceled_at'],
		filters: { payment_collection_id: collection },
	});
	return (data as readonly { id: string; captured_at?: unknown; canceled_at?: unknown }[])
		.filter(({ captured_at, canceled_at }) => (captured_at ?? null) !== null && (canceled_at ?? null) === null)
		.map(({ id }) => id);
}

const isRefusal = (error: unknown): boolean =>
	typeof error === 'object' && error !== null && 'code' in error && (error.code === codes.refused || error.code === codes.unreachable);

/** A check a host application adds; what it throws stops the completion. */
export type CartCheck = (
	data: { readonly input: unknown; readonly cart: unknown },
	tools: { readonly container: Container },
) => Promise<void>;

export const furtherChecks: CartCheck[] = [];

/** Medusa takes one handler for `completeCartWorkflow.hooks.validate`, and the gate is it: what a host wants to check beside it goes here. */
export function alsoValidateCart(check: CartCheck): void {
	furtherChecks.push(check);
}

/**
 * Whether a cart may become an order. A cart that already has become one passes, so that completing it again stays harmless.
 *
 * @throws MedusaError when the company's review does not cover the cart, or nobody can say
 */
export async function assertCartCleared(container: Container, cart: GateCart): Promise<void> {
	if ((await orderOf(container, cart.id)) !== null) return;
	const reference = { system: gateIn(container).settings.system, order: cart.id, version: '1' };
	const { data } = await queryIn(container).graph({ entity: 'cart', fields: [...contentFields], filters: { id: cart.id } });
	const content = (data[0] as unknown as GateCart | undefined) ?? cart;
	try {
		await assertCleared(container, questionOf('cart', reference, content), content.locale);
	} catch (error) {
		if (isRefusal(error)) {
			for (const payment of await capturedEarly(container, cart))
				await enqueue(container, [
					{ key: `captured:${payment}`, topic: 'captured_early', subject: payment, payload: { cart: cart.id }, delaySeconds: 30 },
				]);
		}
		throw error;
	}
}
