import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { nextRevision, type KeptRevision } from '@crm-policy/rules/calendar-feeds/revision';
import type { CalendarEvent } from '@crm-policy/rules/calendar-feeds/visit-event';
import type { Host } from '../engine/context.js';
import { rowsOf } from '../engine/rows.js';
import { writeEvent } from './render.js';
import { feedSettings } from './settings.js';

/** An event as text, in one way of showing it. */
export interface KeptText extends KeptRevision {
	readonly item: string;
	readonly showing: string;
	/** What the text was made of. While that is the same, so is the text. */
	readonly madeOf: string;
	readonly text: string;
}

interface TextRow {
	readonly item: string;
	readonly showing: string;
	readonly made_of: string;
	readonly content_hash: string;
	readonly sequence: number | string;
	readonly changed_at: string;
	readonly text: string;
}

const textOf = (row: TextRow): KeptText => ({
	item: row.item,
	showing: row.showing,
	madeOf: row.made_of,
	contentHash: row.content_hash,
	sequence: Number(row.sequence),
	changedAt: row.changed_at,
	text: row.text,
});

/** The kept texts of some events, shown in some ways. */
export async function keptTexts(database: Knex, items: readonly string[], showings: readonly string[]): Promise<readonly KeptText[]> {
	const rows = await rowsOf<TextRow>(database('crm_calendar_texts').whereIn('item', items).whereIn('showing', showings).select('*'));
	return rows.map(textOf);
}

export const shortHash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);

/**
 * The text of an event that was worked out anew: kept as it was when nothing that is shown changed, else written, with the next revision.
 *
 * @param rounded what becomes of the time of change, for readers who are not to know it exactly
 */
export function renewed(
	place: Pick<KeptText, 'item' | 'showing' | 'madeOf'>,
	event: CalendarEvent,
	before: KeptText | null,
	now: string,
	rounded: (now: string, before: string | null) => string = (instant) => instant,
): KeptText {
	const contentHash = createHash('sha256').update(JSON.stringify(event)).digest('hex');
	const unchanged = before !== null && before.contentHash === contentHash;
	const revision = nextRevision(before, contentHash, unchanged ? now : rounded(now, before?.changedAt ?? null));
	return { ...place, ...revision, contentHash, text: unchanged ? before.text : writeEvent(event) };
}

/** Keeps texts; another request may have kept the same ones meanwhile. */
export async function keepTexts(database: Knex, texts: readonly KeptText[]): Promise<void> {
	if (texts.length === 0) return;
	await database('crm_calendar_texts')
		.insert(
			texts.map(({ item, showing, madeOf, contentHash, sequence, changedAt, text }) => ({
				item,
				showing,
				made_of: madeOf,
				content_hash: contentHash,
				sequence,
				changed_at: changedAt,
				text,
			})),
		)
		.onConflict(['item', 'showing'])
		.merge();
}

/** Days a text is kept beyond the time a visit can be in a calendar. */
const grace = 31;

/** Drops texts of what has left every calendar: nothing has changed in them for longer than a visit is ever shown. */
export async function dropOldTexts({ database, env }: Pick<Host, 'database' | 'env'>, now: Date = new Date()): Promise<number> {
	const { pastDays, futureDays } = feedSettings(env).window;
	const before = new Date(now.getTime() - (pastDays + futureDays + grace) * 86_400_000).toISOString();
	return database('crm_calendar_texts').where('changed_at', '<', before).delete();
}
