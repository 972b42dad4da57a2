import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDirectus, type Client, type Directus } from '../harness/directus.js';
import { Office } from '../paths/office.js';
import { compare, tableOf, type Comparison, type Measured } from './measure.js';
import { makePlainCollection, plainCollection } from './plain-collection.js';

/** More rounds, steadier medians. */
const rounds = Number(process.env['CRM_BENCH_ROUNDS'] ?? 60);
/** Contracts in review; each asks three people. */
const inReview = Number(process.env['CRM_BENCH_IN_REVIEW'] ?? 170);
const rowsInLists = 50;

let directus: Directus;
let office: Office;
let columns: readonly string[];
let plainRows: readonly string[];

const sent = async (client: Client, method: string, path: string, body?: unknown): Promise<void> => {
	const { status, body: answer } = await client.request<unknown>(method, path, body);
	if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
};

const drafts = async (count: number, orderForm: 'written' | 'telephone' = 'written'): Promise<readonly string[]> => {
	const ids: string[] = [];
	for (let made = 0; made < count; made++) ids.push(await office.draft({ order_form: orderForm, title: `Bench ${made}` }));
	return ids;
};

beforeAll(async () => {
	// One client sends as fast as it can; the limit for one address is not what is measured.
	directus = await startDirectus({ env: { RATE_LIMITER_ENABLED: 'false', RATE_LIMITER_GLOBAL_ENABLED: 'false' } });
	office = await Office.open(directus);
	columns = await makePlainCollection(directus, office.admin);
	const me = (await directus.database('directus_users').where({ id: office.as('sales').user }).first()) as { crm_department: string };
	const rows = Array.from({ length: rowsInLists }, (_, index) => ({
		id: randomUUID(),
		title: `Plain ${index}`,
		status: 'draft',
		revision: 0,
		order_form: 'written',
		amount: '12000.00',
		currency: 'CNY',
		delivery_date: '2027-03-01',
		owner: office.as('sales').user,
		department: me.crm_department,
	}));
	await sent(office.admin, 'POST', `/items/${plainCollection}`, rows);
	plainRows = rows.map(({ id }) => id);
});
afterAll(async () => {
	await directus.stop();
});

it('what governance costs, as ratios', async () => {
	const [sales, production, { admin }] = [office.as('sales'), office.as('production'), office];
	const [edited] = await drafts(1);
	const [confirmed] = await drafts(1, 'telephone');
	const submitted = await drafts(20);
	const waiting = await drafts(inReview);
	for (const id of waiting) await office.accepted('sales', 'crm_contracts', id, 'submit');
	const open = (await directus.database('crm_approval_tasks').where({ status: 'open' }).count({ tasks: '*' }).first()) as { tasks: number | string };
	const listed = `limit=${rowsInLists}&fields=${columns.join(',')}`;

	const plainEdit = (client: Client): Measured => ({ name: 'plain', run: (turn) => sent(client, 'PATCH', `/items/${plainCollection}/${plainRows[0]!}`, { title: `Title ${turn} ${randomUUID()}` }) });
	const draftEdit = (client: Client): Measured => ({ name: 'draft', run: (turn) => sent(client, 'PATCH', `/items/crm_contracts/${edited!}`, { title: `Title ${turn} ${randomUUID()}` }) });
	const command = (id: string, name: string, input: object = {}) => sent(sales, 'POST', `/crm/commands/crm_contracts/${id}/${name}`, { input });
	const comparisons: readonly Comparison[] = [
		{ what: 'draft edit by sales', ours: draftEdit(sales), plain: plainEdit(sales), aim: 1.15 },
		{ what: 'draft edit by an administrator', ours: draftEdit(admin), plain: plainEdit(admin), aim: 1.15 },
		{
			what: 'command confirm_by_customer / plain update',
			ours: { name: 'command', run: (turn) => command(confirmed!, 'confirm_by_customer', { confirmed_by: `L. Wang ${turn}`, confirmed_on: '2026-11-20', how: 'email' }) },
			plain: plainEdit(sales),
			aim: 3,
		},
		{
			what: 'commands submit, withdraw / plain update',
			ours: {
				name: 'commands',
				requests: 2,
				run: async (turn) => {
					const id = submitted[turn % submitted.length]!;
					await command(id, 'submit');
					await command(id, 'withdraw');
				},
			},
			plain: plainEdit(sales),
			aim: 3,
		},
		{
			what: `list of ${rowsInLists} contracts / plain list`,
			ours: { name: 'list', run: () => sent(sales, 'GET', `/items/crm_contracts?${listed}`) },
			plain: { name: 'plain', run: () => sent(sales, 'GET', `/items/${plainCollection}?${listed}`) },
		},
		{
			what: 'explain / plain read of one row',
			ours: { name: 'explain', run: () => sent(sales, 'GET', `/crm/commands/crm_contracts/${edited!}`) },
			plain: { name: 'plain', run: () => sent(sales, 'GET', `/items/${plainCollection}/${plainRows[0]!}`) },
		},
		{
			what: `inbox with ${open.tasks} open tasks / plain list`,
			ours: { name: 'inbox', run: () => sent(production, 'GET', '/crm/inbox?box=todo&limit=50') },
			plain: { name: 'plain', run: () => sent(sales, 'GET', `/items/${plainCollection}?${listed}`) },
		},
	];

	const ratios = await compare(comparisons, rounds);
	process.stdout.write(tableOf(`${directus.kind}: ${rounds} rounds, ${columns.length} columns, medians`, ratios));
	expect(ratios.every(({ ratio }) => Number.isFinite(ratio))).toBe(true);
	await office.expectLedgerIntact();
});
