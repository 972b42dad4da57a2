import type { Accountability } from '@directus/types';
import type { Knex } from 'knex';
import { firstOf, rowsOf } from './rows.js';

/** Whether somebody has any right of this kind on a collection, whichever rows and fields it is for. Nobody who is not signed in has one. */
export async function isGranted(
	knex: Knex,
	accountability: Accountability | null,
	collection: string,
	action: 'create' | 'read' | 'update',
): Promise<boolean> {
	if (accountability === null || accountability.user === null) return false;
	if (accountability.admin) return true;
	const { user, roles } = accountability;
	const granted = await firstOf(
		knex('directus_permissions as permission')
			.join('directus_access as access', 'access.policy', 'permission.policy')
			.where({ 'permission.collection': collection, 'permission.action': action })
			.andWhere((whose) => void whose.whereIn('access.role', roles).orWhere('access.user', user))
			.first('permission.id'),
	);
	return granted !== undefined;
}

/** The fields somebody may give when they act on a collection, whichever rows it is about; `null` is every field. */
export async function grantedFields(
	knex: Knex,
	accountability: Accountability | null,
	collection: string,
	action: 'create' | 'read' | 'update',
): Promise<ReadonlySet<string> | null> {
	if (accountability === null || accountability.user === null) return new Set();
	if (accountability.admin) return null;
	const { user, roles } = accountability;
	const rows = await rowsOf<{ fields: string | null }>(
		knex('directus_permissions as permission')
			.join('directus_access as access', 'access.policy', 'permission.policy')
			.where({ 'permission.collection': collection, 'permission.action': action })
			.andWhere((whose) => void whose.whereIn('access.role', roles).orWhere('access.user', user))
			.select('permission.fields'),
	);
	const fields = new Set(rows.flatMap(({ fields: list }) => (list ?? '').split(',').filter((field) => field !== '')));
	return fields.has('*') ? null : fields;
}
