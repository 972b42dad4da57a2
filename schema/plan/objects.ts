import type { SystemService } from '../model-type.js';

/** Properties by name; only those that are declared are ever compared or written. */
export type Properties = Readonly<Record<string, unknown>>;

interface Declared {
	/** Names the object for ever; the key of its row in the manifest. */
	readonly key: string;
	readonly properties: Properties;
}

export interface FolderObject extends Declared {
	readonly type: 'folder';
	readonly collection: string;
}

export interface CollectionObject extends Declared {
	readonly type: 'collection';
	readonly collection: string;
}

export interface FieldObject extends Declared {
	readonly type: 'field';
	readonly collection: string;
	readonly field: string;
}

export interface RelationObject extends Declared {
	readonly type: 'relation';
	readonly collection: string;
	readonly field: string;
}

export interface IndexObject extends Declared {
	readonly type: 'index';
	readonly collection: string;
	readonly name: string;
}

export interface SystemRowObject extends Declared {
	readonly type: 'system';
	readonly service: SystemService;
	readonly match: Properties;
}

/** A data row that follows the declaration. */
export interface SeedObject extends Declared {
	readonly type: 'seed';
	readonly collection: string;
	readonly match: Properties;
}

/** One thing that is declared and can be compared with what a live Directus has. */
export type DeclaredObject = FolderObject | CollectionObject | FieldObject | RelationObject | IndexObject | SystemRowObject | SeedObject;
