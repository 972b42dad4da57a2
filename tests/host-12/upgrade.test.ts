import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostInstallation, ownHost } from '../../scripts/lib/host-installations.mjs';
import { licensedHost } from '../../scripts/lib/project.mjs';
import type { Body, OwnDirectus } from '../harness/directus.js';
import { withToken, type Colleague } from './people.js';
import { hasGrace, startBeforeUpgrade } from './upgraded.js';

/**
 * The way from 11 to 12 with a database that is in use: a really old database of 11.17.4 (tests/fixtures), set up and filled by the extension there,
 * then upgraded. Without a licence.
 */

const tokenOfSales = 'token-of-a-salesperson-for-this-test';

let directus: OwnDirectus;
let admin: Colleague;
let sales: Colleague;
let contracts: readonly string[];

beforeAll(async () => {
	({ directus, admin } = await startBeforeUpgrade({ because: 'it goes on with another host' }));
	expect((await admin.request('GET', '/crm/health')).body.data).toMatchObject({ ok: true, host: { version: ownHost.version } });
	await directus.database('directus_users').where({ email: 'sales@example.com' }).update({ token: tokenOfSales });
	sales = withToken(directus, tokenOfSales);
	contracts = await directus.database('crm_contracts').orderBy('id').pluck('id');
	const seen = await sales.request<Body<readonly unknown[]>>('GET', '/items/crm_contracts?limit=-1&fields=id');
	expect(seen.status).toBe(200);
	expect(seen.body.data.length).toBeGreaterThan(0);
	await directus.restart({ host: hostInstallation(licensedHost) });
});
afterAll(async () => {
	await directus.stop();
});

describe('A company that goes from Directus 11 to 12 without a licence', () => {
	it('keeps its data, its guards and its ledger', async () => {
		expect(await directus.database('crm_contracts').orderBy('id').pluck('id')).toEqual(contracts);
		expect((await admin.request('GET', '/crm/ledger/verify')).body.data).toMatchObject({ ok: true, first_bad: null });
	});

	it('is told by the health answer that its permissions are ignored', async () => {
		expect((await admin.request('GET', '/crm/health')).body.data).toMatchObject({
			ok: false,
			set_up: true,
			host: { version: licensedHost, tested: false, custom_rules: 'ignored' },
			database_guards: true,
		});
	});

	it('cannot issue commands, not even as an administrator, and no state moves', async () => {
		const draft = await directus.database<{ id: string; status: string }>('crm_contracts').where({ status: 'draft' }).first('id', 'status');
		expect(draft).toBeDefined();
		const { status, body } = await admin.request('POST', `/crm/commands/crm_contracts/${draft?.id ?? ''}/submit`, {});
		expect([status, body.errors[0]?.extensions.code]).toEqual([503, 'UNSAFE_CONFIGURATION']);
		expect(await directus.database('crm_contracts').where({ id: draft?.id }).first('id', 'status')).toEqual(draft);
	});

	it('cannot switch on the content versions that issues 26748 and 28229 are about', async () => {
		const [item] = contracts;
		expect((await admin.request('POST', '/versions', { key: 'draft', collection: 'crm_contracts', item })).status).toBe(422);
		const { status, body } = await admin.request('PATCH', '/collections/crm_contracts', { meta: { versioning: true } });
		expect([status, body.errors[0]?.extensions.code]).toEqual([422, 'POLICY_VIOLATION']);
	});

	it.each(['/items/crm_contracts?fields=id', '/crm/inbox', '/items/crm_contracts/00000000-0000-4000-8000-000000000000'])(
		'shows people who are no administrators nothing: %s',
		async (path) => {
			const { status, body } = await sales.request('GET', path);
			expect([status, body.errors[0]?.extensions.code]).toEqual([503, 'SCOPING_UNAVAILABLE']);
		},
	);
});

describe.runIf(hasGrace)('In the days of grace after an upgrade', () => {
	it('the host is not locked, and still ignores custom permission rules', async () => {
		const { body } = await admin.request<Body<{ status: string; source: null }>>('GET', '/license');
		expect(body.data).toMatchObject({ status: 'grace', source: null });
		expect((await admin.request('GET', '/crm/health')).body.data).toMatchObject({ ok: false, host: { custom_rules: 'ignored' } });
	});

	it('that is what the host itself does: it hands out none of our rights, and takes none that is like them', async () => {
		const ours = directus.database<{ id: number; collection: string; policy: string }>('directus_permissions');
		const stored = await ours.where({ collection: 'crm_contracts' }).first('policy');
		expect(stored).toBeDefined();
		const filter = encodeURIComponent(JSON.stringify({ collection: { _eq: 'crm_contracts' } }));
		const handedOut = await admin.request<Body<readonly unknown[]>>('GET', `/permissions?limit=-1&filter=${filter}`);
		expect([handedOut.status, handedOut.body.data]).toEqual([200, []]);
		const like = { policy: stored?.policy, collection: 'crm_contracts', action: 'read', fields: ['id'], permissions: {} };
		const refused = await admin.request('POST', '/permissions', like);
		expect([refused.status, refused.body.errors[0]?.extensions.code]).toEqual([403, 'RESOURCE_RESTRICTED']);
	});
});
