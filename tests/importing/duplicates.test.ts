import { randomInt, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDirectus, type Answer, type Body, type Client } from '../harness/directus.js';

const colleagues = ['sales', 'export', 'info.admin', 'finance', 'admin'] as const;
type Colleague = (typeof colleagues)[number];

const directus = useDirectus();
const clients = new Map<Colleague, Client>();

beforeAll(async () => {
	for (const who of colleagues) clients.set(who, await directus.login(`${who}@example.com`));
});

const as = (who: Colleague): Client => clients.get(who) as Client;

/** A name nobody in the demo company has, with a part of its own. */
const freshName = (): string => `${Array.from({ length: 9 }, () => 'bcdfghjklmnpqrstvwxz'[randomInt(20)] ?? 'b').join('')} Lantern Works`;

const make = (who: Colleague, customer: Readonly<Record<string, unknown>>): Promise<Answer> =>
	as(who).request('POST', '/items/crm_customers?fields=id', { profile: 'enterprise', ...customer });

async function made(who: Colleague, customer: Readonly<Record<string, unknown>>): Promise<string> {
	const { body } = await make(who, customer);
	expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
	return String(body.data['id']);
}

interface Violation {
	readonly rule: string;
	readonly clause: string;
	readonly message: string;
	readonly field: string;
}

function refused({ status, body }: Answer): Violation {
	expect(status, JSON.stringify(body)).toBe(422);
	const [violation, ...more] = body.errors[0]?.extensions['violations'] as Violation[];
	expect(more).toEqual([]);
	return violation as Violation;
}

const named = async (name: string): Promise<number> => {
	const row = (await directus.database('crm_customers').where({ name }).count({ rows: '*' }).first()) as { rows: number | string };
	return Number(row.rows);
};

describe('A second record of one customer', () => {
	it('that is probable asks for a reason, and names the record its maker may see (CUS-10)', async () => {
		const name = freshName();
		await made('sales', { name: `${name} Ltd.` });
		const slipped = `${name.slice(0, 4)}${name.slice(5)}`;
		expect(refused(await make('sales', { name: slipped }))).toMatchObject({
			rule: 'duplicate-probable',
			clause: 'CUS-10',
			field: 'duplicate_reason',
			message: expect.stringContaining(`${name} Ltd.`) as string,
		});
		expect(await named(slipped)).toBe(0);
		expect(refused(await make('sales', { name: slipped, duplicate_reason: '   ' })).rule).toBe('duplicate-probable');
		await made('sales', { name: slipped, duplicate_reason: 'Their sister company in Ningbo' });
	});

	it('that is certain is refused, whatever reason is given, to administrators as well', async () => {
		const name = freshName();
		const phone = `0571-${String(randomInt(80_000_000, 89_999_999))}`;
		await made('sales', { name: `${name} GmbH`, phone });
		const again = { name: name.toUpperCase(), phone: `+86 571 ${phone.slice(5)}`, duplicate_reason: 'I say so' };
		for (const who of ['sales', 'admin'] as const)
			expect(refused(await make(who, again)), who).toMatchObject({ rule: 'duplicate-certain', clause: 'CUS-10', field: 'name' });
		expect(await named(name.toUpperCase())).toBe(0);
	});

	it('is not named to whoever may not see the first, only that there is one and whom to ask', async () => {
		const name = freshName();
		await made('sales', { name, phone: '0571-88110022', needs: 'A secret need' });
		const violation = refused(await make('export', { name: `${name} Co., Ltd.` }));
		expect(violation.rule).toBe('duplicate-probable');
		expect(violation.message).toContain('information administrator');
		expect(violation.message).not.toContain(name);
		const asked = await as('export').request<Body<{ matches: unknown[]; hidden: boolean }>>(
			'GET',
			`/crm/customers/duplicates?${new URLSearchParams({ name }).toString()}`,
		);
		expect(asked.body.data).toEqual({ matches: [], hidden: true });
	});

	it('is refused to nobody who may not make customers: they learn nothing', async () => {
		const name = freshName();
		await made('sales', { name });
		expect((await make('finance', { name })).status).toBe(403);
		expect((await as('finance').request('GET', `/crm/customers/duplicates?${new URLSearchParams({ name }).toString()}`)).status).toBe(403);
	});

	it('is found within one request, and then nothing of the request stays', async () => {
		const name = freshName();
		const { body } = await as('sales').request('POST', '/items/crm_customers', [
			{ name, profile: 'enterprise' },
			{ name: `${name} Limited`, profile: 'enterprise' },
		]);
		expect(body.errors[0]?.extensions.code).toBe('POLICY_VIOLATION');
		expect(await named(name)).toBe(0);
	});

	it('does not come about by renaming, while other edits of what was alike before go on', async () => {
		const [first, second] = [freshName(), freshName()];
		await made('sales', { name: first });
		const id = await made('sales', { name: second });
		const rename = (change: Readonly<Record<string, unknown>>) => as('sales').request('PATCH', `/items/crm_customers/${id}`, change);
		expect(refused(await rename({ name: `${first} Inc.` })).rule).toBe('duplicate-probable');
		expect((await rename({ name: `${first} Inc.`, duplicate_reason: 'Their holding' })).status).toBe(200);
		expect((await rename({ phone: '0571-87654321' })).status).toBe(200);
		const asked = await as('sales').request<Body<{ matches: { id: string }[] }>>(
			'GET',
			`/crm/customers/duplicates?${new URLSearchParams({ name: second }).toString()}`,
		);
		expect(asked.body.data.matches, 'no longer filed under its old name').toEqual([]);
	});

	it('is refused after the write too, where a Flow that emits no events makes it', async () => {
		const name = freshName();
		await made('sales', { name });
		const flow = await as('admin').request<Body<{ id: string }>>('POST', '/flows', {
			name: 'makes customers',
			trigger: 'manual',
			status: 'active',
			accountability: 'all',
			options: { collections: ['crm_customers'], requireSelection: false, async: false },
		});
		const operation = await as('admin').request<Body<{ id: string }>>('POST', '/operations', {
			flow: flow.body.data.id,
			name: 'create',
			key: 'make',
			type: 'item-create',
			position_x: 10,
			position_y: 10,
			options: {
				collection: 'crm_customers',
				permissions: '$full',
				emitEvents: false,
				payload: { name: `${name} Ltd`, profile: 'enterprise' },
			},
		});
		expect(operation.body.errors, JSON.stringify(operation.body.errors)).toBeUndefined();
		await as('admin').request('PATCH', `/flows/${flow.body.data.id}`, { operation: operation.body.data.id });
		await as('admin').request('POST', `/flows/trigger/${flow.body.data.id}`, { collection: 'crm_customers' });
		expect(await named(`${name} Ltd`)).toBe(0);
		await as('admin').request('DELETE', `/flows/${flow.body.data.id}`);
	});

	it('is said in the language of whoever enters it', async () => {
		const name = freshName();
		await made('sales', { name });
		await directus.database('directus_users').where({ email: 'sales@example.com' }).update({ language: 'zh-CN' });
		try {
			expect(refused(await make('sales', { name })).message).toContain(`该客户很可能与 ${name} 为同一客户`);
		} finally {
			await directus.database('directus_users').where({ email: 'sales@example.com' }).update({ language: 'en-US' });
		}
	});
});

describe('The form', () => {
	it('is told which records are alike, why, and what becomes of a second one', async () => {
		const name = freshName();
		const phone = `0574-${String(randomInt(80_000_000, 89_999_999))}`;
		const id = await made('sales', { name, phone });
		const ask = async (query: Readonly<Record<string, string>>) =>
			(
				await as('sales').request<Body<{ matches: Record<string, unknown>[]; hidden: boolean }>>(
					'GET',
					`/crm/customers/duplicates?${new URLSearchParams(query).toString()}`,
				)
			).body.data;
		expect(await ask({ name: `${name} AG`, phone: `+86 574 ${phone.slice(5)}` })).toEqual({
			matches: [
				{
					id,
					name,
					number: null,
					status_label: 'Prospect',
					certainty: 'certain',
					answer: 'refuse',
					reasons: ['same name', 'same telephone'],
				},
			],
			hidden: false,
		});
		expect(await ask({ name, phone, customer: id }), 'not like itself').toEqual({ matches: [], hidden: false });
	});

	it('finds the demo company, which came in past the gates', async () => {
		const { body } = await as('info.admin').request<Body<{ matches: { name: string }[] }>>(
			'GET',
			`/crm/customers/duplicates?${new URLSearchParams({ name: 'Hengda Departement Store Ltd' }).toString()}`,
		);
		expect(body.data.matches.map(({ name }) => name)).toContain('Hengda Department Store');
	});

	it('does not look into its files by way of the archive: the answer comes from an index', async () => {
		const { database, kind } = directus;
		const found: unknown =
			kind === 'pg'
				? await database('pg_indexes').where({ tablename: 'crm_duplicate_keys' }).select('indexdef')
				: await database.raw('explain query plan select customer from crm_duplicate_keys where key = ?', ['x']);
		expect(JSON.stringify(found)).toMatch(kind === 'pg' ? /USING btree \(key, customer\)/ : /USING (COVERING )?INDEX/);
	});

	it('files nobody who is deleted', async () => {
		const id = await made('sales', { name: freshName() });
		const filed = async () => (await directus.database('crm_duplicate_keys').where({ customer: id })).length;
		expect(await filed()).toBeGreaterThan(5);
		expect((await as('sales').request('DELETE', `/items/crm_customers/${id}`)).status).toBe(204);
		expect(await filed()).toBe(0);
		expect((await as('admin').request('GET', `/items/crm_duplicate_keys?limit=1&x=${randomUUID()}`)).status).toBe(403);
	});
});
