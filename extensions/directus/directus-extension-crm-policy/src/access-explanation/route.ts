import { ForbiddenError } from '@directus/errors';
import { z } from 'zod';
import { hasRole } from '@crm-policy/rules/organisation/people';
import { collections } from '@crm-policy/schema/model';
import { titleOf } from '../domains.js';
import { answering, read, type Handler } from '../endpoints/http.js';
import { decodeRow } from '../engine/codec.js';
import { startWork } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { displayName } from '../engine/people.js';
import { assertVisible } from '../engine/records.js';
import { firstOf } from '../engine/rows.js';
import { explainAccess } from './explain.js';

const ours = Object.keys(collections).filter((collection) => collection.startsWith('crm_')) as [string, ...string[]];

const questionModel = z.object({ user: z.uuid(), collection: z.enum(ours), id: z.uuid() });

/**
 * “Why can they (not) see this?” for administrators and the supervising role (ORG-08, GOV-07). Supervision asks about records it sees
 * itself; for any other the answer is the same as for one that does not exist.
 */
export const accessExplanationRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/access/explain',
	answering(host, async ({ query }, caller) => {
		const admin = caller.accountability?.admin === true;
		if (!admin && !hasRole(caller.actor, ['auditor'])) throw new ForbiddenError();
		const { user, collection, id } = read(questionModel, query);
		const work = await startWork(host, host.database, await host.getSchema());
		await assertVisible(work, caller, collection, id);
		const person = await firstOf<{ first_name: string | null; last_name: string | null; email: string | null; status: string }>(
			work.trx('directus_users').where({ id: user }).select('first_name', 'last_name', 'email', 'status').first(),
		);
		const raw = await firstOf(work.trx(collection).where({ id }).first());
		const explanation = await explainAccess(work, user, collection, id, caller.locale);
		if (person === undefined || raw === undefined || explanation === null) throw new ForbiddenError();
		return {
			data: {
				user: { id: user, name: displayName(person), active: person.status === 'active' },
				record: { collection, id, title: titleOf(collection, decodeRow(collection, raw)) },
				...explanation,
			},
		};
	}),
];
