import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import knex from 'knex';
import type { Engine, Store } from './store.js';

type Done = (error: Error | null) => void;

/** The callback style of the sqlite3 driver's connection. */
interface Connection {
	exec(sql: string, done: Done): void;
	/** SQLite's own way of writing one database over another that others have open. */
	backup(filename: string, destination: string, source: string, filenameIsDestination: boolean, done: Done): Backup;
}

/** Knex lends the driver's own connections. */
interface Connections {
	acquireConnection(): Promise<Connection>;
	releaseConnection(connection: Connection): Promise<void>;
}

interface Backup {
	readonly completed: boolean;
	/** Copies this many pages, or all (-1); while somebody reads, none. */
	step(pages: number, done: Done): void;
}

const called = (work: (done: Done) => void): Promise<void> =>
	new Promise((resolve, reject) => work((error) => (error === null ? resolve() : reject(error))));

/** Writes the database in a file over the one that is connected to. */
async function overwrite(connection: Connection, filename: string): Promise<void> {
	let backup: Backup | undefined;
	await called((done) => {
		backup = connection.backup(filename, 'main', 'main', false, done);
	});
	const until = Date.now() + 15_000;
	while (backup?.completed === false) {
		if (Date.now() > until) throw new Error(`${filename} could not be written over a database that is in use.`);
		await called((done) => backup?.step(-1, done));
	}
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
	restore: async (source, _name, folder) => {
		const database = store(folder).connect();
		try {
			const connections = database.client as Connections;
			const connection = await connections.acquireConnection();
			await overwrite(connection, source.settings['DB_FILENAME'] ?? '');
			await connections.releaseConnection(connection);
		} finally {
			await database.destroy();
		}
	},
	find: async (_name, folder) => {
		const found = store(folder);
		return existsSync(found.settings['DB_FILENAME'] ?? '') ? found : undefined;
	},
};
