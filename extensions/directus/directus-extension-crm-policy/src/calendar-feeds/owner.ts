import type { Accountability } from '@directus/types';
import type { Knex } from 'knex';
import { roleKeysOf } from '../engine/people.js';
import { rowsOf } from '../engine/rows.js';

/** What somebody may read of a collection: no row at all, or some rows with these fields. */
export type Readable = ReadonlySet<string> | 'everything' | 'nothing';

export const mayReadField = (readable: Readable, field: string): boolean =>
	readable === 'everything' || (readable !== 'nothing' && (readable.has('*') || readable.has(field)));

/** The person a feed belongs to, as they are now. */
export interface FeedOwner {
	readonly accountability: Accountability & { readonly user: string };
	readonly roles: ReturnType<typeof roleKeysOf>;
	readonly readable: (collection: string) => Readable;
	/** Changes with everything that decides what this person may read: their roles, policies, rules and fields. */
	readonly rights: string;
}

interface AccessRow {
	readonly policy: string;
	readonly admin_access: boolean | number | null;
	readonly collection: string | null;
	readonly fields: string | readonly string[] | null;
	readonly permissions: unknown;
}

async function chainOf(database: Knex, role: string | null): Promise<readonly string[]> {
	if (role === null) return [];
	const rows = await rowsOf<{ id: string; parent: string | null }>(database('directus_roles').select('id', 'parent'));
	const parents = new Map(rows.map(({ id, parent }) => [id, parent]));
	const chain: string[] = [];
	for (let next: string | null = role; next !== null && !chain.includes(next); next = parents.get(next) ?? null) chain.push(next);
	// From the root, as Directus lists them.
	return chain.reverse();
}

const fieldsOf = (fields: AccessRow['fields']): readonly string[] =>
	fields === null ? [] : typeof fields === 'string' ? fields.split(',').map((field) => field.trim()) : fields;

/**
 * What several policies together surely let somebody read in every row: the fields that all of them name. Directus joins rules row by row
 * and hides the rest of a row; a text that is kept for many readers must not depend on which row it is.
 */
function common(rows: readonly AccessRow[]): Readable {
	const [first, ...others] = rows.map(({ fields }) => fieldsOf(fields));
	if (first === undefined) return 'nothing';
	const all = [first, ...others];
	const named = all.filter((fields) => !fields.includes('*'));
	const [start, ...rest] = named;
	if (start === undefined) return 'everything';
	return new Set(start.filter((field) => rest.every((fields) => fields.includes(field))));
}

/**
 * Somebody's rights at this moment, as Directus would work them out when they sign in. Rights bound to a network address do not count: who
 * fetches a calendar is a program somewhere else.
 *
 * @param collections those whose fields matter
 */
export async function ownerOf(
	database: Knex,
	{ user, role }: { readonly user: string; readonly role: string | null },
	collections: readonly string[],
): Promise<FeedOwner> {
	const roles = await chainOf(database, role);
	const rows = await rowsOf<AccessRow>(
		database('directus_access')
			.join('directus_policies', 'directus_policies.id', 'directus_access.policy')
			.leftJoin('directus_permissions', (join) => {
				join
					.on('directus_permissions.policy', 'directus_policies.id')
					.andOnVal('directus_permissions.action', 'read')
					.andOnIn('directus_permissions.collection', collections);
			})
			.where((whose) => {
				whose.where('directus_access.user', user).orWhereIn('directus_access.role', roles);
			})
			.where((unbound) => {
				unbound.whereNull('directus_policies.ip_access').orWhere('directus_policies.ip_access', '');
			})
			.orderBy(['directus_policies.id', 'directus_permissions.id'])
			.select(
				'directus_policies.id as policy',
				'directus_policies.admin_access as admin_access',
				'directus_permissions.collection as collection',
				'directus_permissions.fields as fields',
				'directus_permissions.permissions as permissions',
			),
	);
	const admin = rows.some(({ admin_access }) => admin_access === true || admin_access === 1);
	const byCollection = new Map(
		collections.map((collection) => [collection, common(rows.filter((row) => row.collection === collection))] as const),
	);
	return {
		accountability: { user, role, roles: [...roles], admin, app: false, ip: null },
		roles: roleKeysOf(roles),
		readable: (collection) => (admin ? 'everything' : (byCollection.get(collection) ?? 'nothing')),
		rights: JSON.stringify([
			roles,
			admin,
			rows.map(({ policy, collection, fields, permissions }) => [policy, collection, fields, permissions]),
		]),
	};
}
