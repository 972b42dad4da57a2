import { removeGuards } from '@crm-policy/schema/guards/install';
import type { InternalTable } from '@crm-policy/schema/internal/tables';
import type { Knex } from 'knex';

/** Tables that mean nothing without the machinery. The outbox and the number sequences are the company's data and stay. */
const machinery: readonly InternalTable[] = ['crm_tickets', 'crm_locks', 'crm_provisioned'];

/** Takes the guards and the machinery out of the database; collections, rows, roles and permissions stay as they are. */
export async function remove(knex: Knex): Promise<{ readonly guards: readonly string[]; readonly tables: readonly string[] }> {
	return knex.transaction(async (trx) => {
		const guards = await removeGuards(trx);
		for (const table of machinery) await trx.schema.dropTableIfExists(table);
		return { guards, tables: machinery };
	});
}
