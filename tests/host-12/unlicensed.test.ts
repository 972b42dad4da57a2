import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectus, type Body, type Client, type OwnDirectus } from '../harness/directus.js';
import { licensedHost } from '../../scripts/lib/project.mjs';
import { colleagueWithToken, type Colleague } from './people.js';

/** A new installation of Directus 12 without a licence: it drops every permission that has rules of its own. */

let directus: OwnDirectus;
let admin: Client;
let somebody: Colleague;

beforeAll(async () => {
	directus = await startDirectus({ because: 'the extension stays out of it', template: 'bootstrapped', demo: false });
	admin = await directus.login('admin@example.com');
	somebody = await colleagueWithToken(admin, 'somebody');
});
afterAll(async () => {
	await directus.stop();
});

const anyContract = '/crm/commands/crm_contracts/00000000-0000-4000-8000-000000000000';

describe('On a new Directus 12 without a licence, the extension', () => {
	it('is loaded, and its health is red and says why', async () => {
		const { status, body } = await admin.request('GET', '/crm/health');
		expect(status).toBe(200);
		expect(body.data).toMatchObject({
			ok: false,
			set_up: false,
			host: { version: licensedHost, tested: false, custom_rules: 'ignored' },
		});
		const kinds = (body.data['problems'] as readonly { kind: string }[]).map(({ kind }) => kind);
		expect(kinds).toEqual(expect.arrayContaining(['not-set-up', 'scoping', 'host-version']));
		await directus.logSays('ignores custom permission rules');
	});

	it.each([
		'/crm/health',
		'/crm/inbox',
		'/items/crm_contracts',
		'/ITEMS/crm_contracts/1',
		'/graphql?query={crm_contracts{id}}',
		'/activity',
	])('answers nobody but administrators: %s', async (path) => {
		const { status, body } = await somebody.request('GET', path);
		expect([status, body.errors[0]?.extensions.code]).toEqual([503, 'SCOPING_UNAVAILABLE']);
		expect((await directus.request('GET', path)).status).toBe(503);
	});

	it('sets nothing up that the host would keep half of', async () => {
		expect(await directus.database.schema.hasTable('crm_contracts')).toBe(false);
		expect(await directus.database.schema.hasTable('crm_provisioned')).toBe(false);
		expect(await directus.database('directus_permissions').where('collection', 'like', 'crm_%').pluck('id')).toEqual([]);
	});

	it('sets nothing up from the command line either, and says why', async () => {
		const { code, output } = await directus.cli(['crm-policy', 'apply']);
		expect([code, output]).toEqual([1, expect.stringContaining('ignores custom permission rules')]);
		expect(await directus.database.schema.hasTable('crm_contracts')).toBe(false);
	});

	it('refuses commands, to administrators too', async () => {
		const { status, body } = await admin.request('POST', `${anyContract}/submit`, {});
		expect(status).toBe(503);
		expect(body.errors[0]?.extensions.code).toBe('UNSAFE_CONFIGURATION');
	});

	it('is right about the host: it takes no permission with rules of its own', async () => {
		const policies = await admin.request<Body<readonly { id: string }[]>>('GET', '/policies?limit=1&fields=id');
		const permission = { policy: policies.body.data[0]?.id, collection: 'directus_files', action: 'read', fields: ['id'], permissions: {} };
		const { status, body } = await admin.request('POST', '/permissions', permission);
		expect([status, body.errors[0]?.extensions.code]).toEqual([403, 'RESOURCE_RESTRICTED']);
	});

	it('can be told about a licence: the app is served and settings can be read', async () => {
		expect((await admin.request('GET', '/license')).status).toBe(200);
		expect((await directus.request('GET', '/admin/')).status).toBe(200);
	});
});
