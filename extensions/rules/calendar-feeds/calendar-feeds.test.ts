import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { busyTimes, roundedChange } from './busy.js';
import { calendarHeader, stampedEvent, withoutDescription } from './calendar-file.js';
import { isUnchanged } from './conditional.js';
import { fold, isWritableUrl, longestLine, octets, quoteParameter, unfold, writable } from './content-line.js';
import { feedRequestModel, mayFollowDepartment, secretIn, usualDetail } from './feed.js';
import { fit, type Fitted } from './fit.js';
import { lifted, nextRevision, raised } from './revision.js';
import { beginningOf, type EventTimes } from './visit-event.js';
import { usualWindow, windowOn } from './window.js';

describe('A content line', () => {
	it('is folded by octets, never inside a character, and reads as before', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (value) => {
				const line = writable(value).replace(/\n/g, '');
				const folded = fold(line);
				expect(Math.max(...folded.split('\r\n').map(octets))).toBeLessThanOrEqual(longestLine);
				expect(octets(line)).toBe(new TextEncoder().encode(line).length);
				expect(unfold(folded).join('')).toBe(line);
			}),
		);
	});

	it('keeps a parameter inside its quotes', () => {
		expect(quoteParameter('a"\r\nX:^')).toBe(`"a^'^nX:^^"`);
	});

	it.each([
		['https://crm.example/a?b=c', true],
		['http://localhost:8055/x', true],
		['https://crm.example/a b', false],
		['javascript:alert(1)', false],
		['https://crm.example/\r\nX:1', false],
	])('takes the address %j: %s', (url, taken) => {
		expect(isWritableUrl(url)).toBe(taken);
	});
});

describe('A calendar', () => {
	it('says its name early, in both places, and neither a method nor where it comes from', () => {
		const lines = unfold(calendarHeader({ name: '销售, 部', timeZone: 'Asia/Shanghai', url: 'https://crm.example/admin' }));
		expect(lines.slice(4, 6)).toEqual(['NAME:销售\\, 部', 'X-WR-CALNAME:销售\\, 部']);
		expect(lines.join()).not.toMatch(/METHOD|SOURCE|P1H/);
	});

	it('drops the description of an event and leaves that of its alarm', () => {
		const kept = `UID:1\r\n${fold(`DESCRIPTION:${'x'.repeat(200)}`)}LOCATION:DESCRIPTION:here\r\nBEGIN:VALARM\r\nDESCRIPTION:Soon\r\nEND:VALARM\r\nEND:VEVENT\r\n`;
		expect(withoutDescription(kept)).toBe(
			'UID:1\r\nLOCATION:DESCRIPTION:here\r\nBEGIN:VALARM\r\nDESCRIPTION:Soon\r\nEND:VALARM\r\nEND:VEVENT\r\n',
		);
		expect(withoutDescription('UID:1\r\nBEGIN:VALARM\r\nDESCRIPTION:Soon\r\n')).toContain('Soon');
	});

	it('stamps an event with its revision', () => {
		expect(stampedEvent('UID:1\r\nEND:VEVENT\r\n', { sequence: 4, changedAt: '2026-11-20T08:00:00.999Z' })).toBe(
			'BEGIN:VEVENT\r\nDTSTAMP:20261120T080000Z\r\nLAST-MODIFIED:20261120T080000Z\r\nSEQUENCE:4\r\nUID:1\r\nEND:VEVENT\r\n',
		);
	});
});

describe('The revision of an event', () => {
	const at = (seconds: number): string => new Date(1_800_000_000_000 + seconds * 1000).toISOString();

	it('rises, sequence and time together, with each change of what is shown and with nothing else', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -5, max: 5 })), { maxLength: 30 }), (changes) => {
				let before = { ...nextRevision(null, 'a', at(0)), contentHash: 'a' };
				for (const [contentHash, seconds] of changes) {
					// The clock of another instance may be behind.
					const next = { ...nextRevision(before, contentHash, at(seconds)), contentHash };
					if (contentHash === before.contentHash) expect(next).toEqual(before);
					else {
						expect(next.sequence).toBeGreaterThan(before.sequence);
						expect(Math.floor(Date.parse(next.changedAt) / 1000)).toBeGreaterThan(Math.floor(Date.parse(before.changedAt) / 1000));
					}
					before = next;
				}
			}),
		);
	});

	it('rises in a feed that begins to show it by another text, though that text is older', () => {
		const lift = { by: 0, at: null };
		const shown = lifted({ sequence: 7, changedAt: at(10) }, lift);
		const now = lifted({ sequence: 1, changedAt: at(1) }, raised(lift, shown.sequence, at(20)));
		expect(now.sequence).toBeGreaterThan(shown.sequence);
		expect(now.changedAt > shown.changedAt).toBe(true);
		const again = lifted({ sequence: 0, changedAt: at(2) }, raised(raised(lift, 7, at(20)), now.sequence, at(20)));
		expect(again.sequence).toBeGreaterThan(now.sequence);
		expect(again.changedAt > now.changedAt).toBe(true);
	});
});

describe('What has to be left out of a calendar that is too large', () => {
	const event = (day: number, size: number, described = 0): Fitted => ({
		begins: `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`,
		text: '拜'.repeat(size) + 'd'.repeat(described),
		brief: () => '拜'.repeat(size),
	});
	const today = '2026-01-10T00:00:00.000Z';

	it('is nothing where it fits', () => {
		expect(fit([event(1, 10)], 0, today, 100)).toMatchObject({ texts: [event(1, 10).text], shortening: { left: 0 } });
	});

	it('is first the past, from its far end', () => {
		const { texts, shortening } = fit([event(1, 10), event(5, 10), event(12, 10)], 0, today, 70);
		expect(texts.length).toBe(2);
		expect(shortening).toEqual({ pastFrom: '2026-01-05T00:00:00Z', withoutDescriptions: false, until: null, left: 1 });
	});

	it('then descriptions, then the far future, and never part of an event', () => {
		const events = [event(1, 10, 60), event(12, 10, 60), event(13, 10, 60), event(14, 10, 60)];
		expect(fit(events, 0, today, 100)).toEqual({
			texts: [event(12, 10).text, event(13, 10).text, event(14, 10).text],
			shortening: { pastFrom: '2026-01-12T00:00:00Z', withoutDescriptions: true, until: null, left: 1 },
		});
		expect(fit(events, 0, today, 70).shortening).toEqual({
			pastFrom: '2026-01-12T00:00:00Z',
			withoutDescriptions: true,
			until: '2026-01-14T00:00:00Z',
			left: 2,
		});
	});

	it('leaves a calendar below the limit whatever the sizes', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(40), { maxLength: 30 }), fc.integer({ min: 50, max: 400 }), (sizes, most) => {
				const { texts } = fit(
					sizes.map((size, index) => event(index + 1, size, size)),
					20,
					today,
					most,
				);
				expect(octets(texts.join('')) + 20).toBeLessThan(most);
			}),
		);
	});
});

describe('Busy times', () => {
	const hours = (from: number, until: number): EventTimes => ({
		kind: 'instants',
		startsAt: `2026-01-01T${String(from).padStart(2, '0')}:00:00Z`,
		endsAt: `2026-01-01T${String(until).padStart(2, '0')}:00:00Z`,
	});

	it('are merged where they overlap or touch, and begin with the first', () => {
		const times = [hours(9, 11), hours(10, 12), hours(12, 13), hours(15, 16), hours(9, 10)].map((one, index) => ({
			id: String(index),
			times: one,
		}));
		expect(busyTimes(times)).toEqual([
			{ first: '0', times: hours(9, 13) },
			{ first: '3', times: hours(15, 16) },
		]);
	});

	it('of whole days end with the last of them', () => {
		const days = (startsOn: string, endsOn: string): EventTimes => ({ kind: 'days', startsOn, endsOn });
		expect(
			busyTimes([
				{ id: 'a', times: days('2026-02-27', '2026-02-28') },
				{ id: 'b', times: days('2026-03-01', '2026-03-02') },
				{ id: 'c', times: days('2026-03-04', '2026-03-04') },
			]),
		).toEqual([
			{ first: 'a', times: days('2026-02-27', '2026-03-02') },
			{ first: 'c', times: days('2026-03-04', '2026-03-04') },
		]);
	});

	it('never overlap and cover what was taken, whatever the visits', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 3 })), { maxLength: 12 }), (taken) => {
				const merged = busyTimes(taken.map(([from, length], index) => ({ id: String(index), times: hours(from, from + length) })));
				const covered = (hour: number): number =>
					merged.filter(
						({ times }) =>
							times.kind === 'instants' &&
							beginningOf(times) <= beginningOf(hours(hour, hour + 1)) &&
							times.endsAt > beginningOf(hours(hour, hour + 1)),
					).length;
				for (let hour = 0; hour < 23; hour++) {
					expect(covered(hour)).toBe(taken.some(([from, length]) => from <= hour && hour < from + length) ? 1 : 0);
				}
			}),
		);
	});

	it('say to the hour when they changed, and always later than before', () => {
		expect(roundedChange('2026-01-01T09:12:34.000Z', null)).toBe('2026-01-01T10:00:00.000Z');
		expect(roundedChange('2026-01-01T09:40:00.000Z', '2026-01-01T10:00:00.000Z')).toBe('2026-01-01T11:00:00.000Z');
	});
});

describe('“I have that already”', () => {
	const now = { etag: '"abc"', changedAt: '2026-11-20T08:00:00.700Z' };
	it.each([
		['"abc"', undefined, true],
		['W/"abc"', undefined, true],
		['"x", W/"abc"', undefined, true],
		['"x,y", "abc"', undefined, true],
		['*', undefined, true],
		['"x"', undefined, false],
		['', undefined, false],
		// The tag decides alone where it is sent.
		['"x"', 'Fri, 20 Nov 2026 09:00:00 GMT', false],
		[undefined, 'Fri, 20 Nov 2026 08:00:00 GMT', true],
		[undefined, 'Fri, 20 Nov 2026 07:59:59 GMT', false],
		[undefined, 'nonsense', false],
		[undefined, undefined, false],
	])('with %j and %j is taken for an unchanged calendar: %s', (ifNoneMatch, ifModifiedSince, unchanged) => {
		expect(isUnchanged({ ifNoneMatch, ifModifiedSince }, now)).toBe(unchanged);
	});
});

describe('A feed', () => {
	const customer = '7b7c2a52-0d6c-4f0c-9a65-0d4c4c1f0001';

	it('is asked for with a name and a scope', () => {
		expect(feedRequestModel.parse({ name: ' Mine ', scope: 'mine' })).toEqual({
			name: 'Mine',
			scope: { kind: 'mine' },
			omit_cancelled: false,
			alarm: false,
			expires_on: null,
		});
		expect(feedRequestModel.parse({ name: 'A', scope: `customer:${customer}` }).scope).toEqual({ kind: 'customer', customer });
		for (const scope of ['everything', 'customer:', 'customer:1', `customer:${customer} or 1=1`])
			expect(feedRequestModel.safeParse({ name: 'A', scope }).success).toBe(false);
		expect(feedRequestModel.safeParse({ name: 'A', scope: 'mine', owner: customer }).success).toBe(false);
	});

	it('of a department is for those who lead one, and shows little unless more is asked for', () => {
		const person = { roles: ['salesperson'], heads: false, admin: false } as const;
		expect(mayFollowDepartment(person)).toBe(false);
		expect(mayFollowDepartment({ ...person, heads: true })).toBe(true);
		expect(mayFollowDepartment({ ...person, roles: ['business-head'] })).toBe(true);
		expect([usualDetail('department'), usualDetail('mine')]).toEqual(['title', 'full']);
	});

	it('has an address with a secret that cannot be guessed', () => {
		expect(secretIn(`${'a'.repeat(43)}.ics`)).toBe('a'.repeat(43));
		for (const wrong of [`${'a'.repeat(42)}.ics`, 'a'.repeat(43), `${'a'.repeat(43)}.ics/`, `${'a'.repeat(42)}%.ics`, ''])
			expect(secretIn(wrong)).toBeNull();
	});

	it('moves its window once a day', () => {
		expect(windowOn('2026-11-20T00:00:00.000Z', usualWindow)).toEqual(windowOn('2026-11-20T23:59:59.999Z', usualWindow));
		expect(windowOn('2026-11-20T12:00:00.000Z', usualWindow)).toEqual({
			day: '2026-11-20',
			from: '2026-08-22T00:00:00.000Z',
			until: '2027-11-21T00:00:00.000Z',
			cancelledFrom: '2026-10-21T00:00:00.000Z',
		});
	});
});
