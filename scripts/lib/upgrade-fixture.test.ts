import { describe, expect, it } from 'vitest';
import { graceBegins, isOldEnough, oldestMigration, readFixture, whyNoGrace } from './upgrade-fixture.mjs';

const oldest = new Date('2026-11-22T00:18:26Z');

describe('A database of Directus 11 that is upgraded to 12', () => {
	it.each([
		['at once', '2026-11-22T00:18:26Z', false],
		['a second before it is a day old', '2026-11-23T00:18:25Z', false],
		['when it is a day old', '2026-11-23T00:18:26Z', true],
		['a year later', '2027-11-22T00:00:00Z', true],
	])('upgraded %s: granted days of grace is %s', (_, now, granted) => {
		expect(isOldEnough(oldest, new Date(now))).toBe(granted);
		expect(new Date(now) >= graceBegins(oldest)).toBe(granted);
	});

	it('is as old as the earliest of its migrations, in whatever order they stand', () => {
		const row = (version: string, time: string) => `INSERT INTO directus_migrations VALUES('${version}','It''s one','${time}');`;
		const sql = [row('20260211A', '2026-11-22 00:18:30'), row('20201028A', '2026-11-22 00:18:26'), row('20210101A', '2026-11-22 00:18:27')];
		expect(oldestMigration(sql.join('\n'))).toEqual(oldest);
		expect(() => oldestMigration('CREATE TABLE x (y);')).toThrow('no row');
	});

	it('is said to be too young, with the time from which it is not, and nothing is said afterwards', () => {
		expect(whyNoGrace(new Date('2026-11-22T08:00:00Z'))).toMatch(/2026-11-22 00:18 UTC.*2026-11-23 00:18 UTC/);
		expect(whyNoGrace(new Date('2026-11-23T00:18:26Z'))).toBeUndefined();
	});

	it('is kept with the day it was made', () => {
		expect(oldestMigration(readFixture())).toEqual(oldest);
	});
});
