import { getRelationInfo } from '@directus/utils';
import type { SchemaOverview } from '@directus/types';

/** One step over a relation, from a field to the collection it leads to. */
export interface Step {
	readonly collection: string;
	readonly to: 'one' | 'many';
}

/** Where a field leads, as a query names it (`item:contracts` where it may lead to several collections); null where it leads nowhere. */
export function stepOf(schema: SchemaOverview, collection: string, name: string): Step | null {
	const [field = '', scope] = name.split(':');
	const { relation, relationType } = getRelationInfo(schema.relations, collection, field);
	if (relation === null) return null;
	if (relationType === 'm2o') return relation.related_collection === null ? null : { collection: relation.related_collection, to: 'one' };
	if (relationType === 'a2o') return scope === undefined ? null : { collection: scope, to: 'one' };
	return { collection: relation.collection, to: 'many' };
}
