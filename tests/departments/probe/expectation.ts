import { collections, type CollectionName } from '@crm-policy/schema/model';
import { departments } from '@crm-policy/seeds/departments/departments';
import { signInTable } from '@crm-policy/seeds/demo/people';
import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import type { Filter } from '@crm-policy/seeds/departments/fragments';
import type { Knex } from 'knex';
import { allows, Rows, type Reader, type Row } from './row-rules.js';

export const probed = Object.keys(collections) as readonly CollectionName[];

/** Somebody of the demo company who reads: one for each role, and one who has no department yet. */
export interface Persona extends Reader {
	readonly who: string;
	readonly role: RoleKey;
	/** Their place among those who read. */
	readonly turn: number;
}

/** What a person may read of one collection, as the file of their department says. */
export interface Reading {
	readonly rows: Filter;
	readonly fields: readonly string[];
}

const declared = new Map(departments.flatMap(({ roles }) => roles.map(({ role, permissions }) => [role, permissions] as const)));

/** What the preset of a role says about a collection; null where it says nothing, so that nothing is read. */
export function readingOf(role: RoleKey, collection: CollectionName): Reading | null {
	const permission = declared.get(role)?.find((candidate) => candidate.collection === collection && candidate.action === 'read');
	return permission === undefined ? null : { rows: permission.rows, fields: permission.fields };
}

export async function personasOf(database: Knex): Promise<readonly Persona[]> {
	const accounts: readonly { id: string; email: string; crm_department: string | null }[] = await database('directus_users').select(
		'id',
		'email',
		'crm_department',
	);
	return signInTable.flatMap(({ email, roleKey }, turn): readonly Persona[] => {
		if (roleKey === 'administrator') return [];
		const account = accounts.find((candidate) => candidate.email === email);
		if (account === undefined) throw new Error(`${email} is not there.`);
		return [{ who: email.replace('@example.com', ''), role: roleKey, id: account.id, department: account.crm_department, turn }];
	});
}

/** All rows of all collections, read past Directus. */
export async function rowsOf(database: Knex): Promise<Rows> {
	const tables = new Map<string, readonly Row[]>();
	for (const collection of probed) tables.set(collection, await database<Row>(collection));
	return new Rows(tables);
}

/** What everybody is to see, worked out from the presets and the rows alone. */
export class Expectation {
	readonly #visible = new Map<string, ReadonlySet<string>>();

	constructor(readonly rows: Rows) {}

	/** The ids of the rows a person is to see. */
	visible({ who, role, id, department }: Persona, collection: CollectionName): ReadonlySet<string> {
		const key = `${who} ${collection}`;
		let ids = this.#visible.get(key);
		if (ids === undefined) {
			const reading = readingOf(role, collection);
			const all = this.rows.of(collection);
			ids = new Set(
				reading === null
					? []
					: all.filter((row) => allows(reading.rows, collection, row, { id, department }, this.rows)).map((row) => String(row['id'])),
			);
			this.#visible.set(key, ids);
		}
		return ids;
	}

	hidden(persona: Persona, collection: CollectionName): readonly string[] {
		const visible = this.visible(persona, collection);
		return this.rows.of(collection).flatMap(({ id }) => (visible.has(String(id)) ? [] : [String(id)]));
	}

	/** Columns a person is to see of a collection, and those that are kept from them. */
	columns({ role }: Persona, collection: CollectionName): { readonly shown: readonly string[]; readonly kept: readonly string[] } {
		const granted = readingOf(role, collection)?.fields ?? [];
		const columns = columnsOf(collection);
		return { shown: columns.filter((name) => granted.includes(name)), kept: columns.filter((name) => !granted.includes(name)) };
	}
}

/** Columns that hold data: those of our declaration, and of the host's files and people those the presets speak of. */
function columnsOf(collection: CollectionName): readonly string[] {
	const fields = Object.entries(collections[collection].fields).flatMap(([name, { type }]) => (type === 'alias' ? [] : [name]));
	if (collection === 'directus_files') return [...fileColumns];
	if (collection === 'directus_users') return [...userColumns];
	return fields;
}

const fileColumns = [
	'id',
	'storage',
	'filename_disk',
	'filename_download',
	'title',
	'type',
	'folder',
	'uploaded_by',
	'created_on',
	'modified_by',
	'modified_on',
	'charset',
	'filesize',
	'width',
	'height',
	'duration',
	'embed',
	'description',
	'location',
	'tags',
	'metadata',
	'focal_point_x',
	'focal_point_y',
	'uploaded_on',
] as const;
const userColumns = [
	'id',
	'first_name',
	'last_name',
	'avatar',
	'crm_department',
	'description',
	'tags',
	'location',
	'auth_data',
	'token',
	'external_identifier',
	'last_access',
] as const;
