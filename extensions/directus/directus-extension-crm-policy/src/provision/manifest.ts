import { canonicalJson, contentHash } from '@crm-policy/schema/plan/canonical';
import type { Manifest, Place, Places, Properties } from '@crm-policy/schema/plan';
import type { Knex } from 'knex';

/** The rows that stand for everything declared, and for all of it but the data rows; equal hash, nothing to compare. */
const declarationKey = '#declaration';
const modelKey = '#model';
/** The row that says the demo company was made; it is made once and lives on by itself. */
const demoKey = 'made:demo';

interface ManifestRow {
	readonly object_key: string;
	readonly hash: string;
	readonly written: string | null;
	readonly place: string | null;
}

/** What is known of what we provisioned. */
export interface Provisioned {
	/** What we wrote last of each object. */
	readonly written: Manifest;
	/** Where each row of the host's own collections is found. */
	readonly places: Places;
}

export const nothingProvisioned: Provisioned = { written: new Map(), places: new Map() };

export async function readManifest(knex: Knex): Promise<Provisioned> {
	const rows: readonly ManifestRow[] = await knex('crm_provisioned')
		.select('object_key', 'hash', 'written', 'place')
		.whereNotIn('object_key', [declarationKey, modelKey]);
	return {
		written: new Map(rows.map(({ object_key, written }) => [object_key, written === null ? {} : (JSON.parse(written) as Properties)])),
		places: new Map(rows.flatMap(({ object_key, place }) => (place === null ? [] : [[object_key, JSON.parse(place) as Place]]))),
	};
}

/** Rows written or forgotten by one statement. */
const batch = 100;

async function store(knex: Knex, rows: readonly ManifestRow[]): Promise<void> {
	const applied_at = new Date();
	for (let from = 0; from < rows.length; from += batch) {
		await knex('crm_provisioned')
			.insert(rows.slice(from, from + batch).map((row) => ({ ...row, applied_at })))
			.onConflict('object_key')
			.merge();
	}
}

/** Stores what was written and where, for the objects of which it differs from what is stored. */
export async function remember(knex: Knex, before: Provisioned, { written, places }: Provisioned): Promise<void> {
	const changed = [...written].filter(([key, properties]) => {
		const known = before.written.get(key);
		return (
			known === undefined || canonicalJson([known, before.places.get(key) ?? null]) !== canonicalJson([properties, places.get(key) ?? null])
		);
	});
	await store(
		knex,
		changed.map(([object_key, properties]) => {
			const place = places.get(object_key);
			return {
				object_key,
				hash: contentHash(properties),
				written: canonicalJson(properties),
				place: place === undefined ? null : canonicalJson(place),
			};
		}),
	);
}

/** Forgets objects that are not there any more. */
export async function forget(knex: Knex, keys: readonly string[]): Promise<void> {
	for (let from = 0; from < keys.length; from += batch)
		await knex('crm_provisioned')
			.whereIn('object_key', keys.slice(from, from + batch))
			.delete();
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
		{ object_key: declarationKey, hash: declaration, written: null, place: null },
		{ object_key: modelKey, hash: model, written: null, place: null },
	]);
}

export const isDemoMade = async (knex: Knex): Promise<boolean> => (await storedHash(knex, demoKey)) !== null;

export const rememberDemo = (knex: Knex): Promise<void> =>
	store(knex, [{ object_key: demoKey, hash: contentHash(demoKey), written: null, place: null }]);
