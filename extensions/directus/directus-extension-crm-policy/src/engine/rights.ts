import type { Accountability } from '@directus/types';
import type { Knex } from 'knex';
import { firstOf } from './rows.js';

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
