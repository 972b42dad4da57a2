import { z } from 'zod';
import { digest } from '../canonical/digest.js';
import { say, type Locale, type Text } from '../words/text.js';
import { currencyModel, mostLines, name, optionalName, shopCustomerModel, shopLineModel, totalOf } from './asked.js';
import { clearanceWords as words } from './words.js';

const entryModel = <Kind extends keyof typeof words.history, State extends string, Line extends z.ZodType>(
	kind: Kind,
	states: readonly [State, ...State[]],
	line: Line,
) =>
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
		lines: z.array(line).max(mostLines),
		/** What tells one shipment from another, such as tracking numbers. */
		particulars: optionalName(120),
	});

/** Goods that were sent, and the batch they are from where somebody registered it (ORD-04). */
const sentLineModel = shopLineModel.extend({ batch: optionalName(64) });

/** Something a shop has done for a customer, as it stands there now (CUS-11, ORD-03). */
export const historyModel = z.strictObject({
	customer: shopCustomerModel,
	entry: z.discriminatedUnion('kind', [
		entryModel('order', ['placed', 'cancelled'], shopLineModel),
		entryModel('delivery', ['prepared', 'dispatched', 'delivered', 'cancelled'], sentLineModel),
		entryModel('return', ['requested', 'received', 'cancelled'], shopLineModel),
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
	/** The order it belongs to, as people quote it. */
	readonly order_number: string;
	readonly lines: readonly {
		readonly product: string;
		readonly quantity: string;
		readonly unit_price: string;
		readonly batch: string | null;
	}[];
}

const hasLeft: readonly string[] = ['dispatched', 'delivered'];

/**
 * What a shop tells, as an entry of the customer's history in the language of the company. What was cancelled stays in the history and
 * is no order, delivery or return any more, so that it counts for nothing.
 */
export function historyContent({ entry }: ShopHistory, locale: Locale): HistoryContent {
	const sentences: Readonly<Record<string, Text>> = words.history[entry.kind];
	const sentence = sentences[entry.state];
	if (sentence === undefined) throw new Error(`There are no words for ${entry.kind} ${entry.state}.`);
	const lines = entry.lines.map((line) => ({
		product: line.sku,
		quantity: line.quantity,
		unit_price: line.unit_price,
		batch: 'batch' in line ? line.batch : null,
	}));
	const batches = [...new Set(lines.flatMap(({ batch }) => (batch === null ? [] : [batch])))].join(', ');
	// Which batch went to which order is registered before goods leave (ORD-04); where it was not, the entry says so.
	const missing = entry.kind === 'delivery' && hasLeft.includes(entry.state) && lines.some(({ batch }) => batch === null);
	const title = [
		say(sentence, locale, { number: entry.number }),
		missing ? say(words.history.batchMissing, locale) : '',
		batches,
		entry.particulars ?? '',
	]
		.filter((part) => part !== '')
		.join(' · ');
	const order_number = entry.number;
	if (entry.state === 'cancelled') return { kind: 'other', title, amount: null, currency: null, order_number, lines: [] };
	const bought = entry.kind !== 'delivery';
	return {
		kind: entry.kind,
		title,
		amount: bought ? totalOf(entry) : null,
		currency: bought ? entry.currency : null,
		order_number,
		lines,
	};
}

/** Whether two entries say the same, so that the later version tells nothing new. */
export const sameHistory = (a: HistoryContent, b: HistoryContent): boolean => digest(a) === digest(b);
