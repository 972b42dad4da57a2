import type { OwnDirectus } from '../harness/directus.js';

/** Makes Directus write down every SQL statement it sends (its query builder does, when asked). */
export const statementLog = { DEBUG: 'knex:query' } as const;

const statementsIn = (log: string): readonly string[] => log.split('\n').filter((line) => line.includes('knex:query '));

const settled = 200;

/** Waits until nothing more is written. */
async function quietLog(directus: OwnDirectus): Promise<string> {
	for (let before = directus.log(); ;) {
		await new Promise((resolve) => setTimeout(resolve, settled));
		const now = directus.log();
		if (now.length === before.length) return now;
		before = now;
	}
}

/**
 * The SQL statements a request takes: the fewest of several times, because what runs by the clock beside it only adds.
 * The first time is not counted, it fills what Directus remembers.
 */
export async function statementsOf(directus: OwnDirectus, request: () => Promise<void>, times = 4): Promise<readonly string[]> {
	await request();
	let fewest: readonly string[] | undefined;
	for (let time = 0; time < times; time++) {
		const before = statementsIn(await quietLog(directus)).length;
		await request();
		const taken = statementsIn(await quietLog(directus)).slice(before);
		if (fewest === undefined || taken.length < fewest.length) fewest = taken;
	}
	return fewest ?? [];
}
