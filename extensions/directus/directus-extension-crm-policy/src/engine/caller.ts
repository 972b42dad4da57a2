import type { Accountability } from '@directus/types';
import { nearestLocale, type Locale } from '@crm-policy/rules/words/text';
import type { Knex } from 'knex';
import type { Caller } from './context.js';
import { overrideGrants, roleKeysOf } from './people.js';
import { firstOf } from './rows.js';

/** The engine itself, when a time limit passes or a person leaves. */
export const systemCaller: Caller = {
	actor: { id: null, roles: [], department: null, system: true },
	locale: 'en-US',
	accountability: null,
};

/** Somebody's language, or else the project's. Asks nothing of our own tables, so that it can be said in it that they are missing. */
export async function localeOfUser(user: string, database: Knex): Promise<Locale> {
	const row = await firstOf<{ language: string | null; default_language: string | null }>(
		database('directus_users')
			.where('directus_users.id', user)
			.select('language', database('directus_settings').select('default_language').limit(1).as('default_language'))
			.first(),
	);
	return nearestLocale(row?.language ?? row?.default_language);
}

/** Who is asking: their roles, department and language. An accountability without a user can never act (host advisory 8b). */
export async function callerOf(database: Knex, accountability: Accountability | null): Promise<Caller> {
	const user = accountability?.user ?? null;
	if (accountability === null || user === null) {
		return { actor: { id: null, roles: [], department: null, system: false }, locale: 'en-US', accountability };
	}
	const row = await firstOf<{
		crm_department: string | null;
		language: string | null;
		default_language: string | null;
		override_grants: number | string;
	}>(
		database('directus_users')
			.where('directus_users.id', user)
			.select(
				'crm_department',
				'language',
				database('directus_settings').select('default_language').limit(1).as('default_language'),
				overrideGrants(database, user, accountability.roles).count('*').as('override_grants'),
			)
			.first(),
	);
	return {
		actor: {
			id: user,
			roles: roleKeysOf(accountability.roles),
			department: row?.crm_department ?? null,
			system: false,
			mayOverride: Number(row?.override_grants ?? 0) > 0,
		},
		locale: nearestLocale(row?.language ?? row?.default_language),
		accountability,
	};
}
