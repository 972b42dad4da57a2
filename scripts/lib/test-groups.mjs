import { existsSync } from 'node:fs';
import { hostIsInstalled } from './host-installations.mjs';
import { say } from './language.mjs';
import { Problem } from './problem.mjs';
import { licensedHost } from './project.mjs';

/**
 * Groups of tests that need something a machine may not have.
 * @typedef {'pg' | 'browser' | 'calendars' | 'host12'} Group
 */

/** @type {readonly Group[]} */
export const groups = ['pg', 'browser', 'calendars', 'host12'];

/**
 * Where tests find PostgreSQL: the address of a database whose user may create others.
 * @param {NodeJS.ProcessEnv} env
 */
export function pgAddress(env) {
	return env['CRM_TEST_PG'] || 'postgres://postgres@127.0.0.1:5432/postgres';
}

/**
 * The browser that tests drive.
 * @param {NodeJS.ProcessEnv} env
 */
export function chromiumPath(env) {
	return env['CRM_TEST_CHROMIUM'] || '/usr/bin/chromium';
}

/** Calendar applications that fetch feeds in the tests, and the libraries others are made of (Debian packages: see `.ci/run`). */
const calendarPrograms = [
	'/usr/bin/vdirsyncer',
	'/usr/bin/khal',
	'/usr/bin/calcurse',
	'/usr/bin/radicale',
	'/usr/lib/python3/dist-packages/vobject',
	'/usr/lib/python3/dist-packages/icalendar',
	'/usr/lib/python3/dist-packages/gi',
];

/** @param {string} address */
function withoutPassword(address) {
	return address.replace(/:[^:@/]*@/, '@');
}

/**
 * @param {string} address
 * @returns {Promise<boolean>} whether a PostgreSQL there lets us in
 */
async function pgAnswers(address) {
	const { default: knex } = await import('knex');
	const client = knex({ client: 'pg', connection: address, acquireConnectionTimeout: 3000, pool: { min: 0, max: 1 } });
	try {
		await client.raw('select 1');
		return true;
	} catch {
		// Not reachable, or not for us: both mean that these tests cannot run, and the caller says so.
		return false;
	} finally {
		await client.destroy();
	}
}

/**
 * Why a group cannot run here.
 * @param {Group} group
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} undefined when it can
 */
export async function whyMissing(group, env) {
	if (group === 'browser') {
		const path = chromiumPath(env);
		return existsSync(path) ? undefined : say('test.noChromium', { path });
	}
	if (group === 'calendars') {
		const absent = calendarPrograms.filter((path) => !existsSync(path));
		return absent.length === 0 ? undefined : say('test.noCalendarClients', { paths: absent.join(', ') });
	}
	if (group === 'host12') return hostIsInstalled(licensedHost) ? undefined : say('test.hostNotInstalled', { version: licensedHost });
	const address = pgAddress(env);
	return (await pgAnswers(address)) ? undefined : say('test.pgUnreachable', { address: withoutPassword(address) });
}

/**
 * The groups whose absence is a failure: under CI those a machine has or not, and always those CRM_TEST_REQUIRE names. Directus 12 is installed by
 * `npm run test:host12` only, so that CI asks for it with that command and not here.
 * @param {NodeJS.ProcessEnv} env
 * @returns {readonly Group[]}
 */
export function requiredGroups(env) {
	const named = (env['CRM_TEST_REQUIRE'] ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
	for (const name of named) if (!groups.some((group) => group === name)) throw new Problem(say('test.groupUnknown', { group: name }));
	return groups.filter((group) => (env['CI'] === 'true' && group !== 'host12') || named.includes(group));
}
