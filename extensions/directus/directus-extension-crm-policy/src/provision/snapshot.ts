import { dialectOf } from '@crm-policy/schema/guards/dialect';
import type { SystemService } from '@crm-policy/schema/model-type';
import type { Dependant } from '@crm-policy/schema/plan';
import type { DeclaredObject, Properties, SystemRowObject } from '@crm-policy/schema/plan/objects';
import { canonicalJson } from '@crm-policy/schema/plan/canonical';
import type { Field, Relation, SchemaOverview } from '@directus/types';
import type { Knex } from 'knex';
import { freshSchema, type Host } from './host.js';

type Row = Record<string, unknown>;

/** Rows of one of the host's own tables, with its casts applied (JSON, lists, booleans). */
async function readAll(host: Host, schema: SchemaOverview, collection: string): Promise<readonly Row[]> {
	return new host.services.ItemsService(collection, { knex: host.database, schema }).readByQuery({ limit: -1 });
}

const fieldProperties = (field: Field): Properties => ({
	type: field.type,
	...(field.schema === null
		? {}
		: {
				nullable: field.schema.is_nullable,
				default: field.schema.default_value,
				maxLength: field.schema.max_length,
				precision: field.schema.numeric_precision,
				scale: field.schema.numeric_scale,
			}),
	...field.meta,
});

const relationProperties = (relation: Relation): Properties => ({
	related: relation.related_collection,
	on_delete: relation.schema?.on_delete ?? 'NO ACTION',
	one_field: relation.meta?.one_field ?? null,
	sort_field: relation.meta?.sort_field ?? null,
	one_deselect_action: relation.meta?.one_deselect_action ?? 'nullify',
	junction_field: relation.meta?.junction_field ?? null,
});

async function indexes(knex: Knex): Promise<ReadonlyMap<string, Properties>> {
	if (dialectOf(knex) === 'sqlite') {
		const rows: readonly { name: string; column: string; is_unique: number }[] = await knex.raw(
			`SELECT m.name AS name, c.name AS column, l."unique" AS is_unique
			FROM sqlite_master m JOIN pragma_index_list(m.tbl_name) l ON l.name = m.name JOIN pragma_index_info(m.name) c
			WHERE m.type = 'index' AND m.name LIKE 'crm\\_%' ESCAPE '\\' ORDER BY m.name, c.seqno`,
		);
		return grouped(rows.map((row) => ({ ...row, unique: row.is_unique === 1 })));
	}
	const { rows } = await knex.raw<{ rows: readonly { name: string; column: string; unique: boolean }[] }>(
		`SELECT i.relname AS name, a.attname AS column, x.indisunique AS unique
		FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace
		CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
		JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum
		WHERE n.nspname = current_schema() AND i.relname LIKE 'crm\\_%' ORDER BY i.relname, k.position`,
	);
	return grouped(rows);
}

function grouped(rows: readonly { name: string; column: string; unique: boolean }[]): ReadonlyMap<string, Properties> {
	const found = new Map<string, { columns: string[]; unique: boolean }>();
	for (const { name, column, unique } of rows) {
		const entry = found.get(name) ?? { columns: [], unique };
		entry.columns.push(column);
		found.set(name, entry);
	}
	return found;
}

/** A setting nobody has touched has its factory value; that is nobody's decision, and reads as none. */
function untouchedAsNothing(schema: SchemaOverview, settings: Row): Row {
	const fields = schema.collections['directus_settings']?.fields ?? {};
	return Object.fromEntries(
		Object.entries(settings).map(([name, value]) => {
			const factory: unknown = fields[name]?.defaultValue ?? null;
			return [name, factory !== null && canonicalJson(value) === canonicalJson(factory) ? null : value];
		}),
	);
}

/** Finds rows by the columns they are matched on, without looking through all of them for each. */
class RowFinder {
	private readonly indexes = new Map<string, Map<string, Row>>();

	constructor(private readonly rows: readonly Row[]) {}

	find(match: Properties): Row | undefined {
		const columns = Object.keys(match).sort();
		const name = columns.join(' ');
		const identity = (row: Properties): string => canonicalJson(columns.map((column) => row[column] ?? null));
		const index = this.indexes.get(name) ?? new Map(this.rows.map((row) => [identity(row), row]));
		this.indexes.set(name, index);
		return index.get(identity(match));
	}
}

/** A live row of a system collection, as the adapter needs it to change it. */
export type LiveRows = ReadonlyMap<string, Row>;

export interface LiveSystem {
	readonly properties: Map<string, Properties>;
	readonly rows: LiveRows;
}

/** Everything a live Directus has of the declared objects, with one read per kind of thing. */
export async function readSnapshot(host: Host, objects: readonly DeclaredObject[]): Promise<LiveSystem> {
	const schema = await freshSchema(host);
	const { FieldsService, RelationsService } = host.services;
	const options = { knex: host.database, schema };
	const collections = new Map((await readAll(host, schema, 'directus_collections')).map((row) => [String(row['collection']), row]));
	const fields = new Map(
		(await new FieldsService(options).readAll()).map((field) => [`${field.collection}.${field.field}`, fieldProperties(field)]),
	);
	const relations = new Map(
		(await new RelationsService(options).readAll()).map((relation) => [
			`${relation.collection}.${relation.field}`,
			relationProperties(relation),
		]),
	);
	const present = await indexes(host.database);

	const properties = new Map<string, Properties>();
	const rows = new Map<string, Row>();
	const systemObjects = objects.filter((object): object is SystemRowObject => object.type === 'system');
	const finders = new Map<SystemService, RowFinder>();
	for (const service of new Set(systemObjects.map((object) => object.service))) {
		const found = await readAll(host, schema, `directus_${service}`);
		finders.set(service, new RowFinder(service === 'settings' ? found.map((row) => untouchedAsNothing(schema, row)) : found));
	}
	const live = (object: DeclaredObject): Properties | undefined => {
		switch (object.type) {
			case 'folder':
				return collections.get(object.collection);
			case 'collection':
				return collections.get(object.collection) ?? (object.collection in schema.collections ? {} : undefined);
			case 'field':
				return fields.get(`${object.collection}.${object.field}`);
			case 'relation':
				return relations.get(`${object.collection}.${object.field}`);
			case 'index':
				return present.get(object.name);
			case 'system':
				return object.service === 'settings' ? (finders.get('settings')?.find({}) ?? {}) : finders.get(object.service)?.find(object.match);
			case 'seed':
				return undefined;
		}
	};
	for (const object of objects) {
		const found = live(object);
		if (found === undefined) continue;
		properties.set(object.key, found);
		if (object.type === 'system') rows.set(object.key, found);
	}
	return { properties, rows };
}

/** What of the host points at a row of each service, and is deleted or loosened when that row goes. */
const pointingAt: Readonly<Partial<Record<SystemService, readonly { readonly table: string; readonly column: string }[]>>> = {
	folders: [
		{ table: 'directus_files', column: 'folder' },
		{ table: 'directus_folders', column: 'parent' },
	],
	roles: [
		{ table: 'directus_users', column: 'role' },
		{ table: 'directus_access', column: 'role' },
		{ table: 'directus_presets', column: 'role' },
		{ table: 'directus_roles', column: 'parent' },
		{ table: 'directus_shares', column: 'role' },
		{ table: 'directus_settings', column: 'public_registration_role' },
	],
	policies: [
		{ table: 'directus_access', column: 'policy' },
		{ table: 'directus_permissions', column: 'policy' },
	],
	dashboards: [{ table: 'directus_panels', column: 'dashboard' }],
};

/** What points at each of these rows, by key; one query for each kind of reference. */
export async function readDependants(knex: Knex, objects: readonly SystemRowObject[], live: LiveRows): Promise<Map<string, Dependant[]>> {
	const found = new Map<string, Dependant[]>();
	for (const service of new Set(objects.map((object) => object.service))) {
		const keys = new Map(
			objects
				.filter((object) => object.service === service && live.has(object.key))
				.map(({ key }) => [String(live.get(key)?.['id']), key] as const),
		);
		if (keys.size === 0) continue;
		for (const { table, column } of pointingAt[service] ?? []) {
			const rows: readonly Row[] = await knex(table)
				.whereIn(column, [...keys.keys()])
				.select('id', column);
			for (const row of rows) {
				const key = keys.get(String(row[column])) ?? '';
				found.set(key, [...(found.get(key) ?? []), { table, id: String(row['id']) }]);
			}
		}
	}
	return found;
}
