import { createEvent, type DateArray, type EventAttributes } from 'ics';
import { escapeText, fold, isWritableUrl, unfold, writable } from '@crm-policy/rules/calendar-feeds/content-line';
import { endOfDays, type CalendarEvent, type EventTimes } from '@crm-policy/rules/calendar-feeds/visit-event';

/** Minutes before a visit at which a reminder goes off. */
const alarmMinutes = 30;

/** Lines that the revision of an event brings, when a calendar is put together (`stampedEvent`). */
const stamps = ['DTSTAMP', 'LAST-MODIFIED', 'SEQUENCE'];

const dayParts = (day: string): DateArray => day.split('-').map(Number) as DateArray;

/** Given as text in its final form, so that the library has no date to work out in the zone of this process. */
const instant = (at: string): string => at.replace(/[-:]/g, '').replace(/\.\d+/, '');

const timesAttributes = (times: EventTimes): Pick<EventAttributes, 'start'> & { end: DateArray | string } =>
	times.kind === 'days'
		? { start: dayParts(times.startsOn), end: dayParts(endOfDays(times)) }
		: { start: instant(times.startsAt), end: instant(times.endsAt) };

const text = (value: string | undefined): string | undefined => {
	const clean = value === undefined ? '' : writable(value);
	return clean === '' ? undefined : clean;
};

const present = <T extends object>(values: T): T =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;

function attributesOf(event: CalendarEvent): EventAttributes {
	return present({
		...timesAttributes(event.times),
		uid: event.uid,
		// Replaced by the event's own revision; given only because the library would otherwise look at the clock.
		timestamp: '19700101T000000Z',
		title: text(event.summary),
		description: text(event.description),
		location: text(event.location),
		url: event.url !== undefined && isWritableUrl(event.url) ? placeholderUrl : undefined,
		status: event.status,
		transp: event.transparent ? 'TRANSPARENT' : 'OPAQUE',
		classification: event.isPrivate ? 'PRIVATE' : undefined,
		created: event.createdAt === undefined ? undefined : instant(event.createdAt),
		alarms:
			event.alarm === undefined
				? undefined
				: [{ action: 'display', description: escapeText(event.alarm), trigger: { before: true, minutes: alarmMinutes } }],
	});
}

/** Stands for the address of the record: the library refuses a whole event for an address without a dot in its host. */
const placeholderUrl = 'https://record.example/';

/** An event that the library would not write. */
export class UnwritableEvent extends Error {
	constructor(readonly uid: string) {
		super(`An event could not be written as iCalendar: ${uid}.`);
	}
}

/**
 * Writes one event, without its revision: `ics` builds it, and what it makes is brought into the form the standard asks for: lines folded
 * by octets, no control characters, escaped categories, and the properties it does not know. The same event is the same text, whatever
 * the time, the zone and the language of the machine.
 *
 * @returns the lines between `BEGIN:VEVENT` and the event's end, which is included (see `stampedEvent`)
 * @throws UnwritableEvent, so that the others can go on without it
 */
export function writeEvent(event: CalendarEvent): string {
	// The library would write a title of its own.
	if (text(event.summary) === undefined) throw new UnwritableEvent(event.uid);
	const { error, value } = createEvent(attributesOf(event));
	if (error !== null || value === null) throw new UnwritableEvent(event.uid);
	const lines = unfold(value);
	const [begin, end] = [lines.indexOf('BEGIN:VEVENT'), lines.lastIndexOf('END:VEVENT')];
	if (begin === -1 || end < begin) throw new UnwritableEvent(event.uid);
	const own = lines
		.slice(begin + 1, end)
		.filter((line) => !stamps.some((name) => line.startsWith(`${name}:`)))
		.map((line) => (line === `URL:${placeholderUrl}` ? `URL:${event.url ?? ''}` : line));
	const alarm = own.indexOf('BEGIN:VALARM');
	const ordered = alarm === -1 ? [...own, ...unknownLines(event)] : [...own.slice(0, alarm), ...unknownLines(event), ...own.slice(alarm)];
	return [...ordered, 'END:VEVENT'].map(fold).join('');
}

/**
 * What the library does not know, or does not escape. Each category has a line of its own: in a list, some readers take the backslash a
 * value ends with for one that escapes the comma after it.
 */
const unknownLines = (event: CalendarEvent): readonly string[] => [
	...(event.categories ?? []).map((category) => `CATEGORIES:${escapeText(category)}`),
	...(event.color === undefined ? [] : [`COLOR:${event.color}`]),
];
