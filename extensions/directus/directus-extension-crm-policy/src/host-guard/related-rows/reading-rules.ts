import type { Accountability, SchemaOverview } from '@directus/types';
import type { Knex } from 'knex';
import type { Filter } from '@crm-policy/seeds/departments/fragments';
import type { HostServices } from '../../engine/context.js';
import { readRule, resolveRule } from '../../engine/row-rules.js';
import { rowsOf } from '../../engine/rows.js';
import type { RowRule } from './narrowing.js';
import { stepOf } from './steps.js';

export interface RuleReader {
	readonly services: Pick<HostServices, 'ItemsService'>;
	readonly knex: Knex;
	readonly schema: SchemaOverview;
}

interface StoredRight {
	readonly collection: string;
	readonly permissions: unknown;
	readonly fields: string | null;
}

/**
 * The policies of somebody. One that depends on the address they come from is left out: what they may then use for a filter is less than
 * what they may read, never more. The guest of a share speaks for one record and has none.
 */
async function policiesOf({ user, roles, share }: Accountability, knex: Knex): Promise<readonly string[]> {
	if (share !== undefined) return [];
	const rows = await rowsOf<{ id: string; ip_access: string | null }>(
		knex('directus_policies').whereIn(
			'id',
			knex('directus_access')
				.select('policy')
				.where((whose) => {
					if (roles.length > 0) whose.whereIn('role', roles);
					else whose.where((anybody) => void anybody.whereNull('role').whereNull('user'));
					if (user !== null) whose.orWhere({ user });
				}),
		),
	);
	return rows.filter(({ ip_access }) => ip_access === null || ip_access === '').map(({ id }) => id);
}

/** Holds for no row at all. */
const noRow = (collection: string, schema: SchemaOverview): Filter => ({
	[schema.collections[collection]?.primary ?? 'id']: { _null: true },
});

/** Whether a condition names only fields that `isReadable` has, on every step of every path. */
function isAskable(
	condition: Filter,
	collection: string,
	schema: SchemaOverview,
	isReadable: (collection: string, field: string) => boolean,
): boolean {
	return Object.entries(condition).every(([key, value]) => {
		if ((key === '_and' || key === '_or') && Array.isArray(value))
			return value.every((part: unknown) => isAskable(part as Filter, collection, schema, isReadable));
		if (key === '_some' || key === '_none') return isAskable(value as Filter, collection, schema, isReadable);
		if (key.startsWith('_')) return true;
		if (!isReadable(collection, key)) return false;
		const step = stepOf(schema, collection, key);
		return typeof value !== 'object' || value === null || isAskable(value as Filter, step?.collection ?? collection, schema, isReadable);
	});
}

/** The rules about the rows of collections for somebody; null for those of which they see every row. */
export async function readingRules(
	{ services, knex, schema }: RuleReader,
	accountability: Accountability,
	collections: readonly string[],
): Promise<ReadonlyMap<string, RowRule | null>> {
	const policies = await policiesOf(accountability, knex);
	const granted = await rowsOf<StoredRight>(
		knex('directus_permissions').whereIn('policy', policies).andWhere({ action: 'read' }).select('collection', 'permissions', 'fields'),
	);
	const readable = new Set(granted.flatMap(({ collection, fields }) => (fields ?? '').split(',').map((field) => `${collection}.${field}`)));
	const isReadable = (collection: string, field: string): boolean =>
		readable.has(`${collection}.*`) || readable.has(`${collection}.${field}`);
	const items = (collection: string) => new services.ItemsService(collection, { knex, schema, accountability: null });
	const rules = new Map<string, RowRule | null>();
	for (const collection of collections) {
		const stored = granted.filter((right) => right.collection === collection).map(({ permissions }) => readRule(permissions));
		if (stored.some((rule) => Object.keys(rule).length === 0)) {
			rules.set(collection, null);
			continue;
		}
		const conditions: Filter[] = [];
		for (const rule of stored) conditions.push((await resolveRule(rule, accountability, policies, items)) ?? {});
		const condition = conditions.length === 0 ? noRow(collection, schema) : { _or: conditions };
		rules.set(collection, { condition, askable: isAskable(condition, collection, schema, isReadable) });
	}
	return rules;
}
