import { queryIn, type Container } from './container';
import { deliveryEntry, fulfillmentFields, returnEntry, returnFields, type Fulfillment, type HistoryEntry, type Return } from './history';
import { loadOrder, type GateOrder } from './orders';

/** A fulfilment with the order it belongs to; null for what belongs to none, such as the way back of a return. */
export async function loadDelivery(container: Container, id: string): Promise<readonly [HistoryEntry, GateOrder] | null> {
	const query = queryIn(container);
	const { data } = await query.graph({ entity: 'fulfillment', fields: [...fulfillmentFields], filters: { id } });
	const { data: links } = await query.graph({ entity: 'order_fulfillment', fields: ['order_id'], filters: { fulfillment_id: id } });
	const fulfillment = data[0] as unknown as Fulfillment | undefined;
	const order = (links[0] as { order_id?: string } | undefined)?.order_id;
	const placed = fulfillment === undefined || order === undefined ? null : await loadOrder(container, order);
	return fulfillment === undefined || placed === null ? null : [deliveryEntry(fulfillment, placed), placed];
}

/** A return with its order; null while it is being drawn up. */
export async function loadReturn(container: Container, id: string): Promise<readonly [HistoryEntry, GateOrder] | null> {
	const { data } = await queryIn(container).graph({ entity: 'return', fields: [...returnFields], filters: { id } });
	const taken = data[0] as unknown as Return | undefined;
	const order = taken === undefined ? null : await loadOrder(container, taken.order_id);
	const entry = taken === undefined || order === null ? null : returnEntry(taken, order);
	return entry === null || order === null ? null : [entry, order];
}
