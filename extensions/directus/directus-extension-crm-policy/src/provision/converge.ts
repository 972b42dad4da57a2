import { apply } from '@crm-policy/schema/apply';
import { isIntact, verifyGuards } from '@crm-policy/schema/guards/install';
import { guardsFor } from '@crm-policy/schema/guards/spec';
import { createInternalTables } from '@crm-policy/schema/internal/tables';
import type { SeedOptions, SeedRow } from '@crm-policy/schema/model-type';
import { contentHash } from '@crm-policy/schema/plan/canonical';
import { declaredObjects, plan, type Change } from '@crm-policy/schema/plan';
import { directusAdapter } from './adapter.js';
import type { Declaration } from './declaration.js';
import { clearCaches, freshSchema, type Host } from './host.js';
import { withLock } from './lock.js';
import { appliedDeclaration, readManifest, remember, rememberDeclaration } from './manifest.js';
import { SeedWriter } from './seeds.js';
import { readSnapshot } from './snapshot.js';
import { modelHash } from './verify.js';

export interface ConvergeReport {
	/** Whether anything was written. */
	readonly changed: boolean;
	readonly created: number;
	readonly updated: number;
	readonly inserted: number;
	readonly conflicts: readonly Change[];
	/** Names of guards that were made or made anew. */
	readonly guards: readonly string[];
}

const nothing: ConvergeReport = { changed: false, created: 0, updated: 0, inserted: 0, conflicts: [], guards: [] };

/** A row that is only ever inserted counts by its key: what it says may depend on the day it is made. */
const identity = (row: SeedRow): unknown => (row.mode === 'create-only' ? [row.collection, row.key] : row);

const conflictsOf = (changes: readonly Change[]): readonly Change[] => changes.filter(({ kind }) => kind === 'conflict');
const count = (changes: readonly Change[], kind: Change['kind']): number => changes.filter((change) => change.kind === kind).length;

/** Compares everything declared with the live Directus and says what would be done. Changes nothing. */
export async function compare(host: Host, declaration: Declaration): Promise<readonly Change[]> {
	const objects = declaredObjects(declaration.model, declaration.system);
	const provisioned = await host.database.schema.hasTable('crm_provisioned');
	const { properties } = await readSnapshot(host, objects);
	return plan(objects, properties, provisioned ? await readManifest(host.database) : new Map());
}

/**
 * Makes a Directus as it is declared: internal tables, then under a lock schema, system rows, guards and data rows.
 * When the declaration is the one applied last and the guards stand, it compares nothing else. Conflicts are returned, never written over.
 */
export async function converge(host: Host, declaration: Declaration, options: SeedOptions): Promise<ConvergeReport> {
	const { database } = host;
	const spec = guardsFor(declaration.model);
	const objects = declaredObjects(declaration.model, declaration.system);
	const rows = declaration.seeds(options);
	const model = modelHash(declaration);
	const hash = contentHash([model, rows.map(identity)]);
	const settled = async (): Promise<boolean> =>
		(await appliedDeclaration(database)) === hash && isIntact(await verifyGuards(database, spec));
	if (await settled()) return nothing;

	await createInternalTables(database);
	return withLock(database, 'provision', async () => {
		// Another instance may have done it while this one waited.
		if (await settled()) return nothing;
		await clearCaches(host, await freshSchema(host));
		const manifest = await readManifest(database);
		const { properties, rows: live } = await readSnapshot(host, objects);
		const changes = plan(objects, properties, manifest);
		const guards = await apply(changes, manifest, directusAdapter(host, live, manifest, spec));
		const seeds = await new SeedWriter(host, await freshSchema(host), spec).write(rows, manifest);
		await remember(database, manifest, seeds.written);
		await rememberDeclaration(database, hash, model);
		await clearCaches(host, await freshSchema(host));
		const created = count(changes, 'create');
		const updated = count(changes, 'update') + count(seeds.changes, 'update');
		return {
			changed: created + updated + seeds.inserted + guards.length > 0,
			created,
			updated,
			inserted: seeds.inserted,
			conflicts: conflictsOf([...changes, ...seeds.changes]),
			guards,
		};
	});
}
