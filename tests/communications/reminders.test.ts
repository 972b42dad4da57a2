import { describe, expect, it } from 'vitest';
import { inDays } from '../gifts/giving.js';
import { useOwnDirectus } from '../harness/directus.js';
import { eventually } from '../provision/database-state.js';
import { Visiting, type Colleague } from '../visits/visiting.js';

const directus = useOwnDirectus({ because: 'it reminds of contact once a day and after each start' });

/** A customer of sales, as if it had been in the archive for so many days. */
async function known(office: Visiting, days: number, values: Readonly<Record<string, unknown>> = {}): Promise<string> {
	const customer = await office.customer('sales');
	await directus.database.transaction(async (trx) => {
		await trx('crm_tickets').insert({ collection: 'crm_customers', item: customer, op: 'update' });
		await trx('crm_customers')
			.where({ id: customer })
			.update({ date_created: new Date(Date.now() - days * 86_400_000), ...values });
	});
	return customer;
}

const givenOf = async (customer: string): Promise<readonly string[]> =>
	(await directus.database('crm_contact_reminders').where({ customer }).orderBy(['contact', 'stage'])).map(
		({ contact, stage, since }: Record<string, string>) => [contact, stage, since].join(' '),
	);

const messagesTo = async (office: Visiting, who: Colleague, name: string) =>
	directus
		.database('crm_outbox')
		.where({ recipient: await office.idOf(who) })
		.where('body', 'like', `%${name}%`)
		.select<{ subject: string; body: string; collection: string }[]>('subject', 'body', 'collection');

const nameOf = async (office: Visiting, customer: string) => String((await office.row(customer, 'crm_customers'))['name']);

describe('Contact that is overdue', () => {
	it('reminds whoever answers for it and later their head, in their language, once in a period', async () => {
		// After its start the company is reminded of what was overdue already; what is made from now on waits for the next.
		expect(await eventually(async () => (await directus.database('crm_contact_reminders').limit(1)).length === 1, 60_000)).toBe(true);
		let office = await Visiting.open(directus);
		const [late, veryLate, inTime, archived] = [
			await known(office, 95),
			await known(office, 120),
			await known(office, 20),
			await known(office, 300, { status: 'archived' }),
		];
		const key = await known(office, 80, { key_customer: true, key_since: inDays(-80) });
		const manager = await office.idOf('sales.manager');
		await office.admin.request('PATCH', `/users/${manager}`, { language: 'zh-CN' });

		await directus.restart();
		office = await Visiting.open(directus);
		expect(await eventually(async () => (await givenOf(veryLate)).length === 2, 60_000)).toBe(true);
		expect(await givenOf(veryLate)).toEqual([`any head ${inDays(-120)}`, `any responsible ${inDays(-120)}`]);
		expect(await givenOf(late)).toEqual([`any responsible ${inDays(-95)}`]);
		expect([await givenOf(inTime), await givenOf(archived)]).toEqual([[], []]);
		// A visit a month, and the management a fortnight before its quarter is over.
		expect(await givenOf(key)).toEqual([
			`executive responsible ${inDays(-80)}`,
			`visit head ${inDays(-80)}`,
			`visit responsible ${inDays(-80)}`,
		]);

		const [toSales] = await messagesTo(office, 'sales', await nameOf(office, late));
		expect(toSales).toMatchObject({ collection: 'crm_customers', subject: expect.stringMatching(/^Contact overdue: /) as string });
		expect(toSales?.body).toContain(`${await nameOf(office, veryLate)}: Contact of any form, due on ${inDays(-30)}`);
		const toHead = await messagesTo(office, 'sales.manager', await nameOf(office, veryLate));
		expect(toHead).toHaveLength(1);
		expect(toHead[0]?.subject).toMatch(/^沟通逾期：/);
		expect(toHead[0]?.body).not.toContain(await nameOf(office, late));
		expect(await messagesTo(office, 'gm', await nameOf(office, key))).toHaveLength(1);
		expect(await messagesTo(office, 'export', await nameOf(office, veryLate))).toEqual([]);

		// The next day, or after another start, only what is new is told; contact ends a period, and void contact brings it back.
		const contact = { form: 'telephone', direction: 'theirs', use: 'business', content: 'Asked for a price.' };
		await office.accepted('sales', late, 'record_contact', { input: contact }, 'crm_customers');
		const another = await known(office, 200);
		await directus.restart();
		office = await Visiting.open(directus);
		expect(await eventually(async () => (await givenOf(another)).length === 2, 60_000)).toBe(true);
		expect(await givenOf(late)).toHaveLength(1);
		expect(await messagesTo(office, 'sales', await nameOf(office, veryLate))).toHaveLength(1);
		expect(await messagesTo(office, 'sales.manager', await nameOf(office, veryLate))).toHaveLength(1);
		expect(await messagesTo(office, 'sales', await nameOf(office, another))).toHaveLength(1);
	}, 240_000);
});
