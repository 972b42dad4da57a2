import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { inDays } from '../gifts/giving.js';
import { useDirectus } from '../harness/directus.js';
import { Visiting, type Colleague } from '../visits/visiting.js';

interface Due {
	readonly data: readonly {
		readonly customer: { readonly id: string; readonly name: string };
		readonly owner: string | null;
		readonly target: string;
		readonly planned: string | null;
		readonly duties: readonly { contact: string; last: string | null; due_on: string; overdue_days: number; clauses: string[] }[];
	}[];
	readonly meta: {
		readonly total: number;
		readonly overdue: number;
		readonly customers: number;
		readonly left_out: boolean;
		readonly may_plan: boolean;
	};
}

const directus = useDirectus();
let office: Visiting;

const ask = async (who: Colleague, query: Readonly<Record<string, string | number | boolean>> = {}) => {
	const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
	return office.as(who).request<Due>('GET', `/crm/communications/due?${search.toString()}`);
};
const dueOf = async (who: Colleague, customer: string, mine = true) => {
	const { body } = await ask(who, { mine, search: await nameOf(customer) });
	return body.data.find((line) => line.customer.id === customer);
};
const nameOf = async (customer: string) => String((await office.row(customer, 'crm_customers'))['name']);

/** Sets columns of a customer past Directus and every gate, as if they had been so for long. */
async function letBe(customer: string, values: Readonly<Record<string, unknown>>): Promise<void> {
	await directus.database.transaction(async (trx) => {
		await trx('crm_tickets').insert({ collection: 'crm_customers', item: customer, op: 'update' });
		await trx('crm_customers').where({ id: customer }).update(values);
	});
}

const ago = (days: number): Date => new Date(Date.now() - days * 86_400_000);
const dayAgo = (days: number): string => inDays(-days);

/** A customer of sales that came into the archive so many days ago. */
async function known(days: number, values: Readonly<Record<string, unknown>> = {}): Promise<string> {
	const customer = await office.customer('sales');
	await letBe(customer, { date_created: ago(days), ...values });
	return customer;
}

beforeAll(async () => {
	office = await Visiting.open(directus);
});

describe('Contact that is due', () => {
	it('is counted from the last contact of any kind, or from when the customer came into the archive', async () => {
		const customer = await known(100);
		expect(await dueOf('sales', customer)).toMatchObject({
			target: 'general',
			duties: [{ contact: 'any', last: null, due_on: dayAgo(10), overdue_days: 10, clauses: ['COM-04'] }],
		});
		const contact = { form: 'telephone', direction: 'theirs', use: 'business', content: 'Asked for a price.' };
		await office.accepted('sales', customer, 'record_contact', { input: contact }, 'crm_customers');
		expect(await dueOf('sales', customer)).toMatchObject({ duties: [{ last: dayAgo(0), due_on: inDays(90), overdue_days: 0 }] });
		const [record] = (await directus.database('crm_communications').where({ customer })) as { id: string }[];
		await office.accepted('sales', record?.id ?? '', 'void', { comment: 'Another customer' }, 'crm_communications');
		expect(await dueOf('sales', customer)).toMatchObject({ duties: [{ last: null, overdue_days: 10 }] });
	});

	it('of a key customer is a visit a month and the management every quarter; a visit it goes along on is both', async () => {
		const customer = await known(200, { key_customer: true, key_since: dayAgo(40), value_class: 'high_value' });
		const before = await dueOf('sales', customer);
		expect(before).toMatchObject({ target: 'key', planned: null });
		expect(before?.duties.find(({ contact }) => contact === 'visit')).toMatchObject({ due_on: dayAgo(10), overdue_days: 10 });
		const ahead = await office.plan('sales', customer, { starts_at: `${inDays(5)}T02:00:00Z`, ends_at: `${inDays(5)}T03:00:00Z` });
		expect((await dueOf('sales', customer))?.planned).toContain(inDays(5));
		await office.accepted('sales', ahead, 'cancel', { comment: 'Fair that week' });
		const visit = await office.plan('sales', customer, { accompanied_by: await office.idOf('gm') });
		await office.make('sales', visit);
		const after = await dueOf('sales', customer);
		expect(after?.planned).toBeNull();
		expect(after?.duties.map(({ contact, last }) => [contact, last]).sort()).toEqual([
			['executive', dayAgo(0)],
			['visit', dayAgo(0)],
		]);
		expect(after?.duties.every(({ overdue_days: overdue }) => overdue === 0)).toBe(true);
	});

	it('comes the longest overdue first, in pages, with one line for a customer', async () => {
		const word = `Overdue ${randomUUID().slice(0, 8)}`;
		const made: string[] = [];
		for (const days of [95, 120, 300, 10]) made.push(await known(days, { name: `${word} ${String(days)}` }));
		const whole = await ask('sales', { search: word });
		expect(whole.body.data.map(({ customer }) => customer.name)).toEqual([300, 120, 95, 10].map((days) => `${word} ${String(days)}`));
		expect(whole.body.meta).toMatchObject({ total: 4, overdue: 3, customers: 4, left_out: false, may_plan: true });
		const late = await ask('sales', { search: word, overdue: true, limit: 2, offset: 2 });
		expect(late.body.data.map(({ customer }) => customer.id)).toEqual([made[0]]);
		expect(late.body.meta.total).toBe(3);
	});

	it('is for the customers one sees: one’s own, one’s department’s, everybody’s; not for those who see none of it', async () => {
		const customer = await known(120);
		const line = async (who: Colleague, mine: boolean) => (await dueOf(who, customer, mine))?.customer.id ?? null;
		expect([await line('sales', true), await line('sales.second', true), await line('sales.second', false)]).toEqual([
			customer,
			null,
			customer,
		]);
		expect([await line('export', false), await line('gm', false), await line('auditor', false)]).toEqual([null, customer, customer]);
		// Without a department one has no customers; whoever does not read how valuable a customer is has no business with this.
		expect((await ask('newcomer')).body.meta).toMatchObject({ total: 0, customers: 0 });
		for (const who of ['production', 'finance', 'warehouse'] as const) expect((await ask(who)).status, who).toBe(403);
		expect((await ask('auditor')).body.meta.may_plan).toBe(false);
		await letBe(customer, { status: 'archived' });
		expect(await line('sales', true)).toBeNull();
	});
});
