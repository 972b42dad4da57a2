import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDirectus, type Body, type Client } from '../harness/directus.js';

const directus = useDirectus();
const clients = new Map<string, Client>();

beforeAll(async () => {
	for (const who of ['sales', 'sales.manager', 'info.admin', 'auditor', 'finance', 'admin'])
		clients.set(who, await directus.login(`${who}@example.com`));
});

const as = (who: string): Client => clients.get(who) as Client;

async function takeOut(who: string, register: string, order: unknown): Promise<{ status: number; bytes: Buffer; text: string }> {
	const answer = await fetch(new URL(`/crm/exports/${register}`, directus.url), {
		method: 'POST',
		headers: { authorization: `Bearer ${as(who).token}`, 'content-type': 'application/json' },
		body: JSON.stringify(order),
	});
	const bytes = Buffer.from(await answer.arrayBuffer());
	return { status: answer.status, bytes, text: bytes.toString('utf8') };
}

const records = async (): Promise<number> => (await directus.database('crm_exports').select('id')).length;

describe('Taking customers out', () => {
	it('is a right of its own: reading them gives none, nor does administering (CON-03)', async () => {
		const before = await records();
		for (const who of ['sales', 'finance', 'admin']) {
			const { status, text } = await takeOut(who, 'customers', { reason: 'Mailing' });
			expect(status, who).toBe(422);
			expect(text).toContain('export-not-allowed');
			expect(text).toContain('CON-03');
			expect((await as(who).request('GET', '/crm/exports')).status, who).toBe(403);
		}
		expect(await records()).toBe(before);
	});

	it('asks what for', async () => {
		for (const reason of ['', '   ', undefined]) {
			const { status, text } = await takeOut('info.admin', 'customers', { reason });
			expect(status).toBe(422);
			expect(text).toContain('export-without-reason');
		}
		expect((await takeOut('info.admin', 'passwords', { reason: 'x' })).status).toBe(403);
	});

	it('gives a file whose every row bears who took it out, that runs no formula, and leaves a record with count and digest', async () => {
		await directus.database('crm_customers').insert({
			id: 'e0000000-0000-4000-8000-00000000000a',
			name: '=HYPERLINK("http://x")',
			status: 'prospect',
			revision: 0,
			profile: 'enterprise',
		});
		const { status, bytes, text } = await takeOut('info.admin', 'customers', { reason: 'Audit of the archive' });
		expect(status).toBe(200);
		const [heading, ...rows] = text.replace('\uFEFF', '').trimEnd().split('\r\n');
		expect(heading).toContain('Credit standing');
		const all = (await directus.database('crm_customers').count({ rows: '*' }).first()) as { rows: number | string };
		const record = (await directus.database('crm_exports').where({ register: 'customers' }).orderBy('at', 'desc').first()) as Record<
			string,
			unknown
		>;
		expect(record).toMatchObject({
			user: as('info.admin').user,
			reason: 'Audit of the archive',
			digest: createHash('sha256').update(bytes).digest('hex'),
		});
		expect(Number(record['rows'])).toBe(Number(all.rows));
		const mark = String(record['watermark']);
		expect(mark).toContain('confidential');
		expect(text.split(mark)).toHaveLength(Number(all.rows) + 1);
		expect(rows.length).toBeGreaterThanOrEqual(Number(all.rows));
		expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
	});

	it('holds no row and no field its reader may not see', async () => {
		await directus.database('directus_permissions').where({ collection: 'crm_customers', action: 'read' }).select('id');
		const gifts = await takeOut('info.admin', 'gifts', { reason: 'Check' });
		const auditor = await takeOut('auditor', 'gifts', { reason: 'Check' });
		expect(gifts.text.split('\r\n').length).toBeLessThan(auditor.text.split('\r\n').length);
		expect((await takeOut('info.admin', 'gifts', { reason: 'Check', from: 'soon' })).status).toBe(400);
	});

	it('is the only way out: the host’s own exports are closed, to those who may export as well', async () => {
		for (const who of ['sales', 'info.admin', 'admin']) {
			for (const [method, path, body] of [
				['GET', '/items/crm_customers?export=csv', undefined],
				['GET', '/items/CRM_customers/?export=json', undefined],
				['GET', '/items/%63rm_customers?export=json', undefined],
				['SEARCH', '/items/crm_contacts', { query: { export: 'csv' } }],
				['POST', '/utils/export/crm_customers', { query: { limit: 1 }, format: 'csv', file: { title: 'x' } }],
				['POST', '/utils/export/%63rm_customers', { query: { limit: 1 }, format: 'csv', file: { title: 'x' } }],
				['POST', '/utils//export/crm_customers', { query: { limit: 1 }, format: 'csv', file: { title: 'x' } }],
			] as const) {
				const answer = await as(who).request(method, path, body);
				expect(answer.status, `${who} ${method} ${path}`).toBe(403);
			}
			expect((await as(who).request('GET', '/items/crm_customers?limit=1')).status).toBe(200);
		}
	});

	it('offers what may be taken out', async () => {
		const { body } = await as('sales.manager').request<Body<{ key: string }[]>>('GET', '/crm/exports');
		expect(body.data.map(({ key }) => key)).toEqual(['customers', 'contacts', 'gifts']);
	});
});
