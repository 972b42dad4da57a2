import { ForbiddenError } from '@directus/errors';
import { findAskedTasks } from '../approval/open-tasks.js';
import { callerOf } from '../engine/caller.js';
import type { Host } from '../engine/context.js';
import { firstOf, onlyRowOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { isSetUp } from '../engine/safety.js';
import { runningHost } from '../host/running-host.js';
import { guardsIntact } from '../provision/guard-watch.js';
import { handling, type Handler } from './http.js';

/** What an administrator needs to know to trust the installation; `ok` is false when anything is red. */
export const healthRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/health',
	handling(async (_request, accountability) => {
		if (!accountability.admin) throw new ForbiddenError();
		const { version, tested, rules } = await runningHost(host);
		const ground = { version, tested, custom_rules: rules() };
		// Before the tables are made there is nothing else to tell, and nothing is green.
		if (!(await isSetUp(host))) return { data: { ok: false, set_up: false, host: ground } };
		const caller = await callerOf(host.database, accountability);
		const now = new Date().toISOString();
		const rulebook = await rulebookInForce(host.database, now, caller.locale);
		const head = await firstOf<{ seq: number | string; hash: string }>(
			host.database('crm_ledger').orderBy('seq', 'desc').select('seq', 'hash').first(),
		);
		const backlog = await onlyRowOf<{
			waiting: number | string;
		}>(host.database('crm_outbox').whereNull('sent_at').count({ waiting: '*' }).first());
		const guards = await guardsIntact(host.database);
		const withoutPerson = (await findAskedTasks(host.database, now, { states: ['open'], most: 10_000 })).filter(
			({ deciders }) => deciders.length === 0,
		).length;
		return {
			data: {
				ok: guards && withoutPerson === 0 && tested && ground.custom_rules === 'applied',
				set_up: true,
				host: ground,
				database_guards: guards,
				rulebook_version: rulebook.version,
				ledger: { entries: Number(head?.seq ?? 0), head: head?.hash ?? null },
				outbox_backlog: Number(backlog.waiting),
				steps_without_person: withoutPerson,
			},
		};
	}),
];
