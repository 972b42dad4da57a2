import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyMissing } from '../../scripts/lib/test-groups.mjs';
import { startTopology, type Topology } from '../../scripts/lib/topology.mjs';
import { requestsTo, signIn, type Body } from '../harness/client.js';

const reason = await whyMissing('pg', process.env);

describe.skipIf(reason !== undefined)('the topology of docker-compose.yml, without containers and with one Directus', () => {
	let topology: Topology;
	const lines: string[] = [];

	beforeAll(async () => {
		topology = await startTopology({
			runtime: { node: process.execPath, env: { PATH: process.env['PATH'], HOME: process.env['HOME'] } },
			instances: 1,
			onLine: (line) => lines.push(line),
		});
	});

	afterAll(() => topology.stop());

	it('serves the demo company through its front door', async () => {
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
});
