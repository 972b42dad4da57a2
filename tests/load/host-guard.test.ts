import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDirectus, type Client, type OwnDirectus } from '../harness/directus.js';
import { withoutGuard } from '../host-guard/without-guard.js';
import { compare, missing, tableOf, type Comparison, type Measured } from './measure.js';
import { makePlainCollection, plainCollection } from './plain-collection.js';

const rounds = Number(process.env['CRM_BENCH_ROUNDS'] ?? 60);
const rowsInList = 25;
/** One request takes a few milliseconds; several in a row make a measurement steadier than the clock's own jitter. */
const inARow = 10;

interface Side {
	readonly directus: OwnDirectus;
	readonly admin: Client;
	readonly row: string;
}
const sides: Side[] = [];

/** The same collection and rows, on a Directus of its own. */
async function openSide(wrapper?: typeof withoutGuard): Promise<Side> {
	const directus = await startDirectus({
		because: 'two of them are compared',
		env: { RATE_LIMITER_POINTS: '100000', RATE_LIMITER_GLOBAL_POINTS: '1000000' },
		...(wrapper === undefined ? {} : { wrapper }),
	});
	const admin = await directus.login('admin@example.com');
	await makePlainCollection(directus, admin);
	const rows = Array.from({ length: rowsInList }, (_, index) => ({
		id: randomUUID(),
		title: `Plain ${index}`,
		status: 'draft',
		revision: 0,
	}));
	await admin.request('POST', `/items/${plainCollection}`, rows);
	const side = { directus, admin, row: rows[0]?.id ?? '' };
	sides.push(side);
	return side;
}

beforeAll(async () => {
	await openSide();
	await openSide(withoutGuard);
});
afterAll(async () => {
	for (const { directus } of sides) await directus.stop();
});

it('what the host guard costs on plain requests, as ratios', async () => {
	const [guarded, unguarded] = sides;
	if (guarded === undefined || unguarded === undefined) throw new Error('Both sides are needed.');
	const repeated = ({ admin }: Side, method: string, path: string, body?: (turn: string) => unknown): Measured => ({
		requests: inARow,
		run: async (turn) => {
			for (let sent = 0; sent < inARow; sent++) {
				const { status } = await admin.request<unknown>(method, path, body?.(`${turn}.${sent}`));
				if (status !== 200) throw new Error(`${method} ${path}: ${status}`);
			}
		},
	});
	const both = (what: string, measured: (side: Side) => Measured): Comparison => ({
		what,
		ours: measured(guarded),
		plain: measured(unguarded),
		aim: 1.03,
	});
	const ratios = await compare(
		[
			both('GET /items, one row', (side) => repeated(side, 'GET', `/items/${plainCollection}/${side.row}?fields=id,title`)),
			both(`GET /items, ${rowsInList} rows`, (side) => repeated(side, 'GET', `/items/${plainCollection}?fields=id,title,status`)),
			both('PATCH /items', (side) =>
				repeated(side, 'PATCH', `/items/${plainCollection}/${side.row}?fields=id`, (turn) => ({ title: `Title ${turn}` })),
			),
		],
		rounds,
	);
	process.stdout.write(tableOf(`${guarded.directus.kind}: host guard, ${rounds} rounds of ${inARow} requests, medians`, ratios));
	expect(missing(ratios)).toEqual([]);
});
