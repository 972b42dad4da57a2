import { randomUUID } from 'node:crypto';
import { policyIds } from '@crm-policy/seeds/departments/role-ids';
import { describe, expect, test } from 'vitest';
import { useOwnDirectus, type Body } from '../harness/directus.js';
import { dropGuardsOf } from '../harness/drop-guards.js';
import { forgetDeclaration, provisionedState } from './database-state.js';

const directus = useOwnDirectus({ because: 'it is restarted', demo: false });
const upgrade = () =>
	directus.restart({
		before: async (knex) => {
			await forgetDeclaration(knex);
		},
	});

/** Puts a row there as an earlier version had provisioned it, for which nothing stands in the declaration any more. */
async function provisionedEarlier(
	service: 'permissions' | 'roles',
	key: string,
	match: Readonly<Record<string, unknown>>,
	values: Readonly<Record<string, unknown>>,
): Promise<void> {
	// Directus keeps a list of fields as one text.
	const stored = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]));
	const [written, place] = [values, { service, match }].map((value) => JSON.stringify(value));
	await directus.database(`directus_${service}`).insert({ ...match, ...stored });
	await directus
		.database('crm_provisioned')
		.insert({ object_key: `system:${key}`, hash: 'earlier', written, place, applied_at: new Date() });
}

const remembered = (key: string): Promise<unknown> =>
	directus
		.database('crm_provisioned')
		.where({ object_key: `system:${key}` })
		.first();

describe('what an earlier version had provisioned and this one does not declare', () => {
	const grant = (action: 'create' | 'delete') => ({ policy: policyIds.salesperson, collection: 'crm_clauses', action });

	test('is a right that ends, unless the customer changed it, and then they are told', async () => {
		const [dropped, widened] = ['permission:salesperson:crm_clauses:delete', 'permission:salesperson:crm_clauses:create'] as const;
		await provisionedEarlier('permissions', dropped, grant('delete'), { fields: ['*'], permissions: null });
		await provisionedEarlier('permissions', widened, grant('create'), { fields: ['id'], permissions: null });
		await directus.database('directus_permissions').where(grant('create')).update({ fields: 'id,clause' });
		await upgrade();
		expect(await directus.database('directus_permissions').where(grant('delete'))).toEqual([]);
		expect(await remembered(dropped)).toBeUndefined();
		await directus.logSays('1 removed');
		expect(await directus.database('directus_permissions').where(grant('create'))).toHaveLength(1);
		expect(await remembered(widened)).toBeDefined();
		await directus.logSays(`“system:${widened}” no longer belongs to CRM Policy, but was changed by you (fields)`);
		await directus.database('directus_permissions').where(grant('create')).delete();
		await upgrade();
		expect(await remembered(widened)).toBeUndefined();
	});

	test('is a role that goes once nobody holds it', async () => {
		const id = randomUUID();
		await provisionedEarlier('roles', 'role:former', { id }, { name: 'Former', icon: 'badge' });
		await directus.database('directus_users').insert({ id: randomUUID(), role: id, status: 'active', provider: 'default' });
		await upgrade();
		expect(await directus.database('directus_roles').where({ id })).toHaveLength(1);
		await directus.logSays('“system:role:former” no longer belongs to CRM Policy, but is still in use (directus_users)');
		await directus.database('directus_users').where({ role: id }).delete();
		await upgrade();
		expect(await directus.database('directus_roles').where({ id })).toEqual([]);
	});

	test('leaves everything that is declared as it is', async () => {
		const before = await provisionedState(directus.database);
		await upgrade();
		const { crm_provisioned: _after, ...after } = await provisionedState(directus.database);
		const { crm_provisioned: _before, ...expected } = before;
		expect(after).toEqual(expected);
	});
});

describe('the demo company', () => {
	const withDemo = () => directus.cli(['crm-policy', 'apply', '--demo']);
	const verified = async () => {
		const admin = await directus.login('admin@example.com');
		const { body } = await admin.request<Body<{ ok: boolean; entries: number }>>('GET', '/crm/ledger/verify');
		return body.data;
	};
	const count = async (table: string) => (await directus.database(table)).length;
	/** The demo company has work that is due, and a server that runs sees to it every few seconds; here nobody is to write but the command. */
	const whileStopped = (work: () => Promise<void>) => directus.restart({ before: work });

	test('comes into a database in which nothing has been done yet, and goes on from its ledger', async () => {
		expect(await verified()).toMatchObject({ ok: true, entries: 1 });
		const { code, output } = await withDemo();
		expect(code, output).toBe(0);
		expect(await count('crm_contracts')).toBe(40);
		const { ok, entries } = await verified();
		expect(ok).toBe(true);
		expect(entries).toBeGreaterThan(200);
	});

	test('is made once: what people do to it afterwards is theirs', async () => {
		const gone = await directus.database<{ id: string }>('crm_consents').first('id');
		await directus
			.database('crm_consents')
			.where({ id: gone?.id ?? '' })
			.delete();
		await directus.database('directus_users').where({ email: 'newcomer@example.com' }).update({ title: 'Intern' });
		await directus.database('crm_provisioned').where('object_key', 'like', '#%').delete();
		await whileStopped(async () => {
			const before = await count('crm_ledger');
			const { code, output } = await withDemo();
			expect(code, output).toBe(0);
			expect(await count('crm_ledger')).toBe(before);
		});
		expect(await directus.database('crm_consents').where({ id: gone?.id ?? '' })).toEqual([]);
		expect(await directus.database('directus_users').where({ title: 'Intern' })).toHaveLength(1);
	});

	test('is refused where a company works already, and nothing is written', async () => {
		await directus.database('crm_provisioned').where({ object_key: 'made:demo' }).delete();
		await whileStopped(async () => {
			const [provisioned, entries, users] = [
				await provisionedState(directus.database),
				await count('crm_ledger'),
				await count('directus_users'),
			];
			const { code, output } = await withDemo();
			expect(code).toBe(1);
			expect(output).toContain(`this one is in use, its ledger has ${entries} entries. Nothing was changed.`);
			expect(output).toContain('演示公司需要独立的数据库');
			expect(await provisionedState(directus.database)).toEqual(provisioned);
			expect([await count('crm_ledger'), await count('directus_users')]).toEqual([entries, users]);
		});
	});
});

describe('a rulebook that an earlier version had published', () => {
	interface StoredRulebook {
		readonly version: number;
		readonly content: string | Readonly<Record<string, unknown>>;
	}
	const contentOfTheFirst = async (): Promise<Readonly<Record<string, unknown>>> => {
		const stored = await directus.database<StoredRulebook>('crm_rulebooks').where({ version: 1 }).first();
		if (stored === undefined) throw new Error('There is no first rulebook.');
		return typeof stored.content === 'string' ? (JSON.parse(stored.content) as Record<string, unknown>) : stored.content;
	};
	const health = async () => {
		const admin = await directus.login('admin@example.com');
		return (await admin.request<Body<{ ok: boolean; rulebook_silent_about: readonly string[] }>>('GET', '/crm/health')).body.data;
	};

	test('goes on as it is; where it is silent a new company’s rules apply, and health says where', async () => {
		expect(await health()).toMatchObject({ ok: true, rulebook_silent_about: [] });
		const { visits: _visits, ...silent } = await contentOfTheFirst();
		await directus.restart({
			before: async (knex) => {
				await dropGuardsOf('crm_rulebooks', knex);
				await knex('crm_rulebooks')
					.where({ version: 1 })
					.update({ content: JSON.stringify(silent) });
				await forgetDeclaration(knex);
			},
		});
		expect(await health()).toMatchObject({ ok: true, rulebook_silent_about: ['/visits'] });
		const sales = await directus.login('sales@example.com');
		const planned = await directus
			.database<{ id: string; owner: string; status: string }>('crm_visits')
			.where({ owner: sales.user, status: 'planned' })
			.first();
		const explained = await sales.request<Body<{ command: string }[]>>('GET', `/crm/commands/crm_visits/${String(planned?.id)}`);
		expect(explained.status, JSON.stringify(explained.body)).toBe(200);
		expect(explained.body.data.map(({ command }) => command)).toContain('confirm');
		expect(await contentOfTheFirst()).toEqual(silent);
	});
});
