import type { CollectionDeclaration } from '../declare.js';
import type { RelationObject } from './objects.js';

interface Other {
	readonly collection: string;
	readonly field: string;
	readonly sort: string | null;
	/** For a junction row: the field that leads on to the other side. */
	readonly junction: string | null;
}

/** The list (alias) on the far side of a reference, if one is declared: of rows, or of files through a junction. */
function listOnOtherSide(collections: readonly CollectionDeclaration[], target: string, many: string, field: string): Other | null {
	for (const { collection, fields } of collections) {
		if (collection !== target) continue;
		for (const [name, { relation }] of Object.entries(fields)) {
			if (relation?.kind === 'o2m' && relation.from === many && relation.by === field) {
				return { collection, field: name, sort: relation.sort ?? null, junction: null };
			}
			if (relation?.kind === 'files' && relation.junction === many && relation.parent === field) {
				return { collection, field: name, sort: null, junction: relation.file };
			}
		}
	}
	return null;
}

/** The file side of a junction names the side it came from. */
function junctionBack(collections: readonly CollectionDeclaration[], many: string, field: string): string | null {
	for (const { fields } of collections) {
		for (const { relation } of Object.values(fields)) {
			if (relation?.kind === 'files' && relation.junction === many && relation.file === field) return relation.parent;
		}
	}
	return null;
}

/** Every reference of the collections as Directus has it: a foreign key, and the list on its other side. */
export function relationObjects(collections: readonly CollectionDeclaration[]): readonly RelationObject[] {
	return collections.flatMap(({ collection, fields }) =>
		Object.entries(fields).flatMap(([field, declaration]): RelationObject[] => {
			const { relation } = declaration;
			if (relation?.kind !== 'm2o') return [];
			const other = listOnOtherSide(collections, relation.to, collection, field);
			return [
				{
					type: 'relation',
					key: `relation:${collection}.${field}`,
					collection,
					field,
					properties: {
						related: relation.to,
						on_delete: relation.onDelete,
						one_field: other?.field ?? null,
						sort_field: other?.sort ?? null,
						// A row that cannot stand without its parent is deleted when it is taken off the list.
						one_deselect_action: other !== null && declaration.required ? 'delete' : 'nullify',
						junction_field: other?.junction ?? junctionBack(collections, collection, field),
					},
				},
			];
		}),
	);
}
