import type { CollectionDeclaration } from '../declare.js';
import { contentHash } from './canonical.js';
import type { IndexObject } from './objects.js';

const longest = 60;

/** A name that says what is indexed; where that is too long for the database, its end is a hash of it. */
export function indexName(table: string, fields: readonly string[], unique: boolean): string {
	const name = [unique ? 'crm_ux' : 'crm_ix', table.replace(/^crm_/, ''), ...fields].join('_');
	return name.length <= longest ? name : `${name.slice(0, longest - 9)}_${contentHash(name).slice(0, 8)}`;
}

/** The indexes and unique constraints of a collection, each once. */
export function indexObjects({ collection, fields, indexes = [] }: CollectionDeclaration): readonly IndexObject[] {
	const wanted = [
		...Object.entries(fields).flatMap(([name, field]) => {
			if (field.type === 'alias' || name === 'id') return [];
			if (field.unique === true) return [{ fields: [name], unique: true }];
			return field.indexed === true ? [{ fields: [name], unique: false }] : [];
		}),
		...indexes.map((index) => ({ fields: index.fields, unique: index.unique === true })),
	];
	const named = new Map(wanted.map((index) => [indexName(collection, index.fields, index.unique), index]));
	return [...named].map(([name, index]) => ({
		type: 'index',
		key: `index:${name}`,
		collection,
		name,
		properties: { columns: index.fields, unique: index.unique },
	}));
}
