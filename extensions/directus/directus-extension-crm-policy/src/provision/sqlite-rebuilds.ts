import { dialectOf } from '@crm-policy/schema/guards/dialect';
import type { Knex } from 'knex';

const pragma = 'PRAGMA legacy_alter_table = ON';

interface RawConnection {
	readonly run: (sql: string) => void;
}

interface Pool {
	readonly on: (event: 'createSuccess', listener: (id: number, connection: RawConnection) => void) => void;
}

/**
 * Lets Directus rebuild tables on SQLite while guards stand. For most schema edits it copies a table, drops it and renames the copy;
 * SQLite refuses that rename when a trigger of any other table names the dropped one, as the guards of a record's rows do, unless
 * this pragma is on. It belongs to a connection, hence to every one the pool makes.
 */
export async function allowTableRebuilds(knex: Knex): Promise<void> {
	if (dialectOf(knex) !== 'sqlite') return;
	const { pool } = knex.client as { readonly pool: Pool };
	pool.on('createSuccess', (_id, connection) => connection.run(pragma));
	await knex.raw(pragma);
}
