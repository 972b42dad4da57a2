import type { SchemaAdapter } from '@crm-policy/schema/apply';
import { dialectOf } from '@crm-policy/schema/guards/dialect';
import { installGuards } from '@crm-policy/schema/guards/install';
import type { GuardSpec } from '@crm-policy/schema/guards/spec';
import type { SystemService } from '@crm-policy/schema/model-type';
import type { Places } from '@crm-policy/schema/plan';
import { columnProperties } from '@crm-policy/schema/plan/fields';
import type { CollectionObject, FieldObject, FolderObject, Properties, RelationObject } from '@crm-policy/schema/plan/objects';
import type { ApiCollection as Collection, Field, RawCollection, RawField, Relation, SchemaOverview } from '@directus/types';
import { freshSchema, quietly, type Host } from './host.js';
import { forget, remember, type Provisioned } from './manifest.js';
import type { LiveRows } from './snapshot.js';

const only = (properties: Properties, names: readonly string[]): Properties =>
	Object.fromEntries(names.flatMap((name) => (name in properties ? [[name, properties[name]]] : [])));

const isColumnProperty = (name: string): boolean => (columnProperties as readonly string[]).includes(name);

const metaOf = (properties: Properties): Properties =>
	only(
		properties,
		Object.keys(properties).filter((name) => !isColumnProperty(name)),
	);

function columnOf({ properties, field }: FieldObject): Properties {
	return {
		is_nullable: properties['nullable'],
		default_value: properties['default'],
		...('maxLength' in properties ? { max_length: properties['maxLength'] } : {}),
		...('precision' in properties ? { numeric_precision: properties['precision'], numeric_scale: properties['scale'] } : {}),
		...(field === 'id'
			? { is_primary_key: true, has_auto_increment: false, ...(properties['type'] === 'uuid' ? { max_length: 36 } : {}) }
			: {}),
	};
}

/** A field in the form Directus' services take; a copy, because they write into what they are given. */
function rawField(object: FieldObject): RawField {
	const { properties, field } = object;
	return structuredClone({
		field,
		type: properties['type'],
		meta: metaOf(properties),
		...(properties['type'] === 'alias' ? {} : { schema: columnOf(object) }),
	}) as unknown as RawField;
}

const rawCollection = (object: FolderObject | CollectionObject, fields: readonly FieldObject[]): RawCollection =>
	structuredClone({
		collection: object.collection,
		meta: object.properties,
		...(object.type === 'folder' ? { schema: null } : { schema: {}, fields: fields.map(rawField) }),
	});

function rawRelation({ collection, field, properties }: RelationObject): Partial<Relation> {
	const { related, on_delete, ...meta } = properties;
	return { collection, field, related_collection: related, schema: { on_delete }, meta } as unknown as Partial<Relation>;
}

/** Performs changes through Directus' own services, without accountability and without purging caches in between. */
export function directusAdapter(host: Host, live: LiveRows, provisioned: Provisioned, places: Places, guards: GuardSpec): SchemaAdapter {
	const { services, database: knex } = host;
	let known: SchemaOverview | null = null;
	const schema = async (): Promise<SchemaOverview> => (known ??= await freshSchema(host));
	/** After a change of tables the schema is read anew when it is next needed. */
	const changed = (): void => {
		known = null;
	};
	const system = async (service: SystemService) => new services.ItemsService(`directus_${service}`, { knex, schema: await schema() });

	return {
		async createFolders(folders) {
			if (folders.length === 0) return;
			await new services.CollectionsService({ knex, schema: await schema() }).createMany(
				folders.map((folder) => rawCollection(folder, [])),
				quietly,
			);
			changed();
		},
		async createCollections(collections) {
			if (collections.length === 0) return;
			await new services.CollectionsService({ knex, schema: await schema() }).createMany(
				collections.map(({ object, fields }) => rawCollection(object, fields)),
				quietly,
			);
			changed();
		},
		async updateCollection(object, properties) {
			const patch = structuredClone({ meta: only(object.properties, properties) }) as unknown as Partial<Collection>;
			await new services.CollectionsService({ knex, schema: await schema() }).updateOne(object.collection, patch, quietly);
		},
		async createField(object) {
			const field = rawField(object) as Partial<Field> & { field: string; type: Field['type'] };
			await new services.FieldsService({ knex, schema: await schema() }).createField(object.collection, field, undefined, quietly);
			changed();
		},
		async updateField(object, properties) {
			const column = properties.some(isColumnProperty);
			const declared = only(
				object.properties,
				properties.filter((name) => !isColumnProperty(name)),
			);
			// Directus adds this flag when it makes a field and not when it changes one.
			const flag = dialectOf(knex) === 'sqlite' && object.properties['type'] === 'timestamp' ? ['cast-timestamp'] : [];
			const meta =
				'special' in declared ? { ...declared, special: [...((declared['special'] as string[] | null) ?? []), ...flag] } : declared;
			const raw = structuredClone({
				field: object.field,
				type: object.properties['type'],
				...(Object.keys(meta).length === 0 ? {} : { meta }),
				...(column ? { schema: columnOf(object) } : {}),
			});
			await new services.FieldsService({ knex, schema: await schema() }).updateField(
				object.collection,
				raw as unknown as RawField,
				quietly,
			);
			if (column) changed();
		},
		async createRelations(objects) {
			if (objects.length === 0) return;
			const service = new services.RelationsService({ knex, schema: await schema() });
			for (const object of objects) await service.createOne(rawRelation(object), quietly);
			changed();
		},
		async updateRelation(object) {
			await new services.RelationsService({ knex, schema: await schema() }).updateOne(
				object.collection,
				object.field,
				rawRelation(object),
				quietly,
			);
			changed();
		},
		async createIndex({ collection, name, properties }) {
			const columns = properties['columns'] as string[];
			await knex.schema.alterTable(collection, (table) => {
				if (properties['unique'] === true) table.unique(columns, { indexName: name, useConstraint: false });
				else table.index(columns, name);
			});
		},
		async createSystemRows(service, objects) {
			if (objects.length === 0) return;
			await (
				await system(service)
			).createMany(
				objects.map(({ match, properties }) => structuredClone({ ...match, ...properties })),
				quietly,
			);
		},
		async updateSystemRow(object, properties) {
			const values = structuredClone(only(object.properties, properties));
			const service = await system(object.service);
			if (object.service === 'settings') {
				await service.upsertSingleton(values, quietly);
				return;
			}
			const row = live.get(object.key);
			if (row === undefined) throw new Error(`"${object.key}" is to be changed and was not found.`);
			await service.updateOne(row['id'] as string | number, values, quietly);
		},
		async deleteSystemRows(service, objects) {
			const ids = objects.flatMap(({ key }) => live.get(key)?.['id'] ?? []) as (string | number)[];
			if (ids.length > 0) await (await system(service)).deleteMany(ids, quietly);
		},
		installGuards: () => installGuards(knex, guards),
		async remember(written, gone) {
			await remember(knex, provisioned, { written, places });
			await forget(knex, gone);
		},
	};
}
