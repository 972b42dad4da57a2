/** The parts of Directus' own modules that the scripts use; the package ships no types. */
declare module '@directus/api/database/index' {
	import type { Knex } from 'knex';
	export function getDatabase(): Knex;
	export function getSchemaInspector(): { tables(): Promise<string[]> };
	/** Ends the process when the database does not answer. */
	export function validateDatabaseConnection(): Promise<void>;
}

declare module '@directus/api/cli/commands/bootstrap/index' {
	/** Makes the tables and the first administrator, then ends the process. */
	export default function bootstrap(options: { skipAdminInit: true | undefined }): Promise<void>;
}

declare module '@directus/api/start' {
	/** Importing it starts the server. */
	const nothing: unknown;
	export default nothing;
}
