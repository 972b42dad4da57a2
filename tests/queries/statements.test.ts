import { beforeAll, describe, expect, it } from 'vitest';
import { inDays } from '../gifts/giving.js';
import { useOwnDirectus, type Body } from '../harness/directus.js';
import { useOffice, type Colleague } from '../paths/office.js';
import { statementLog, statementsOf } from './statements.js';

const directus = useOwnDirectus({ because: 'its log is read', env: statementLog });
const office = useOffice(directus);
let few: readonly string[];
let many: readonly string[];
let long: string;

const line = (index: number) => ({
	product: `Silk tie ${index}`,
	specification: '8 cm',
	quantity: '2',
	unit: 'pcs',
	unit_price: '60',
	from_stock: false,
});

beforeAll(async () => {
	const drafts: string[] = [];
	for (let made = 0; made < 50; made++) drafts.push(await office.draft());
	for (const contract of drafts) await office.accepted('sales', 'crm_contracts', contract, 'submit');
	many = drafts;
	few = drafts.slice(0, 5);
	long = await office.draft({ lines: Array.from({ length: 50 }, (_, index) => line(index)) });
});

/** Reads as a colleague; fails unless as many rows come as are meant to be counted. */
const reading = (who: Colleague, path: string, rows?: number) => async (): Promise<void> => {
	const { status, body } = await office.as(who).request<Body<readonly unknown[]>>('GET', path);
	expect(status, JSON.stringify(body)).toBe(200);
	if (rows !== undefined) expect(body.data).toHaveLength(rows);
};

const list = (ids: readonly string[]) =>
	`/items/crm_contracts?fields=*,customer.name,lines.*,approvals.status&limit=100&filter=${JSON.stringify({ id: { _in: ids } })}`;

describe('The number of SQL statements does not depend on the number of rows', () => {
	it('sees the statements at all', async () => {
		expect((await statementsOf(directus, reading('sales', list(few), few.length))).length).toBeGreaterThan(2);
	});

	it('for a list of contracts with their lines', async () => {
		const forFew = await statementsOf(directus, reading('sales', list(few), few.length));
		const forMany = await statementsOf(directus, reading('sales', list(many), many.length));
		expect(forMany.length, forMany.join('\n')).toBe(forFew.length);
	});

	it('for the timeline of a customer, whatever number of orders and visits there is', async () => {
		const [short, busy] = [await office.prospect(), await office.prospect()];
		const order = (customer: string, which: number) => ({
			customer,
			kind: 'order',
			occurred_on: '2026-10-01',
			source_system: 'ERP',
			external_id: `${customer} ${String(which)}`,
		});
		const visit = (customer: string, which: number) => ({
			customer,
			title: `Visit ${String(which)}`,
			purpose: 'cultivate_relationship',
			starts_at: `${inDays(1 + which)}T02:00:00Z`,
			ends_at: `${inDays(1 + which)}T03:00:00Z`,
		});
		for (const [customer, times] of [
			[short, 2],
			[busy, 20],
		] as const) {
			const numbers = Array.from({ length: times }, (_, which) => which);
			const rows = (of: (customer: string, which: number) => unknown) => numbers.map((which) => of(customer, which));
			expect((await office.as('info.admin').request('POST', '/items/crm_transactions', rows(order))).status).toBe(200);
			expect((await office.as('sales').request('POST', '/items/crm_visits', rows(visit))).status).toBe(200);
		}
		const timeline = (customer: string, rows: number) =>
			statementsOf(directus, async () => {
				const path = `/crm/customers/${customer}/timeline?limit=50&kind=transaction,visit`;
				const { body } = await office.as('sales').request<Body<{ entries: readonly unknown[] }>>('GET', path);
				expect(body.data.entries).toHaveLength(rows);
			});
		const [forFew, forMany] = [await timeline(short, 4), await timeline(busy, 40)];
		expect(forMany.length, forMany.join('\n')).toBe(forFew.length);
	});

	it('for what contact is due', async () => {
		const word = 'Counted customer';
		for (let made = 0; made < 30; made++) {
			const name = `${word} ${String(made)}${made < 3 ? ' of few' : ''}`;
			const { status } = await office.as('sales').request('POST', '/items/crm_customers', { name, profile: 'enterprise' });
			expect(status).toBe(200);
		}
		const due = (search: string, rows: number) =>
			statementsOf(directus, reading('sales', `/crm/communications/due?mine=true&limit=50&search=${encodeURIComponent(search)}`, rows));
		const [forFew, forMany] = [await due('of few', 3), await due(word, 30)];
		expect(forMany.length, forMany.join('\n')).toBe(forFew.length);
	});

	it('for the inbox', async () => {
		const forFew = await statementsOf(directus, reading('production', '/crm/inbox?box=todo&limit=5', 5));
		const forMany = await statementsOf(directus, reading('production', '/crm/inbox?box=todo&limit=50', 50));
		expect(forMany.length, forMany.join('\n')).toBe(forFew.length);
	});

	it('for what may be done with a contract, whatever number of lines it has', async () => {
		const short = await office.draft({ lines: Array.from({ length: 5 }, (_, index) => line(index)) });
		const forFew = await statementsOf(directus, reading('sales', `/crm/commands/crm_contracts/${short}`));
		const forMany = await statementsOf(directus, reading('sales', `/crm/commands/crm_contracts/${long}`));
		expect(forMany.length, forMany.join('\n')).toBe(forFew.length);
	});

	it('for each contract that comes in with its lines, whatever number comes at once or is there', async () => {
		const bringing = (count: number) => async (): Promise<void> => {
			const rows = Array.from({ length: count }, (_, index) => ({
				title: `Imported ${index}`,
				customer: office.activeCustomer,
				order_form: 'written',
				amount: '600.00',
				currency: 'CNY',
				delivery_date: '2027-03-01',
				lines: Array.from({ length: 5 }, (_each, place) => line(place)),
			}));
			const { status, body } = await office.as('sales').request<Body<readonly unknown[]>>('POST', '/items/crm_contracts?fields=id', rows);
			expect(status, JSON.stringify(body)).toBe(200);
			expect(body.data).toHaveLength(count);
		};
		const [one, three, five] = [
			await statementsOf(directus, bringing(1)),
			await statementsOf(directus, bringing(3)),
			await statementsOf(directus, bringing(5)),
		].map((statements) => statements.length);
		expect([one, three, five].every((count) => count !== undefined && count > 0)).toBe(true);
		expect((five ?? 0) - (three ?? 0), `${one}, ${three}, ${five}`).toBe((three ?? 0) - (one ?? 0));
		// By now there are more contracts than before; the same one costs the same.
		expect((await statementsOf(directus, bringing(1))).length).toBe(one);
	});

	it('for submitting a contract, whatever number of lines it has', async () => {
		const submittedAndBack = (id: string) => async (): Promise<void> => {
			await office.accepted('sales', 'crm_contracts', id, 'submit');
			await office.accepted('sales', 'crm_contracts', id, 'withdraw');
		};
		const short = await office.draft({ lines: [line(0)] });
		const ofFifty = await office.draft({ lines: Array.from({ length: 50 }, (_, index) => line(index)) });
		const forFew = await statementsOf(directus, submittedAndBack(short));
		const forMany = await statementsOf(directus, submittedAndBack(ofFifty));
		// A look at the guards, due once a minute, may fall into either; a statement for each line would be 49 more.
		expect(forMany.length, forMany.join('\n')).toBeLessThan(forFew.length + 10);
	});

	it('for verifying the ledger, whatever number of entries it has', async () => {
		const before = await statementsOf(directus, reading('auditor', '/crm/ledger/verify'));
		for (const contract of few) await office.accepted('sales', 'crm_contracts', contract, 'withdraw');
		const after = await statementsOf(directus, reading('auditor', '/crm/ledger/verify'));
		expect(after.length, after.join('\n')).toBe(before.length);
	});

	it('for editing a draft, whatever number of contracts there is', async () => {
		const edit = (id: string) => async (): Promise<void> => {
			const { status } = await office.as('sales').request('PATCH', `/items/crm_contracts/${id}`, { title: `Retitled ${Date.now()}` });
			expect(status).toBe(200);
		};
		const short = await office.draft({ lines: [line(0)] });
		const forFew = await statementsOf(directus, edit(short));
		const forMany = await statementsOf(directus, edit(long));
		expect(forMany.length, forMany.join('\n')).toBe(forFew.length);
	});
});
