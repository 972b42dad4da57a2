import type { Effect } from '@crm-policy/rules/process/effect';
import type { Work } from './context.js';
import { rowsOf } from './rows.js';

type Forget = Extract<Effect, { kind: 'forget' }>;

/** What is left of a version without the fields; the same text when none of them is in it. */
function without(version: unknown, fields: readonly string[]): unknown {
	const read: unknown = typeof version === 'string' ? JSON.parse(version) : version;
	if (typeof read !== 'object' || read === null) return version;
	return JSON.stringify(Object.fromEntries(Object.entries(read).filter(([name]) => !fields.includes(name))));
}

/**
 * Takes fields of a record out of the versions Directus keeps of it, in the command's transaction (CON-06). That there was a version, who
 * wrote it and when stays.
 */
export async function forget({ trx }: Work, effects: readonly Forget[]): Promise<void> {
	for (const { collection, id, fields } of effects) {
		const versions = await rowsOf<{ id: number; data: unknown; delta: unknown }>(
			trx('directus_revisions').where({ collection, item: id }).select('id', 'data', 'delta'),
		);
		for (const version of versions) {
			await trx('directus_revisions')
				.where({ id: version.id })
				.update({ data: without(version.data, fields), delta: without(version.delta, fields) });
		}
	}
}
