import type { CollectionDeclaration } from './declare.js';
import { collections } from './model.js';

const declared: readonly CollectionDeclaration[] = Object.values(collections);

/** A column that names a record of a collection. */
export interface ReferringColumn {
	readonly collection: string;
	readonly field: string;
}

/** Every column that names a record of the collection, in the order of the declarations: a new domain is among them by itself. */
export const referencesTo = (target: string): readonly ReferringColumn[] =>
	declared.flatMap(({ collection, fields }) =>
		Object.entries(fields).flatMap(([field, { relation }]) =>
			relation?.kind === 'm2o' && relation.to === target ? [{ collection, field }] : [],
		),
	);
