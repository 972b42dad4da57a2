import fc from 'fast-check';
import ICAL from 'ical.js';
import { afterEach, describe, expect, it } from 'vitest';
import { calendarFooter, calendarHeader, stampedEvent } from '@crm-policy/rules/calendar-feeds/calendar-file';
import { longestLine, octets } from '@crm-policy/rules/calendar-feeds/content-line';
import { describeVisit, type CalendarEvent, type FeedVisit } from '@crm-policy/rules/calendar-feeds/visit-event';
import { hostileVisit } from '@crm-policy/rules/testing/hostile-visits';
import { text } from '@crm-policy/rules/words/text';
import { UnwritableEvent, writeEvent } from './render.js';

const header = calendarHeader({ name: '拜访, "a"; \\', timeZone: 'Asia/Shanghai', url: 'https://crm.example/admin' });
const revision = { sequence: 3, changedAt: '2026-11-20T08:00:00.000Z' };
const calendarOf = (...events: readonly CalendarEvent[]): string =>
	header + events.map((event) => stampedEvent(writeEvent(event), revision)).join('') + calendarFooter;

const parsed = (calendar: string): InstanceType<typeof ICAL.Event>[] =>
	new ICAL.Component(ICAL.parse(calendar) as unknown[]).getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));

const visit: FeedVisit = {
	id: '7b7c2a52-0d6c-4f0c-9a65-0d4c4c1f0001',
	status: { name: 'confirmed', label: text('Confirmed', '已确认') },
	title: 'Quarterly review',
	allDay: false,
	startsAt: '2026-12-01T01:30:00.123Z',
	endsAt: '2026-12-01T03:00:00.000Z',
	startsOn: null,
	endsOn: null,
	customer: { name: '华东减震器有限公司', address: '上海市浦东新区张江路 88 号' },
	purposes: [text('Collect overdue receivables', '催收货款'), text('A; b, c', '甲；乙, 丙')],
	location: null,
	agenda: 'Bring samples; ask about price,\r\nthen lunch.',
	owner: '王芳',
	participants: ['李雷', 'Jo "X" Doe'],
	createdAt: '2026-11-01T00:00:00.000Z',
};
const showing = { detail: 'full', locale: 'zh-CN', namesOwner: false, alarm: true } as const;
const eventOf = (entries: Partial<FeedVisit> = {}, how: Partial<typeof showing> = {}): CalendarEvent => {
	const described = describeVisit({ ...visit, ...entries }, { ...showing, ...how }, 'https://crm.example');
	if ('defect' in described) throw new Error(described.defect);
	return described.event;
};

const each = 100;

describe('An event', () => {
	it('is written like this', () => {
		expect(calendarOf(eventOf())).toMatchSnapshot();
	});

	it('is read by ical.js exactly as it was meant, whatever its text holds', () => {
		fc.assert(
			fc.property(fc.array(hostileVisit, { minLength: each, maxLength: each }), (visits) => {
				const events = visits.map((entries, index) => eventOf({ ...entries, id: `visit-${index}` }));
				const calendar = calendarOf(...events);
				expect(calendar.split('\r\n').filter((line) => octets(line) > longestLine || /[\r\n\0]/.test(line))).toEqual([]);
				const read = parsed(calendar);
				expect(read.length).toBe(events.length);
				for (const [index, event] of events.entries()) {
					const component = read[index]?.component;
					const value = (name: string): unknown => component?.getFirstPropertyValue(name) ?? undefined;
					expect(value('uid')).toBe(event.uid);
					expect(value('summary')).toBe(event.summary);
					expect(value('description')).toBe(event.description);
					expect(value('location')).toBe(event.location);
					expect(component?.getAllProperties('categories').flatMap((property) => property.getValues() as unknown[])).toEqual(
						event.categories ?? [],
					);
					expect(component?.getAllSubcomponents('valarm').length).toBe(1);
					expect(component?.getAllProperties('attendee').length).toBe(0);
				}
			}),
			// 10,000 visits; the seed is fixed so that a failure is everybody's.
			{ numRuns: 10_000 / each, seed: 5, endOnFailure: true },
		);
	}, 60_000);

	it('is refused where nothing is left of its title, and the others go on without it', () => {
		expect(() => writeEvent({ ...eventOf(), summary: '\0' })).toThrow(UnwritableEvent);
	});

	it.each([
		['a whole day', '2026-12-24', '2026-12-24', '20261224', '20261225'],
		['the end of a year', '2026-12-31', '2027-01-01', '20261231', '20270102'],
		['the night the clocks change', '2027-03-28', '2027-03-28', '20270328', '20270329'],
	])('of whole days keeps its days: %s', (_what, startsOn, endsOn, start, end) => {
		const written = calendarOf(eventOf({ allDay: true, startsOn, endsOn }));
		expect(written).toContain(`DTSTART;VALUE=DATE:${start}\r\n`);
		expect(written).toContain(`DTEND;VALUE=DATE:${end}\r\n`);
	});

	it('refers to its record also where the server has a name without a dot', () => {
		const described = describeVisit(visit, showing, 'http://localhost:8055');
		expect('event' in described && writeEvent(described.event)).toContain(`\r\nURL:http://localhost:8055/admin/content/crm_visits/`);
	});
});

describe('In another time zone', () => {
	const zone = process.env['TZ'];
	afterEach(() => {
		if (zone === undefined) delete process.env['TZ'];
		else process.env['TZ'] = zone;
	});

	it('a calendar is the same to the byte', () => {
		const build = (timeZone: string): readonly [number, string] => {
			process.env['TZ'] = timeZone;
			const timed = ['2027-03-28T00:30:00Z', '2026-10-25T00:59:59Z', '2026-12-31T23:30:00Z'].map((startsAt) =>
				eventOf({ startsAt, endsAt: '2027-12-31T23:30:00Z' }),
			);
			const days = ['2027-03-28', '2026-10-25', '2026-12-31'].map((day) => eventOf({ allDay: true, startsOn: day, endsOn: day }));
			return [new Date('2026-12-01T00:00:00Z').getTimezoneOffset(), calendarOf(...timed, ...days)];
		};
		const [utc, expected] = build('UTC');
		expect(utc).toBe(0);
		for (const [timeZone, offset] of [
			['Pacific/Kiritimati', -840],
			['Asia/Shanghai', -480],
			['Pacific/Pago_Pago', 660],
			['Europe/Berlin', -60],
		] as const) {
			const [there, calendar] = build(timeZone);
			expect(there).toBe(offset);
			expect(calendar).toBe(expected);
		}
	});
});
