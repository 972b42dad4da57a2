import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { say } from './language.mjs';
import { licensedHost, root } from './project.mjs';

/** A database of Directus 11.17.4 that was really made on the day in its name, for upgrading it to 12 (tests/fixtures/README.md). */
const fixture = join(root, 'tests', 'fixtures', 'directus-11.17.4-sqlite-2026-11-22.sql.gz');

/** Directus 12 takes a database whose first migration is younger than this at its upgrade for a new one. */
const leastAge = 24 * 60 * 60 * 1000;

/**
 * From when on Directus 12 grants a database its days of grace when it is upgraded.
 * @param {Date} oldest the earliest row in `directus_migrations`
 */
export function graceBegins(oldest) {
	return new Date(oldest.getTime() + leastAge);
}

/**
 * Whether Directus 12 grants it days of grace when it is upgraded now. Timestamps are never shifted to make it so.
 * @param {Date} oldest the earliest row in `directus_migrations`
 * @param {Date} now
 */
export function isOldEnough(oldest, now) {
	return now.getTime() >= graceBegins(oldest).getTime();
}

/**
 * The earliest row of `directus_migrations` in a dump.
 * @param {string} sql of SQLite, whose times are UTC
 * @returns {Date}
 */
export function oldestMigration(sql) {
	const rows = sql.matchAll(/^INSERT INTO directus_migrations VALUES\('[^']*','(?:[^']|'')*','(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)'\);$/gm);
	const [first] = [...rows].map(([, day, time]) => `${day}T${time}Z`).sort();
	if (first === undefined) throw new Error('The dump has no row of directus_migrations.');
	return new Date(first);
}

/**
 * The fixture as SQL.
 * @returns {string}
 */
export function readFixture() {
	return gunzipSync(readFileSync(fixture)).toString('utf8');
}

/**
 * Why the days of grace of an upgrade cannot be tried now.
 * @param {Date} now
 * @returns {string | undefined} a sentence; undefined when they can
 */
export function whyNoGrace(now) {
	const oldest = oldestMigration(readFixture());
	if (isOldEnough(oldest, now)) return undefined;
	const minute = (/** @type {Date} */ time) => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
	return say('test.fixtureYoung', { version: licensedHost, made: minute(oldest), from: minute(graceBegins(oldest)) });
}
