import { randomUUID } from 'node:crypto';
import knex, { type Knex } from 'knex';

/** A database made for one test file and gone after it. */
export interface TestDatabase {
	readonly knex: Knex;
	readonly close: () => Promise<void>;
}

const postgresUrl = process.env['CRM_TEST_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** SQLite in memory, with foreign keys on as Directus has them. */
export async function openSqlite(): Promise<TestDatabase> {
	const connection = knex({
		client: 'sqlite3',
		connection: { filename: ':memory:' },
		useNullAsDefault: true,
		pool: {
			min: 1,
			max: 1,
			afterCreate: (raw: { run: (sql: string) => void }, done: (error: Error | null, raw: unknown) => void) => {
				raw.run('PRAGMA foreign_keys = ON');
				done(null, raw);
			},
		},
	});
	return { knex: connection, close: () => connection.destroy() };
}

/** A database of its own on the PostgreSQL server the tests are given. */
export async function openPostgres(): Promise<TestDatabase> {
	const name = `crm_test_${randomUUID().replaceAll('-', '')}`;
	const server = knex({ client: 'pg', connection: postgresUrl, pool: { min: 0, max: 1 } });
	await server.raw(`CREATE DATABASE ${name}`);
	const url = new URL(postgresUrl);
	url.pathname = `/${name}`;
	const connection = knex({ client: 'pg', connection: url.toString(), pool: { min: 0, max: 6 } });
	return {
		knex: connection,
		close: async () => {
			await connection.destroy();
			await server.raw(`DROP DATABASE ${name} WITH (FORCE)`);
			await server.destroy();
		},
	};
}

/** Whether the PostgreSQL server answers; its group of tests is skipped, and says so, where it does not. */
export async function postgresReachable(): Promise<boolean> {
	const server = knex({
		client: 'pg',
		connection: { connectionString: postgresUrl, connectionTimeoutMillis: 1500 },
		pool: { min: 0, max: 1 },
	});
	try {
		await server.raw('SELECT 1');
		return true;
	} catch {
		return false;
	} finally {
		await server.destroy();
	}
}
