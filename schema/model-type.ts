import type { Locale, Text } from '@crm-policy/rules/words/text';
import type { ProcessDeclaration } from '@crm-policy/rules/process/declaration';
import type { CollectionDeclaration } from './declare.js';

/** A folder of Directus' navigation: a collection without a table that other collections name as their `folder`. */
export interface FolderDeclaration {
	readonly name: string;
	readonly label: Text;
	readonly note?: Text;
	readonly icon: string;
	readonly color?: string;
	readonly sort: number;
	/** The folder it stands in itself. */
	readonly folder?: string;
}

/** A process as the schema needs it: the types of its row and facts play no part here. */
export type AnyProcess = Pick<
	ProcessDeclaration,
	'name' | 'collection' | 'initial' | 'states' | 'governed' | 'setOnce' | 'editable' | 'children' | 'deletable'
>;

/**
 * Everything that is declared about the database. `schema/model.ts` exports one value of it as `model`.
 *
 * - `collections`: ours, in any order. One whose name begins with `directus_` adds its fields to that collection of the
 *   host and declares nothing else about it (its label, icon and sort are ignored).
 * - `processes`: the collections under a process; their database guards follow from it (design.md section 2, idea 2).
 * - `engineWritten`: collections of which every insert, update and delete needs a ticket (approvals, tasks, notices, …).
 * - `appendOnly`: collections that take inserts with a ticket, and never an update or a delete (the ledger).
 */
export interface DeclaredModel {
	readonly folders: readonly FolderDeclaration[];
	readonly collections: readonly CollectionDeclaration[];
	readonly processes: readonly AnyProcess[];
	readonly engineWritten: readonly string[];
	readonly appendOnly: readonly string[];
}

/** The services of Directus whose rows we provision. `settings` is the one row of the project's settings. */
export const systemServices = [
	'folders',
	'roles',
	'policies',
	'access',
	'permissions',
	'translations',
	'presets',
	'dashboards',
	'panels',
	'settings',
] as const;
export type SystemService = (typeof systemServices)[number];

/**
 * A row of the host's own collections that we provision: a role, a permission, a bookmark, …
 *
 * - `key` names it for ever, across versions and languages (`permission:sales:crm_contracts:read`).
 * - `match` finds it in a live Directus and is written when it is created: `{ id }` with a fixed UUID where ids are UUIDs,
 *   a natural key where they are serial (permissions: `{ policy, collection, action }`; presets: `{ bookmark, role, collection }`;
 *   translations: `{ key, language }`); `{}` for settings.
 * - `values` are the only properties compared and written; whatever else the row holds is the customer's.
 */
export interface SystemObject {
	readonly key: string;
	readonly service: SystemService;
	readonly match: Readonly<Record<string, unknown>>;
	readonly values: Readonly<Record<string, unknown>>;
}

/**
 * A row of data: the clause catalogue, a rulebook, the demo company.
 *
 * - `key` finds it again (`{ id }` or a natural key) and is written with it.
 * - `create-only` rows are inserted when missing and then belong to the customer; `converge` rows follow the declaration
 *   until the customer changes them.
 *
 * Rows are written in the order given, consecutive rows of one collection as a batch. A later `converge` row with the same key adds to
 * an earlier one, for references that point both ways (a department's head belongs to the department).
 * A `password` of `directus_users` is given in plain text and stored as its hash.
 */
export interface SeedRow {
	readonly collection: string;
	readonly key: Readonly<Record<string, unknown>>;
	readonly values: Readonly<Record<string, unknown>>;
	readonly mode: 'create-only' | 'converge';
}

export interface SeedOptions {
	readonly demo: boolean;
	readonly language: Locale;
	/** What every account of the demo company signs in with. */
	readonly demoPassword: string;
}
