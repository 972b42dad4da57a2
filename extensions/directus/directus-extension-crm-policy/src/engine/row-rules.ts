import type { Accountability, Filter as HostFilter } from '@directus/types';
import { parseFilter } from '@directus/utils';
import { z } from 'zod';
import type { Filter } from '@crm-policy/seeds/departments/fragments';
import type { HostServices } from './context.js';

/** A service that reads a collection with nobody's rights, so that the rules of the reader are not asked about themselves. */
export type ServiceOf = (collection: string) => InstanceType<HostServices['ItemsService']>;

const ruleModel = z.record(z.string(), z.unknown());

/** A rule about rows as the database has it: text on SQLite, a value on PostgreSQL. */
export const readRule = (stored: unknown): Filter => ruleModel.parse((typeof stored === 'string' ? JSON.parse(stored) : stored) ?? {});

/** What a rule asks of the reader beyond an id: `$CURRENT_USER.crm_department` and the like, without the variable. */
const askedOf = (variable: string, value: unknown): readonly string[] => {
	if (typeof value === 'string') return value.startsWith(`${variable}.`) ? [value.slice(variable.length + 1)] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value as Readonly<Record<string, unknown>>).flatMap((inner) => askedOf(variable, inner));
};

/** A rule with its variables filled in for a reader who has these policies, as the host does it before it applies the rule. */
export async function resolveRule(
	rule: Filter,
	accountability: Accountability,
	policies: readonly string[],
	items: ServiceOf,
): Promise<HostFilter | null> {
	const { user, role, roles } = accountability;
	const ofUser = askedOf('$CURRENT_USER', rule);
	const ofRole = askedOf('$CURRENT_ROLE', rule);
	const ofRoles = askedOf('$CURRENT_ROLES', rule);
	const ofPolicies = askedOf('$CURRENT_POLICIES', rule);
	const context = {
		...(ofUser.length > 0 && user !== null ? { $CURRENT_USER: await items('directus_users').readOne(user, { fields: ofUser }) } : {}),
		...(ofRole.length > 0 && role !== null ? { $CURRENT_ROLE: await items('directus_roles').readOne(role, { fields: ofRole }) } : {}),
		...(ofRoles.length > 0 ? { $CURRENT_ROLES: await items('directus_roles').readMany(roles, { fields: ofRoles }) } : {}),
		$CURRENT_POLICIES:
			ofPolicies.length > 0
				? await items('directus_policies').readMany(policies, { fields: ['id', ...ofPolicies] })
				: policies.map((id) => ({ id })),
	};
	return parseFilter(rule as HostFilter, accountability, context as Parameters<typeof parseFilter>[2]);
}
