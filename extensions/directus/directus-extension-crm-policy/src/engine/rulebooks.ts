import { localDay } from '@crm-policy/rules/calendar/local-date';
import { completeRulebook } from '@crm-policy/rules/rulebook/completion';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { say, type Locale } from '@crm-policy/rules/words/text';
import { defaultRulebook } from '@crm-policy/seeds/rulebook/index';
import type { Knex } from 'knex';
import { decodeRow } from './codec.js';
import { UnsafeConfigurationError } from './refusals.js';
import { firstOf, rowsOf } from './rows.js';
import { engineWords } from './words.js';

export interface Published {
	readonly rulebook: Rulebook;
	readonly effectiveFrom: string;
	/** What the version is silent about, as JSON Pointers; there the rules a new company begins with apply. */
	readonly silentAbout: readonly string[];
}

/**
 * Published rulebooks never change, so their content is read and validated once per version. Which versions are published is
 * asked each time by number only.
 */
const known = new Map<number, Published>();

async function load(trx: Knex, version: number): Promise<Published | undefined> {
	const cached = known.get(version);
	if (cached !== undefined) return cached;
	const raw = await firstOf(trx('crm_rulebooks').where({ version }).whereIn('status', ['published', 'superseded']).first());
	if (raw === undefined) return undefined;
	const row = decodeRow('crm_rulebooks', raw);
	const read = completeRulebook(row['content'], defaultRulebook);
	if (!read.ok) return undefined;
	const published = {
		rulebook: { ...read.rulebook, version },
		silentAbout: read.added,
		effectiveFrom: ((row['effective_from'] as string | null) ?? '').slice(0, 10),
	};
	known.set(version, published);
	return published;
}

/** The rulebook in force at an instant. */
export const rulebookInForce = async (trx: Knex, now: string, locale: Locale): Promise<Rulebook> =>
	(await publishedInForce(trx, now, locale)).rulebook;

/** The published rulebook with the latest day that is not after an instant. */
export async function publishedInForce(trx: Knex, now: string, locale: Locale): Promise<Published> {
	const rows = await rowsOf<{ version: number | string }>(trx('crm_rulebooks').where({ status: 'published' }).select('version'));
	const published = await Promise.all(rows.map((row) => load(trx, Number(row.version))));
	const inForce = published
		.filter((entry): entry is Published => entry !== undefined && entry.effectiveFrom <= localDay(now, entry.rulebook.time_zone))
		.sort((a, b) =>
			a.effectiveFrom === b.effectiveFrom ? a.rulebook.version - b.rulebook.version : a.effectiveFrom < b.effectiveFrom ? -1 : 1,
		)
		.at(-1);
	if (inForce === undefined) throw new UnsafeConfigurationError({ reasons: [say(engineWords.noRulebook, locale)] });
	return inForce;
}

/** The rulebook a case goes by: the version it began with, or the one in force when it has not begun. */
export async function rulebookOf(trx: Knex, version: number | null, now: string, locale: Locale): Promise<Rulebook> {
	const begun = version === null ? undefined : await load(trx, version);
	return begun?.rulebook ?? rulebookInForce(trx, now, locale);
}
