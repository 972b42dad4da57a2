import { beforeAll, describe, expect, it } from 'vitest';
import { inDays, rulesIn } from '../gifts/giving.js';
import { useDirectus } from '../harness/directus.js';
import { Visiting, type Colleague } from '../visits/visiting.js';

const directus = useDirectus();
let office: Visiting;
/** A customer of sales that agreed to doing business, and one that has agreed to nothing. */
let customer: string;
let reserved: string;

const called = { form: 'telephone', direction: 'ours', use: 'business', content: 'Delivery of the autumn lot.' } as const;

const record = (who: Colleague | 'admin', of: string, input: Readonly<Record<string, unknown>> = {}) =>
	office.command(who, of, 'record_contact', { input: { ...called, ...input } }, 'crm_customers');

const kept = (of: string) =>
	directus.database<Record<string, unknown>>('crm_communications').where({ customer: of }).orderBy('happened_at') as Promise<
		Record<string, unknown>[]
	>;

async function agree(of: string, scope: string): Promise<void> {
	const answer = await office
		.as('sales')
		.request('POST', '/items/crm_consents', { customer: of, scope, obtained_on: inDays(-3), obtained_how: 'Signed form' });
	expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
}

beforeAll(async () => {
	office = await Visiting.open(directus);
	customer = await office.customer('sales');
	reserved = await office.customer('sales');
	await agree(customer, 'business');
});

describe('Contact with a customer', () => {
	it('is recorded by one command, and stands on the timeline of the customer', async () => {
		const before = await office.row(customer, 'crm_customers');
		expect((await record('sales', customer)).status).toBe(200);
		expect(await kept(customer)).toMatchObject([{ status: 'recorded', content: called.content, owner: await office.idOf('sales') }]);
		expect(Number((await office.row(customer, 'crm_customers'))['revision'])).toBe(Number(before['revision']) + 1);
		const timeline = await office
			.as('sales')
			.request<{ data: { entries: { kind: string; title: string; person: string }[] } }>(
				'GET',
				`/crm/customers/${customer}/timeline?kind=communication`,
			);
		expect(timeline.body.data.entries).toMatchObject([{ kind: 'communication', title: `Telephone ${called.content}` }]);
		await office.expectLedgerIntact();
	});

	it('without consent is refused, whoever asks, and leaves nothing behind', async () => {
		const entries = () => directus.database('crm_ledger').whereIn('item', [customer, reserved]).orderBy('seq').pluck('seq');
		const before: unknown = await entries();
		for (const who of ['sales', 'sales.manager', 'gm'] as const)
			expect(rulesIn(await record(who, reserved)), who).toEqual(['contact-without-consent CON-01']);
		expect(rulesIn(await record('admin', reserved))).toEqual(['not-your-duty COM-02']);
		expect(rulesIn(await record('sales', customer, { use: 'marketing' }))).toEqual(['contact-without-consent CON-01']);
		expect(await kept(reserved)).toEqual([]);
		expect(await entries()).toEqual(before);
		expect((await record('sales', reserved, { direction: 'theirs' })).status).toBe(200);
	});

	it('may be recorded for a use as soon as there is consent to it, and no longer once it is withdrawn', async () => {
		const other = await office.customer('sales');
		await agree(other, 'marketing');
		expect((await record('sales', other, { use: 'marketing' })).status).toBe(200);
		const [consent] = (await directus.database('crm_consents').where({ customer: other })) as { id: string }[];
		await office.accepted('sales', consent?.id ?? '', 'withdraw', { input: { withdrawn_how: 'By telephone' } }, 'crm_consents');
		expect(rulesIn(await record('sales', other, { use: 'marketing' }))).toEqual(['contact-without-consent CON-01']);
	});

	it('is written in no other way, and not changed afterwards, not even by the administrator', async () => {
		const [row] = await kept(customer);
		const id = String(row?.['id']);
		const { id: _id, ...copy } = row ?? {};
		const made = await office.admin.request('POST', '/items/crm_communications', copy);
		const changed = await office.admin.request('PATCH', `/items/crm_communications/${id}`, { content: 'Something else' });
		const removed = await office.admin.request('DELETE', `/items/crm_communications/${id}`);
		for (const refused of [made, changed, removed]) expect(rulesIn(refused).length).toBeGreaterThan(0);
		expect(await kept(customer)).toEqual(expect.arrayContaining([row]));
	});

	it('with a question stays open until the question is answered', async () => {
		await record('sales', customer, { direction: 'theirs', demand: 'When does it arrive?' });
		const open = (await kept(customer)).find(({ status }) => status === 'open');
		const id = String(open?.['id']);
		expect(rulesIn(await office.command('sales', id, 'answer', {}, 'crm_communications'))).toEqual(['input-invalid COM-02']);
		expect(await office.accepted('sales', id, 'answer', { input: { answer: 'On Friday.' } }, 'crm_communications')).toBe('recorded');
		expect(await office.accepted('sales', id, 'void', { comment: 'Wrong customer' }, 'crm_communications')).toBe('voided');
	});

	it('is read by those who read the customer; service reads what it had itself', async () => {
		expect((await record('service', customer, { direction: 'theirs', content: 'Asked for a repair.' })).status).toBe(200);
		const list = async (who: Colleague) => {
			const answer = await office
				.as(who)
				.request<{ data?: { content: string }[] }>('GET', `/items/crm_communications?filter[customer][_eq]=${customer}&fields=content`);
			return (answer.body.data ?? []).map(({ content }) => content);
		};
		expect(await list('sales')).toEqual(expect.arrayContaining([called.content, 'Asked for a repair.']));
		expect(await list('service')).toEqual(['Asked for a repair.']);
		for (const who of ['export', 'newcomer', 'warehouse'] as const) expect(await list(who), who).toEqual([]);
		expect((await record('export', customer)).status).toBe(403);
		expect((await record('newcomer', customer)).status).toBe(403);
		expect(rulesIn(await record('auditor', customer)).length).toBeGreaterThan(0);
	});

	it('of the general manager who says how the project goes is the quarterly one', async () => {
		const before = await office
			.as('gm')
			.request<{ data: { command: string; input_schema: { properties: object } }[] }>('GET', `/crm/commands/crm_customers/${customer}`);
		const form = before.body.data.find(({ command }) => command === 'record_contact')?.input_schema.properties ?? {};
		expect(Object.keys(form)).toEqual(expect.arrayContaining(['form', 'content', 'progress', 'operation']));
		expect((await record('gm', customer, { progress: 'Half done.', operation: 'Runs well.' })).status).toBe(200);
		expect((await kept(customer)).filter(({ executive }) => Boolean(executive))).toMatchObject([{ owner: await office.idOf('gm') }]);
	});
});
