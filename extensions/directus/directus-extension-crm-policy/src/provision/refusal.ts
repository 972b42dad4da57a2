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

const PolicyViolation = createError<RefusalExtensions>(
	'POLICY_VIOLATION',
	({ violations }) => violations.map(({ message }) => message).join(' '),
	422,
);

/** The refusal of design.md section 4, said in the language of whoever tried. Nothing about it depends on a record. */
export async function refusal(
	knex: Knex,
	accountability: Accountability | null,
	subject: {
		readonly collection: string;
		readonly id: string | null;
		readonly rule: string;
		readonly sentence: Text;
		readonly values?: TextValues;
	},
): Promise<Error> {
	const id = accountability?.user ?? null;
	const user =
		id === null ? undefined : await knex<{ id: string; language: string | null }>('directus_users').where({ id }).first('language');
	const own = user?.language ?? null;
	const project = own === null ? await knex<{ default_language: string | null }>('directus_settings').first('default_language') : undefined;
	const locale = nearestLocale(own ?? project?.default_language);
	const message = say(subject.sentence, locale, subject.values);
	return new PolicyViolation({
		collection: subject.collection,
		id: subject.id,
		command: null,
		violations: [{ rule: subject.rule, clause: null, message }],
	});
}
