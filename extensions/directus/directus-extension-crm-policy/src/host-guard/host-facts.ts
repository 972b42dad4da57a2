import type { Accountability } from '@directus/types';
import type { Host } from '../engine/context.js';
import type { HostInfo } from './scoping.js';

const system: Accountability = { user: 'host-guard', role: null, roles: [], admin: true, app: false, ip: null };

/** The version of the running host, and whether its licence lets it apply custom permission rules (null where it does not say). */
export async function readHostInfo(host: Host): Promise<HostInfo> {
	// The host tells its version to whoever has a user; it reads nothing about that user.
	const { version } = await new host.services.ServerService({ schema: await host.getSchema(), accountability: system }).serverInfo();
	return { version: version ?? null, customPermissionRules: null };
}
