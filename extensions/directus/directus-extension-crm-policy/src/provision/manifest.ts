import { canonicalJson, contentHash } from '@crm-policy/schema/plan/canonical';
import type { Properties } from '@crm-policy/schema/plan/objects';
import type { Knex } from 'knex';

/** The rows that stand for everything declared, and for all of it but the data rows; equal hash, nothing to compare. */
const declarationKey = '#declaration';
const modelKey = '#model';

interface ManifestRow {
	readonly object_key: string;
	readonly hash: string;
	readonly written: string | null;
}

/** What we wrote last of each object. */
export async function readManifest(knex: Knex): Promise<Map<string, Properties>> {
	const rows: readonly ManifestRow[] = await knex('crm_provisioned')
		.select('object_key', 'hash', 'written')
		.whereNotIn('object_key', [declarationKey, modelKey]);
	return new Map(rows.map((row) => [row.object_key, row.written === null ? {} : (JSON.parse(row.written) as Properties)]));
}

async function store(knex: Knex, rows: readonly ManifestRow[]): Promise<void> {
	const applied_at = new Date();
	for (let from = 0; from < rows.length; from += 100) {
		await knex('crm_provisioned')
			.insert(rows.slice(from, from + 100).map((row) => ({ ...row, applied_at })))
			.onConflict('object_key')
			.merge();
	}
}

/** Stores what was written, for the objects of which it differs from what is stored. */
export async function remember(
	knex: Knex,
	before: ReadonlyMap<string, Properties>,
	written: ReadonlyMap<string, Properties>,
): Promise<void> {
	const changed = [...written].filter(([key, properties]) => {
		const known = before.get(key);
		return known === undefined || canonicalJson(known) !== canonicalJson(properties);
	});
	await store(
		knex,
		changed.map(([object_key, properties]) => ({ object_key, hash: contentHash(properties), written: canonicalJson(properties) })),
	);
}

async function storedHash(knex: Knex, object_key: string): Promise<string | null> {
	if (!(await knex.schema.hasTable('crm_provisioned'))) return null;
	const row = await knex<ManifestRow>('crm_provisioned').where({ object_key }).first('hash');
	return row?.hash ?? null;
}

/** The hash of the whole declaration that was applied last, or null when none was, or our tables are gone. */
export const appliedDeclaration = (knex: Knex): Promise<string | null> => storedHash(knex, declarationKey);

/** The hash of the model (schema, system rows, guards) that was applied last; null as above. */
export const appliedModel = (knex: Knex): Promise<string | null> => storedHash(knex, modelKey);

export async function rememberDeclaration(knex: Knex, declaration: string, model: string): Promise<void> {
	await store(knex, [
		{ object_key: declarationKey, hash: declaration, written: null },
		{ object_key: modelKey, hash: model, written: null },
	]);
}
