import { ForbiddenError, InvalidQueryError } from '@directus/errors';
import type { Accountability, RegisterFunctions } from '@directus/types';
import { z } from 'zod';
import { say } from '@crm-policy/rules/words/text';
import type { ConfigurationWatch } from './configuration.js';
import { holdsDangerousDeep } from './deep.js';
import { ScopingUnavailableError, scopingUnavailable } from './scoping.js';

/** What the host keeps for a connection. */
interface Connection {
	accountability: Accountability | null;
}

const isConnection = (value: unknown): value is Connection => typeof value === 'object' && value !== null && 'accountability' in value;

const nobody = (before: Accountability | null): Accountability => ({
	user: null,
	role: null,
	roles: [],
	admin: false,
	app: false,
	ip: before?.ip ?? null,
});

const settled = new WeakSet<Connection>();

/**
 * A connection whose sign-in fails or runs out loses its accountability, and without one the host checks no rights at all. Here it becomes
 * nobody instead, from then on and for good. The product does not use connections and asks for them to be off; this is for operators
 * who switch them on all the same.
 */
export function neverWithoutCaller(connection: Connection): void {
	if (settled.has(connection)) return;
	settled.add(connection);
	let present = connection.accountability ?? nobody(null);
	Object.defineProperty(connection, 'accountability', {
		get: () => present,
		set: (next: Accountability | null) => {
			present = next ?? nobody(present);
		},
		enumerable: true,
		configurable: false,
	});
}

const messageModel = z.looseObject({ collection: z.string(), action: z.string() });

/** What is refused over HTTP as a write by a query, or as a count beside keys. */
function findsByQuery(message: unknown): boolean {
	const read = messageModel.safeParse(message);
	if (!read.success || !/^(?:crm|directus)_/i.test(read.data.collection)) return false;
	const { action, id, ids, query } = read.data;
	const byKey = id !== undefined || ids !== undefined;
	if (action === 'update' || action === 'delete') return !byKey && query !== undefined;
	return byKey && typeof query === 'object' && query !== null && 'meta' in query;
}

export function registerWebsockets(
	{ filter, action }: Pick<RegisterFunctions, 'filter' | 'action'>,
	configuration: Pick<ConfigurationWatch, 'isScoped'>,
): void {
	// Each of these comes before the host may take the accountability away: when a connection opens, and when its sign-in went well or failed.
	for (const event of ['websocket.connect', 'websocket.auth.success', 'websocket.auth.failure'])
		action(event, ({ client }: Record<string, unknown>) => {
			if (isConnection(client)) neverWithoutCaller(client);
		});
	filter('websocket.message', (message, { client }) => {
		if (!configuration.isScoped && !(isConnection(client) && client.accountability?.admin === true))
			throw new ScopingUnavailableError({ message: say(scopingUnavailable, 'en-US') });
		if (holdsDangerousDeep(message)) throw new InvalidQueryError({ reason: 'This “deep” cannot be used.' });
		if (findsByQuery(message) && !(isConnection(client) && client.accountability?.admin === true)) throw new ForbiddenError();
		return message;
	});
}
