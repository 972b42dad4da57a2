import { z } from 'zod';
import { digest } from '../canonical/digest.js';
import { say, type Locale, type Text } from '../words/text.js';
import { currencyModel, mostLines, name, optionalName, shopCustomerModel, shopLineModel, totalOf } from './asked.js';
import { clearanceWords as words } from './words.js';

const entryModel = <Kind extends keyof typeof words.history, State extends string>(kind: Kind, states: readonly [State, ...State[]]) =>
	z.strictObject({
		kind: z.literal(kind),
		/** What the shop calls it: the order, the fulfilment, the return. */
		id: name(128),
		/** The number people quote of the order it belongs to. */
		number: name(64),
		/** Rises with every change over there. */
		version: z.int().min(1).max(2_147_483_647),
		state: z.enum(states),
		at: z.iso.datetime({ offset: true }),
		currency: currencyModel,
		lines: z.array(shopLineModel).max(mostLines),
		/** What tells one shipment from another: tracking numbers, batches. */
		particulars: optionalName(120),
	});

/** Something a shop has done for a customer, as it stands there now (CUS-11, ORD-03). */
export const historyModel = z.strictObject({
	customer: shopCustomerModel,
	entry: z.discriminatedUnion('kind', [
		entryModel('order', ['placed', 'cancelled']),
		entryModel('delivery', ['prepared', 'dispatched', 'delivered', 'cancelled']),
		entryModel('return', ['requested', 'received', 'cancelled']),
	]),
});

export type ShopHistory = z.infer<typeof historyModel>;

/** What of an entry of the customer's history says what happened. */
export interface HistoryContent {
	readonly kind: 'order' | 'delivery' | 'return' | 'other';
	readonly title: string;
	/** With two decimal places; null where nothing was bought or given back. */
	readonly amount: string | null;
	readonly currency: string | null;
	readonly lines: readonly { readonly product: string; readonly quantity: string; readonly unit_price: string }[];
}

/**
 * What a shop tells, as an entry of the customer's history in the language of the company. What was cancelled stays in the history and
 * is no order, delivery or return any more, so that it counts for nothing.
 */
export function historyContent({ entry }: ShopHistory, locale: Locale): HistoryContent {
	const sentences: Readonly<Record<string, Text>> = words.history[entry.kind];
	const sentence = sentences[entry.state];
	if (sentence === undefined) throw new Error(`There are no words for ${entry.kind} ${entry.state}.`);
	const title = [say(sentence, locale, { number: entry.number }), ...(entry.particulars === null ? [] : [entry.particulars])].join(' · ');
	if (entry.state === 'cancelled') return { kind: 'other', title, amount: null, currency: null, lines: [] };
	const bought = entry.kind !== 'delivery';
	return {
		kind: entry.kind,
		title,
		amount: bought ? totalOf(entry) : null,
		currency: bought ? entry.currency : null,
		lines: entry.lines.map(({ sku, quantity, unit_price }) => ({ product: sku, quantity, unit_price })),
	};
}

/** Whether two entries say the same, so that the later version tells nothing new. */
export const sameHistory = (a: HistoryContent, b: HistoryContent): boolean => digest(a) === digest(b);
