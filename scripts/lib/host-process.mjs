/**
 * The process Directus runs in. It is forked by `host.mjs` on the pinned Node and talks to it over IPC:
 * it reports what it finds in the database, goes on only when that is a finished Directus of the right version, and stops on request.
 *
 * Directus' own program (`directus start`) is not used because it looks for updates on the network first and loads all extensions twice.
 */
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getDatabase, getSchemaInspector, validateDatabaseConnection } from '@directus/api/database/index';
import { judgeDatabase } from './judge-database.mjs';

/** @typedef {import('./judge-database.mjs').Verdict} Verdict */

const mode = process.argv[2];

/** Ends the process as a signal from outside would; before Directus listens for signals there is nothing to wind up. */
function stop() {
	if (process.listenerCount('SIGTERM') > 0) process.emit('SIGTERM');
	else process.exit(0);
}

process.on('message', (message) => {
	if (message === 'stop') stop();
});
// Whoever started this is gone, so nobody could stop it any more.
process.on('disconnect', stop);

/** @returns {Promise<Verdict>} */
async function inspect() {
	const database = getDatabase();
	try {
		await database.raw('select 1');
	} catch (error) {
		const { message, code } = /** @type {NodeJS.ErrnoException} */ (error);
		return { state: 'unreachable', detail: message === '' ? (code ?? 'no answer') : message };
	}
	const tables = (await getSchemaInspector().tables()).filter((name) => name.startsWith('directus_'));
	const migrated = tables.includes('directus_migrations') ? await database('directus_migrations').pluck('version') : [];
	const users = tables.includes('directus_users') ? await database('directus_users').first('id') : undefined;
	const migrations = dirname(fileURLToPath(import.meta.resolve('@directus/api/database/migrations/run')));
	const known = readdirSync(migrations).flatMap((file) => /^(\d+[A-Z])-[^.]+\.js$/.exec(file)?.slice(1, 2) ?? []);
	return judgeDatabase({ tables, migrated, known, hasUsers: users !== undefined });
}

/** @param {Verdict} verdict */
function report(verdict) {
	return new Promise((resolve) => process.send?.(verdict, undefined, undefined, resolve));
}

if (mode === 'bootstrap') {
	await validateDatabaseConnection();
	const { default: bootstrap } = await import('@directus/api/cli/commands/bootstrap/index');
	await bootstrap({ skipAdminInit: undefined });
} else {
	const verdict = await inspect();
	await report(verdict);
	if (verdict.state === 'ready') await import('@directus/api/start');
	else process.exit(1);
}
