import type { Accountability, ApiExtensionContext, SchemaOverview } from '@directus/types';

/** What Directus hands an extension: services, database, settings and log. */
export type Host = Pick<ApiExtensionContext, 'services' | 'database' | 'getSchema' | 'env' | 'logger'>;

/** The schema as the database has it now. */
export const freshSchema = (host: Host): Promise<SchemaOverview> => host.getSchema({ database: host.database, bypassCache: true });

/** Mutations of ours announce themselves to no hook and leave the caches for the end. */
export const quietly = { emitEvents: false, autoPurgeCache: false, autoPurgeSystemCache: false, bypassLimits: true } as const;

const system: Accountability = { user: null, role: null, roles: [], admin: true, app: false, ip: null };

/** Drops every cache of Directus, once, on all instances that share its bus. */
export async function clearCaches(host: Host, schema: SchemaOverview): Promise<void> {
	await new host.services.UtilsService({ knex: host.database, schema, accountability: system }).clearCache({ system: true });
}
