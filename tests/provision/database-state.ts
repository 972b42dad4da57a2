import { verifyGuards, type GuardReport } from '@crm-policy/schema/guards/install';
import { guardsFor, type GuardSpec } from '@crm-policy/schema/guards/spec';
import { model } from '@crm-policy/schema/model';
import type { Knex } from 'knex';

export const spec: GuardSpec = guardsFor(model);

/** What of the guards is not as declared. */
export const guardReport = (knex: Knex): Promise<GuardReport> => verifyGuards(knex, spec);

const structure = [
	'directus_collections',
	'directus_fields',
	'directus_relations',
	'directus_roles',
	'directus_policies',
	'directus_access',
];
const rest = ['directus_permissions', 'directus_presets', 'directus_translations', 'directus_settings', 'crm_provisioned'];

/** Everything provisioning writes into the host's own tables, to be compared before and after. */
export async function provisionedState(knex: Knex): Promise<Readonly<Record<string, unknown>>> {
	const state: Record<string, unknown> = {};
	for (const table of [...structure, ...rest]) {
		const rows: readonly unknown[] = await knex(table);
		state[table] = rows.map((row) => JSON.stringify(row)).sort();
	}
	return state;
}

/** Waits until something holds; guards are put back a moment after a schema edit is answered. */
export async function eventually(holds: () => Promise<boolean>, patience = 15_000): Promise<boolean> {
	const giveUp = Date.now() + patience;
	while (!(await holds())) {
		if (Date.now() > giveUp) return false;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return true;
}

/** Makes the next start or `apply` compare everything instead of trusting what was applied last. */
export const forgetDeclaration = (knex: Knex): Promise<number> => knex('crm_provisioned').where('object_key', 'like', '#%').delete();
