import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDirectus, type Body } from '../harness/directus.js';
import { Giving, inDays, rulesIn, type Colleague } from './giving.js';

const directus = useDirectus();
let giving: Giving;

beforeAll(async () => {
	giving = await Giving.open(directus);
});

describe('A gift', () => {
	it('is asked for, approved by somebody else and handed over with a receipt', async () => {
		const { id: customer, contacts } = await giving.customer('sales');
		const gift = await giving.draft('sales', customer, contacts[0] ?? null);
		expect(
			await giving.refused('sales', gift, 'hand_over', { input: { handed_over_on: inDays(0), received_by: 'x', receipt_note: 'x' } }),
		).toEqual(['gift-not-approved GFT-01']);
		expect(await giving.accepted('sales', gift, 'submit')).toBe('in_approval');
		expect(rulesIn(await giving.handOver('sales', gift))).toEqual(['gift-not-approved GFT-01']);
		await giving.approve(gift);
		expect(rulesIn(await giving.handOver('sales', gift, { handed_over_on: inDays(-2) }))).toEqual(['handed-over-before-approval GFT-01']);
		expect(rulesIn(await giving.handOver('sales', gift, { handed_over_on: inDays(2) }))).toEqual(['day-in-the-future GFT-02']);
		expect((await giving.handOver('sales', gift)).status).toBe(200);
		expect(await giving.row(gift)).toMatchObject({ status: 'handed_over', received_by: 'L. Wang' });
		expect((await giving.row(gift))['number']).toMatch(/^LP\d{4}-\d{4}$/);
		expect(await giving.accepted('sales', gift, 'return_gift', { input: { returned_on: inDays(0) }, comment: 'Not allowed there' })).toBe(
			'returned',
		);
		await giving.expectLedgerIntact();
	});

	it('of a kind that needs nobody’s approval is cleared at once, but not on a day of care (GFT-02, GFT-03)', async () => {
		const { id: customer } = await giving.customer('sales');
		const sample = await giving.draft('sales', customer, null, { kind: 'sample', amount: '60.00' });
		expect(await giving.accepted('sales', sample, 'submit')).toBe('approved');
		expect((await giving.handOver('sales', sample)).status).toBe(200);
		const festive = await giving.draft('sales', customer, null, { kind: 'promotional', occasion: 'festival' });
		expect(await giving.accepted('sales', festive, 'submit')).toBe('in_approval');
	});

	it('is refused in both languages with the clause and what to do', async () => {
		const { id: customer } = await giving.customer('sales');
		const gift = await giving.draft('sales', customer, null, { currency: 'EUR' });
		const messages = async () => {
			const { body } = await giving.command('sales', gift, 'submit');
			return (body.errors[0]?.extensions['violations'] as { message: string }[]).map(({ message }) => message);
		};
		expect(await messages()).toContain('The limits are in CNY. Give the value in CNY, converted at the rate of the day of purchase.');
		await giving.as('sales').request('PATCH', '/users/me', { language: 'zh-CN' });
		await directus.database('directus_users').where({ email: 'sales@example.com' }).update({ language: 'zh-CN' });
		expect(await messages()).toContain('限额以 CNY 计。请按购买当日汇率折算，以 CNY 填写价值。');
		await directus.database('directus_users').where({ email: 'sales@example.com' }).update({ language: 'en-US' });
	});

	it('is asked for by its giver alone: not by the head, not by the administrator', async () => {
		const { id: customer, contacts } = await giving.customer('sales');
		const gift = await giving.draft('sales', customer, contacts[0] ?? null);
		for (const who of ['sales.manager', 'admin'] as const)
			expect(await giving.refused(who, gift, 'submit')).toEqual(['not-your-duty GFT-01']);
	});

	it('cannot be made somebody else’s by whoever drafts it', async () => {
		const { id: customer, contacts } = await giving.customer('sales');
		const gm = await directus.database<{ id: string; email: string }>('directus_users').where({ email: 'gm@example.com' }).first('id');
		const answer = await giving.as('sales').request('POST', '/items/crm_gifts', { customer, recipient: contacts[0], owner: gm?.id });
		expect(answer.status).toBe(403);
	});
});

describe('Yearly limits', () => {
	it('add up over related customers, and the refusal says what is left', async () => {
		const group = await giving.group();
		const one = await giving.customer('sales', 3, group);
		const other = await giving.customer('sales', 1, group);
		for (const recipient of one.contacts.slice(0, 2)) {
			const gift = await giving.draft('sales', one.id, recipient, { amount: '2000.00' });
			expect(await giving.accepted('sales', gift, 'submit')).toBe('in_approval');
		}
		const third = await giving.draft('sales', one.id, one.contacts[0] ?? null, { amount: '0.01' });
		const refusal = await giving.command('sales', third, 'submit');
		expect(rulesIn(refusal)).toEqual(['gift-cap-exceeded GFT-01']);
		expect((refusal.body.errors[0]?.extensions['violations'] as { message: string }[])[0]?.message).toContain('2000.01 CNY');
		const related = await giving.draft('sales', other.id, other.contacts[0] ?? null, { amount: '1000.01' });
		expect(await giving.accepted('sales', related, 'submit')).toBe('in_approval');
		expect(await giving.row(related)).toMatchObject({ status: 'in_approval' });
		const approval = (await directus.database('crm_approvals').where({ gift: related }).first()) as { route: string };
		expect(approval.route).toBe('gift-exception');
	});

	it.each([1, 2, 3, 4, 5])('let one of two through that together would be too much, at the same instant (round %i)', async () => {
		const { id: customer, contacts } = await giving.customer('sales');
		const recipient = contacts[0] ?? null;
		const mine = await giving.draft('sales', customer, recipient, { amount: '1500.00' });
		const colleagues = await giving.draft('sales.second', customer, recipient, { amount: '1500.00' });
		const answers = await Promise.all([giving.command('sales', mine, 'submit'), giving.command('sales.second', colleagues, 'submit')]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
		expect(answers.filter(({ status }) => status === 422).flatMap(rulesIn)).toEqual(['gift-cap-exceeded GFT-01']);
	});

	it('let as many through at the same instant as there is room for, and not one more', async () => {
		const { id: customer, contacts } = await giving.customer('sales');
		const drafts = await Promise.all(
			Array.from({ length: 12 }, (_, index) =>
				giving.draft(index % 2 === 0 ? 'sales' : 'sales.second', customer, contacts[0] ?? null, { amount: '250.00' }),
			),
		);
		const answers = await Promise.all(
			drafts.map((gift, index) => giving.command(index % 2 === 0 ? 'sales' : 'sales.second', gift, 'submit')),
		);
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(8);
		expect(new Set(answers.filter(({ status }) => status !== 200).flatMap(rulesIn))).toEqual(new Set(['gift-cap-exceeded GFT-01']));
		await giving.expectLedgerIntact();
	});
});

describe('The register', () => {
	const register = async (who: Colleague, query = '') => {
		const answer = await fetch(`${directus.url}/crm/gifts/register${query}`, {
			headers: { Authorization: `Bearer ${giving.as(who).token}` },
		});
		const bytes = Buffer.from(await answer.arrayBuffer());
		return { status: answer.status, type: answer.headers.get('content-type') ?? '', bytes, text: bytes.toString('utf8').slice(1) };
	};

	it('is a file in which nothing is taken for a formula, as far as its reader may see, and is itself on record', async () => {
		const { id: customer, contacts } = await giving.customer('sales');
		const gift = await giving.draft('sales', customer, contacts[0] ?? null, { item: '=HYPERLINK("https://example.com"), and "more"' });
		await giving.accepted('sales', gift, 'submit');
		const { number } = await giving.row(gift);
		const year = inDays(2).slice(0, 4);
		const file = await register('auditor', `?from=${year}-01-01&until=${year}-12-31`);
		expect(file).toMatchObject({ status: 200, type: 'text/csv; charset=utf-8' });
		const line = file.text.split('\r\n').find((candidate) => candidate.startsWith(String(number)));
		expect(line).toContain(`"'=HYPERLINK(""https://example.com""), and ""more"""`);
		const record = await directus
			.database<{ register: string; rows: number | string; digest: string }>('crm_exports')
			.orderBy('at', 'desc')
			.first();
		expect(record).toMatchObject({ register: 'gifts', digest: createHash('sha256').update(file.bytes).digest('hex') });
		expect(Number(record?.rows)).toBe(file.text.trimEnd().split('\r\n').length - 1);
		expect((await register('export')).text).not.toContain(String(number));
		expect((await register('newcomer')).text.trimEnd().split('\r\n'), 'the heading alone').toHaveLength(1);
		expect((await register('service')).text, 'asked about other gifts only').not.toContain(String(number));
	});

	it('refuses a period that is none', async () => {
		expect((await register('auditor', '?from=soon')).status).toBe(400);
	});
});

describe('What is left of the limits, asked for while an application is filled in', () => {
	interface Limits {
		readonly currency: string;
		readonly limits: readonly {
			scope: string;
			limit: string;
			used: string;
			left: string;
			total: string;
			exceeded: boolean;
			label: string;
		}[];
		readonly decisive_amount: string;
		readonly exception: boolean;
		readonly needs_approval: boolean;
		readonly route_label: string | null;
	}
	const ask = (who: Colleague, query: Readonly<Record<string, string>>) =>
		giving.as(who).request<Body<Limits>>('GET', `/crm/gifts/limits?${new URLSearchParams(query).toString()}`);

	it('is what a submission will be judged by: used, left, the way it will take', async () => {
		const { id: customer, contacts } = await giving.customer('marketing', 2);
		const [recipient = '', other = ''] = contacts;
		await giving.accepted('marketing', await giving.draft('marketing', customer, recipient, { amount: '900.00' }), 'submit');
		const { body } = await ask('marketing', { customer, recipient, amount: '1100.01', kind: 'gift', planned_on: inDays(2) });
		expect(body.data).toMatchObject({ currency: 'CNY', decisive_amount: '2000.01', exception: false, needs_approval: true });
		expect(body.data.route_label).toBe('Gift of value: head and management');
		expect(body.data.limits.find(({ scope }) => scope === 'recipient')).toMatchObject({
			limit: '2000.00',
			used: '900.00',
			left: '1100.00',
			total: '2000.01',
			exceeded: true,
			label: 'Recipient',
		});
		expect(
			(await ask('marketing', { customer, recipient: other, amount: '10' })).body.data.limits.find(({ scope }) => scope === 'recipient'),
		).toMatchObject({
			used: '0.00',
		});
	});

	it('leaves out the application itself once it is saved, and shows it to whoever decides about it', async () => {
		const { id: customer, contacts } = await giving.customer('sales');
		const [recipient = ''] = contacts;
		const gift = await giving.draft('sales', customer, recipient, { amount: '1200.00' });
		await giving.accepted('sales', gift, 'submit');
		for (const who of ['sales', 'finance', 'gm'] as const) {
			const { body } = await ask(who, { gift, customer, recipient, amount: '1200.00', kind: 'gift' });
			expect(body.errors, who).toBeUndefined();
			expect(
				body.data.limits.find(({ scope }) => scope === 'customer'),
				who,
			).toMatchObject({ used: '0.00', total: '1200.00' });
		}
	});

	it('is not for those who may not see the customer, the gift or its value', async () => {
		const { id: customer, contacts } = await giving.customer('sales');
		const gift = await giving.draft('sales', customer, contacts[0] ?? null);
		const [recipient = ''] = contacts;
		for (const who of ['export', 'newcomer', 'service'] as const) expect((await ask(who, { customer, amount: '1' })).status, who).toBe(403);
		for (const who of ['export', 'newcomer'] as const) expect((await ask(who, { gift })).status, who).toBe(403);
		expect((await ask('export', { recipient, amount: '1' })).status).toBe(403);
	});

	it.each([{ amount: '-5' }, { amount: '1e3' }, { customer: 'x' }, { kind: 'bribe' }, { planned_on: 'tomorrow' }])(
		'refuses %j',
		async (query) => {
			expect((await ask('sales', query as unknown as Record<string, string>)).status).toBe(400);
		},
	);
});
