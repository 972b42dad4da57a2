import type { Host } from '../engine/context.js';
import type { Domains } from '../engine/command-bus.js';
import { issueAll } from '../engine/system-command.js';
import { rowsOf } from '../engine/rows.js';

/** How many accesses one run looks at; what is left waits a minute. */
const batch = 500;

/**
 * Moves accesses whose time is over to their last state. Nobody sees anything meanwhile: the permission itself compares with the
 * present instant. Returns how many were moved.
 */
export async function expireAccess(host: Host, domains: Domains, now: Date = new Date()): Promise<number> {
	const over = await rowsOf<{ id: string }>(
		host
			.database('crm_access_requests')
			.where({ status: 'granted' })
			.where('expires_at', '<=', now)
			.orderBy([{ column: 'expires_at' }, { column: 'id' }])
			.limit(batch)
			.select('id'),
	);
	return issueAll(host, domains, 'crm_access_requests', 'expire', over);
}
