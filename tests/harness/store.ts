import type { Knex } from 'knex';

/** The database of one Directus under test. */
export interface Store {
	/** What tells Directus where it is (`DB_…`). */
	readonly settings: Readonly<Record<string, string>>;
	/** Opens a connection of the test's own; whoever opens it destroys it. */
	connect(): Knex;
	/** Removes the database. */
	drop(): Promise<void>;
}

/** A kind of database that tests run on. */
export interface Engine {
	/** A new, empty database. `folder` belongs to the caller and exists. */
	create(name: string, folder: string): Promise<Store>;
	/** A new database with the content of another one that nobody is connected to. */
	copy(source: Store, name: string, folder: string): Promise<Store>;
	/** Gives a copy the content of its source again; a Directus that runs on it goes on with it. */
	restore(source: Store, name: string, folder: string): Promise<void>;
	/** The database that `create` or `copy` made earlier under this name, if it is still there. */
	find(name: string, folder: string): Promise<Store | undefined>;
}
