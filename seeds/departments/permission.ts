import type { CollectionName } from '@crm-policy/schema/model';
import { creatableFields, readableFields, updatableFields } from './fields.js';
import { everything, type Filter } from './fragments.js';

/** Collections a role can be given rights on: ours, and what of the host's shows them. */
export type PermittedCollection = CollectionName | 'directus_files' | 'directus_dashboards' | 'directus_panels';

/** One right of one role: which rows, which fields, and what is filled in for them. */
export interface Permission {
	readonly collection: PermittedCollection;
	readonly action: 'create' | 'read' | 'update' | 'delete';
	readonly rows: Filter;
	readonly fields: readonly string[];
	readonly presets?: Readonly<Record<string, unknown>>;
	readonly validation?: Filter;
}

interface Narrowing {
	/** Exactly these fields. */
	readonly fields?: readonly string[];
	/** Every field of the declaration but these. */
	readonly without?: readonly string[];
}

export const mayRead = (collection: CollectionName, rows: Filter = everything, { fields, without }: Narrowing = {}): Permission => ({
	collection,
	action: 'read',
	rows,
	fields: fields ?? readableFields(collection, without),
});

export const mayCreate = (
	collection: CollectionName,
	{ fields, without, presets, validation }: Narrowing & Pick<Permission, 'presets' | 'validation'> = {},
): Permission => ({
	collection,
	action: 'create',
	// Directus ignores rules about rows when something is created; presets and validation are what binds.
	rows: everything,
	fields: fields ?? creatableFields(collection, without),
	...(presets === undefined ? {} : { presets }),
	...(validation === undefined ? {} : { validation }),
});

export const mayUpdate = (collection: CollectionName, rows: Filter, { fields, without }: Narrowing = {}): Permission => ({
	collection,
	action: 'update',
	rows,
	fields: fields ?? updatableFields(collection, without),
});

export const mayDelete = (collection: CollectionName, rows: Filter): Permission => ({ collection, action: 'delete', rows, fields: ['*'] });

/** A record belongs to whoever makes it and to that person's department; without a department nobody makes one. */
export const belongsToMaker = {
	presets: { owner: '$CURRENT_USER', department: '$CURRENT_USER.crm_department' },
	validation: { department: { _nnull: true } },
} as const;
