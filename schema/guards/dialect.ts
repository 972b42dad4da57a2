import type { Knex } from 'knex';

export type Dialect = 'sqlite' | 'postgres';

/**
 * The kind of database behind a connection.
 * Throws for one whose triggers we cannot make: without its guards the product does not start.
 */
export function dialectOf(knex: Knex): Dialect {
	const { client } = (knex.client as { readonly config: { readonly client: unknown } }).config;
	if (client === 'sqlite3' || client === 'better-sqlite3') return 'sqlite';
	if (client === 'pg' || client === 'postgres' || client === 'postgresql') return 'postgres';
	throw new Error(
		`CRM Policy needs SQLite or PostgreSQL: its database guards cannot be installed on "${String(client)}". / CRM Policy 需要 SQLite 或 PostgreSQL，无法在“${String(client)}”上安装数据库守卫。`,
	);
}

/** The schema new tables go to on PostgreSQL, which is where Directus makes its own. */
export async function currentSchema(knex: Knex): Promise<string> {
	const { rows } = await knex.raw<{ rows: readonly { schema: string }[] }>('SELECT current_schema() AS schema');
	const first = rows[0];
	if (first === undefined) throw new Error('The database names no current schema.');
	return first.schema;
}
