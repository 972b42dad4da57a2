import { Modules } from '@medusajs/framework/utils';
import { gateIn, queryIn, type Container } from './container';
import { questionOf, type Kind, type MedusaContent, type Question } from './content';

/** An order or a draft of one, as far as the gate looks at it. */
export interface GateOrder extends MedusaContent {
	readonly id: string;
	readonly version: number;
	readonly display_id: number | null;
	readonly status: string;
	readonly is_draft_order: boolean;
	readonly locale?: string | null;
	readonly metadata: Readonly<Record<string, unknown>> | null;
	readonly canceled_at?: string | Date | null;
	readonly created_at: string | Date;
	readonly updated_at: string | Date;
}

/** What of a cart or an order is read for a question. */
export const contentFields = [
	'currency_code',
	'email',
	'customer_id',
	'locale',
	'customer.first_name',
	'customer.last_name',
	'customer.company_name',
	'items.*',
	'items.adjustments.*',
	'shipping_methods.*',
	'shipping_address.*',
] as const;

export const orderFields = [
	'id',
	'version',
	'display_id',
	'status',
	'is_draft_order',
	'metadata',
	'created_at',
	'updated_at',
	'canceled_at',
	...contentFields,
] as const;

/** What the name of a review is kept under in the metadata of an order that a program made. */
export const referenceKey = 'clearance_reference';

export async function loadOrder(container: Container, id: string): Promise<GateOrder | null> {
	const { data } = await queryIn(container).graph({ entity: 'order', fields: [...orderFields], filters: { id } });
	return (data[0] as unknown as GateOrder | undefined) ?? null;
}

/** Whether it is an order by now. A draft that was completed as if it were one has left its draft behind, whatever Medusa still calls it. */
export const isPlaced = ({ status }: Pick<GateOrder, 'status'>): boolean => status !== 'draft';

/** The cart an order was placed from. */
export async function cartOf(container: Container, order: string): Promise<string | null> {
	const { data } = await queryIn(container).graph({ entity: 'order_cart', fields: ['cart_id'], filters: { order_id: order } });
	return (data[0] as { cart_id?: string } | undefined)?.cart_id ?? null;
}

/** The order a cart was completed to. */
export async function orderOf(container: Container, cart: string): Promise<string | null> {
	const { data } = await queryIn(container).graph({ entity: 'order_cart', fields: ['order_id'], filters: { cart_id: cart } });
	return (data[0] as { order_id?: string } | undefined)?.order_id ?? null;
}

export const namedReference = (metadata: Readonly<Record<string, unknown>> | null | undefined): string | null => {
	const named = metadata?.[referenceKey];
	return typeof named === 'string' && named.trim() !== '' ? named.trim() : null;
};

/** What a review of an order is asked for under, for its whole life: its cart, or the name a program gave it, or its own id. */
export async function referenceOf(
	container: Container,
	order: Pick<GateOrder, 'id' | 'version' | 'metadata'>,
): Promise<Question['reference']> {
	const name = (await cartOf(container, order.id)) ?? namedReference(order.metadata) ?? order.id;
	return { system: gateIn(container).settings.system, order: name, version: String(order.version) };
}

/** An order as it stands, as a question. */
export async function questionAbout(container: Container, kind: Kind, order: GateOrder): Promise<Question | null> {
	return questionOf(kind, await referenceOf(container, order), order);
}

/** An order as it will be once its open change is confirmed, as a question. */
export async function questionAfterChange(container: Container, kind: Kind, order: GateOrder): Promise<Question | null> {
	const preview = (await container.resolve(Modules.ORDER).previewOrderChange(order.id)) as unknown as Pick<
		MedusaContent,
		'items' | 'shipping_methods'
	>;
	const content = { ...order, items: preview.items ?? [], shipping_methods: preview.shipping_methods ?? [] };
	return questionOf(kind, await referenceOf(container, order), content);
}
