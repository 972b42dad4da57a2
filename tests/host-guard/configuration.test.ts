import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectus, type Body, type Client, type Directus, type OwnDirectus } from '../harness/directus.js';
import { Office } from '../paths/office.js';
import { eventually } from '../provision/database-state.js';
import { onHost } from './without-guard.js';

interface Health {
	readonly ok: boolean;
	readonly problems: readonly { readonly kind: string; readonly message: string }[];
	readonly host: { readonly version: string; readonly tested: boolean };
}

const health = async (admin: Client): Promise<Health> => (await admin.request<Body<Health>>('GET', '/crm/health')).body.data;
const kinds = async (admin: Client): Promise<readonly string[]> => (await health(admin)).problems.map(({ kind }) => kind);

/** Nobody may command, everybody reads on, and health says why. */
async function expectUnsafe(directus: Directus, admin: Client, sales: Client, kind: string, about: string): Promise<void> {
	expect(await eventually(async () => (await kinds(admin)).includes(kind)), `health names ${kind}`).toBe(true);
	const found = await health(admin);
	expect(found.ok).toBe(false);
	expect(
		found.problems.some((problem) => problem.kind === kind && problem.message.includes(about)),
		about,
	).toBe(true);
	const draft = (await directus.database('crm_contracts').where({ status: 'draft' }).first()) as { id: string };
	const refused = await sales.request('POST', `/crm/commands/crm_contracts/${draft.id}/submit`, {});
	expect(refused).toMatchObject({ status: 503, body: { errors: [{ extensions: { code: 'UNSAFE_CONFIGURATION' } }] } });
	expect(refused.body.errors[0]?.message).toContain(about);
	expect(refused.body.errors[0]?.message).not.toMatch(/\{\w+\}/);
	expect(await directus.database('crm_contracts').where({ id: draft.id }).first('status')).toEqual({ status: 'draft' });
	expect((await sales.request('GET', '/items/crm_contracts?limit=1')).status).toBe(200);
	expect((await sales.request('GET', `/crm/commands/crm_contracts/${draft.id}`)).status).toBe(200);
}

describe('While it runs', () => {
	let directus: OwnDirectus;
	let office: Office;
	let sales: Client;
	beforeAll(async () => {
		directus = await startDirectus({ because: 'its log is read' });
		office = await Office.open(directus);
		sales = office.as('sales');
	});
	afterAll(() => directus.stop());

	const expectSafeAgain = async (): Promise<void> => {
		expect(await eventually(async () => (await health(office.admin)).ok), JSON.stringify((await health(office.admin)).problems)).toBe(true);
		const contract = await office.draft();
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
	};
	const granted = async (right: Readonly<Record<string, unknown>>): Promise<() => Promise<unknown>> => {
		const policy = await office.admin.request('POST', '/policies', { name: 'An own policy' });
		const id = String(policy.body.data['id']);
		const permission = await office.admin.request('POST', '/permissions', { policy: id, permissions: {}, ...right });
		expect(permission.status, JSON.stringify(permission.body)).toBe(200);
		return () => office.admin.request('DELETE', `/policies/${id}`);
	};

	it('is safe as the product is set up', async () => {
		expect(await health(office.admin)).toMatchObject({ ok: true, problems: [], host: { version: '11.17.4', tested: true } });
	});

	it('public registration makes it unsafe until it is off again', async () => {
		await office.admin.request('PATCH', '/settings', { public_registration: true });
		await expectUnsafe(directus, office.admin, sales, 'public_registration', 'public registration');
		await office.admin.request('PATCH', '/settings', { public_registration: false });
		await expectSafeAgain();
	});

	it('images of any size make it unsafe until they are presets again', async () => {
		await office.admin.request('PATCH', '/settings', { storage_asset_transform: 'all' });
		await expectUnsafe(directus, office.admin, sales, 'storage_asset_transform', 'asset transformations');
		await office.admin.request('PATCH', '/settings', { storage_asset_transform: 'presets' });
		await expectSafeAgain();
	});

	it('a key of a language model in the settings makes it unsafe', async () => {
		await office.admin.request('PATCH', '/settings', { ai_openai_api_key: 'sk-secret-of-somebody' });
		await expectUnsafe(directus, office.admin, sales, 'model-keys', 'ai_openai_api_key');
		expect(directus.log()).not.toContain('sk-secret-of-somebody');
		await office.admin.request('PATCH', '/settings', { ai_openai_api_key: null });
		await expectSafeAgain();
	});

	it.each([
		['administration', { admin_access: true }],
		['the app', { app_access: true }],
	])('a policy with a list of addresses and access to %s makes it unsafe', async (_to, access) => {
		const policy = await office.admin.request('POST', '/policies', { name: 'From the office', ip_access: ['192.0.2.1'], ...access });
		await expectUnsafe(directus, office.admin, sales, 'ip-access', 'From the office');
		await office.admin.request('DELETE', `/policies/${String(policy.body.data['id'])}`);
		await expectSafeAgain();
	});

	it.each(['directus_users', 'directus_files', 'directus_shares'])('a public right on %s makes it unsafe', async (collection) => {
		const row = (await directus.database('directus_access').whereNull('role').whereNull('user').first()) as { policy: string };
		const right = await office.admin.request('POST', '/permissions', {
			policy: row.policy,
			collection,
			action: 'read',
			fields: ['id'],
			permissions: {},
		});
		await expectUnsafe(directus, office.admin, sales, 'public-rights', collection);
		await office.admin.request('DELETE', `/permissions/${String(right.body.data['id'])}`);
		await expectSafeAgain();
	});

	it('a public right on a collection with a manual flow makes it unsafe', async () => {
		await office.admin.request('POST', '/collections', { collection: 'notices', meta: {}, schema: {} });
		const row = (await directus.database('directus_access').whereNull('role').whereNull('user').first()) as { policy: string };
		await office.admin.request('POST', '/permissions', {
			policy: row.policy,
			collection: 'notices',
			action: 'read',
			fields: ['*'],
			permissions: {},
		});
		const flow = await office.admin.request('POST', '/flows', {
			name: 'By a button',
			trigger: 'manual',
			status: 'active',
			options: { collections: ['notices'] },
		});
		await expectUnsafe(directus, office.admin, sales, 'public-rights', 'notices');
		await office.admin.request('DELETE', `/flows/${String(flow.body.data['id'])}`);
		await expectSafeAgain();
	});

	it.each(['directus_flows', 'directus_operations', 'directus_settings', 'directus_policies', 'directus_permissions', 'directus_access'])(
		'a right on flows and the like makes it unsafe: %s',
		async (collection) => {
			const takeBack = await granted({ collection, action: 'read', fields: ['id'] });
			await expectUnsafe(directus, office.admin, sales, 'system-rights', collection);
			await takeBack();
			await expectSafeAgain();
		},
	);

	it.each(['directus_shares', 'directus_comments'])(
		'a right on all fields of %s makes it unsafe; named fields do not',
		async (collection) => {
			const takeBack = await granted({ collection, action: 'update', fields: ['*'] });
			await expectUnsafe(directus, office.admin, sales, 'named-fields', collection);
			await takeBack();
			const named = await granted({ collection, action: 'update', fields: ['id'] });
			await expectSafeAgain();
			await named();
		},
	);

	it('tracking or versions changed past Directus make it unsafe once it looks again', async () => {
		await directus
			.database('directus_collections')
			.where({ collection: 'crm_contracts' })
			.update({ accountability: null, versioning: true });
		// Anything that makes it look will do.
		await office.admin.request('PATCH', '/settings', { project_descriptor: randomUUID() });
		await expectUnsafe(directus, office.admin, sales, 'tracking', 'crm_contracts');
		expect(await kinds(office.admin)).toContain('versioning');
		await directus
			.database('directus_collections')
			.where({ collection: 'crm_contracts' })
			.update({ accountability: 'all', versioning: false });
		await office.admin.request('PATCH', '/settings', { project_descriptor: null });
		await expectSafeAgain();
	});

	it('says in the reader’s language what to do', async () => {
		await office.admin.request('PATCH', '/settings', { public_registration: true });
		await office.admin.request('PATCH', '/users/me', { language: 'zh-CN' });
		expect(await eventually(async () => !(await health(office.admin)).ok)).toBe(true);
		expect((await health(office.admin)).problems).toEqual([
			{ kind: 'public_registration', message: '当前允许公开注册。请在项目设置中关闭公开注册。' },
		]);
		await office.admin.request('PATCH', '/users/me', { language: 'en-US' });
		await office.admin.request('PATCH', '/settings', { public_registration: false });
		await expectSafeAgain();
	});

	it('messages that do not move turn health red, but stop nobody', async () => {
		const longAgo = new Date(Date.now() - 3_600_000).toISOString();
		const stuck = { id: randomUUID(), kind: 'notification', recipient: sales.user, subject: 'S', body: 'B', attempts: 8 };
		await directus.database('crm_outbox').insert({ ...stuck, due_at: longAgo, created_at: longAgo });
		expect(await health(office.admin)).toMatchObject({
			ok: false,
			problems: [{ kind: 'outbox', message: expect.stringContaining('1 messages') as string }],
		});
		const contract = await office.draft();
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		await directus.database('crm_outbox').where({ id: stuck.id }).delete();
		expect((await health(office.admin)).ok).toBe(true);
	});
});

describe('At the start', () => {
	const weak: Readonly<Record<string, string>> = {
		TUS_ENABLED: 'true',
		CACHE_ENABLED: 'true',
		AI_ENABLED: 'true',
		MCP_ENABLED: 'true',
		METRICS_ENABLED: 'true',
		GRAPHQL_INTROSPECTION: 'true',
		RATE_LIMITER_ENABLED: 'false',
		RATE_LIMITER_GLOBAL_ENABLED: 'false',
		EXTENSIONS_MUST_LOAD: 'false',
		IP_TRUST_PROXY: 'true',
		IMPORT_IP_DENY_LIST: '0.0.0.0,169.254.169.254',
		FILES_MIME_TYPE_ALLOW_LIST: '*/*',
		CORS_ENABLED: 'true',
		CORS_ORIGIN: 'true',
		CRM_PUBLIC_FLOWS: '5d1f0000-0000-4000-8000-000000000009',
	};

	it('a weakened setting makes it unsafe, each is named, and the log says so in both languages', async () => {
		const directus = await startDirectus({ because: 'its log is read', env: weak });
		try {
			const admin = await directus.login('admin@example.com');
			const sales = await directus.login('sales@example.com');
			await expectUnsafe(directus, admin, sales, 'setting', 'IP_TRUST_PROXY');
			const { problems } = await health(admin);
			const said = problems.map(({ message }) => message).join('\n');
			for (const name of Object.keys(weak).filter((setting) => setting !== 'CORS_ENABLED')) expect(said).toContain(name);
			expect(problems.filter(({ kind }) => kind === 'public-flows')).toHaveLength(1);
			await directus.logSays('The setting TUS_ENABLED is weaker');
			await directus.logSays('设置项 TUS_ENABLED 达不到');
		} finally {
			await directus.stop();
		}
	});

	it('a version of the host that was not tested makes it unsafe', async () => {
		const directus = await startDirectus({ because: 'it runs another build', wrapper: onHost('11.99.0') });
		try {
			const admin = await directus.login('admin@example.com');
			await expectUnsafe(directus, admin, await directus.login('sales@example.com'), 'host-version', '11.99.0');
			expect((await health(admin)).host).toMatchObject({ version: '11.99.0', tested: false });
		} finally {
			await directus.stop();
		}
	});

	it('a host that ignores permission rules shows company data to administrators only', async () => {
		const directus = await startDirectus({ because: 'it runs another build', wrapper: onHost('12.4.0') });
		try {
			const admin = await directus.login('admin@example.com');
			const sales = await directus.login('sales@example.com');
			const draft = (await directus.database('crm_contracts').where({ status: 'draft' }).first()) as { id: string };
			for (const [method, path, body] of [
				['GET', '/items/crm_contracts', undefined],
				['GET', '/Items//CRM_contracts/', undefined],
				['SEARCH', '/items/crm_contracts', { query: {} }],
				['GET', `/items/crm_contracts/${draft.id}`, undefined],
				['PATCH', `/items/crm_contracts/${draft.id}`, { title: 'x' }],
				['GET', '/users/me?fields=*,crm_department.*', undefined],
				['GET', '/users?filter[crm_department][name][_starts_with]=S', undefined],
				['SEARCH', '/users', { query: { fields: ['crm_department.name'] } }],
				['GET', '/files', undefined],
				['GET', '/activity', undefined],
				['GET', '/crm/inbox', undefined],
				['GET', `/crm/commands/crm_contracts/${draft.id}`, undefined],
				['POST', '/graphql', { query: '{ crm_contracts { id } }' }],
				['POST', '/graphql/system', { query: '{ users_me { crm_department { name } } }' }],
				['POST', '/utils/export/crm_contracts', { query: {}, format: 'csv', file: {} }],
			] as const) {
				const answer = await sales.request(method, path, body);
				expect(answer, `${method} ${path}`).toMatchObject({
					status: 503,
					body: { errors: [{ extensions: { code: 'SCOPING_UNAVAILABLE' } }] },
				});
			}
			expect((await directus.request('GET', '/items/crm_contracts')).status).toBe(503);
			expect((await sales.request('GET', '/users/me?fields=id,email')).status).toBe(200);
			expect((await directus.request('GET', '/server/info')).status).toBe(200);
			expect((await admin.request('GET', '/items/crm_contracts?limit=1')).status).toBe(200);
			expect(await kinds(admin)).toContain('scoping');
		} finally {
			await directus.stop();
		}
	});
});
