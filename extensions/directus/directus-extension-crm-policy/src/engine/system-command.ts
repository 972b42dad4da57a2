import { isDirectusError } from '@directus/errors';
import { systemCaller } from './caller.js';
import { issueCommand, type Domains } from './command-bus.js';
import type { Host } from './context.js';

/** Issues a command of the system; a refusal means that it is no longer needed, here or on another instance. */
export async function attempt(host: Host, domains: Domains, collection: string, id: string, command: string): Promise<boolean> {
	try {
		await issueCommand(host, domains, { collection, id, command }, { input: {}, comment: null, revision: null }, systemCaller);
		return true;
	} catch (error) {
		if (isDirectusError(error)) return false;
		throw error;
	}
}

/** Issues a command of the system to each of the records, and says of how many it was accepted. */
export async function issueAll(
	host: Host,
	domains: Domains,
	collection: string,
	command: string,
	ids: readonly { id: string }[],
): Promise<number> {
	let done = 0;
	for (const { id } of ids) if (await attempt(host, domains, collection, id, command)) done += 1;
	return done;
}
