import { daysAfter } from '../calendar/local-date.js';
import { say, type Locale, type Text } from '../words/text.js';
import { isWritableUrl, writable, writableLine } from './content-line.js';
import type { Detail } from './feed.js';
import { calendarFeedWords as words } from './words.js';

/** How sure it is that a visit takes place, as calendars know it. */
export type EventStatus = 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';

/** When something takes place: between two instants, or on whole local days that no time zone moves. */
export type EventTimes =
	| { readonly kind: 'instants'; readonly startsAt: string; readonly endsAt: string }
	| { readonly kind: 'days'; readonly startsOn: string; readonly endsOn: string };

/** A visit as far as the reader of a feed may read it. What they may not read is null, as is what is not filled in. */
export interface FeedVisit {
	readonly id: string;
	readonly status: { readonly name: string; readonly label: Text } | null;
	readonly title: string | null;
	readonly allDay: boolean;
	readonly startsAt: string | null;
	readonly endsAt: string | null;
	readonly startsOn: string | null;
	readonly endsOn: string | null;
	readonly customer: { readonly name: string | null; readonly address: string | null } | null;
	readonly purposes: readonly Text[];
	readonly location: string | null;
	readonly agenda: string | null;
	readonly owner: string | null;
	/** Names of colleagues who come along. */
	readonly participants: readonly string[];
	readonly createdAt: string | null;
}

/** How a feed shows visits, beside what its reader may read. */
export interface Showing {
	readonly detail: Exclude<Detail, 'busy'>;
	readonly locale: Locale;
	/** Whose visits are shown says something where they are those of several people. */
	readonly namesOwner: boolean;
	readonly alarm: boolean;
}

/** One entry of a calendar, before it is written. */
export interface CalendarEvent {
	readonly uid: string;
	readonly times: EventTimes;
	readonly summary: string;
	readonly status?: EventStatus;
	readonly transparent: boolean;
	readonly description?: string;
	readonly location?: string;
	readonly categories?: readonly string[];
	/** Of the record; null where the installation's address is none a calendar takes. */
	readonly url?: string;
	readonly createdAt?: string;
	/** A colour's name of CSS3. */
	readonly color?: string;
	/** What is said half an hour before. */
	readonly alarm?: string;
	/** Whether applications are asked to show it to its owner only. */
	readonly isPrivate: boolean;
}

/** Why a visit cannot be shown; it is left out, and the rest of the calendar goes on. */
export type Defect = 'no-start' | 'no-end' | 'not-a-date' | 'ends-before-it-starts';

export type Described = { readonly event: CalendarEvent } | { readonly defect: Defect };

/** The most of an agenda that a calendar shows; the rest is a click away, behind the link. */
const longestAgenda = 2000;
const longestLine = 500;

const cancelledState = 'cancelled';

/** Confirmed by the customer, or past that; what else there is, is a plan. */
const certain = ['confirmed', 'under_way', 'done', 'reported'];

const colors: Readonly<Record<string, string>> = {
	planned: 'goldenrod',
	confirmed: 'steelblue',
	under_way: 'mediumseagreen',
	done: 'slategray',
	reported: 'slategray',
	cancelled: 'lightgray',
};

const isDay = (value: string): boolean => {
	const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
	// `2026-02-30` parses as a day in March on some engines.
	return !Number.isNaN(day) && new Date(day).toISOString().startsWith(value);
};

const isInstant = (value: string): boolean => {
	const at = Date.parse(value);
	return !Number.isNaN(at) && at >= Date.UTC(1900) && at < Date.UTC(3000);
};

/** When a visit takes place, or what is wrong with its times. */
export function timesOf(visit: Pick<FeedVisit, 'allDay' | 'startsAt' | 'endsAt' | 'startsOn' | 'endsOn'>): EventTimes | Defect {
	const [start, end] = visit.allDay ? [visit.startsOn, visit.endsOn] : [visit.startsAt, visit.endsAt];
	if (start === null) return 'no-start';
	if (end === null) return 'no-end';
	if (visit.allDay) {
		if (!isDay(start) || !isDay(end)) return 'not-a-date';
		return end < start ? 'ends-before-it-starts' : { kind: 'days', startsOn: start, endsOn: end };
	}
	if (!isInstant(start) || !isInstant(end)) return 'not-a-date';
	// Calendars know seconds: what is shorter has no length there.
	const [from, until] = [secondOf(start), secondOf(end)];
	return until <= from ? 'ends-before-it-starts' : { kind: 'instants', startsAt: from, endsAt: until };
}

/** An instant without what is smaller than a second. */
export const secondOf = (instant: string): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;

const cut = (value: string, most: number): string => {
	const characters = Array.from(value);
	return characters.length <= most ? value : `${characters.slice(0, most - 1).join('')}…`;
};

const oneLine = (value: string | null): string | null => {
	const line = value === null ? '' : cut(writableLine(value), longestLine);
	return line === '' ? null : line;
};

/** The first part of the address a record has in this installation; null where no calendar would take it. */
export function recordUrl(publicUrl: string, id: string): string | null {
	const url = `${publicUrl}/admin/content/crm_visits/${id}`;
	return isWritableUrl(url) ? url : null;
}

/** What a calendar shows of a visit. The order of lines and categories is fixed: the same visit is the same text. */
export function describeVisit(visit: FeedVisit, { detail, locale, namesOwner, alarm }: Showing, publicUrl: string): Described {
	const times = timesOf(visit);
	if (typeof times === 'string') return { defect: times };
	const cancelled = visit.status?.name === cancelledState;
	const customer = oneLine(visit.customer?.name ?? null);
	const person = namesOwner ? oneLine(visit.owner) : null;
	const subject = (detail === 'title' && namesOwner ? (customer ?? oneLine(visit.title)) : oneLine(visit.title)) ?? customer;
	const shown = subject ?? say(words.untitled, locale);
	const title = person === null ? shown : say(words.assigned, locale, { person, title: shown });
	const url = recordUrl(publicUrl, visit.id);
	const whole = detail === 'full';
	const location = whole ? (oneLine(visit.location) ?? oneLine(visit.customer?.address ?? null)) : null;
	const categories = whole ? visit.purposes.flatMap((purpose) => oneLine(say(purpose, locale)) ?? []) : [];
	const color = visit.status === null ? undefined : colors[visit.status.name];
	return {
		event: {
			uid: visit.id,
			times,
			summary: cancelled ? say(words.cancelled, locale, { title }) : title,
			...(visit.status === null
				? {}
				: { status: cancelled ? 'CANCELLED' : certain.includes(visit.status.name) ? 'CONFIRMED' : 'TENTATIVE' }),
			transparent: cancelled,
			...(whole ? { description: describe(visit, { customer, purposes: categories, locale, url }) } : {}),
			...(location === null ? {} : { location }),
			...(categories.length === 0 ? {} : { categories }),
			...(url === null ? {} : { url }),
			...(visit.createdAt !== null && isInstant(visit.createdAt) ? { createdAt: secondOf(visit.createdAt) } : {}),
			...(color === undefined ? {} : { color }),
			...(alarm && !cancelled ? { alarm: say(words.alarm, locale) } : {}),
			isPrivate: true,
		},
	};
}

function describe(
	visit: FeedVisit,
	{ customer, purposes, locale, url }: { customer: string | null; purposes: readonly string[]; locale: Locale; url: string | null },
): string {
	const listed = (values: readonly string[]): string | null => (values.length === 0 ? null : values.join(say(words.and, locale)));
	const parts: readonly (readonly [Text, string | null])[] = [
		[words.customer, customer],
		[words.purposes, listed(purposes)],
		[words.responsible, oneLine(visit.owner)],
		[words.participants, listed(visit.participants.flatMap((name) => oneLine(name) ?? []))],
	];
	const lines = parts.flatMap(([label, value]) => (value === null ? [] : [say(words.line, locale, { label, value })]));
	const agenda = cut(writable(visit.agenda ?? '').trim(), longestAgenda);
	return [lines.join('\n'), agenda, url ?? ''].filter((part) => part !== '').join('\n\n');
}

/** The day after the last, as calendars name the end of whole days. */
export const endOfDays = ({ endsOn }: Extract<EventTimes, { kind: 'days' }>): string => daysAfter(endsOn, 1);

/** What events are ordered by: their beginning, and between equals their identity. */
export const beginningOf = (times: EventTimes): string => (times.kind === 'days' ? `${times.startsOn}T00:00:00Z` : times.startsAt);
