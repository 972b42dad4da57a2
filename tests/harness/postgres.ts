import knex, { type Knex } from 'knex';
import { isRunning } from '../../scripts/lib/folder-lock.mjs';
import { pgAddress } from '../../scripts/lib/test-groups.mjs';
import type { Engine, Store } from './store.js';

const server = new URL(pgAddress(process.env));

/** Runs statements on the server itself, for creating and dropping databases. */
async function onServer<T>(work: (connection: Knex) => Promise<T>): Promise<T> {
	const connection = knex({ client: 'pg', connection: server.href, pool: { min: 0, max: 1 } });
	try {
		return await work(connection);
	} finally {
		await connection.destroy();
	}
}

function store(name: string): Store {
	const address = new URL(server);
	address.pathname = `/${name}`;
	return {
		settings: {
			DB_CLIENT: 'pg',
			DB_HOST: server.hostname,
			DB_PORT: server.port === '' ? '5432' : server.port,
			DB_DATABASE: name,
			DB_USER: decodeURIComponent(server.username),
			...(server.password === '' ? {} : { DB_PASSWORD: decodeURIComponent(server.password) }),
		},
		connect: () => knex({ client: 'pg', connection: address.href, pool: { min: 0, max: 4 } }),
		drop: () => drop(name),
	};
}

async function drop(name: string): Promise<void> {
	await onServer((connection) => connection.raw('DROP DATABASE IF EXISTS ?? WITH (FORCE)', [name]));
}

async function exists(name: string): Promise<boolean> {
	const names = await onServer((connection) => connection('pg_database').where({ datname: name }).pluck('datname'));
	return names.length > 0;
}

/**
 * The name for a database of this process. It carries the process id, so that what a crashed run left behind can be recognised.
 * @param label what tells it from the others of this process
 */
export function ownDatabaseName(label: string): string {
	return `crm_test_${process.pid}_${label}`;
}

/** Drops the databases of test processes that have ended without doing it themselves. */
export async function dropAbandoned(): Promise<void> {
	const names = await onServer((connection) => connection('pg_database').whereLike('datname', 'crm\\_test\\_%').pluck('datname'));
	for (const name of names) {
		const pid = /^crm_test_(\d+)_/.exec(String(name))?.[1];
		if (pid !== undefined && !isRunning(Number(pid))) await drop(String(name));
	}
}

async function copy(source: Store, name: string): Promise<Store> {
	await drop(name);
	await onServer(async (connection) => {
		await connection.raw('CREATE DATABASE ?? TEMPLATE ??', [name, source.settings['DB_DATABASE'] ?? '']);
		// Nothing of a test has to outlive the server, so that nobody waits for its disk.
		await connection.raw('ALTER DATABASE ?? SET synchronous_commit = off', [name]);
	});
	return store(name);
}

/** PostgreSQL: databases are copied by the server (`CREATE DATABASE … TEMPLATE`). */
export const postgres: Engine = {
	create: async (name) => {
		await drop(name);
		await onServer((connection) => connection.raw('CREATE DATABASE ??', [name]));
		return store(name);
	},
	copy,
	// Whoever is connected loses the connection and opens another.
	restore: async (source, name) => {
		await copy(source, name);
	},
	find: async (name) => ((await exists(name)) ? store(name) : undefined),
};
