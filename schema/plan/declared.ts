import type { DeclaredModel, SeedRow, SystemObject } from '../model-type.js';
import { canonicalJson } from './canonical.js';
import { fieldObject } from './fields.js';
import { indexObjects } from './indexes.js';
import type { CollectionObject, DeclaredObject, FolderObject, SeedObject, SystemRowObject } from './objects.js';
import { relationObjects } from './relations.js';
import { collectionNames, translate } from './words.js';

/** A collection of the host to which the model only adds fields. */
export const isHostCollection = (collection: string): boolean => collection.startsWith('directus_');

export const systemRow = (object: SystemObject): SystemRowObject => ({
	type: 'system',
	key: `system:${object.key}`,
	service: object.service,
	match: object.match,
	properties: object.values,
});

/** A data row that follows its declaration, under a key made of its collection and its natural key. */
export const seedObject = (row: SeedRow): SeedObject => ({
	type: 'seed',
	key: `seed:${row.collection}:${canonicalJson(row.key)}`,
	collection: row.collection,
	match: row.key,
	properties: row.values,
});

/**
 * Everything that is declared, as single objects that can be compared with a live Directus: the model, the translations of its
 * words, and the system rows. In the order in which it can be made.
 * Throws when two declarations claim the same key.
 */
export function declaredObjects(
	model: Pick<DeclaredModel, 'folders' | 'collections'>,
	system: readonly SystemObject[],
): readonly DeclaredObject[] {
	const words: SystemObject[] = [];
	const folders = model.folders.map((folder): FolderObject => {
		const note = folder.note === undefined ? null : translate(['folder', folder.name], folder.note);
		words.push(...(note?.rows ?? []));
		return {
			type: 'folder',
			key: `folder:${folder.name}`,
			collection: folder.name,
			properties: {
				icon: folder.icon,
				color: folder.color ?? null,
				note: note?.reference ?? null,
				sort: folder.sort,
				group: folder.folder ?? null,
				translations: collectionNames(folder.label, folder.label),
			},
		};
	});
	const collections = model.collections
		.filter(({ collection }) => !isHostCollection(collection))
		.map((declaration): CollectionObject => {
			const note = translate(['note', declaration.collection], declaration.note);
			words.push(...note.rows);
			return {
				type: 'collection',
				key: `collection:${declaration.collection}`,
				collection: declaration.collection,
				properties: {
					icon: declaration.icon,
					note: note.reference,
					hidden: declaration.hidden ?? false,
					sort: declaration.sort,
					group: declaration.folder ?? null,
					display_template: declaration.displayTemplate ?? null,
					translations: collectionNames(declaration.label, declaration.singular),
					// Both are rings of defence: without tracking no hook sees what was written, a version promotes past the form.
					accountability: 'all',
					versioning: false,
				},
			};
		});
	const fields = model.collections.flatMap(({ collection, fields: declared }) =>
		Object.entries(declared).map(([name, field], index) => {
			const { object, rows } = fieldObject(collection, name, field, index + 1);
			words.push(...rows);
			return object;
		}),
	);
	const objects: readonly DeclaredObject[] = [
		...folders,
		...collections,
		...fields,
		...relationObjects(model.collections),
		...model.collections.flatMap(indexObjects),
		...[...system, ...words].map(systemRow),
	];
	const keys = new Set<string>();
	for (const { key } of objects) {
		if (keys.has(key)) throw new Error(`"${key}" is declared twice.`);
		keys.add(key);
	}
	return objects;
}
