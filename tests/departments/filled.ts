import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { CollectionDeclaration, FieldDeclaration } from '@crm-policy/schema/declare';
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
			return name === 'ledger' ? null : field.unique === true ? 1_000_000 + turn : turn % 5;
		case 'decimal':
			return '1.00';
		case 'boolean':
			return turn % 2 === 0;
		case 'json':
			return '[]';
		default:
			// No job of the server finds anything due, and no access is over.
			return field.required || name === 'expires_at' ? new Date(2099, 0, 1 + (turn % 3000)) : null;
	}
}

/** Columns that are one of a kind, by themselves or together. */
const uniqueIn = (collection: CollectionName): readonly (readonly string[])[] => {
	const { fields, indexes = [] } = collections[collection] as CollectionDeclaration;
	return [
		...Object.entries(fields).flatMap(([name, field]) => (field.unique === true ? [[name]] : [])),
		...indexes.flatMap((index) => (index.unique === true ? [index.fields] : [])),
	];
};

/** The rows that are one of a kind among themselves and beside those that are there. */
function distinct<T extends Readonly<Record<string, unknown>>>(
	rows: readonly T[],
	there: readonly Readonly<Record<string, unknown>>[],
	unique: readonly (readonly string[])[],
): readonly T[] {
	const keysOf = (row: Readonly<Record<string, unknown>>): readonly string[] =>
		unique.map((columns) => JSON.stringify([columns, columns.map((column) => row[column])]));
	const taken = new Set(there.flatMap(keysOf));
	return rows.filter((row) => {
		const keys = keysOf(row);
		if (keys.some((key) => taken.has(key))) return false;
		for (const key of keys) if (!key.endsWith('[null]]')) taken.add(key);
		return true;
	});
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
	const files = Array.from({ length: rowsEach }, () => randomUUID());
	ids.set('directus_files', files);
	const people = ids.get('directus_users') ?? [];
	await database.transaction(async (trx) => {
		if (database.client.config.client === 'pg') await trx.raw('SET session_replication_role = replica');
		else await trx.raw('PRAGMA defer_foreign_keys = ON');
		await trx('directus_files').insert(
			files.map((id, index) => ({
				id,
				storage: 'local',
				filename_disk: `${id}.txt`,
				filename_download: `${id}.txt`,
				title: secret('directus_files', 'title', id),
				type: 'text/plain',
				uploaded_by: people[index % people.length],
				created_on: new Date(),
			})),
		);
		for (const collection of ours.filter((name) => !left.has(name))) {
			const columns = Object.entries(fieldsOf(collection)).filter(([name, { type }]) => type !== 'alias' && !stamps.has(name));
			const unique = uniqueIn(collection);
			const made = (ids.get(collection) ?? []).slice(0, rowsEach);
			const filled = made.map((id, index): Record<string, unknown> & { id: string } => ({
				// Each column takes its own steps, so that who owns a row says nothing about its department or state.
				...Object.fromEntries(
					columns.map(([name, field], place) => [
						name,
						valueOf(collection, name, field, id, unique.flat().includes(name) ? index : index * (place + 1) + place, ids),
					]),
				),
				id,
			}));
			const rows = distinct(filled, (await trx(collection).select('*')) as Record<string, unknown>[], unique);
			if (database.client.config.client !== 'pg')
				await trx('crm_tickets').insert(rows.map(({ id: item }) => ({ collection, item, op: 'insert' })));
			for (let from = 0; from < rows.length; from += 12) await trx(collection).insert(rows.slice(from, from + 12));
		}
		// Tables without a guard leave theirs unused.
		await trx('crm_tickets').delete();
		if (database.client.config.client === 'pg') await trx.raw('SET session_replication_role = DEFAULT');
	});
}
