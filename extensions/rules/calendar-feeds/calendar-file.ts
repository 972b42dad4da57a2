import { escapeText, fold, isWritableUrl, lineEnd } from './content-line.js';

/** Names this product in every calendar; never changes, so that no event seems to come from somewhere else. */
const productId = '-//CRM Policy for Directus//Visits//EN';

/** How often applications are asked to look again; most have their own mind. */
const refresh = 'PT1H';

export interface CalendarHeader {
	readonly name: string;
	/** The zone applications show the calendar in unless they know better (IANA name). */
	readonly timeZone: string;
	/** A page for people; never the feed's own address, which is a secret. */
	readonly url: string;
}

/**
 * What stands before the events. The name comes first, so that those who guess the character set meet it early; there is no `METHOD`,
 * which would ask for an organiser on every event, and no `SOURCE`, which would repeat the secret.
 */
export const calendarHeader = ({ name, timeZone, url }: CalendarHeader): string =>
	[
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		`PRODID:${productId}`,
		'CALSCALE:GREGORIAN',
		`NAME:${escapeText(name)}`,
		`X-WR-CALNAME:${escapeText(name)}`,
		`X-WR-TIMEZONE:${escapeText(timeZone)}`,
		`REFRESH-INTERVAL;VALUE=DURATION:${refresh}`,
		`X-PUBLISHED-TTL:${refresh}`,
		'COLOR:steelblue',
		...(isWritableUrl(url) ? [`URL:${url}`] : []),
	]
		.map(fold)
		.join('');

export const calendarFooter = `END:VCALENDAR${lineEnd}`;

/** An instant as iCalendar writes it: UTC, whole seconds. */
export const utcStamp = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;

/** The revision an event is shown in. */
export interface EventRevision {
	readonly sequence: number;
	/** ISO 8601 instant in UTC. */
	readonly changedAt: string;
}

/**
 * An event whose text is kept without its revision, put together with it. The revision is kept apart because a feed that begins to show
 * an event in another way raises it for itself alone.
 *
 * @param kept the lines of the event between `BEGIN:VEVENT` and its end, which is included
 */
export function stampedEvent(kept: string, { sequence, changedAt }: EventRevision): string {
	const stamp = utcStamp(changedAt);
	return `BEGIN:VEVENT${lineEnd}DTSTAMP:${stamp}${lineEnd}LAST-MODIFIED:${stamp}${lineEnd}SEQUENCE:${sequence}${lineEnd}${kept}`;
}

const description = /(^|\r\n)DESCRIPTION[:;][^\r]*\r\n(?:[ \t][^\r]*\r\n)*/;

/** The kept text of an event without its description (not that of its alarm, which has to have one). */
export function withoutDescription(kept: string): string {
	const alarm = kept.indexOf(`BEGIN:VALARM${lineEnd}`);
	const own = alarm === -1 ? kept : kept.slice(0, alarm);
	return own.replace(description, '$1') + kept.slice(own.length);
}
