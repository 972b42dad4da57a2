import type { Detail, ScopeKind } from '@crm-policy/rules/calendar-feeds/feed';
import type { Knex } from 'knex';
import { decodeRow } from '../engine/codec.js';
import type { Work } from '../engine/context.js';
import { firstOf, rowsOf } from '../engine/rows.js';
import { updateRow } from '../engine/writer.js';
import { hashOf } from './secrets.js';

/** A feed with what was last answered, and its owner as they are now. */
export interface Feed {
	readonly id: string;
	readonly name: string;
	readonly owner: string;
	readonly scope: ScopeKind;
	readonly department: string | null;
	readonly customer: string | null;
	readonly detail: Detail;
	readonly omitCancelled: boolean;
	readonly alarm: boolean;
	/** `YYYY-MM-DD`, inclusive. */
	readonly expiresOn: string | null;
	readonly lastUsedAt: string | null;
	readonly lastClient: string | null;
	/** What its owner was told about it last. */
	readonly told: Told;
	readonly state: FeedState;
	readonly person: {
		readonly active: boolean;
		readonly role: string | null;
		readonly department: string | null;
		readonly language: string | null;
		/** Whether they are named as the head of their department. */
		readonly heads: boolean;
	};
}

/** What the desk says about a feed's content. */
export interface Told {
	readonly events: number | null;
	readonly left_out: number | null;
	readonly shown_from: string | null;
	readonly shown_until: string | null;
	readonly without_descriptions: boolean;
	readonly faulty: number | null;
}

/** What the last answer was, and by what it is known. */
export interface FeedState {
	readonly busyKey: string;
	readonly revision: string | null;
	readonly etag: string | null;
	readonly changedAt: string | null;
	readonly showing: string | null;
	readonly lift: { readonly by: number; readonly at: string | null };
	readonly highest: number;
}

/** The feed a secret opens; undefined alike for a secret that is unknown, replaced or revoked. */
export async function feedBySecret(database: Knex, secret: string): Promise<Feed | undefined> {
	const row = await firstOf(
		database('crm_calendar_keys as keys')
			.join('crm_calendar_feeds as feed', 'feed.id', 'keys.feed')
			.join('directus_users as person', 'person.id', 'feed.owner')
			.leftJoin('crm_departments as led', (join) => {
				join.on('led.id', 'person.crm_department').andOn('led.head', 'person.id');
			})
			.where('keys.secret_hash', hashOf(secret))
			.whereNull('feed.revoked_at')
			.select('feed.*', 'keys.busy_key', 'keys.revision', 'keys.etag', 'keys.changed_at', 'keys.showing', 'keys.lift', 'keys.lifted_at')
			.select('keys.highest', 'person.status as person_status', 'person.role as person_role', 'person.language as person_language')
			.select('person.crm_department as person_department', 'led.id as led')
			.select(database('directus_settings').select('default_language').limit(1).as('default_language'))
			.first(),
	);
	return row === undefined ? undefined : feedOf(decodeRow('crm_calendar_feeds', row));
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

const feedOf = (row: Readonly<Record<string, unknown>>): Feed => ({
	id: String(row['id']),
	name: String(row['name']),
	owner: String(row['owner']),
	scope: row['scope'] as ScopeKind,
	department: textOrNull(row['department']),
	customer: textOrNull(row['customer']),
	detail: row['detail'] as Detail,
	omitCancelled: row['omit_cancelled'] === true,
	alarm: row['alarm'] === true,
	expiresOn: textOrNull(row['expires_on']),
	lastUsedAt: textOrNull(row['last_used_at']),
	lastClient: textOrNull(row['last_client']),
	told: {
		events: numberOrNull(row['events']),
		left_out: numberOrNull(row['left_out']),
		shown_from: textOrNull(row['shown_from']),
		shown_until: textOrNull(row['shown_until']),
		without_descriptions: row['without_descriptions'] === true,
		faulty: numberOrNull(row['faulty']),
	},
	state: {
		busyKey: String(row['busy_key']),
		revision: textOrNull(row['revision']),
		etag: textOrNull(row['etag']),
		changedAt: textOrNull(row['changed_at']),
		showing: textOrNull(row['showing']),
		lift: { by: Number(row['lift']), at: textOrNull(row['lifted_at']) },
		highest: Number(row['highest']),
	},
	person: {
		active: row['person_status'] === 'active',
		role: textOrNull(row['person_role']),
		department: textOrNull(row['person_department']),
		language: textOrNull(row['person_language']) ?? textOrNull(row['default_language']),
		heads: textOrNull(row['led']) !== null,
	},
});

/** Ends feeds: nobody gets in by them from now on, and nothing that opened them is left. */
export async function revokeFeeds(work: Work, feeds: readonly string[], by: string | null): Promise<void> {
	for (const feed of feeds) {
		await work.trx('crm_calendar_keys').where({ feed }).delete();
		await updateRow(work, 'crm_calendar_feeds', feed, null, { revoked_at: work.now, revoked_by: by }, by);
	}
}

/**
 * Ends every feed of somebody, because they leave. To be called in the transaction in which they do; a person who is merely suspended or
 * changes department is found out by the feed itself, at every fetch.
 *
 * @returns how many there were
 */
export async function endFeedsOf(work: Work, user: string, by: string | null): Promise<number> {
	const open = await rowsOf<{ id: string }>(work.trx('crm_calendar_feeds').where({ owner: user }).whereNull('revoked_at').select('id'));
	await revokeFeeds(
		work,
		open.map(({ id }) => id),
		by,
	);
	return open.length;
}
