import type { Detail, ScopeKind } from '@crm-policy/rules/calendar-feeds/feed';
import { calendarFeedWords as words } from '@crm-policy/rules/calendar-feeds/words';
import type { Knex } from 'knex';
import { decodeRow } from '../engine/codec.js';
import type { Host, Work } from '../engine/context.js';
import { appendEntry, reserveEntry } from '../engine/ledger.js';
import { enqueue } from '../engine/outbox.js';
import { namesOf } from '../engine/people.js';
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
	/** How often what it depends on had been written. */
	readonly revision: string | null;
	/** What it shows, without having loaded a visit. */
	readonly content: string | null;
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
			.select(
				'feed.*',
				'keys.busy_key',
				'keys.revision',
				'keys.content',
				'keys.etag',
				'keys.changed_at',
				'keys.showing',
				'keys.lift',
				'keys.lifted_at',
			)
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
		content: textOrNull(row['content']),
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

/** Feeds a departure ends; nobody has more than a few in use. */
const mostEnded = 1_000;

/** Feeds of somebody that are in use. */
export async function openFeedsOf(database: Knex, owner: string): Promise<readonly string[]> {
	const rows = await rowsOf<{ id: string }>(
		database('crm_calendar_feeds').where({ owner }).whereNull('revoked_at').orderBy('id').limit(mostEnded).select('id'),
	);
	return rows.map(({ id }) => id);
}

/**
 * Ends a feed: nobody gets in by it from now on, and nothing that opened it is left. The ledger says who did it. Whose visits are shown no
 * more is told, unless they did it themselves.
 */
export async function revokeFeed(
	work: Work,
	{ id, owner, name }: Pick<Feed, 'id' | 'owner' | 'name'>,
	by: { readonly user: string | null; readonly rulebook: number; readonly comment: string | null },
): Promise<void> {
	const { seq, previous } = await reserveEntry(work);
	await work.trx('crm_calendar_keys').where({ feed: id }).delete();
	await updateRow(work, 'crm_calendar_feeds', id, null, { revoked_at: work.now, revoked_by: by.user }, by.user);
	if (by.user !== owner) {
		const who = (await namesOf(work.trx, [by.user])).get(by.user ?? '') ?? words.somebody;
		const body = by.comment === null ? words.revokedBody : words.revokedWhyBody;
		const message = { kind: 'notify', to: [{ user: owner }], subject: words.revokedSubject, body } as const;
		await enqueue(work, [{ ...message, values: { name, who, reason: by.comment ?? '' } }], { collection: 'crm_calendar_feeds', item: id });
	}
	const entry = { seq, at: work.now, actor: by.user, collection: 'crm_calendar_feeds', item: id, command: 'revoke' };
	const content = { ...entry, from: 'open', to: 'revoked', revision: 0, rulebook_version: by.rulebook, content_hash: null, moved: [] };
	await appendEntry(work, previous, content, by.comment);
}

/** Removes what opened feeds that were ended in another way, with the departure of their owner. */
export const dropOldKeys = ({ database }: Pick<Host, 'database'>): Promise<number> =>
	database('crm_calendar_keys').whereIn('feed', database('crm_calendar_feeds').whereNotNull('revoked_at').select('id')).delete();
