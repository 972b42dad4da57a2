import type { Text } from '@crm-policy/rules/words/text';
import type { Filter } from '../departments/fragments.js';
import type { TabledCollection } from './tables.js';

/** A named view of a collection, offered to everybody of a role. */
export interface Bookmark {
	/** Stable; part of its identity. */
	readonly key: string;
	readonly name: Text;
	readonly icon: string;
	readonly collection: TabledCollection;
	readonly filter: Filter;
	/** Other than the standing columns of the collection. */
	readonly fields?: readonly string[];
	/** Other than the standing order of the collection. */
	readonly sort?: readonly string[];
}
