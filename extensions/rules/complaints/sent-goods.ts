import type { SentGoods } from './complaint.js';

/** A delivery in the customer's history, in one of its versions (`crm_transactions`). */
export interface Delivery {
	readonly id: string;
	readonly status: string;
	readonly source_system: string;
	readonly external_id: string;
	readonly version: number;
	/** A calendar day, `YYYY-MM-DD`. */
	readonly occurred_on: string;
	readonly order_number: string | null;
	readonly lines:
		| readonly {
				readonly product: string;
				readonly specification?: string | null | undefined;
				readonly quantity?: string | null | undefined;
				readonly batch?: string | null | undefined;
		  }[]
		| null;
}

/** Nobody looks for the goods of a complaint among more than this. */
const most = 100;

const identityOf = ({ source_system, external_id }: Delivery): string => JSON.stringify([source_system, external_id]);

/**
 * The goods of a customer's deliveries, newest first, each delivery in its highest version and none that is void (CUS-11).
 * @param deliveries every version of them, in any order
 */
export function sentGoodsIn(deliveries: readonly Delivery[]): readonly SentGoods[] {
	const latest = new Map<string, Delivery>();
	for (const delivery of deliveries) {
		const known = latest.get(identityOf(delivery));
		if (known === undefined || known.version < delivery.version) latest.set(identityOf(delivery), delivery);
	}
	return [...latest.values()]
		.filter(({ status }) => status === 'recorded')
		.toSorted((a, b) => (a.occurred_on === b.occurred_on ? a.id.localeCompare(b.id) : b.occurred_on.localeCompare(a.occurred_on)))
		.flatMap(({ id, occurred_on, order_number, lines }) =>
			(lines ?? []).map((line, place) => ({
				id: `${id}.${String(place)}`,
				sent_on: occurred_on,
				order_number,
				product: line.product,
				specification: line.specification ?? null,
				quantity: line.quantity ?? null,
				batch: line.batch ?? null,
			})),
		)
		.slice(0, most);
}
