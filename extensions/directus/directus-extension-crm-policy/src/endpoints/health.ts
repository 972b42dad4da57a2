import { ForbiddenError } from '@directus/errors';
import bundle from '../../package.json' with { type: 'json' };
import { findAskedTasks } from '../approval/open-tasks.js';
import type { Host } from '../engine/context.js';
import { firstOf, onlyRowOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { guardsIntact } from '../provision/guard-watch.js';
import { calendarsPublishedUntil } from '../working-time/calendars.js';
import { answering, type Handler } from './http.js';

/** The version of Directus the whole suite has passed on, as our manifest names it; on another the ground of every rule is unknown. */
const testedHost = bundle['directus:extension'].host;

/** What an administrator needs to know to trust the installation; `ok` is false when anything is red. */
export const healthRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/health',
	answering(host, async (_request, caller) => {
		if (caller.accountability?.admin !== true) throw new ForbiddenError();
		const now = new Date().toISOString();
		const rulebook = await rulebookInForce(host.database, now, caller.locale);
		const head = await firstOf<{ seq: number | string; hash: string }>(
			host.database('crm_ledger').orderBy('seq', 'desc').select('seq', 'hash').first(),
		);
		const backlog = await onlyRowOf<{
			waiting: number | string;
		}>(host.database('crm_outbox').whereNull('sent_at').count({ waiting: '*' }).first());
		const guards = await guardsIntact(host.database);
		const { version } = await new host.services.ServerService({
			schema: await host.getSchema(),
			accountability: caller.accountability,
		}).serverInfo();
		const withoutPerson = (await findAskedTasks(host.database, now, { states: ['open'], most: 10_000 })).filter(
			({ deciders }) => deciders.length === 0,
		).length;
		return {
			data: {
				ok: guards && withoutPerson === 0 && version === testedHost,
				host: { version: version ?? null, tested: version === testedHost },
				database_guards: guards,
				rulebook_version: rulebook.version,
				ledger: { entries: Number(head?.seq ?? 0), head: head?.hash ?? null },
				calendar_published_until: await calendarsPublishedUntil(host.database),
				outbox_backlog: Number(backlog.waiting),
				steps_without_person: withoutPerson,
			},
		};
	}),
];
