import Big from 'big.js';
import { z } from 'zod';
import type { Content } from '../canonical/content.js';
import { digest } from '../canonical/digest.js';

/** What a shop is about to do. The kinds differ in what is opened on refusal and in what a contract that is closed still covers. */
export const clearanceKinds = [
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
export type ClearanceKind = (typeof clearanceKinds)[number];

/** Steps that carry out what was committed to before and commit to nothing new. */
export const finishingKinds: readonly ClearanceKind[] = ['order_completion', 'fulfillment'];

/** Steps with which an order comes into being; what was cleared is used up by the order that was placed with it. */
export const placingKinds: readonly ClearanceKind[] = ['cart', 'draft_order', 'order_creation'];

/** Changes of an order that is there already: what they lead to is an amendment of its contract (AMD-01). */
export const changingKinds: readonly ClearanceKind[] = ['order_edit', 'exchange', 'claim', 'order_update'];

/** What something is called, with so many characters at the most. */
export const name = (most: number) => z.string().trim().min(1).max(most);
/** The same where it may be missing: nothing is null. */
export const optionalName = (most: number) =>
	z
		.string()
		.trim()
		.max(most)
		.nullish()
		.transform((value) => (value ?? '') || null);

const readDecimal = (value: number | string): Big | null => {
	if (typeof value === 'string' && !/^-?\d{1,14}(\.\d{1,12})?$/.test(value)) return null;
	const read = new Big(value);
	return read.abs().lt('1e14') ? read : null;
};

/** Decimals come as numbers or as text; contracts keep four places. */
const decimal = z.union([z.number(), z.string().max(30)]).transform((value, context) => {
	const read = readDecimal(value);
	if (read !== null) return read.round(4).toFixed();
	context.addIssue({ code: 'custom', message: 'A decimal number of at most fourteen digits before the point.' });
	return z.NEVER;
});

const day = z.iso
	.date()
	.nullish()
	.transform((value) => value ?? null);

const deliveryModel = z
	.union([z.string().trim().max(255), z.strictObject({ terms: optionalName(255), date: day })])
	.nullish()
	.transform((value) => {
		if (typeof value === 'string') return { terms: value || null, date: null };
		return { terms: value?.terms ?? null, date: value?.date ?? null };
	});

/** A customer as the shop knows them. */
export const shopCustomerModel = z.strictObject({ system: name(64), id: name(128), email: optionalName(255), name: optionalName(255) });
export type ShopCustomer = z.infer<typeof shopCustomerModel>;

export const currencyModel = z
	.string()
	.regex(/^[A-Za-z]{3}$/, 'A currency is its three-letter ISO 4217 code.')
	.transform((value) => value.toUpperCase());

/** Goods of an order: what, how many, for how much each. */
export const shopLineModel = z.strictObject({
	sku: name(255),
	quantity: decimal.pipe(z.string().refine((value) => new Big(value).gt(0), 'A quantity is more than nothing.')),
	unit_price: decimal,
});

/** No order has more lines. */
export const mostLines = 500;

/** What a shop asks about: which order, whose, and what it is about to commit to. */
export const askedModel = z.strictObject({
	kind: z.enum(clearanceKinds),
	reference: z.strictObject({
		system: name(64),
		order: name(128),
		version: z
			.union([z.number().int(), z.string().max(64)])
			.transform(String)
			.default('1'),
	}),
	customer: shopCustomerModel,
	currency: currencyModel,
	lines: z.array(shopLineModel).min(1).max(mostLines),
	delivery: deliveryModel,
});

export type Asked = z.infer<typeof askedModel>;

interface Line {
	readonly sku: string;
	readonly quantity: string;
	readonly unit_price: string;
}

/** The commercial content of an order, as its digest is taken: whose, in which currency, what for how much, delivered how. */
export interface ShopContent {
	readonly customer: { readonly system: string; readonly id: string };
	readonly currency: string;
	/** In an order that means nothing. */
	readonly lines: readonly Line[];
	readonly delivery: { readonly terms: string | null; readonly date: string | null };
}

const inOrder = (lines: readonly Line[]): readonly Line[] =>
	lines
		.map((line) => ({ line, key: digest(line) }))
		.toSorted((a, b) => (a.key < b.key ? -1 : 1))
		.map(({ line }) => line);

/** What of a question counts: neither the kind of step, nor the version, nor how the customer is called. */
export const contentOfQuestion = ({ customer, currency, lines, delivery }: Asked): ShopContent => ({
	customer: { system: customer.system, id: customer.id },
	currency,
	lines: inOrder(lines),
	delivery,
});

/** SHA-256 of the commercial content as canonical JSON (RFC 8785). */
export const contentDigest = (content: ShopContent): string => digest(content);

/** What the order comes to, with two decimal places. */
export const totalOf = ({ lines }: Pick<ShopContent, 'lines'>): string =>
	lines.reduce((sum, line) => sum.plus(new Big(line.quantity).times(line.unit_price)), new Big(0)).toFixed(2);

/** The delivery a contract has to promise: what the shop says about it, and nothing where the shop says nothing. */
const promised = (content: Content, delivery: ShopContent['delivery']): ShopContent['delivery'] => ({
	terms: delivery.terms === null ? null : ((content.fields['delivery_terms'] ?? null) as string | null),
	date: delivery.date === null ? null : ((content.fields['delivery_date'] ?? null) as string | null),
});

const written = (value: unknown): string => new Big((value ?? '0') as string).toFixed();

/**
 * Whether the content of a contract is what the shop asks about, word for word: a contract says more than an order (payment, guarantees),
 * but what an order says it must say too. Both sides are brought into the same form and their digests compared.
 *
 * @param customers the customer of the archive that the shop's customer is known as, with the records merged into it
 */
export function saysTheSame(content: Content, asked: ShopContent, customers: readonly string[]): boolean {
	if (!customers.some((customer) => customer === content.fields['customer'])) return false;
	const lines = (content.children['crm_contract_lines'] ?? []).map((line) => ({
		sku: String(line['product']),
		quantity: written(line['quantity']),
		unit_price: written(line['unit_price']),
	}));
	const currency = content.fields['currency'];
	if (typeof currency !== 'string') return false;
	const contract: ShopContent = { customer: asked.customer, currency, lines: inOrder(lines), delivery: promised(content, asked.delivery) };
	return contentDigest(contract) === contentDigest(asked);
}
