import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { startHost } from './host.mjs';
import { say } from './language.mjs';
import { Problem } from './problem.mjs';
import { hostVersion } from './project.mjs';

/** @typedef {Record<string, string | undefined>} Settings */

/**
 * How to call the database in a sentence: its file, or where it is, never with a password.
 * @param {Settings} settings
 * @returns {string}
 */
export function describeDatabase(settings) {
	if (settings['DB_CLIENT'] === 'sqlite3') return settings['DB_FILENAME'] ?? '';
	if (settings['DB_CONNECTION_STRING']) return 'DB_CONNECTION_STRING';
	return `${settings['DB_HOST'] ?? ''}:${settings['DB_PORT'] ?? '5432'}/${settings['DB_DATABASE'] ?? ''}`;
}

/**
 * The sentence for a database that Directus cannot be started on.
 * @param {import('./judge-database.mjs').Verdict} verdict
 * @param {Settings} settings
 * @returns {Problem}
 */
export function explainVerdict({ state, detail }, settings) {
	const database = describeDatabase(settings);
	switch (state) {
		case 'older':
			return new Problem(say('database.older', { database, version: hostVersion, migration: detail }));
		case 'newer':
			return new Problem(say('database.newer', { database, version: hostVersion, migration: detail }));
		case 'unreachable':
			return new Problem(say('database.unreachable', { database, reason: detail }));
		default:
			return new Problem(say('database.half', { database }));
	}
}

/**
 * Whether the database is a SQLite file that holds nothing yet.
 * @param {Settings} settings
 */
export function isMissingFile(settings) {
	const file = settings['DB_FILENAME'];
	if (settings['DB_CLIENT'] !== 'sqlite3' || file === undefined) return false;
	return !existsSync(file) || statSync(file).size === 0;
}

/**
 * Has Directus make its tables and the first administrator in an empty database. A SQLite file gets its name only when that is finished, so
 * that an interruption leaves nothing half-made.
 * @param {{ node: string, settings: Settings, onLine: (line: string) => void, onHost?: (host: import('./host.mjs').Host) => void,
 *   installation?: import('./host-installations.mjs').HostInstallation }} options
 *   `onHost` is given the installing process, for stopping it; `installation`: another Directus than the project's
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function createDatabase({ node, settings, onLine, onHost, installation }) {
	const file = settings['DB_CLIENT'] === 'sqlite3' ? settings['DB_FILENAME'] : undefined;
	const unfinished = file === undefined ? undefined : `${file}.unfinished`;
	if (unfinished !== undefined) {
		mkdirSync(dirname(unfinished), { recursive: true });
		for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${unfinished}${suffix}`, { force: true });
	}
	const env = unfinished === undefined ? settings : { ...settings, DB_FILENAME: unfinished };
	const host = startHost({ node, mode: 'bootstrap', env, onLine, installation });
	onHost?.(host);
	const { code, asked } = await host.exited;
	const succeeded = code === 0 && !asked;
	if (succeeded && file !== undefined && unfinished !== undefined) renameSync(unfinished, file);
	return succeeded;
}
