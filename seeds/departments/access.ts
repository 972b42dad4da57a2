import { roleKeys, roles } from '@crm-policy/rules/organisation/roles';
import { text } from '@crm-policy/rules/words/text';
import type { SystemObject } from '@crm-policy/schema/model-type';
import { inBothLanguages } from '../both-languages.js';
import type { RoleDeclaration } from './department.js';
import type { Permission } from './permission.js';
import { accessIds, overrideAccessIds, overridePolicyId, policyIds, roleIds } from './role-ids.js';

function permissionRow({ role }: RoleDeclaration, { collection, action, rows, fields, presets, validation }: Permission): SystemObject {
	return {
		key: `permission:${role}:${collection}:${action}`,
		service: 'permissions',
		match: { policy: policyIds[role], collection, action },
		values: { permissions: rows, validation: validation ?? null, presets: presets ?? null, fields },
	};
}

/** A role with its one access policy and what it permits. No policy of ours gives administration rights. */
export function accessObjects(declaration: RoleDeclaration): readonly SystemObject[] {
	const { role, icon, description, permissions } = declaration;
	const name = inBothLanguages(roles[role]);
	return [
		{
			key: `role:${role}`,
			service: 'roles',
			match: { id: roleIds[role] },
			values: { name, icon, description: inBothLanguages(description) },
		},
		{
			key: `policy:${role}`,
			service: 'policies',
			match: { id: policyIds[role] },
			values: {
				name,
				icon,
				description: inBothLanguages(description),
				admin_access: false,
				app_access: true,
				enforce_tfa: false,
				ip_access: null,
			},
		},
		{
			key: `access:${role}`,
			service: 'access',
			match: { id: accessIds[role] },
			values: { role: roleIds[role], policy: policyIds[role], user: null, sort: 1 },
		},
		...permissions.map((permission) => permissionRow(declaration, permission)),
	];
}

/** The access policy for overriding a review, and who holds it to begin with (docs/decisions/override.md). */
export const overrideObjects: readonly SystemObject[] = [
	{
		key: 'policy:override',
		service: 'policies',
		match: { id: overridePolicyId },
		values: {
			name: inBothLanguages(text('Override of reviews', '评审特批')),
			icon: 'gavel',
			description: inBothLanguages(
				text(
					'Holders may ask for, or as a second person confirm, the override of a review that cannot be completed. It opens no data.',
					'持有人可申请或作为第二人确认评审特批；不开放任何数据。',
				),
			),
			admin_access: false,
			app_access: true,
			enforce_tfa: false,
			ip_access: null,
		},
	},
	...roleKeys.flatMap((role): SystemObject[] => {
		const id = overrideAccessIds[role];
		if (id === undefined) return [];
		return [
			{
				key: `access:override:${role}`,
				service: 'access',
				match: { id },
				values: { role: roleIds[role], policy: overridePolicyId, user: null, sort: 2 },
			},
		];
	}),
];
