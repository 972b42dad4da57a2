import { roleKeys, type RoleKey } from '@crm-policy/rules/organisation/roles';
import { stableId } from '../stable-id.js';

const perRole = (kind: string): Readonly<Record<RoleKey, string>> =>
	Object.fromEntries(roleKeys.map((role) => [role, stableId(kind, role)])) as Record<RoleKey, string>;

/** The Directus role that stands for each role of the policies. Never changes, so that people keep their role across versions. */
export const roleIds = perRole('role');

/** The one access policy of each role. One, because Directus joins the rules of several by “or” and masks fields row by row. */
export const policyIds = perRole('policy');

/** The rows that tie a role to its access policy. */
export const accessIds = perRole('access');
