import { apply } from '@crm-policy/schema/apply';
import { isIntact, verifyGuards } from '@crm-policy/schema/guards/install';
import { guardsFor } from '@crm-policy/schema/guards/spec';
import { createInternalTables } from '@crm-policy/schema/internal/tables';
import type { SeedOptions, SeedRow } from '@crm-policy/schema/model-type';
import { contentHash } from '@crm-policy/schema/plan/canonical';
import {
	declaredObjects,
	noLongerDeclared,
	plan,
	planRetirement,
	type Change,
	type DeclaredObject,
	type Places,
	type Retirement,
} from '@crm-policy/schema/plan';
import { directusAdapter } from './adapter.js';
import { assertRoomForDemo, makeDemo } from './demo.js';
import type { Declaration } from './declaration.js';
import { clearCaches, freshSchema, type Host } from './host.js';
import { withLock } from './lock.js';
import {
	appliedDeclaration,
	isDemoMade,
	nothingProvisioned,
	readManifest,
	remember,
	rememberDeclaration,
	type Provisioned,
} from './manifest.js';
import { SeedWriter } from './seeds.js';
import { readDependants, readSnapshot, type LiveRows } from './snapshot.js';
import { modelHash } from './verify.js';

/** What stands between the declaration and the live Directus. */
export interface Comparison {
	readonly changes: readonly Change[];
	/** Rows we made that nothing declares any more. */
	readonly retirements: readonly Retirement[];
}

export type Conflict = Extract<Change, { kind: 'conflict' }> | Extract<Retirement, { kind: 'retained' }>;

export interface ConvergeReport {
	/** Whether anything was written. */
	readonly changed: boolean;
	readonly created: number;
	readonly updated: number;
	/** Rows of ours that were deleted because nothing declares them any more. */
	readonly removed: number;
	readonly inserted: number;
	readonly conflicts: readonly Conflict[];
	/** Names of guards that were made or made anew. */
	readonly guards: readonly string[];
}

const nothing: ConvergeReport = { changed: false, created: 0, updated: 0, removed: 0, inserted: 0, conflicts: [], guards: [] };

/** A row that is only ever inserted counts by its key: what it says may depend on the day it is made. */
const identity = (row: SeedRow): unknown => (row.mode === 'create-only' ? [row.collection, row.key] : row);

export const conflictsOf = ({ changes, retirements }: Comparison): readonly Conflict[] => [
	...changes.filter((change) => change.kind === 'conflict'),
	...retirements.filter((retirement) => retirement.kind === 'retained'),
];

const count = (changes: readonly (Change | Retirement)[], kind: (Change | Retirement)['kind']): number =>
	changes.filter((change) => change.kind === kind).length;

const placesOf = (objects: readonly DeclaredObject[]): Places =>
	new Map(objects.flatMap((object) => (object.type === 'system' ? [[object.key, { service: object.service, match: object.match }]] : [])));

async function compareLive(
	host: Host,
	objects: readonly DeclaredObject[],
	{ written, places }: Provisioned,
): Promise<Comparison & { readonly live: LiveRows }> {
	const dropped = noLongerDeclared(objects, written, places);
	const { properties, rows } = await readSnapshot(host, [...objects, ...dropped]);
	return {
		changes: plan(objects, properties, written),
		retirements: planRetirement(dropped, properties, await readDependants(host.database, dropped, rows)),
		live: rows,
	};
}

/** Compares everything declared with the live Directus and says what would be done. Changes nothing. */
export async function compare(host: Host, declaration: Declaration): Promise<Comparison> {
	const objects = declaredObjects(declaration.model, declaration.system);
	const provisioned = await host.database.schema.hasTable('crm_provisioned');
	return compareLive(host, objects, provisioned ? await readManifest(host.database) : nothingProvisioned);
}

/**
 * Makes a Directus as it is declared: internal tables, then under a lock schema, system rows, guards and data rows; at last, where it is
 * wanted and was never made, the demo company. When the declaration is the one applied last and the guards stand, it compares nothing
 * else. Conflicts are returned, never written over.
 *
 * @throws CannotSetUp when the demo company is wanted in a database that is in use
 */
export async function converge(host: Host, declaration: Declaration, options: SeedOptions): Promise<ConvergeReport> {
	const { database } = host;
	const spec = guardsFor(declaration.model);
	const objects = declaredObjects(declaration.model, declaration.system);
	const now = new Date().toISOString();
	const rows = declaration.foundation(options, now);
	const model = modelHash(declaration);
	const hash = contentHash([model, rows.map(identity)]);
	const settled = async (): Promise<boolean> =>
		(await appliedDeclaration(database)) === hash &&
		(!options.demo || (await isDemoMade(database))) &&
		isIntact(await verifyGuards(database, spec));
	if (await settled()) return nothing;

	await createInternalTables(database);
	return withLock(database, 'provision', async () => {
		// Another instance may have done it while this one waited.
		if (await settled()) return nothing;
		const demo = options.demo && !(await isDemoMade(database));
		if (demo) await assertRoomForDemo(database);
		await clearCaches(host, await freshSchema(host));
		const provisioned = await readManifest(database);
		const { live, ...compared } = await compareLive(host, objects, provisioned);
		const { changes, retirements } = compared;
		const guards = await apply(
			changes,
			retirements,
			provisioned.written,
			directusAdapter(host, live, provisioned, placesOf(objects), spec),
		);
		const schema = await freshSchema(host);
		const seeds = await new SeedWriter(host, schema, spec).write(rows, provisioned.written);
		await remember(database, provisioned, { written: seeds.written, places: new Map() });
		const company = demo ? await makeDemo(host, schema, spec, (founding) => declaration.demo(options, now, founding)) : 0;
		await rememberDeclaration(database, hash, model);
		await clearCaches(host, await freshSchema(host));
		const created = count(changes, 'create');
		const updated = count(changes, 'update') + count(seeds.changes, 'update');
		const removed = count(retirements, 'retire');
		const inserted = seeds.inserted + company;
		return {
			changed: created + updated + removed + inserted + guards.length > 0,
			created,
			updated,
			removed,
			inserted,
			conflicts: conflictsOf({ changes: [...changes, ...seeds.changes], retirements }),
			guards,
		};
	});
}
