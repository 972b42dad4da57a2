import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { hostInstallation, ownHost } from '../../scripts/lib/host-installations.mjs';
import { licensedHost } from '../../scripts/lib/project.mjs';
import { isOldEnough, oldestMigration, readFixture } from '../../scripts/lib/upgrade-fixture.mjs';
import { startDirectus, type Body, type OwnDirectus } from '../harness/directus.js';
import { withToken, type Colleague } from './people.js';

/**
 * The way from 11 to 12 with a database that is in use: a really old database of 11.17.4 (tests/fixtures), set up and filled by the extension there,
 * then upgraded. Without a licence.
 */

/** The callback style of the sqlite3 driver's connection. */
interface Connection {
	exec(sql: string, done: (error: Error | null) => void): void;
}

async function execute(database: Knex, sql: string): Promise<void> {
	const client = database.client as { acquireConnection(): Promise<Connection>; releaseConnection(connection: Connection): Promise<void> };
	const connection = await client.acquireConnection();
	try {
		await new Promise<void>((resolve, reject) => connection.exec(sql, (error) => (error === null ? resolve() : reject(error))));
	} finally {
		await client.releaseConnection(connection);
	}
}

const tokens = { admin: 'token-of-an-administrator-for-this-test', sales: 'token-of-a-salesperson-for-this-test' };

/** Puts the fixture in the place of what is there. Its administrator gets a token, because nobody knows the password. */
async function restoreFixture(database: Knex): Promise<void> {
	const tables: readonly string[] = await database('sqlite_master')
		.where({ type: 'table' })
		.whereNot('name', 'like', 'sqlite_%')
		.pluck('name');
	const drops = tables.map((name) => `DROP TABLE "${name}";`).join('\n');
	await execute(database, `PRAGMA foreign_keys=OFF;\n${drops}\n${readFixture()}\nPRAGMA foreign_keys=ON;`);
	await database('directus_users').where({ email: 'admin@example.com' }).update({ token: tokens.admin });
}

let directus: OwnDirectus;
let admin: Colleague;
let sales: Colleague;
let contracts: readonly string[];

beforeAll(async () => {
	directus = await startDirectus({
		because: 'it goes on with another host',
		host: ownHost,
		template: 'bootstrapped',
		before: restoreFixture,
	});
	admin = withToken(directus, tokens.admin);
	expect((await admin.request('GET', '/crm/health')).body.data).toMatchObject({ ok: true, host: { version: ownHost.version } });
	await directus.database('directus_users').where({ email: 'sales@example.com' }).update({ token: tokens.sales });
	sales = withToken(directus, tokens.sales);
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

describe.runIf(isOldEnough(oldestMigration(readFixture()), new Date()))('In the days of grace after an upgrade', () => {
	it('the host is not locked, and still ignores custom permission rules', async () => {
		const { body } = await admin.request<Body<{ status: string; source: null }>>('GET', '/license');
		expect(body.data).toMatchObject({ status: 'grace', source: null });
		expect((await admin.request('GET', '/crm/health')).body.data).toMatchObject({ ok: false, host: { custom_rules: 'ignored' } });
	});
});
