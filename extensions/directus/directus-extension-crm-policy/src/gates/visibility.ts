import type { EventContext } from '@directus/types';
import { isDirectusError } from '@directus/errors';
import type { Host } from '../engine/context.js';

export type VisibilityHost = Pick<Host, 'services' | 'getSchema'>;

/** Answers of one transaction, so that five lines of one contract ask once for the contract. */
const remembered = new WeakMap<object, Map<string, Promise<boolean>>>();

/** Whether the caller's own permissions let them read a row. Administrators and the host itself read everything. */
export function readable(host: VisibilityHost, context: EventContext, collection: string, id: string): Promise<boolean> {
	const { accountability, database } = context;
	if (accountability === null || accountability.admin) return Promise.resolve(true);
	const answers = remembered.get(database) ?? new Map<string, Promise<boolean>>();
	if (database.isTransaction === true) remembered.set(database, answers);
	const key = `${accountability.user ?? ''} ${collection} ${id}`;
	const known = answers.get(key);
	if (known !== undefined) return known;
	const answer = ask(host, context, collection, id);
	answers.set(key, answer);
	return answer;
}

async function ask(
	{ services, getSchema }: VisibilityHost,
	{ accountability, database, schema }: EventContext,
	collection: string,
	id: string,
): Promise<boolean> {
	const items = new services.ItemsService(collection, { knex: database, schema: schema ?? (await getSchema()), accountability });
	try {
		await items.readOne(id, { fields: ['id'] });
		return true;
	} catch (error) {
		if (isDirectusError(error)) return false;
		throw error;
	}
}
