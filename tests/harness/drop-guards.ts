import { dialectOf } from '@crm-policy/schema/guards/dialect';
import type { Knex } from 'knex';
import { expect } from 'vitest';

/** Takes every database guard of a table away, as somebody with the database's own tools could. */
export async function dropGuardsOf(table: string, database: Knex): Promise<void> {
	if (dialectOf(database) === 'postgres') {
		await database.raw('ALTER TABLE ?? DISABLE TRIGGER USER', [table]);
		return;
	}
	const triggers: readonly string[] = await database('sqlite_master').where({ type: 'trigger', tbl_name: table }).pluck('name');
	expect(triggers.length).toBeGreaterThan(0);
	for (const trigger of triggers) await database.raw('DROP TRIGGER ??', [trigger]);
}
