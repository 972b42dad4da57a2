import knex from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyMissing } from '../../scripts/lib/test-groups.mjs';
import { startTopology, type Topology } from '../../scripts/lib/topology.mjs';
import { requestsTo, signIn, type Body } from '../harness/client.js';
import { demoPassword } from '../harness/environment.js';
import { later } from '../harness/directus.js';
import { attacksByEntry, rawStatus } from '../host-guard/attempts.js';
import { directusFeatures } from '../host-guard/features.js';
import { particularAttacks } from '../host-guard/particular-attacks.js';
import { arrange, Mailbox, operatorSettings, type Attacked, type Situation } from '../host-guard/situation.js';

const reason = await whyMissing('pg', process.env);

/** What an attack reaches behind the front door of a topology. */
function behind(topology: Topology): { readonly victim: Attacked; readonly close: () => Promise<void> } {
	const { DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_DATABASE } = topology.database;
	const database = knex({
		client: 'pg',
		connection: { host: DB_HOST, port: Number(DB_PORT), user: DB_USER, password: DB_PASSWORD, database: DB_DATABASE },
		pool: { min: 0, max: 4 },
	});
	const request = requestsTo(() => topology.url);
	return {
		victim: {
			url: topology.url,
			kind: 'pg',
			database,
			request,
			login: (email, password = demoPassword) => signIn(request, email, password),
			isRunning: topology.isRunning,
		},
		close: async () => {
			await database.destroy();
			await topology.stop();
		},
	};
}

describe.skipIf(reason !== undefined)('the topology of docker-compose.yml, without containers and with one Directus', () => {
	let topology: Topology;
	let made: Situation | undefined;
	const lines: string[] = [];

	beforeAll(async () => {
		const mailbox = new Mailbox();
		topology = await startTopology({
			runtime: { node: process.execPath, env: { PATH: process.env['PATH'], HOME: process.env['HOME'] } },
			instances: 1,
			// A machine that other tests keep busy makes the host refuse requests for that alone.
			override: { ...operatorSettings(mailbox), PRESSURE_LIMITER_ENABLED: 'false' },
			onLine: (line) => lines.push(line),
		});
		const { victim, close } = behind(topology);
		made = await arrange(victim, mailbox, close);
	});

	afterAll(() => made?.stop());

	it('serves the demo company through its front door', async () => {
		expect(topology.hasProxy, 'the front door is nginx').toBe(true);
		const request = requestsTo(() => topology.url);
		const admin = await signIn(request, 'admin@example.com', 'crm-demo-2026');
		const { status, body } = await admin.request<Body<{ schema: { name: string } }[]>>('GET', '/extensions');
		expect(status).toBe(200);
		expect(body.data.length).toBeGreaterThan(0);
	});

	it('keeps rate limits in Redis, which the Directus has connected to', async () => {
		const request = requestsTo(() => topology.url);
		const admin = await signIn(request, 'admin@example.com', 'crm-demo-2026');
		const { body } = await admin.request<{ status: string; checks: Record<string, unknown> }>('GET', '/server/health');
		expect(body.status).toBe('ok');
		expect(Object.keys(body.checks).some((check) => check.startsWith('rateLimiter:'))).toBe(true);
	});

	const situation = later(() => made, 'The topology has not started yet.');

	describe('what Directus offers people passes its front door', () => directusFeatures(situation));

	describe('attacked in particular', () => particularAttacks(situation));

	it.each(['/websocket', '/graphql'])('attacked: opens no connection that stays, at %s, for another site or anybody', async (path) => {
		const upgrade = {
			connection: 'Upgrade',
			upgrade: 'websocket',
			'sec-websocket-version': '13',
			'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
			'sec-websocket-protocol': 'graphql-transport-ws',
		};
		for (const origin of [topology.url, 'https://elsewhere.example'])
			expect(await rawStatus(topology.url, 'GET', path, '', { ...upgrade, origin })).toBeGreaterThanOrEqual(400);
	});

	describe.each(attacksByEntry)('attacked: %s', (_entry, ofEntry) => {
		it.each(ofEntry.flatMap((attack) => attack.by.map((caller) => [attack.name, caller, attack] as const)))(
			'%s: does no harm when %s tries it',
			async (_name, caller, attack) => {
				const { harmed, said } = await attack.attempt(situation, caller);
				expect(harmed, said).toBe(false);
				expect(topology.isRunning()).toBe(true);
				expect((await situation.directus.request('GET', '/server/ping')).body).toBe('pong');
			},
		);
	});
});
