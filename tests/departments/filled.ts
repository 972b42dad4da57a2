import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { FieldDeclaration } from '@crm-policy/schema/declare';
import { collections, model, type CollectionName } from '@crm-policy/schema/model';

/** Every collection of ours, in the order in which references hold as far as they can. */
export const ours = (Object.keys(collections) as CollectionName[]).filter((name) => name.startsWith('crm_'));

export const fieldsOf = (collection: string): Readonly<Record<string, FieldDeclaration>> =>
	(collections as Readonly<Record<string, { readonly fields: Readonly<Record<string, FieldDeclaration>> }>>)[collection]?.fields ?? {};

/** A word that says where it stands, so that whoever reads it anywhere is known to have read that field of that row. */
export const secret = (collection: string, field: string, id: string): string => `§${collection}.${field}.${id.slice(0, 8)}§`;

/** Reads such words out of whatever was answered. */
export const secretsIn = (said: string): readonly { readonly collection: string; readonly field: string; readonly row: string }[] =>
	[...said.matchAll(/§(\w+)\.(\w+)\.(\w+)§/g)].map(([, collection = '', field = '', row = '']) => ({ collection, field, row }));

/** Rows put into each collection: enough for every person, role and department to be named in some and not in others. */
const rowsEach = 48;

/** What the host starts from, reads at every request or checks as a chain; the demo company has rows of it. */
const left = new Set<string>([
	...model.appendOnly,
	'crm_clauses',
	'crm_departments',
	'crm_rulebooks',
	'crm_work_calendars',
	'crm_qualifications',
]);

const stamps = new Set(['date_created', 'date_updated', 'user_updated']);

function valueOf(
	collection: string,
	name: string,
	field: FieldDeclaration,
	id: string,
	turn: number,
	ids: ReadonlyMap<string, readonly string[]>,
): unknown {
	if (field.relation?.kind === 'm2o') {
		const targets = ids.get(field.relation.to) ?? [];
		return targets.length === 0 ? null : (targets[turn % targets.length] ?? null);
	}
	if (field.choices !== undefined && field.type === 'string') return field.choices[turn % field.choices.length]?.value ?? null;
	switch (field.type) {
		case 'uuid':
			return id;
		case 'string':
		case 'text': {
			const word = secret(collection, name, id);
			return word.length <= (field.maxLength ?? 255) ? word : id.slice(0, Math.min(8, field.maxLength ?? 8));
		}
		case 'integer':
			return field.unique === true || name === 'ledger' ? null : turn % 5;
		case 'decimal':
			return '1.00';
		case 'boolean':
			return turn % 2 === 0;
		case 'json':
			return '[]';
		default:
			// No job of the server finds anything due, and no access is over.
			return field.required || name === 'expires_at' ? new Date('2099-01-01T00:00:00Z') : null;
	}
}

/**
 * Fills every collection that is declared, past Directus: each reference goes round the rows it may name, each choice round its values,
 * so that rules about people, roles, departments and states hold for some rows and not for others. New collections need nothing here.
 */
export async function fillEveryCollection(database: Knex): Promise<void> {
	const ids = new Map<string, readonly string[]>();
	for (const collection of ['directus_users', ...ours]) {
		const rows = (await database(collection).select('id').orderBy('id').limit(60)) as { id: string }[];
		ids.set(
			collection,
			rows.map(({ id }) => id),
		);
	}
	for (const collection of ours.filter((name) => !left.has(name))) {
		const made = Array.from({ length: rowsEach }, () => randomUUID());
		ids.set(collection, [...made, ...(ids.get(collection) ?? [])]);
	}
	await database.transaction(async (trx) => {
		if (database.client.config.client === 'pg') await trx.raw('SET session_replication_role = replica');
		else await trx.raw('PRAGMA defer_foreign_keys = ON');
		for (const collection of ours.filter((name) => !left.has(name))) {
			const columns = Object.entries(fieldsOf(collection)).filter(([name, { type }]) => type !== 'alias' && !stamps.has(name));
			const made = (ids.get(collection) ?? []).slice(0, rowsEach);
			const rows = made.map((id, index) =>
				Object.fromEntries(
					// Each column takes its own steps, so that who owns a row says nothing about its department or state.
					columns.map(([name, field], place) => [name, valueOf(collection, name, field, id, index * (place + 1) + place, ids)]),
				),
			);
			if (database.client.config.client !== 'pg') await trx('crm_tickets').insert(made.map((item) => ({ collection, item, op: 'insert' })));
			for (let from = 0; from < rows.length; from += 12) await trx(collection).insert(rows.slice(from, from + 12));
		}
		if (database.client.config.client === 'pg') await trx.raw('SET session_replication_role = DEFAULT');
	});
}
