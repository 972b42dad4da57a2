import { systemServices, type SystemService } from './model-type.js';
import type { Change, Manifest, Retirement } from './plan.js';
import { writtenAfter } from './plan.js';
import type {
	CollectionObject,
	FieldObject,
	FolderObject,
	IndexObject,
	Properties,
	RelationObject,
	SystemRowObject,
} from './plan/objects.js';

/** A collection that does not exist yet, with all its fields. */
export interface NewCollection {
	readonly object: CollectionObject;
	readonly fields: readonly FieldObject[];
}

/** Performs changes on a real Directus. Every method may be called with nothing to do. */
export interface SchemaAdapter {
	createFolders(folders: readonly FolderObject[]): Promise<void>;
	createCollections(collections: readonly NewCollection[]): Promise<void>;
	updateCollection(object: FolderObject | CollectionObject, properties: readonly string[]): Promise<void>;
	createField(object: FieldObject): Promise<void>;
	updateField(object: FieldObject, properties: readonly string[]): Promise<void>;
	createRelations(objects: readonly RelationObject[]): Promise<void>;
	updateRelation(object: RelationObject, properties: readonly string[]): Promise<void>;
	createIndex(object: IndexObject): Promise<void>;
	createSystemRows(service: SystemService, objects: readonly SystemRowObject[]): Promise<void>;
	updateSystemRow(object: SystemRowObject, properties: readonly string[]): Promise<void>;
	/** Deletes rows of ours that are declared no more. */
	deleteSystemRows(service: SystemService, objects: readonly SystemRowObject[]): Promise<void>;
	/** Makes the guards as declared; returns the names of those it made. */
	installGuards(): Promise<readonly string[]>;
	/** Stores what was written of each object, and forgets those that are not there any more. */
	remember(written: ReadonlyMap<string, Properties>, gone: readonly string[]): Promise<void>;
}

type Of<T extends Change['kind']> = Extract<Change, { kind: T }>;

/** Folders and collections stand in folders, which come before them. */
function parentsFirst<T extends FolderObject>(objects: readonly T[]): readonly T[] {
	const names = new Set(objects.map(({ collection }) => collection));
	const depth = (object: T, seen: readonly string[] = []): number => {
		const parent = objects.find(({ collection }) => collection === object.properties['group']);
		if (parent === undefined || !names.has(parent.collection)) return 0;
		if (seen.includes(parent.collection)) throw new Error(`The folder "${parent.collection}" stands in itself.`);
		return 1 + depth(parent, [...seen, parent.collection]);
	};
	return [...objects].sort((a, b) => depth(a) - depth(b));
}

const isCreate = (change: Change): change is Of<'create'> => change.kind === 'create';
const isUpdate = (change: Change): change is Of<'update'> => change.kind === 'update';

/**
 * Performs a plan in the order in which Directus can take it: folders, collections with their fields, missing fields,
 * relations, indexes, system rows (first away with those that are declared no more: a withdrawn right must not outlive an error), and the
 * guards last, because schema edits drop them on SQLite.
 * Conflicts are left alone. Stops at the first error; what is done stays done and the next run goes on from there.
 *
 * Data rows are not part of it: they are written with their tickets once the guards stand.
 */
export async function apply(
	changes: readonly Change[],
	retirements: readonly Retirement[],
	manifest: Manifest,
	adapter: SchemaAdapter,
): Promise<readonly string[]> {
	const creates = changes.filter(isCreate).map(({ object }) => object);
	const updates = changes.filter(isUpdate);
	const newCollections = creates.filter((object) => object.type === 'collection');
	const newFields = creates.filter((object) => object.type === 'field');
	const isNew = (collection: string): boolean => newCollections.some((object) => object.collection === collection);

	await adapter.createFolders(parentsFirst(creates.filter((object) => object.type === 'folder')));
	await adapter.createCollections(
		newCollections.map((object) => ({ object, fields: newFields.filter(({ collection }) => collection === object.collection) })),
	);
	for (const object of newFields) if (!isNew(object.collection)) await adapter.createField(object);
	for (const { object, properties } of updates) {
		if (object.type === 'folder' || object.type === 'collection') await adapter.updateCollection(object, properties);
		if (object.type === 'field') await adapter.updateField(object, properties);
	}
	await adapter.createRelations(creates.filter((object) => object.type === 'relation'));
	for (const { object, properties } of updates) if (object.type === 'relation') await adapter.updateRelation(object, properties);
	for (const object of creates) if (object.type === 'index') await adapter.createIndex(object);

	const leaving = retirements.filter(({ kind }) => kind === 'retire').map(({ object }) => object);
	for (const service of [...systemServices].reverse()) {
		await adapter.deleteSystemRows(
			service,
			leaving.filter((object) => object.service === service),
		);
	}
	const newRows = creates.filter((object) => object.type === 'system');
	for (const service of systemServices) {
		await adapter.createSystemRows(
			service,
			newRows.filter((object) => object.service === service),
		);
		for (const { object, properties } of updates) {
			if (object.type === 'system' && object.service === service) await adapter.updateSystemRow(object, properties);
		}
	}
	const guards = await adapter.installGuards();
	await adapter.remember(
		writtenAfter(changes, manifest),
		retirements.filter(({ kind }) => kind !== 'retained').map(({ key }) => key),
	);
	return guards;
}
