import { nearestLocale, say, type Text, type TextValues } from '@crm-policy/rules/words/text';
import { createError } from '@directus/errors';
import type { Accountability } from '@directus/types';
import type { Knex } from 'knex';

interface RefusalExtensions {
	readonly collection: string;
	readonly id: string | null;
	readonly command: null;
	readonly violations: readonly { readonly rule: string; readonly clause: null; readonly message: string }[];
}

const PolicyViolation = createError<RefusalExtensions>('POLICY_VIOLATION', ({ violations }) => violations.map(({ message }) => message).join(' '), 422);

/** The refusal of design.md section 4, said in the language of whoever tried. Nothing about it depends on a record. */
export async function refusal(
	knex: Knex,
	accountability: Accountability | null,
	subject: { readonly collection: string; readonly id: string | null; readonly rule: string; readonly sentence: Text; readonly values?: TextValues },
): Promise<Error> {
	const user: { language: string | null } | undefined =
		accountability?.user === null || accountability?.user === undefined
			? undefined
			: await knex('directus_users').select('language').where({ id: accountability.user }).first();
	const settings: { default_language: string | null } | undefined =
		user?.language === null || user?.language === undefined ? await knex('directus_settings').select('default_language').first() : undefined;
	const locale = nearestLocale(user?.language ?? settings?.default_language);
	const message = say(subject.sentence, locale, subject.values);
	return new PolicyViolation({ collection: subject.collection, id: subject.id, command: null, violations: [{ rule: subject.rule, clause: null, message }] });
}
