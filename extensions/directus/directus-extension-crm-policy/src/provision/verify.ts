import { verifyGuards } from '@crm-policy/schema/guards/install';
import { guardsFor } from '@crm-policy/schema/guards/spec';
import { declaredObjects } from '@crm-policy/schema/plan';
import { contentHash } from '@crm-policy/schema/plan/canonical';
import type { Text, TextValues } from '@crm-policy/rules/words/text';
import type { Knex } from 'knex';
import type { Declaration } from './declaration.js';
import { appliedModel } from './manifest.js';
import { someOf } from './say-report.js';
import { provisionWords } from './words.js';

export interface Reason {
	readonly sentence: Text;
	readonly values: TextValues;
}

/** Identifies the schema, the system rows and the guards that are declared; data rows are not part of it. */
export const modelHash = (declaration: Pick<Declaration, 'model' | 'system'>): string =>
	contentHash([declaredObjects(declaration.model, declaration.system), guardsFor(declaration.model)]);

/** Why this database may not be served, or null when it may: it was set up by this version and every guard stands. */
export async function reasonNotToServe(knex: Knex, declaration: Declaration): Promise<Reason | null> {
	const applied = await appliedModel(knex);
	if (applied === null) return { sentence: provisionWords.notProvisioned, values: {} };
	if (applied !== modelHash(declaration)) return { sentence: provisionWords.outdated, values: {} };
	const { missing, different, superfluous } = await verifyGuards(knex, guardsFor(declaration.model));
	const names = [...missing, ...different, ...superfluous];
	return names.length === 0 ? null : { sentence: provisionWords.guardsBroken, values: { names: someOf(names) } };
}
