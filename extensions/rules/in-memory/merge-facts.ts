import { fateOf, reviewingOf } from '../customer-merges/fate.js';
import type { MergeFacts, Reference } from '../customer-merges/merge.js';
import type { Row } from '../process/effect.js';
import { processes } from '../processes.js';
import type { FactLoader } from './facts.js';
import type { MemoryStore } from './store.js';

/** Columns by which rows in memory name a customer. */
const naming = ['customer', 'merged_into', 'survivor', 'duplicate'] as const;

const customer = (store: MemoryStore, id: unknown): Row | null => store.where('crm_customers', { id })[0] ?? null;

function fate(store: MemoryStore, collection: string, field: string, row: Row): Reference['fate'] {
	const reviewing = reviewingOf(processes, collection, field);
	const whole =
		reviewing === null || reviewing.parent === null ? row : store.row(reviewing.process.collection, String(row[reviewing.parent]));
	const { status } = whole;
	return fateOf(reviewing, collection, field, typeof status === 'string' ? status : null);
}

/** What a merge needs to know, over every table that names the duplicate. */
export const mergeFacts: Readonly<Record<string, FactLoader>> = {
	survivor: (store, row) => customer(store, row['survivor']),
	duplicate: (store, row) => customer(store, row['duplicate']),
	references: (store, row): MergeFacts['references'] =>
		store.collections.flatMap((collection) =>
			naming.flatMap((field) =>
				store.where(collection, { [field]: row['duplicate'] }).map((found) => ({
					collection,
					id: found.id,
					field,
					fate: fate(store, collection, field, found),
					title: found.id,
				})),
			),
		),
	moved: (store, row): MergeFacts['moved'] =>
		store.where('crm_customer_merge_items', { merge: row['id'], outcome: 'moved' }).map((item) => {
			const [collection, id, field] = [item['subject_collection'], item['subject_id'], item['field']].map(String) as [
				string,
				string,
				string,
			];
			const [present] = store.where(collection, { id });
			const returns = present !== undefined && present[field] === row['survivor'] && fate(store, collection, field, present) === 'moves';
			return { item: item.id, collection, id, field, returns };
		}),
};
