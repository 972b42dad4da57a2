import type { Bookmark } from './bookmark.js';

/** What a department sees at a glance in Insights. Everybody sees as many records in it as they may see. */
export interface Dashboard {
	/** Views whose records are counted. */
	readonly figures: readonly Bookmark[];
	/** Views whose first records are shown. */
	readonly lists: readonly Bookmark[];
}
