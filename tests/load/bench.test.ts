import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { useDirectus, type Client } from '../harness/directus.js';
import { useOffice } from '../paths/office.js';
import { at, compare, tableOf, type Comparison, type Measured } from './measure.js';
import { makePlainCollection, plainCollection } from './plain-collection.js';

/** More rounds, steadier medians. */
const rounds = Number(process.env['CRM_BENCH_ROUNDS'] ?? 60);
/** Contracts in review; each asks three people. */
const inReview = Number(process.env['CRM_BENCH_IN_REVIEW'] ?? 170);
const rowsInLists = 50;

// One client sends as fast as it can; the limit for one address is not what is measured.
const directus = useDirectus({ env: { RATE_LIMITER_POINTS: '100000', RATE_LIMITER_GLOBAL_POINTS: '1000000' } });
const office = useOffice(directus);
let columns: readonly string[];
let plainRow: string;

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
	columns = await makePlainCollection(directus, office.admin);
	const me = (await directus
		.database('directus_users')
		.where({ id: office.as('sales').user })
		.first()) as { crm_department: string };
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
	plainRow = at(rows, 0).id;
});

it('what governance costs, as ratios', async () => {
	const [sales, production, { admin }] = [office.as('sales'), office.as('production'), office];
	const edited = at(await drafts(1), 0);
	const confirmed = at(await drafts(1, 'telephone'), 0);
	const submitted = await drafts(20);
	const waiting = await drafts(inReview);
	for (const id of waiting) await office.accepted('sales', 'crm_contracts', id, 'submit');
	const open = (await directus.database('crm_approval_tasks').where({ status: 'open' }).count({ tasks: '*' }).first()) as {
		tasks: number | string;
	};
	const listed = `limit=${rowsInLists}&fields=${columns.join(',')}`;

	/** Directus answers a write with the row: by itself with every list that hangs on it, each under rules of its own. */
	const edit = (client: Client, collection: string, id: string, answer: 'id' | 'everything'): Measured => ({
		run: (turn) =>
			sent(client, 'PATCH', `/items/${collection}/${id}${answer === 'id' ? '?fields=id' : ''}`, { title: `Title ${turn} ${randomUUID()}` }),
	});
	const draftEdit = (client: Client, answer: 'id' | 'everything') => edit(client, 'crm_contracts', edited, answer);
	const plainEdit = (client: Client, answer: 'id' | 'everything') => edit(client, plainCollection, plainRow, answer);
	const command = (id: string, name: string, input: object = {}) =>
		sent(sales, 'POST', `/crm/commands/crm_contracts/${id}/${name}`, { input });
	const comparisons: readonly Comparison[] = [
		{ what: 'draft edit by an administrator', ours: draftEdit(admin, 'id'), plain: plainEdit(admin, 'id'), aim: 1.15 },
		{ what: 'draft edit by sales', ours: draftEdit(sales, 'id'), plain: plainEdit(sales, 'id'), aim: 1.15 },
		{ what: '– by an administrator, answered with all lists', ours: draftEdit(admin, 'everything'), plain: plainEdit(admin, 'everything') },
		{ what: '– by sales, answered with all lists', ours: draftEdit(sales, 'everything'), plain: plainEdit(sales, 'everything') },
		{
			what: 'command confirm_by_customer / plain update',
			ours: {
				run: (turn) =>
					command(confirmed, 'confirm_by_customer', { confirmed_by: `L. Wang ${turn}`, confirmed_on: '2026-11-20', how: 'email' }),
			},
			plain: plainEdit(sales, 'id'),
			aim: 3,
		},
		{
			what: 'commands submit, withdraw / plain update',
			ours: {
				requests: 2,
				run: async (turn) => {
					const id = at(submitted, turn % submitted.length);
					await command(id, 'submit');
					await command(id, 'withdraw');
				},
			},
			plain: plainEdit(sales, 'id'),
			aim: 3,
		},
		{
			what: `list of ${rowsInLists} contracts / plain list`,
			ours: { run: () => sent(sales, 'GET', `/items/crm_contracts?${listed}`) },
			plain: { run: () => sent(sales, 'GET', `/items/${plainCollection}?${listed}`) },
		},
		{
			what: 'explain / plain read of one row',
			ours: { run: () => sent(sales, 'GET', `/crm/commands/crm_contracts/${edited}`) },
			plain: { run: () => sent(sales, 'GET', `/items/${plainCollection}/${plainRow}`) },
		},
		{
			what: `inbox with ${open.tasks} open tasks / plain list`,
			ours: { run: () => sent(production, 'GET', '/crm/inbox?box=todo&limit=50') },
			plain: { run: () => sent(sales, 'GET', `/items/${plainCollection}?${listed}`) },
		},
	];

	const ratios = await compare(comparisons, rounds);
	process.stdout.write(tableOf(`${directus.kind}: ${rounds} rounds, ${columns.length} columns, medians`, ratios));
	expect(ratios.every(({ ratio }) => Number.isFinite(ratio))).toBe(true);
	await office.expectLedgerIntact();
});
