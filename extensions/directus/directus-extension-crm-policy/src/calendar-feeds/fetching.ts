import type { SchemaOverview } from '@directus/types';
import { promisify } from 'node:util';
import { gzip as gzipWithCallback } from 'node:zlib';
import { isUnchanged, type Condition } from '@crm-policy/rules/calendar-feeds/conditional';
import { mayFollowDepartment } from '@crm-policy/rules/calendar-feeds/feed';
import { windowOn, type FeedWindow } from '@crm-policy/rules/calendar-feeds/window';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import { nearestLocale } from '@crm-policy/rules/words/text';
import type { Host } from '../engine/context.js';
import { startWork } from '../engine/command-bus.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { updateRow } from '../engine/writer.js';
import { buildCalendar, type BuiltCalendar } from './build.js';
import { feedBySecret, type Feed, type Told } from './feeds.js';
import { ownerOf, type FeedOwner } from './owner.js';
import { rendererMark } from './renderer-mark.js';
import type { FeedSettings } from './settings.js';
import { shortHash } from './texts.js';
import { shownCollections, shownOfCustomers, timesWritten, type Reading } from './visits.js';

const gzip = promisify(gzipWithCallback);

/** What a feed answers; `body` is null where the client has it already. */
export interface Fetched {
	readonly etag: string;
	/** ISO 8601 instant. */
	readonly changedAt: string;
	readonly name: string;
	readonly body: { readonly plain: Buffer; readonly packed: () => Promise<Buffer> } | null;
}

/** Calendars that were built for the content they have, as many as fit; the others are put together anew from their texts. */
const remembered = new Map<string, { readonly content: string; readonly body: NonNullable<Fetched['body']> }>();
const mostRemembered = 32_000_000;

function remember(feed: string, content: string, plain: Buffer): NonNullable<Fetched['body']> {
	let packing: Promise<Buffer> | null = null;
	const body = { plain, packed: () => (packing ??= gzip(plain)) };
	remembered.delete(feed);
	remembered.set(feed, { content, body });
	let size = 0;
	for (const [key, { body: kept }] of [...remembered].reverse()) {
		size += kept.plain.length;
		if (size > mostRemembered && key !== feed) remembered.delete(key);
	}
	return body;
}

/** Builds that are under way, by feed: there is one at a time of each. */
const building = new Map<string, { readonly content: string; readonly calendar: Promise<Built> }>();

/** A calendar that was built, and since when it is the present one. */
interface Built {
	readonly calendar: BuiltCalendar;
	/** ISO 8601 instant. */
	readonly changedAt: string;
}

/** Builds a calendar, unless the same one is being built just now: then its result is this one's, too. */
async function once(feed: string, content: string, build: () => Promise<Built>): Promise<Built> {
	for (let running = building.get(feed); running !== undefined; running = building.get(feed)) {
		const calendar = await running.calendar.catch(() => null);
		if (running.content === content && calendar !== null) return calendar;
	}
	const started = { content, calendar: build() };
	building.set(feed, started);
	try {
		return await started.calendar;
	} finally {
		building.delete(feed);
	}
}

/** How often the desk learns that a feed was fetched, in minutes; a fetch that changes nothing is not worth a write each time. */
const noticeAfterMinutes = 5;

/** A name of a program as it is shown to people: one line, not long. */
const clientName = (agent: string): string =>
	agent
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim()
		.slice(0, 120);

/** A feed that somebody has the secret of, with the person it speaks for. */
interface Opened {
	readonly feed: Feed;
	readonly owner: FeedOwner;
	/** The company's. */
	readonly timeZone: string;
}

/** Answers feeds (requirements 1 and 3). */
export class FeedReader {
	constructor(
		private readonly host: Host,
		private readonly settings: FeedSettings,
	) {}

	/**
	 * The feed a secret opens, with its owner's rights as they are now. Undefined alike when the secret is unknown or revoked, when it has
	 * expired, when its owner was suspended, and when somebody who followed a department has left it or does not lead it any more.
	 */
	async open(secret: string, now: Date): Promise<Opened | undefined> {
		const { database } = this.host;
		const feed = await feedBySecret(database, secret);
		if (feed === undefined || !feed.person.active) return undefined;
		const { time_zone: timeZone } = await rulebookInForce(database, now.toISOString(), nearestLocale(feed.person.language));
		if (feed.expiresOn !== null && feed.expiresOn < localDay(now.toISOString(), timeZone)) return undefined;
		const owner = await ownerOf(database, { user: feed.owner, role: feed.person.role }, shownCollections);
		if (feed.scope === 'department') {
			if (feed.department !== feed.person.department) return undefined;
			if (!mayFollowDepartment({ roles: owner.roles, heads: feed.person.heads, admin: owner.accountability.admin })) return undefined;
		}
		return { feed, owner, timeZone };
	}

	/**
	 * The calendar of an open feed. Whether it has changed is decided from its revision, before any visit is loaded; only when it may have
	 * is it built, by one request at a time.
	 *
	 * @param beforeBuilding may refuse by throwing
	 */
	async fetch(
		{ feed, owner, timeZone }: Opened,
		schema: SchemaOverview,
		condition: Condition,
		now: Date,
		beforeBuilding: () => Promise<void>,
	): Promise<Fetched> {
		const { database } = this.host;
		const locale = nearestLocale(feed.person.language);
		const window = windowOn(now.toISOString(), this.settings.window);
		const reading: Reading = { host: this.host, database, schema, owner };
		const written = await timesWritten(reading, feed, window);
		const made = this.#madeOf(feed, owner, window, [locale, timeZone]);
		const revision = shortHash([made, written]);
		const { state } = feed;
		const { visits, names } = written;
		// Somebody has written something: a customer whom the calendar does not show, or of whom it shows nothing else than before?
		const content =
			state.revision === revision && state.content !== null
				? state.content
				: shortHash([made, visits, names, (await shownOfCustomers(reading, feed, window)) ?? written.customers]);
		if (state.content === content && state.etag !== null && state.changedAt !== null) {
			if (state.revision !== revision) await database('crm_calendar_keys').where({ feed: feed.id }).update({ revision });
			const known = { etag: state.etag, changedAt: state.changedAt, name: feed.name };
			if (isUnchanged(condition, { etag: `"${state.etag}"`, changedAt: state.changedAt })) return { ...known, body: null };
			const kept = remembered.get(feed.id);
			await beforeBuilding();
			if (kept?.content === content) return { ...known, body: kept.body };
		} else await beforeBuilding();

		const { calendar: built, changedAt } = await once(feed.id, content, async () => {
			const calendar = await buildCalendar({
				reading,
				feed,
				window,
				settings: this.settings,
				locale,
				timeZone,
				now: now.toISOString(),
				names,
			});
			await this.#note(feed, { revision, content }, calendar, now);
			const known = calendar.etag === state.etag ? state.changedAt : null;
			return { calendar, changedAt: known ?? now.toISOString() };
		});
		const body = remember(feed.id, content, built.body);
		const unchanged = isUnchanged(condition, { etag: `"${built.etag}"`, changedAt });
		return { etag: built.etag, changedAt, name: feed.name, body: unchanged ? null : body };
	}

	/** What decides how a calendar looks beside its visits. */
	#madeOf(feed: Feed, owner: FeedOwner, window: FeedWindow, language: readonly string[]): readonly unknown[] {
		const { name, scope, department, customer, detail, omitCancelled, alarm } = feed;
		return [rendererMark, name, scope, department, customer, detail, omitCancelled, alarm, owner.rights, window, language, this.settings];
	}

	/** Keeps by what the answer is known, and tells the owner what is in it. */
	async #note(
		feed: Feed,
		known: { readonly revision: string; readonly content: string },
		calendar: BuiltCalendar,
		now: Date,
	): Promise<void> {
		const { host } = this;
		const { etag, showing, lift, highest, shortening, faulty, events } = calendar;
		await host
			.database('crm_calendar_keys')
			.where({ feed: feed.id })
			.update({
				...known,
				etag,
				...(etag === feed.state.etag ? {} : { changed_at: now.toISOString() }),
				showing,
				lift: lift.by,
				lifted_at: lift.at,
				highest,
			});
		for (const { visit, reason } of faulty) {
			host.logger.warn(`CRM Policy: visit ${visit} is left out of calendars (${reason}). Correct its times or its texts.`);
		}
		const told: Told = {
			events,
			left_out: shortening.left,
			shown_from: shortening.pastFrom,
			shown_until: shortening.until,
			without_descriptions: shortening.withoutDescriptions,
			faulty: faulty.length,
		};
		if (JSON.stringify(told) !== JSON.stringify(feed.told)) await this.#write(feed, { ...told });
	}

	/** Notes that a feed was fetched, and by what, for its owner. */
	async noteUse(feed: Feed, agent: string, now: Date): Promise<void> {
		const client = clientName(agent);
		const recent = feed.lastUsedAt !== null && now.getTime() - Date.parse(feed.lastUsedAt) < noticeAfterMinutes * 60_000;
		if (recent && client === (feed.lastClient ?? '')) return;
		await this.#write(feed, { last_used_at: now.toISOString(), last_client: client === '' ? null : client });
	}

	async #write(feed: Feed, patch: Readonly<Record<string, unknown>>): Promise<void> {
		const schema = await this.host.getSchema();
		await this.host.database.transaction(async (trx) => {
			await updateRow(await startWork(this.host, trx, schema), 'crm_calendar_feeds', feed.id, null, patch, null);
		});
	}
}
