import type { Knex } from 'knex';
import { ownHost } from '../../scripts/lib/host-installations.mjs';
import { isOldEnough, oldestMigration, readFixture } from '../../scripts/lib/upgrade-fixture.mjs';
import { startDirectus, type OwnDirectus, type StartOptions } from '../harness/directus.js';
import { withToken, type Colleague } from './people.js';

/** The callback style of the sqlite3 driver's connection. */
interface Connection {
	exec(sql: string, done: (error: Error | null) => void): void;
}

async function execute(database: Knex, sql: string): Promise<void> {
	const client = database.client as { acquireConnection(): Promise<Connection>; releaseConnection(connection: Connection): Promise<void> };
	const connection = await client.acquireConnection();
	try {
		await new Promise<void>((resolve, reject) => connection.exec(sql, (error) => (error === null ? resolve() : reject(error))));
	} finally {
		await client.releaseConnection(connection);
	}
}

/** Of the administrator in the fixture, whose password nobody knows. */
const token = 'token-of-an-administrator-for-this-test';

/** Puts the fixture in the place of what is there. Its administrator gets a token, because nobody knows the password. */
async function restoreFixture(database: Knex): Promise<void> {
	const tables: readonly string[] = await database('sqlite_master')
		.where({ type: 'table' })
		.whereNot('name', 'like', 'sqlite_%')
		.pluck('name');
	const drops = tables.map((name) => `DROP TABLE "${name}";`).join('\n');
	await execute(database, `PRAGMA foreign_keys=OFF;\n${drops}\n${readFixture()}\nPRAGMA foreign_keys=ON;`);
	await database('directus_users').where({ email: 'admin@example.com' }).update({ token });
}

/** Whether Directus 12 grants the fixture days of grace when it is upgraded now; the last lines of a run say when it does not. */
export const hasGrace = isOldEnough(oldestMigration(readFixture()), new Date());

/**
 * A Directus 11.17.4 on a really old database, set up and filled by the extension, before it goes on with 12 (`restart({ host })`).
 * @param options of the start
 */
export async function startBeforeUpgrade(
	options: Pick<StartOptions, 'because' | 'wrapper' | 'env'>,
): Promise<{ readonly directus: OwnDirectus; readonly admin: Colleague }> {
	const directus = await startDirectus({ ...options, host: ownHost, template: 'bootstrapped', before: restoreFixture });
	return { directus, admin: withToken(directus, token) };
}
