import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import knex from 'knex';
import type { Engine, Store } from './store.js';

/** The callback style of the sqlite3 driver's connection. */
interface Connection {
	exec(sql: string, done: (error: Error | null) => void): void;
}

function store(folder: string): Store {
	const filename = join(folder, 'crm.sqlite');
	return {
		settings: { DB_CLIENT: 'sqlite3', DB_FILENAME: filename },
		connect: () =>
			knex({
				client: 'sqlite3',
				connection: { filename },
				useNullAsDefault: true,
				pool: {
					min: 0,
					max: 1,
					// Directus writes to the same file from its own process, so that a test may have to wait for it.
					afterCreate: (connection: Connection, done: (error: Error | null, connection: Connection) => void) =>
						connection.exec('PRAGMA busy_timeout = 15000; PRAGMA foreign_keys = ON;', (error) => done(error, connection)),
				},
			}),
		drop: async () => rmSync(filename, { force: true }),
	};
}

/** SQLite: a database is the file `crm.sqlite` in its folder. */
export const sqlite: Engine = {
	create: async (_name, folder) => store(folder),
	copy: async (source, _name, folder) => {
		const target = store(folder);
		copyFileSync(source.settings['DB_FILENAME'] ?? '', target.settings['DB_FILENAME'] ?? '');
		return target;
	},
	find: async (_name, folder) => {
		const found = store(folder);
		return existsSync(found.settings['DB_FILENAME'] ?? '') ? found : undefined;
	},
};
