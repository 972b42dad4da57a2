import type { Row } from './codec.js';

/**
 * The rows a query answers. The query builder cannot know a column that is named by a string: the type says what the columns we
 * named hold, as the schema declares them. What a driver writes differently (days, JSON, booleans) still goes through `decodeRow`.
 */
export async function rowsOf<T = Row>(query: PromiseLike<unknown>): Promise<T[]> {
	return (await query) as T[];
}

/** The one row of a query that ends in `.first()`, typed as above; undefined when there is none. */
export async function firstOf<T = Row>(query: PromiseLike<unknown>): Promise<T | undefined> {
	return (await query) as T | undefined;
}

/**
 * The one row of a query that ends in `.first()` and always has one: a count, or a row this transaction has just made sure of.
 *
 * @throws Error when there is none after all
 */
export async function onlyRowOf<T = Row>(query: PromiseLike<unknown>): Promise<T> {
	const row = await firstOf<T>(query);
	if (row === undefined) throw new Error('A query that always has a row had none.');
	return row;
}
