import { removeGuards } from '@crm-policy/schema/guards/install';
import type { InternalTable } from '@crm-policy/schema/internal/tables';
import type { CollectionDeclaration } from '@crm-policy/schema/declare';
import { collections } from '@crm-policy/schema/model';
import { referenceInterface } from '@crm-policy/schema/reference-interface';
import type { Knex } from 'knex';

/** Tables that mean nothing without the machinery. The outbox and the number sequences are the company's data and stay. */
const machinery: readonly InternalTable[] = ['crm_tickets', 'crm_locks', 'crm_provisioned'];

/**
 * Gives forms back to Directus: what the extension drew beside the data goes, and references are chosen in the host's own way. Otherwise a form
 * would say in each of these places that something is missing. Only fields we declare, and only where they are as declared.
 */
async function handBackForms(trx: Knex): Promise<void> {
	for (const { collection, fields } of Object.values<CollectionDeclaration>(collections))
		for (const [field, { type, interface: ours }] of Object.entries(fields)) {
			if (ours?.startsWith('crm-') !== true) continue;
			const asDeclared = trx('directus_fields').where({ collection, field, interface: ours });
			if (type === 'alias') await asDeclared.delete();
			else await asDeclared.update({ interface: ours === referenceInterface.ours ? referenceInterface.hosts : null });
		}
}

/** Takes the guards and the machinery out of the database; collections, rows, roles and permissions stay as they are. */
export async function remove(knex: Knex): Promise<{ readonly guards: readonly string[]; readonly tables: readonly string[] }> {
	return knex.transaction(async (trx) => {
		const guards = await removeGuards(trx);
		await handBackForms(trx);
		for (const table of machinery) await trx.schema.dropTableIfExists(table);
		return { guards, tables: machinery };
	});
}
