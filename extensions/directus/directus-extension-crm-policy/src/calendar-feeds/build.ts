import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { busyEvent, busyTimes, compare, roundedChange } from '@crm-policy/rules/calendar-feeds/busy';
import { calendarFooter, calendarHeader, stampedEvent, withoutDescription } from '@crm-policy/rules/calendar-feeds/calendar-file';
import { octets } from '@crm-policy/rules/calendar-feeds/content-line';
import { fit, type Fit, type Fitted } from '@crm-policy/rules/calendar-feeds/fit';
import { lifted, raised, type Lift } from '@crm-policy/rules/calendar-feeds/revision';
import { beginningOf, describeVisit, timesOf, type Showing } from '@crm-policy/rules/calendar-feeds/visit-event';
import type { FeedWindow } from '@crm-policy/rules/calendar-feeds/window';
import type { Locale } from '@crm-policy/rules/words/text';
import type { Feed } from './feeds.js';
import { rendererMark } from './renderer-mark.js';
import { busyUid } from './secrets.js';
import type { FeedSettings } from './settings.js';
import { keepTexts, keptTexts, renewed, shortHash, type KeptText } from './texts.js';
import {
	loadVisits,
	pieceSize,
	shownFields,
	visibleNames,
	visibleVisits,
	writtenMarks,
	type Reading,
	type VisibleVisit,
} from './visits.js';

/** What a calendar is built for. */
export interface Building {
	readonly reading: Reading;
	readonly feed: Feed;
	readonly window: FeedWindow;
	readonly settings: FeedSettings;
	readonly locale: Locale;
	readonly timeZone: string;
	/** ISO 8601 instant. */
	readonly now: string;
	/** Mark of the names of all colleagues. */
	readonly names: string;
}

/** A whole calendar. */
export interface BuiltCalendar {
	readonly body: Buffer;
	/** SHA-256 of the body. */
	readonly etag: string;
	readonly showing: string;
	readonly lift: Lift;
	readonly highest: number;
	readonly events: number;
	readonly shortening: Fit['shortening'];
	/** Visits that cannot be shown, with the reason. */
	readonly faulty: readonly { readonly visit: string; readonly reason: string }[];
}

/** An event of a calendar: its text as kept, and when it begins. */
interface Entry {
	readonly begins: string;
	readonly text: KeptText;
}

type Faulty = { readonly visit: string; readonly reason: string };

interface Entries {
	readonly entries: readonly Entry[];
	readonly faulty: readonly Faulty[];
	/** Which texts were taken; when it differs from the last time, an event may be shown by an older text than before. */
	readonly showing: string;
}

function* pieces<T>(values: readonly T[]): Generator<readonly T[]> {
	for (let from = 0; from < values.length; from += pieceSize) yield values.slice(from, from + pieceSize);
}

/** Time that is taken, as this feed shows it. Its texts are its own. */
async function busyEntries({ reading: { database }, feed, locale, now }: Building, visits: readonly VisibleVisit[]): Promise<Entries> {
	const faulty: Faulty[] = [];
	const timed = visits.flatMap(({ id, times }) => {
		const found = timesOf(times);
		if (typeof found !== 'string') return [{ id, times: found }];
		faulty.push({ visit: id, reason: found });
		return [];
	});
	const showing = `busy-${locale}`;
	const entries: Entry[] = [];
	const busy = busyTimes(timed).map(({ first, times }) => ({ uid: busyUid(feed.state.busyKey, first), times }));
	for (const piece of pieces(busy)) {
		const uids = piece.map(({ uid }) => uid);
		const before = new Map((await keptTexts(database, uids, [showing])).map((text) => [text.item, text]));
		const changed: KeptText[] = [];
		for (const { uid, times } of piece) {
			const known = before.get(uid) ?? null;
			const text = renewed({ item: uid, showing, madeOf: rendererMark }, busyEvent(uid, times, locale), known, now, roundedChange);
			if (known?.contentHash !== text.contentHash) changed.push(text);
			entries.push({ begins: beginningOf(times), text });
		}
		await keepTexts(database, changed);
		await breathe();
	}
	return { entries, faulty, showing };
}

/** Visits by their kept texts; what was written since is loaded and rendered, the rest is only read. */
async function visitEntries(building: Building, visits: readonly VisibleVisit[]): Promise<Entries> {
	const { reading, feed, locale, now, names, settings } = building;
	const { database } = reading;
	const how: Showing = {
		detail: feed.detail === 'full' ? 'full' : 'title',
		locale,
		namesOwner: feed.scope !== 'mine',
		alarm: feed.alarm,
	};
	const people = await visibleNames(reading);
	const fields = shownFields(reading);
	const showingWith = (customer: boolean): string =>
		shortHash([
			rendererMark,
			settings.publicUrl,
			how,
			people.all,
			customer ? fields : fields.filter((field) => !field.startsWith('customer.')),
		]);
	const [whole, without] = [showingWith(true), showingWith(false)];

	const entries: Entry[] = [];
	const faulty: Faulty[] = [];
	const hidden: string[] = [];
	for (const piece of pieces(visits)) {
		const ids = piece.map(({ id }) => id);
		const written = await writtenMarks(database, ids);
		const kept = new Map((await keptTexts(database, ids, [whole, without])).map((text) => [`${text.item} ${text.showing}`, text]));
		const places = piece.flatMap(({ id, customer, times }) => {
			const mark = written.get(id);
			if (mark === undefined) return [];
			// What another reader sees of the customer is another text; a visit without a customer is the same for all.
			const sees = mark.customer === null || customer === mark.customer;
			if (!sees) hidden.push(id);
			return [{ item: id, showing: sees ? whole : without, madeOf: shortHash([mark.mark, names]), times }];
		});
		const stale = places.filter(({ item, showing, madeOf }) => kept.get(`${item} ${showing}`)?.madeOf !== madeOf);
		const fresh = await renewTexts(building, how, stale, kept, people.names, faulty, now);
		for (const { item, showing, madeOf, times } of places) {
			const present = kept.get(`${item} ${showing}`);
			const text = fresh.get(item) ?? (present?.madeOf === madeOf ? present : undefined);
			const found = timesOf(times);
			if (text !== undefined && typeof found !== 'string') entries.push({ begins: beginningOf(found), text });
		}
		await breathe();
	}
	return { entries, faulty, showing: shortHash([whole, without, hidden.sort(compare)]) };
}

async function renewTexts(
	{ reading, settings }: Building,
	how: Showing,
	stale: readonly Pick<KeptText, 'item' | 'showing' | 'madeOf'>[],
	kept: ReadonlyMap<string, KeptText>,
	names: ReadonlyMap<string, string>,
	faulty: Faulty[],
	now: string,
): Promise<ReadonlyMap<string, KeptText>> {
	const fresh = new Map<string, KeptText>();
	if (stale.length === 0) return fresh;
	const places = new Map(stale.map((place) => [place.item, place]));
	const visits = await loadVisits(reading, [...places.keys()], names);
	for (const [index, visit] of visits.entries()) {
		const place = places.get(visit.id);
		if (place === undefined) continue;
		// One visit that cannot be written does not cost the others their calendar.
		try {
			const described = describeVisit(visit, how, settings.publicUrl);
			if ('defect' in described) faulty.push({ visit: visit.id, reason: described.defect });
			else fresh.set(visit.id, renewed(place, described.event, kept.get(`${visit.id} ${place.showing}`) ?? null, now));
		} catch (error) {
			faulty.push({ visit: visit.id, reason: error instanceof Error ? error.name : 'unknown' });
		}
		if (index % renderedAtOnce === renderedAtOnce - 1) await breathe();
	}
	await keepTexts(reading.database, [...fresh.values()]);
	return fresh;
}

/** Rendering one takes a good part of a millisecond. */
const renderedAtOnce = 25;

/**
 * Builds a calendar: which visits its owner sees, by their kept texts, in a fixed order, within the size that applications take. The same
 * visits are the same bytes.
 */
export async function buildCalendar(building: Building): Promise<BuiltCalendar> {
	const { reading, feed, window, settings, timeZone, now } = building;
	const visits = await visibleVisits(reading, feed, window);
	const { entries, faulty, showing } = feed.detail === 'busy' ? await busyEntries(building, visits) : await visitEntries(building, visits);
	const ordered = [...entries].sort((a, b) => compare(a.begins, b.begins) || compare(a.text.item, b.text.item));

	const header = calendarHeader({ name: feed.name, timeZone, url: `${settings.publicUrl}/admin/crm-desk/feeds` });
	const around = octets(header) + octets(calendarFooter);
	const fitted = (lift: Lift): Fit =>
		fit(
			ordered.map(({ begins, text }): Fitted => {
				const revision = lifted(text, lift);
				return { begins, text: stampedEvent(text.text, revision), brief: () => stampedEvent(withoutDescription(text.text), revision) };
			}),
			around,
			`${window.day}T00:00:00Z`,
			settings.largest,
		);
	const { state } = feed;
	const before = fitted(state.lift);
	await breathe();
	// Whether descriptions are left out is a way of showing, too.
	const shown = `${showing}${before.shortening.withoutDescriptions ? '-brief' : ''}`;
	const changed = state.showing !== null && state.showing !== shown;
	const lift = changed ? raised(state.lift, state.highest, now) : state.lift;
	const { texts, shortening } = changed ? fitted(lift) : before;

	const body = Buffer.from(header + texts.join('') + calendarFooter);
	return {
		body,
		etag: createHash('sha256').update(body).digest('hex'),
		showing: shown,
		lift,
		highest: ordered.reduce((highest, { text }) => Math.max(highest, lifted(text, lift).sequence), state.highest),
		events: texts.length,
		shortening,
		faulty,
	};
}
