import { ForbiddenError } from '@directus/errors';
import { z } from 'zod';
import { hasRole } from '@crm-policy/rules/organisation/people';
import { titleOf } from '../domains.js';
import { answering, read, type Handler } from '../endpoints/http.js';
import { startWork } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { fieldLabel, singularLabel, stateLabel } from '../engine/labels.js';
import { assertVisible } from '../engine/records.js';
import { firstOf } from '../engine/rows.js';
import { countHeld, heldBy, strandedWithout } from './held.js';

/** Records one answer lists of each; the counts are of all. */
const most = 200;

/** What is left in the name of whoever leaves, and which approvals would have nobody to decide them: before and after a hand-over (OFF-01). */
export const heldRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/departures/:id/held',
	answering(host, async ({ params }, caller) => {
		const supervises = hasRole(caller.actor, ['general-manager', 'business-head', 'information-administrator', 'auditor']);
		if (!supervises && caller.accountability?.admin !== true) throw new ForbiddenError();
		const id = read(z.uuid(), params['id']);
		const work = await startWork(host, host.database, await host.getSchema());
		await assertVisible(work, caller, 'crm_departures', id);
		const departure = await firstOf<{ person: string | null }>(work.trx('crm_departures').where({ id }).select('person').first());
		const person = departure?.person ?? null;
		if (person === null) return { data: { count: 0, held: [], stranded: [] } };
		const held = await heldBy(work.trx, person, titleOf);
		const stranded = await strandedWithout(work.trx, person, work.now, titleOf, most);
		return {
			data: {
				count: await countHeld(work.trx, person),
				held: held.slice(0, most).map(({ collection, id: record, field, status, title, leaving }) => ({
					collection,
					kind: singularLabel(collection, caller.locale),
					id: record,
					field,
					field_label: fieldLabel(collection, field, caller.locale),
					status,
					status_label: stateLabel(collection, status, caller.locale),
					title,
					leaving: leaving.by,
				})),
				stranded: stranded.map((waiting) => ({ ...waiting, kind: singularLabel(waiting.collection, caller.locale) })),
			},
		};
	}),
];
