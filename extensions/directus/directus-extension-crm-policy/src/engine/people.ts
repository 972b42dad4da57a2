import type { Absence, Person, Qualification } from '@crm-policy/rules/organisation/people';
import { roleKeys, type RoleKey } from '@crm-policy/rules/organisation/roles';
import { overridePolicyId, roleIds } from '@crm-policy/seeds/departments/role-ids';
import type { Knex } from 'knex';
import { decodeRow } from './codec.js';
import { rowsOf } from './rows.js';

const keyOfRole = new Map<string, RoleKey>(roleKeys.map((key) => [roleIds[key], key]));

/** The role keys a list of Directus role ids stands for. */
export const roleKeysOf = (ids: readonly string[]): readonly RoleKey[] => ids.flatMap((id) => keyOfRole.get(id) ?? []);

/** For each Directus role, itself and the roles it inherits from; a company's own role may have one of ours as its parent. */
async function roleChains(trx: Knex): Promise<ReadonlyMap<string, readonly string[]>> {
	const rows = await rowsOf<{ id: string; parent: string | null }>(trx('directus_roles').select('id', 'parent'));
	const parent = new Map(rows.map((row) => [row.id, row.parent]));
	const chainOf = (id: string): string[] => {
		const chain: string[] = [];
		for (let next: string | null | undefined = id; next !== null && next !== undefined && !chain.includes(next); next = parent.get(next))
			chain.push(next);
		return chain;
	};
	return new Map(rows.map((row) => [row.id, chainOf(row.id)]));
}

/** Rows that give the access policy for overriding to this person, by name or by one of their roles. */
export const overrideGrants = (database: Knex, user: string, roles: readonly string[]): Knex.QueryBuilder =>
	database('directus_access')
		.where({ policy: overridePolicyId })
		.where((held) => {
			held.where({ user }).orWhereIn('role', [...roles]);
		});

/** Days as ISO text. */
interface QualificationRow {
	readonly user: string;
	readonly responsible_until: string | null;
	readonly standards_until: string | null;
	readonly laws_until: string | null;
	readonly quality_system_until: string | null;
}

/** Everyone who holds one of our roles, with absences and qualifications: a fixed number of queries, whatever their number. */
export async function loadPeople(trx: Knex): Promise<readonly Person[]> {
	const chains = await roleChains(trx);
	const holders = [...chains].filter(([, chain]) => roleKeysOf(chain).length > 0).map(([id]) => id);
	const [users, absences, qualifications, overriding] = await Promise.all([
		rowsOf<{ id: string; role: string; status: string; crm_department: string | null }>(
			trx('directus_users').whereIn('role', holders).select('id', 'role', 'status', 'crm_department'),
		),
		rowsOf(trx('crm_absences').select('user', 'substitute', 'starts_on', 'ends_on')),
		rowsOf(trx('crm_qualifications').select('user', 'responsible_until', 'standards_until', 'laws_until', 'quality_system_until')),
		rowsOf<{ user: string | null; role: string | null }>(trx('directus_access').where({ policy: overridePolicyId }).select('user', 'role')),
	]);
	const mayOverride = new Set(overriding.flatMap(({ user, role }) => user ?? role ?? []));
	const absencesOf = new Map<string, Absence[]>();
	for (const raw of absences) {
		const row = decodeRow('crm_absences', raw) as { user: string; substitute: string; starts_on: string; ends_on: string };
		absencesOf.set(row.user, [
			...(absencesOf.get(row.user) ?? []),
			{ from: row.starts_on, until: row.ends_on, substitute: row.substitute },
		]);
	}
	const qualificationOf = new Map<string, Qualification>();
	for (const raw of qualifications) {
		const row = decodeRow('crm_qualifications', raw) as unknown as QualificationRow;
		qualificationOf.set(row.user, {
			responsibleForProductionOrTechnology: row.responsible_until,
			industryStandards: row.standards_until,
			lawsAndRegulations: row.laws_until,
			qualityManagementSystem: row.quality_system_until,
		});
	}
	return users.map((user) => ({
		id: user.id,
		roles: roleKeysOf(chains.get(user.role) ?? []),
		department: user.crm_department,
		active: user.status === 'active',
		absences: absencesOf.get(user.id) ?? [],
		qualification: qualificationOf.get(user.id) ?? null,
		mayOverride: [user.id, ...(chains.get(user.role) ?? [])].some((holder) => mayOverride.has(holder)),
	}));
}

/** Names of people by id, for lists and timelines. */
export async function namesOf(trx: Knex, ids: readonly (string | null | undefined)[]): Promise<ReadonlyMap<string, string>> {
	const wanted = [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
	if (wanted.length === 0) return new Map();
	const rows = await rowsOf<{
		id: string;
		first_name: string | null;
		last_name: string | null;
		email: string | null;
	}>(trx('directus_users').whereIn('id', wanted).select('id', 'first_name', 'last_name', 'email'));
	return new Map(rows.map((row) => [row.id, displayName(row)]));
}

/** A person's name as it is written in its language: Chinese names have no space and the family name first. */
export function displayName(person: { first_name: string | null; last_name: string | null; email: string | null }): string {
	const first = person.first_name ?? '';
	const last = person.last_name ?? '';
	const name = /\p{Script=Han}/u.test(first + last) ? last + first : `${first} ${last}`.trim();
	return name === '' ? (person.email ?? '') : name;
}
