import { exact, priceOf, skuOf, type Amount, type Line, type MedusaLine } from './content';
import type { GateOrder } from './orders';

/** Something that has happened to a customer, as Directus keeps it. */
export interface HistoryEntry {
	readonly kind: 'order' | 'delivery' | 'return';
	readonly id: string;
	/** The number of its order that people quote. */
	readonly number: string;
	/** Rises with every change, so that what is told late replaces nothing newer. */
	readonly version: number;
	readonly state: 'placed' | 'cancelled' | 'prepared' | 'dispatched' | 'delivered' | 'requested' | 'received';
	readonly at: string;
	readonly currency: string;
	/** Goods of a delivery say which batch they are from, where somebody registered it. */
	readonly lines: readonly (Line & { readonly batch?: string | null })[];
	readonly particulars: string | null;
}

type Moment = string | Date | null | undefined;

const isSet = (moment: Moment): moment is string | Date => moment !== null && moment !== undefined;

const instant = (...moments: readonly Moment[]): string => {
	const first = moments.find(isSet);
	if (first === undefined) throw new Error('Nobody knows when it happened.');
	return new Date(first).toISOString();
};

const numberOf = ({ display_id, id }: GateOrder): string => (display_id === null ? id : String(display_id)).slice(0, 64);

const currencyOf = ({ currency_code }: GateOrder): string => currency_code.toUpperCase();

const linesById = ({ items }: GateOrder): ReadonlyMap<string, MedusaLine> =>
	new Map((items ?? []).flatMap((line) => (line?.id === undefined ? [] : [[line.id, line] as const])));

/** An order, in the version it has. One that was cancelled changes no more, so that the next version is that of its end. */
export function orderEntry(order: GateOrder, lines: readonly Line[]): HistoryEntry {
	const cancelled = isSet(order.canceled_at);
	return {
		kind: 'order',
		id: order.id,
		number: numberOf(order),
		version: order.version + (cancelled ? 1 : 0),
		state: cancelled ? 'cancelled' : 'placed',
		at: instant(order.created_at),
		currency: currencyOf(order),
		lines,
		particulars: null,
	};
}

export interface Fulfillment {
	readonly id: string;
	readonly created_at: Moment;
	readonly shipped_at: Moment;
	readonly delivered_at: Moment;
	readonly canceled_at: Moment;
	readonly metadata: Readonly<Record<string, unknown>> | null;
	readonly items: readonly {
		readonly title: string;
		readonly sku: string;
		readonly quantity: Amount;
		readonly raw_quantity?: Amount;
		readonly line_item_id: string | null;
	}[];
	readonly labels: readonly { readonly tracking_number: string }[];
}

export const fulfillmentFields = [
	'id',
	'created_at',
	'shipped_at',
	'delivered_at',
	'canceled_at',
	'metadata',
	'items.*',
	'labels.tracking_number',
] as const;

/** What a fulfilment has come to, and in which order it comes to it. */
export function fulfillmentState({ shipped_at, delivered_at, canceled_at }: Fulfillment): readonly [HistoryEntry['state'], number] {
	if (isSet(canceled_at)) return ['cancelled', 4];
	if (isSet(delivered_at)) return ['delivered', 3];
	return isSet(shipped_at) ? ['dispatched', 2] : ['prepared', 1];
}

/**
 * The batch goods of a fulfilment are from (ORD-04): `metadata.batches` names one for each SKU, `metadata.batch` one for all others.
 *
 * @returns null where nobody registered one
 */
export function batchOf(metadata: Fulfillment['metadata'], sku: string): string | null {
	const each = metadata?.['batches'];
	const own =
		typeof each === 'object' && each !== null && Object.hasOwn(each, sku) ? (each as Readonly<Record<string, unknown>>)[sku] : undefined;
	const named = [own, metadata?.['batch']].find((batch) => typeof batch === 'string' && batch.trim() !== '');
	return typeof named === 'string' ? named.trim().slice(0, 64) : null;
}

/** A fulfilment: which goods of which batch went out, when, and under which tracking number (ORD-04). */
export function deliveryEntry(fulfillment: Fulfillment, order: GateOrder): HistoryEntry {
	const [state, version] = fulfillmentState(fulfillment);
	const known = linesById(order);
	const lines = fulfillment.items.flatMap((item): HistoryEntry['lines'] => {
		const quantity = exact(item.raw_quantity, item.quantity);
		const line = known.get(item.line_item_id ?? '');
		if (quantity.lte(0)) return [];
		const sku = line === undefined ? skuOf({ variant_sku: item.sku, title: item.title }) : skuOf(line);
		return [
			{
				sku,
				quantity: quantity.round(4).toFixed(),
				unit_price: line === undefined ? '0' : priceOf(line),
				batch: batchOf(fulfillment.metadata, sku),
			},
		];
	});
	const particulars = fulfillment.labels
		.map(({ tracking_number }) => tracking_number.trim())
		.filter((part) => part !== '')
		.join(', ');
	return {
		kind: 'delivery',
		id: fulfillment.id,
		number: numberOf(order),
		version,
		state,
		// What is asked of a delivery later is when it left.
		at: instant(fulfillment.shipped_at, fulfillment.delivered_at, fulfillment.created_at),
		currency: currencyOf(order),
		lines,
		particulars: particulars === '' ? null : particulars.slice(0, 120).trim(),
	};
}

export interface Return {
	readonly id: string;
	readonly status: string;
	readonly order_id: string;
	readonly created_at: Moment;
	readonly requested_at: Moment;
	readonly received_at: Moment;
	readonly canceled_at: Moment;
	readonly items: readonly {
		readonly item_id: string;
		readonly quantity: Amount;
		readonly raw_quantity?: Amount;
		readonly received_quantity?: Amount;
		readonly raw_received_quantity?: Amount;
	}[];
}

export const returnFields = ['id', 'status', 'order_id', 'created_at', 'requested_at', 'received_at', 'canceled_at', 'items.*'] as const;

const receivedStates = ['partially_received', 'received'];

/**
 * A return: what the customer announced, and later what has come back. Every step of it is a version of its order, and after it was
 * cancelled there is none.
 *
 * @returns null while a clerk is still drawing it up
 */
export function returnEntry(taken: Return, order: GateOrder): HistoryEntry | null {
	if (taken.status === 'open') return null;
	const known = linesById(order);
	const received = receivedStates.includes(taken.status);
	const lines = taken.items.flatMap((item): readonly Line[] => {
		const quantity = received ? exact(item.raw_received_quantity, item.received_quantity) : exact(item.raw_quantity, item.quantity);
		const line = known.get(item.item_id);
		if (line === undefined || quantity.lte(0)) return [];
		return [{ sku: skuOf(line), quantity: quantity.round(4).toFixed(), unit_price: priceOf(line) }];
	});
	const cancelled = taken.status === 'canceled';
	return {
		kind: 'return',
		id: taken.id,
		number: numberOf(order),
		version: order.version + (cancelled ? 1 : 0),
		state: cancelled ? 'cancelled' : received ? 'received' : 'requested',
		at: instant(taken.received_at, taken.requested_at, taken.created_at),
		currency: currencyOf(order),
		lines,
		particulars: null,
	};
}
