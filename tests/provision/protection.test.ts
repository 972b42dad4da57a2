import { isIntact } from '@crm-policy/schema/guards/install';
import { internalTables } from '@crm-policy/schema/internal/tables';
import { beforeAll, describe, expect, test } from 'vitest';
import { useDirectus, type Client } from '../harness/directus.js';
import { eventually, guardReport } from './database-state.js';

const directus = useDirectus({ demo: false });
let admin: Client;

beforeAll(async () => {
	admin = await directus.login('admin@example.com');
});

interface Refused {
	readonly errors: readonly {
		readonly message: string;
		readonly extensions: { readonly code: string; readonly violations: readonly { readonly rule: string; readonly message: string }[] };
	}[];
}

/** The rule an administrator's request was refused by. */
async function refusedBy(method: string, path: string, body?: unknown): Promise<string> {
	const { status, body: answer } = await admin.request<Refused>(method, path, body);
	const [error] = answer.errors;
	return `${status} ${error?.extensions.code ?? ''} ${error?.extensions.violations[0]?.rule ?? ''}`;
}

describe('an administrator', () => {
	test('does not switch the extension off, nor a part of it, nor delete it', async () => {
		const rows: readonly { id: string; bundle: string | null }[] = await directus.database('directus_extensions');
		const bundle = rows.find((row) => row.bundle === null);
		const entry = rows.find((row) => row.bundle !== null);
		if (bundle === undefined || entry === undefined) throw new Error('The extension is not registered.');
		expect(await refusedBy('PATCH', `/extensions/${bundle.id}`, { meta: { enabled: false } })).toBe('422 POLICY_VIOLATION keep-extension');
		expect(await refusedBy('PATCH', `/extensions/${entry.id}`, { meta: { enabled: false } })).toBe('422 POLICY_VIOLATION keep-extension');
		const enabled: readonly unknown[] = await directus.database('directus_extensions').pluck('enabled');
		expect(enabled.every(Boolean)).toBe(true);
	});
	test.each([
		['tracking off', { accountability: null }, 'keep-tracking'],
		['tracking reduced', { accountability: 'activity' }, 'keep-tracking'],
		['versions on', { versioning: true }, 'keep-unversioned'],
	])('does not turn %s for a governed collection', async (_what, meta, rule) => {
		expect(await refusedBy('PATCH', '/collections/crm_contracts', { meta })).toBe(`422 POLICY_VIOLATION ${rule}`);
		expect(await refusedBy('PATCH', '/collections', [{ collection: 'crm_contracts', meta }])).toBe(`422 POLICY_VIOLATION ${rule}`);
	});
	test('deletes neither our fields nor our collections', async () => {
		expect(await refusedBy('DELETE', '/fields/crm_contracts/status')).toBe('422 POLICY_VIOLATION keep-field');
		expect(await refusedBy('DELETE', '/collections/crm_contracts')).toBe('422 POLICY_VIOLATION keep-collection');
		expect(await refusedBy('DELETE', '/collections/crm_ledger')).toBe('422 POLICY_VIOLATION keep-collection');
		expect(await directus.database.schema.hasColumn('crm_contracts', 'status')).toBe(true);
		expect(isIntact(await guardReport(directus.database))).toBe(true);
	});
	test('is refused in their own language', async () => {
		await admin.request('PATCH', '/users/me', { language: 'zh-CN' });
		const { body } = await admin.request<Refused>('DELETE', '/fields/crm_contracts/status');
		expect(body.errors[0]?.extensions.violations[0]?.message).toBe('“crm_contracts.status”属于 CRM Policy，不能删除。');
		await admin.request('PATCH', '/users/me', { language: 'en-US' });
	});
	test('does not see the internal tables', async () => {
		for (const table of internalTables) expect((await admin.request('GET', `/items/${table}`)).status, table).toBe(403);
	});
	test('changes what is theirs to change', async () => {
		expect((await admin.request('PATCH', '/collections/crm_contracts', { meta: { icon: 'star', accountability: 'all' } })).status).toBe(
			200,
		);
		expect(
			(await admin.request('POST', '/fields/crm_contracts', { field: 'own_remark', type: 'string', meta: {}, schema: {} })).status,
		).toBe(200);
		expect((await admin.request('DELETE', '/fields/crm_contracts/own_remark')).status).toBe(204);
		expect(await eventually(async () => isIntact(await guardReport(directus.database)))).toBe(true);
	});
});

describe('after a schema edit the guards stand again', () => {
	const id = '40000000-0000-4000-8000-000000000001';
	beforeAll(async () => {
		await directus.database('crm_customers').insert({ id, name: 'Edited', status: 'prospect', revision: 0 });
	});
	const enforced = async (): Promise<void> => {
		expect(await eventually(async () => isIntact(await guardReport(directus.database)))).toBe(true);
		await expect(directus.database('crm_customers').where({ id }).update({ status: 'active' })).rejects.toThrow(
			'crm-policy:governed-field:crm_customers:status',
		);
	};
	test('of a column, on a table with rows of its own', async () => {
		const answer = await admin.request('PATCH', '/fields/crm_customers/name', { schema: { max_length: 200 }, type: 'string' });
		expect(answer.status, JSON.stringify(answer.body)).toBe(200);
		await enforced();
	});
	test('of a new relation', async () => {
		expect(
			(await admin.request('POST', '/fields/crm_customers', { field: 'own_user', type: 'uuid', meta: { special: ['m2o'] }, schema: {} }))
				.status,
		).toBe(200);
		const answer = await admin.request('POST', '/relations', {
			collection: 'crm_customers',
			field: 'own_user',
			related_collection: 'directus_users',
			meta: {},
			schema: { on_delete: 'SET NULL' },
		});
		expect(answer.status, JSON.stringify(answer.body)).toBe(200);
		await enforced();
	});
	test('of a dropped relation and column', async () => {
		expect((await admin.request('DELETE', '/relations/crm_customers/own_user')).status).toBe(204);
		expect((await admin.request('DELETE', '/fields/crm_customers/own_user')).status).toBe(204);
		await enforced();
	});
});
