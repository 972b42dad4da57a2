import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isIntact } from '@crm-policy/schema/guards/install';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentBuild } from '../harness/build.js';
import { databaseUnderTest, startDirectus, type OwnDirectus } from '../harness/directus.js';
import { guardReport, provisionedState } from './database-state.js';

/** A company's own Directus, running without the extension, into which it is installed and out of which it is taken again. */
describe('an existing Directus', () => {
	const noExtensions = mkdtempSync(join(tmpdir(), 'crm-no-extensions-'));
	const ownBar = [{ type: 'module', id: 'users', enabled: true }];
	let directus: OwnDirectus;
	let extension: Readonly<Record<string, string>>;
	const crmPolicy = (...args: readonly string[]) => directus.cli(['crm-policy', ...args], extension);

	beforeAll(async () => {
		extension = { EXTENSIONS_PATH: (await currentBuild()).extensionsPath };
		directus = await startDirectus({
			because: 'the extension is put in and taken out',
			template: 'bootstrapped',
			env: { EXTENSIONS_PATH: noExtensions },
		});
		await directus.database('directus_settings').update({ project_name: 'Ours', module_bar: JSON.stringify(ownBar) });
	});
	afterAll(async () => {
		await directus.stop();
		rmSync(noExtensions, { recursive: true });
	});

	test('is told what would be done, and nothing is done', async () => {
		const { code, output } = await crmPolicy('check');
		expect(code).toBe(1);
		expect(output).toMatch(/collection \d+, field \d+, relation \d+/);
		expect(await directus.database.schema.hasTable('crm_contracts')).toBe(false);
		expect(await directus.database.schema.hasTable('crm_provisioned')).toBe(false);
	});

	test('is set up by one command, by one process at a time, and keeps its own settings', async () => {
		// SQLite is one process's database.
		const processes = databaseUnderTest() === 'pg' ? 2 : 1;
		const results = await Promise.all(Array.from({ length: processes }, () => crmPolicy('apply')));
		for (const { code, output } of results) expect(code, output).toBe(0);
		expect(results.filter(({ output }) => output.includes('CRM Policy is set up'))).toHaveLength(1);
		expect(results.filter(({ output }) => output.includes('nothing was changed'))).toHaveLength(processes - 1);
		expect(results.map(({ output }) => output).join()).toContain('was changed by you (module_bar)');
		const settings: { module_bar: unknown } | undefined = await directus.database('directus_settings').first('module_bar');
		expect(typeof settings?.module_bar === 'string' ? JSON.parse(settings.module_bar) : settings?.module_bar).toEqual(ownBar);
		expect(isIntact(await guardReport(directus.database))).toBe(true);
		expect(await directus.database('crm_tickets')).toEqual([]);
		expect(await directus.database('crm_locks')).toEqual([]);
	});

	test('is not changed by the same command again', async () => {
		const before = await provisionedState(directus.database);
		const { code, output } = await crmPolicy('apply');
		expect(code, output).toBe(0);
		expect(output).toContain('nothing was changed');
		expect(await provisionedState(directus.database)).toEqual(before);
	});

	const interfaceOf = async (collection: string, field: string): Promise<unknown> =>
		((await directus.database('directus_fields').where({ collection, field }).first()) as { interface: string } | undefined)?.interface;

	test('has a check that agrees', async () => {
		const { code, output } = await crmPolicy('check');
		expect(code, output).toBe(0);
	});

	test('gets its guards out by one command and keeps its data, roles and permissions', async () => {
		const id = '30000000-0000-4000-8000-000000000001';
		await directus.database('crm_customers').insert({ id, name: 'Kept', status: 'prospect', revision: 0 });
		await expect(directus.database('crm_customers').where({ id }).update({ status: 'active' })).rejects.toThrow(
			'crm-policy:governed-field:crm_customers:status',
		);
		const { code, output } = await crmPolicy('remove');
		expect(code, output).toBe(0);
		expect(output).toContain('Kept: all collections');
		const { missing } = await guardReport(directus.database);
		expect(missing.length).toBeGreaterThan(0);
		expect(await directus.database.schema.hasTable('crm_tickets')).toBe(false);
		expect(await directus.database('crm_customers').where({ id }).update({ status: 'active' })).toBe(1);
		expect(await directus.database('directus_permissions').where('collection', 'crm_contracts')).not.toEqual([]);
		expect(await directus.database('directus_fields').where('interface', 'like', 'crm-%'), 'forms ask for nothing that is gone').toEqual(
			[],
		);
		expect(await interfaceOf('crm_contracts', 'customer')).toBe('select-dropdown-m2o');
	});

	test('can be set up again, over what was kept', async () => {
		const { code, output } = await crmPolicy('apply');
		expect(code, output).toBe(0);
		expect(isIntact(await guardReport(directus.database))).toBe(true);
		expect(await interfaceOf('crm_contracts', 'customer')).toBe('crm-reference');
		expect(await interfaceOf('crm_contracts', 'actions')).toBe('crm-action-bar');
	});
});
