import Big from 'big.js';

/** A number of Medusa: a number, a text, or one of its big numbers with the exact value in text. */
export type Amount = number | string | { readonly value: string | number } | { readonly numeric: number } | null | undefined;

export interface MedusaLine {
	readonly id?: string;
	readonly title?: string | null;
	readonly variant_sku?: string | null;
	readonly variant_id?: string | null;
	readonly product_id?: string | null;
	readonly quantity: Amount;
	readonly raw_quantity?: Amount;
	readonly unit_price: Amount;
	readonly raw_unit_price?: Amount;
	readonly adjustments?: readonly ({ readonly amount: Amount } | null)[] | null;
}

export interface MedusaAddress {
	readonly company?: string | null;
	readonly first_name?: string | null;
	readonly last_name?: string | null;
	readonly address_1?: string | null;
	readonly address_2?: string | null;
	readonly city?: string | null;
	readonly province?: string | null;
	readonly postal_code?: string | null;
	readonly country_code?: string | null;
}

export interface MedusaContent {
	readonly currency_code: string;
	readonly email?: string | null;
	readonly customer_id?: string | null;
	readonly customer?: {
		readonly first_name?: string | null;
		readonly last_name?: string | null;
		readonly company_name?: string | null;
	} | null;
	readonly items?: readonly (MedusaLine | null)[] | null;
	readonly shipping_methods?: readonly ({ readonly name?: string | null; readonly amount: Amount } | null)[] | null;
	readonly shipping_address?: MedusaAddress | null;
}

export interface Line {
	readonly sku: string;
	readonly quantity: string;
	readonly unit_price: string;
}

export const kinds = [
	'cart',
	'draft_order',
	'draft_edit',
	'order_edit',
	'exchange',
	'claim',
	'order_update',
	'order_creation',
	'order_completion',
	'payment',
	'fulfillment',
] as const;
export type Kind = (typeof kinds)[number];

/** What Directus is asked. */
export interface Question {
	readonly kind: Kind;
	readonly reference: { readonly system: string; readonly order: string; readonly version: string };
	readonly customer: { readonly system: string; readonly id: string; readonly email: string | null; readonly name: string | null };
	readonly currency: string;
	readonly lines: readonly Line[];
	readonly delivery: { readonly terms: string | null; readonly date: null };
}

const places = 4;

/** An amount as a decimal; null where there is none. */
export function decimal(amount: Amount): Big | null {
	if (amount === null || amount === undefined || amount === '') return null;
	if (typeof amount === 'object') return decimal('value' in amount ? amount.value : amount.numeric);
	return new Big(amount);
}

/** The exact value where Medusa has one beside the plain number. */
export const exact = (raw: Amount, plain: Amount): Big => decimal(raw) ?? decimal(plain) ?? new Big(0);

const present = <T>(values: readonly (T | null)[] | null | undefined): readonly T[] =>
	(values ?? []).filter((value): value is T => value !== null);

/** What the goods of a line are called: as precisely as the shop knows them. */
export const skuOf = (line: Pick<MedusaLine, 'variant_sku' | 'variant_id' | 'product_id' | 'title'>): string =>
	([line.variant_sku, line.variant_id, line.product_id, line.title].find((name) => (name ?? '').trim() !== '') ?? '?').trim().slice(0, 255);

/** What one piece of a line costs: a discount is part of the price, because it is what the company commits to. */
export function priceOf(line: Pick<MedusaLine, 'quantity' | 'raw_quantity' | 'unit_price' | 'raw_unit_price' | 'adjustments'>): string {
	const quantity = exact(line.raw_quantity, line.quantity);
	const price = exact(line.raw_unit_price, line.unit_price);
	const discount = present(line.adjustments).reduce((sum, { amount }) => sum.plus(decimal(amount) ?? 0), new Big(0));
	return (quantity.gt(0) ? price.minus(discount.div(quantity)) : price).round(places).toFixed();
}

/** What a line of Medusa sells, for how much each. Lines that have come to nothing are left out. */
export function lineOf(line: MedusaLine): readonly Line[] {
	const quantity = exact(line.raw_quantity, line.quantity);
	return quantity.lte(0) ? [] : [{ sku: skuOf(line), quantity: quantity.round(places).toFixed(), unit_price: priceOf(line) }];
}

/** How and to where it is delivered, in one line: ways and their prices, then the address. */
export function deliveryOf({
	shipping_methods,
	shipping_address: address,
}: Pick<MedusaContent, 'shipping_methods' | 'shipping_address'>): string | null {
	const ways = present(shipping_methods)
		.map(({ name, amount }) => `${(name ?? '').trim()} ${(decimal(amount) ?? new Big(0)).round(places).toFixed()}`.trim())
		.sort();
	const place =
		address === null || address === undefined
			? []
			: [
					address.company,
					[address.first_name, address.last_name].filter((part) => (part ?? '') !== '').join(' '),
					address.address_1,
					address.address_2,
					address.postal_code,
					address.city,
					address.province,
					address.country_code?.toUpperCase(),
				];
	const parts = [...ways, ...place].map((part) => (part ?? '').trim()).filter((part) => part !== '');
	return parts.length === 0 ? null : parts.join(', ').slice(0, 255).trim();
}

const nameOf = ({ customer, shipping_address: address }: MedusaContent): string | null => {
	const names = [
		customer?.company_name,
		[customer?.first_name, customer?.last_name].filter((part) => (part ?? '') !== '').join(' '),
		address?.company,
		[address?.first_name, address?.last_name].filter((part) => (part ?? '') !== '').join(' '),
	];
	return names.find((name) => (name ?? '').trim() !== '')?.slice(0, 255) ?? null;
};

/** Whose something is, as Directus is told. A customer without an account is named by the order, so that one guest is not another. */
export const customerOf = (
	{ system, order }: Pick<Question['reference'], 'system' | 'order'>,
	content: MedusaContent,
): Question['customer'] => ({
	system,
	id: content.customer_id ?? `guest:${order}`,
	email: content.email ?? null,
	name: nameOf(content),
});

/** Something of Medusa as a question. Null when it has no lines: there is nothing to commit to. */
export function questionOf(kind: Kind, reference: Question['reference'], content: MedusaContent): Question | null {
	const lines = present(content.items).flatMap(lineOf);
	if (lines.length === 0) return null;
	return {
		kind,
		reference,
		customer: customerOf(reference, content),
		currency: content.currency_code.toUpperCase(),
		lines,
		delivery: { terms: deliveryOf(content), date: null },
	};
}
