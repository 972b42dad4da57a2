import { installGuards, isIntact, removeGuards } from '@crm-policy/schema/guards/install';
import { describe, expect, test } from 'vitest';
import { databaseUnderTest, expectRefusedStart, useOwnDirectus } from '../harness/directus.js';
import { unableToStand } from '../host-guard/without-guard.js';
import { forgetDeclaration, guardReport, provisionedState, spec } from './database-state.js';

const verifyOnly = { CRM_PROVISION: 'no' };

describe('a start that only verifies', () => {
	test('ends with the reason where nothing was set up', async () => {
		const { code, log } = await expectRefusedStart({ template: 'bootstrapped', env: verifyOnly });
		expect(code).toBe(1);
		expect(log).toContain('CRM Policy is not set up in this database');
		expect(log).toContain('此数据库尚未设置 CRM Policy');
	});
	test('ends with the reason where the extension cannot be loaded', async () => {
		const { code, log } = await expectRefusedStart({
			demo: false,
			env: verifyOnly,
			wrapper: { name: 'broken', source: "throw new Error('broken on purpose');" },
		});
		expect(code).toBe(1);
		expect(log).toContain('broken on purpose');
	});
	test.each(['middlewares.before', 'routes.before'])(
		'ends with the reason where the host guard cannot take its place at %s',
		async (place) => {
			const { code, log } = await expectRefusedStart({ demo: false, env: verifyOnly, wrapper: unableToStand(place) });
			expect(code).toBe(1);
			expect(log).toContain(`so nothing is served: no place at ${place}`);
			expect(log).toContain('主机防护未能置于 Directus 路由之前');
		},
	);
	test('ends with the reason where guards are missing', async () => {
		const { code, log } = await expectRefusedStart({
			demo: false,
			env: verifyOnly,
			before: async (knex) => {
				await removeGuards(knex);
			},
		});
		expect(code).toBe(1);
		expect(log).toContain('database guards of CRM Policy are not as they should be');
		expect(log).toContain('crm_guard_crm_');
	});
	test('ends with the reason where another version set it up', async () => {
		const { code, log } = await expectRefusedStart({
			demo: false,
			env: verifyOnly,
			before: async (knex) => {
				await knex('crm_provisioned').where({ object_key: '#model' }).update({ hash: 'another' });
			},
		});
		expect(code).toBe(1);
		expect(log).toContain('set up by another version');
	});
});

// SQLite takes every trigger that is written correctly on a table; a PostgreSQL may be kept by whoever runs it from taking any.
describe.runIf(databaseUnderTest() === 'pg')('a start on a database that takes no triggers', () => {
	test.each([
		['whose guards are gone', removeGuards, 'provisioned'],
		['where nothing was set up', () => Promise.resolve(), 'bootstrapped'],
	] as const)('ends with the reason, %s', async (_where, prepare, template) => {
		const { code, log } = await expectRefusedStart({
			template,
			demo: false,
			before: async (knex) => {
				await prepare(knex);
				await knex.raw(
					`CREATE FUNCTION takes_none() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'this database takes no triggers'; END $$`,
				);
				await knex.raw(`CREATE EVENT TRIGGER takes_none ON ddl_command_start WHEN TAG IN ('CREATE TRIGGER') EXECUTE FUNCTION takes_none()`);
			},
		});
		expect(code).toBe(1);
		expect(log).toContain('CRM Policy could not be set up: ');
		expect(log).toContain('this database takes no triggers');
	});
});

describe('a start that converges', () => {
	const directus = useOwnDirectus({ because: 'it is restarted', demo: false });

	test('changes nothing the second time, and one line says so', async () => {
		const before = await provisionedState(directus.database);
		await directus.restart();
		await directus.logSays('nothing was changed');
		expect(await provisionedState(directus.database)).toEqual(before);
	});

	test('finds nothing to do even when it compares everything', async () => {
		const before = await provisionedState(directus.database);
		await directus.restart({
			before: async (knex) => {
				await forgetDeclaration(knex);
			},
		});
		const { crm_provisioned: _manifest, ...after } = await provisionedState(directus.database);
		const { crm_provisioned: _earlier, ...expected } = before;
		expect(after).toEqual(expected);
	});

	test('puts back guards that are missing', async () => {
		await directus.restart({
			before: async (knex) => {
				await removeGuards(knex);
			},
		});
		expect(isIntact(await guardReport(directus.database))).toBe(true);
		expect(await installGuards(directus.database, spec)).toEqual([]);
	});

	test('follows the declaration where the live value is what we wrote, and leaves and reports what the customer wrote', async () => {
		const earlier = async (key: string, property: string, value: unknown): Promise<void> => {
			const [row] = await directus.database<{ object_key: string; written: string }>('crm_provisioned').where({ object_key: key });
			if (row === undefined) throw new Error(`${key} is not in the manifest`);
			const written = { ...(JSON.parse(row.written) as Record<string, unknown>), [property]: value };
			await directus
				.database('crm_provisioned')
				.where({ object_key: key })
				.update({ written: JSON.stringify(written) });
		};
		const icon = async (collection: string): Promise<string | null | undefined> =>
			(await directus.database<{ collection: string; icon: string | null }>('directus_collections').where({ collection }).first('icon'))
				?.icon;
		// An earlier version had another icon for contracts; nobody has touched it since.
		await directus.database('directus_collections').where({ collection: 'crm_contracts' }).update({ icon: 'ours_before' });
		await earlier('collection:crm_contracts', 'icon', 'ours_before');
		// The customer chose their own icon for customers.
		await directus.database('directus_collections').where({ collection: 'crm_customers' }).update({ icon: 'theirs' });
		// The customer deleted a translation of ours and changed a permission.
		const [word] = await directus
			.database<{ id: string; key: string; language: string }>('directus_translations')
			.where('key', 'like', 'crm.note.%');
		const [permission] = await directus
			.database<{ id: number; collection: string; action: string }>('directus_permissions')
			.where({ collection: 'crm_contracts', action: 'read' });
		if (word === undefined || permission === undefined) throw new Error('Nothing was provisioned to change.');
		await directus.database('directus_translations').where({ id: word.id }).delete();
		await directus.database('directus_permissions').where({ id: permission.id }).update({ fields: 'id' });
		await directus.restart({
			before: async (knex) => {
				await forgetDeclaration(knex);
			},
		});
		expect(await icon('crm_contracts')).not.toBe('ours_before');
		expect(await icon('crm_customers')).toBe('theirs');
		expect(await directus.database('directus_translations').where({ id: word.id })).toEqual([]);
		expect(await directus.database('directus_permissions').where({ id: permission.id }).first('fields')).toEqual({ fields: 'id' });
		const log = directus.log();
		expect(log).toContain('“collection:crm_customers” was changed by you (icon)');
		expect(log).toContain('“collection:crm_customers”已被您修改（icon）');
		expect(log).toContain(`“system:words:${word.language}:${word.key}” was deleted by you`);
	});
});
