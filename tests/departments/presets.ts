import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import { departments } from '@crm-policy/seeds/departments/departments';
import type { Filter } from '@crm-policy/seeds/departments/fragments';
import type { Permission } from '@crm-policy/seeds/departments/permission';
import { signInTable } from '@crm-policy/seeds/demo/people';
import type { CollectionName } from '@crm-policy/schema/model';
import type { Body, Client } from '../harness/directus.js';

/** One person of each department, with the role they hold. */
export const personas = signInTable.flatMap(({ email, roleKey }) => (roleKey === 'administrator' ? [] : [{ email, role: roleKey }]));

const declared = new Map<RoleKey, readonly Permission[]>(
	departments.flatMap(({ roles }) => roles.map(({ role, permissions }) => [role, permissions] as const)),
);

export const reading = (role: RoleKey, collection: CollectionName | 'directus_files'): Permission | undefined =>
	declared.get(role)?.find((permission) => permission.collection === collection && permission.action === 'read');

/** Nobody's id, for what the reader does not have. */
const nobody = '00000000-0000-4000-8000-000000000000';

/** A rule as it reads for one person, written out: the test's own reading of the variables, and the administrator's right to filter. */
export function writtenOut(rule: unknown, reader: { readonly user: string; readonly department: string | null }): unknown {
	if (rule === '$CURRENT_USER') return [reader.user];
	if (rule === '$CURRENT_USER.crm_department') return [reader.department ?? nobody];
	if (Array.isArray(rule)) return rule.map((part) => writtenOut(part, reader));
	if (typeof rule !== 'object' || rule === null) return rule;
	return Object.fromEntries(Object.entries(rule).map(([key, part]) => [key, writtenOut(part, reader)]));
}

/** Ids of the rows a rule is about, asked by an administrator. */
export async function rowsUnder(admin: Client, collection: string, rule: unknown): Promise<ReadonlySet<string>> {
	const { body } = await admin.request<Body<{ id: string }[]>>('SEARCH', path(collection), {
		query: { fields: ['id'], limit: -1, ...(Object.keys(rule as Filter).length === 0 ? {} : { filter: rule }) },
	});
	if (!Array.isArray(body.data)) throw new Error(`The rule about ${collection} cannot be asked: ${JSON.stringify(body)}`);
	return new Set(body.data.map(({ id }) => id));
}

/** Where the host serves a collection. */
export const path = (collection: string): string =>
	collection.startsWith('directus_') ? `/${collection.slice('directus_'.length)}` : `/items/${collection}`;
