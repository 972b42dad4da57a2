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

/**
 * The access policy whose holders may override a review that cannot be completed. It permits nothing by itself: that somebody holds it is
 * what counts, so that an administrator gives and takes it where every other access is given and taken.
 */
export const overridePolicyId = stableId('policy', 'override');

/** The rows that give it to those who hold it to begin with. */
export const overrideAccessIds: Readonly<Partial<Record<RoleKey, string>>> = {
	'general-manager': stableId('access', 'override:general-manager'),
	'business-head': stableId('access', 'override:business-head'),
};
