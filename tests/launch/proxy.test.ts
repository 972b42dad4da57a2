import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../scripts/lib/port.mjs';
import { root } from '../../scripts/lib/project.mjs';
import { findProxy, startProxy } from '../../scripts/lib/proxy.mjs';
import { runCommand } from '../../scripts/lib/run-command.mjs';
import { requestsTo } from '../harness/client.js';
import { startDirectus, type OwnDirectus } from '../harness/directus.js';
import { rawStatus } from '../host-guard/attempts.js';
import { withoutGuard } from '../host-guard/without-guard.js';

const nginx = findProxy();
const canary = (address: string) => runCommand(process.execPath, [join(root, 'docker', 'canary.mjs'), address], { cwd: root, env: {} });

describe.skipIf(nginx === undefined)('The proxy, before a Directus without the host guard', () => {
	const folder = mkdtempSync(join(tmpdir(), 'crm-policy-proxy-'));
	let directus: OwnDirectus;
	let stop: () => Promise<void>;
	let url: string;
	beforeAll(async () => {
		directus = await startDirectus({ because: 'it runs another build', database: 'sqlite', wrapper: withoutGuard });
		const port = await freePort();
		url = `http://127.0.0.1:${port}`;
		stop = await startProxy({
			program: nginx ?? '',
			folder,
			port,
			instances: [Number(new URL(directus.url).port)],
			onLine: () => undefined,
		});
	});
	afterAll(async () => {
		await stop();
		await directus.stop();
		rmSync(folder, { recursive: true, force: true });
	});
	const request = requestsTo(() => url);

	it.each([
		'deep=%7B%22toString%22%3A%7B%22call%22%3A%7B%22_limit%22%3A1%7D%7D%7D',
		'%64eep=%7B%22to%53tring%22:%7B%22call%22:%7B%22_limit%22:1%7D%7D%7D',
	])('refuses %s, and the process goes on', async (query) => {
		const answer = await request('GET', `/server/info?${query}`, undefined, { headers: { 'accept-language': 'zh-CN' } });
		expect(answer).toMatchObject({ status: 400, body: { errors: [{ message: expect.stringContaining('不能这样使用') as string }] } });
		expect(directus.isRunning()).toBe(true);
	});

	it.each([
		['POST', '/utils/hash/generate'],
		['POST', '/UTILS//hash/%67enerate'],
		['POST', '/settings/owner'],
		['POST', '/settings//owner/'],
		['POST', '/graphql/system'],
		['DELETE', '/flows/5d1f0000-0000-4000-8000-000000000001'],
		['DELETE', '/users'],
		['PATCH', '/shares/5d1f0000-0000-4000-8000-000000000001'],
		['DELETE', '/shares'],
	])('lets nobody without credentials %s %s', async (method, path) => {
		const before: unknown = await directus.database('directus_settings').first('project_status');
		expect(await rawStatus(url, method, path, '{"string":"x"}')).toBe(403);
		expect(await directus.database('directus_settings').first('project_status')).toEqual(before);
	});

	it('lets people do what is theirs to do', async () => {
		const login = await request<{ data: { access_token: string } }>('POST', '/auth/login', {
			email: 'sales@example.com',
			password: 'crm-demo-2026',
		});
		const token = login.body.data.access_token;
		expect((await request('GET', '/items/crm_contracts?limit=1&deep={"lines":{"_limit":1}}', undefined, { token })).status).toBe(200);
		expect((await request('POST', '/graphql/system', { query: '{ users_me { id } }' }, { token })).status).toBe(200);
		expect((await request('GET', '/server/ping')).status).toBe(200);
	});

	it('is not asked to open a connection that stays', async () => {
		const upgrade = {
			connection: 'Upgrade',
			upgrade: 'websocket',
			'sec-websocket-version': '13',
			'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
		};
		expect(await rawStatus(url, 'GET', '/websocket', '', { ...upgrade, origin: 'https://elsewhere.example' })).toBe(404);
	});

	it('says where a caller comes from itself, whatever the caller says', async () => {
		const seen: IncomingMessage['headers'][] = [];
		const listener: Server = createServer((incoming, response) => {
			seen.push(incoming.headers);
			response.end();
		});
		await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
		const other = mkdtempSync(join(tmpdir(), 'crm-policy-proxy-'));
		const port = await freePort();
		const stopOther = await startProxy({
			program: nginx ?? '',
			folder: other,
			port,
			instances: [(listener.address() as AddressInfo).port],
			onLine: () => undefined,
		});
		await rawStatus(`http://127.0.0.1:${port}`, 'GET', '/', '', { 'x-forwarded-for': '203.0.113.9' });
		await stopOther();
		listener.close();
		rmSync(other, { recursive: true, force: true });
		expect(seen.at(-1)?.['x-forwarded-for']).toBe('127.0.0.1');
	});

	it('and the canary tells that the guard is missing', async () => {
		const { code, output } = await canary(directus.url);
		expect(code).toBe(1);
		expect(output).toContain('Take this instance out of service');
	});
});

describe('The canary', () => {
	it('is content with a guarded Directus, and not with an address where nothing answers', async () => {
		const directus = await startDirectus({ because: 'it is stopped', database: 'sqlite' });
		try {
			expect((await canary(directus.url)).code).toBe(0);
		} finally {
			await directus.stop();
		}
		expect((await canary(directus.url)).code).toBe(1);
	});
});
