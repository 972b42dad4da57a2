import { randomUUID } from 'node:crypto';
import icalGenerator from 'ical-generator';
import { beforeAll, expect, it } from 'vitest';
import { fetchCalendar, subscribe, type ReadEvent, type Subscription } from '../calendars/subscribing.js';
import { useDirectus, type Client } from '../harness/directus.js';
import { at, compare, median, tableOf } from './measure.js';

const rounds = Number(process.env['CRM_BENCH_ROUNDS'] ?? 8);
const sizes = [1_100, 10_000];

// One client sends as fast as it can, and the size applications take is not what is measured.
const directus = useDirectus({
	env: { RATE_LIMITER_POINTS: '100000', RATE_LIMITER_GLOBAL_POINTS: '1000000', CRM_CALENDAR_LARGEST: '50000000' },
});
let sales: Client;
let visits = 0;

/** Plans visits past Directus, a thousand a year's day after the other. */
async function fill(until: number): Promise<void> {
	const me = (await directus.database('directus_users').where({ id: sales.user }).first()) as { crm_department: string };
	const customers = await directus.database('crm_customers').where({ department: me.crm_department }).limit(50).pluck<string[]>('id');
	while (visits < until) {
		const rows = Array.from({ length: Math.min(100, until - visits) }, (_, index) => {
			const number = visits + index;
			const start = new Date(Date.now() + (number % 360) * 86_400_000 + Math.floor(number / 360) * 900_000);
			return {
				id: randomUUID(),
				status: 'planned',
				revision: 0,
				title: `Visit ${number}: 春季新品介绍, spring collection`,
				customer: at(customers, number % customers.length),
				purpose: 'cultivate_relationship',
				starts_at: start,
				ends_at: new Date(start.getTime() + 3_600_000),
				all_day: false,
				location: 'Hall 3, 张江路 88 号',
				agenda: 'Show the samples; ask about the deliveries of last month.\nAgree on the next appointment.',
				owner: sales.user,
				department: me.crm_department,
			};
		});
		await directus.database('crm_visits').insert(rows);
		visits += rows.length;
	}
}

async function fetched(
	feed: Subscription,
	headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; bytes: number; etag: string }> {
	const response = await fetch(new URL(feed.path, directus.url), { headers });
	const bytes = (await response.arrayBuffer()).byteLength;
	return { status: response.status, bytes, etag: response.headers.get('etag') ?? '' };
}

const timed = async (work: () => unknown): Promise<number> => {
	const started = performance.now();
	await work();
	return performance.now() - started;
};

/** The same events with the library that is fastest at it, from memory. */
const generated = (events: readonly ReadEvent[]): string => {
	const calendar = icalGenerator({ name: 'Visits' });
	for (const { uid, summary, start, end, description, location } of events)
		calendar.createEvent({
			id: uid,
			summary,
			start: new Date(start),
			end: new Date(end),
			description: description ?? '',
			location: location ?? '',
		});
	return calendar.toString();
};

/** The longest anybody else had to wait while something was done. */
async function longestWait(work: () => Promise<unknown>): Promise<number> {
	const progress = { done: false };
	let longest = 0;
	const others = (async () => {
		while (!progress.done)
			longest = Math.max(longest, await timed(() => fetch(new URL('/server/ping', directus.url)).then((answer) => answer.text())));
	})();
	await work();
	progress.done = true;
	await others;
	return longest;
}

beforeAll(async () => {
	sales = await directus.login('sales@example.com');
});

it.each(sizes)('what a calendar of %i visits costs, as ratios', async (size) => {
	await fill(size);
	const first = await subscribe(sales);
	const rendering = await timed(() => fetched(first));
	const { events } = await fetchCalendar(directus, first.path);
	expect(events.length).toBeGreaterThanOrEqual(size);

	// Other feeds of the same person: nothing is remembered of them, but the texts are kept.
	const cold: number[] = [];
	const warm: number[] = [];
	const generator: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const feed = await subscribe(sales);
		cold.push(await timed(() => fetched(feed)));
		warm.push(await timed(() => fetched(feed)));
		generator.push(await timed(() => generated(events)));
		// It has kept this process busy for seconds; connections that were closed meanwhile are noticed now, and not used again.
		await new Promise((resolve) => setTimeout(resolve, 100));
		await sales.request('DELETE', `/crm/feeds/${feed.id}`);
	}
	const waiting = await subscribe(sales);
	const wait = await longestWait(() => fetched(waiting));
	const { etag } = await fetched(first);
	const [unchanged] = await compare(
		[
			{
				what: 'unchanged / GET /server/ping',
				ours: {
					run: async () => {
						expect((await fetched(first, { 'if-none-match': etag })).status).toBe(304);
					},
				},
				plain: {
					run: async () => {
						await (await fetch(new URL('/server/ping', directus.url))).text();
					},
				},
				aim: 3,
			},
		],
		40,
	);
	const against = (what: string, ours: number, aim: number | null) => ({
		what,
		ours,
		plain: median(generator),
		ratio: ours / median(generator),
		aim,
	});
	process.stdout.write(
		tableOf(`${directus.kind}: a calendar of ${events.length} events / ical-generator, medians of ${rounds}`, [
			against('first fetch, everything is rendered', rendering, null),
			against('cold: put together from kept texts', median(cold), 1),
			against('warm: remembered', median(warm), 0.2),
			...(unchanged === undefined ? [] : [unchanged]),
		]),
	);
	process.stdout.write(`longest wait of others while it is put together: ${wait.toFixed(0)} ms\n`);
	for (const feed of [first, waiting]) await sales.request('DELETE', `/crm/feeds/${feed.id}`);
	expect(unchanged?.ratio).toBeGreaterThan(0);
});
