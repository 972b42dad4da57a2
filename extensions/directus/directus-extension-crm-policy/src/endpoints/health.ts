import { ForbiddenError } from '@directus/errors';
import { deciders, standsOnASide } from '@crm-policy/rules/approval/eligibility';
import type { ApprovalRow, TaskRow } from '@crm-policy/rules/approval/rows';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import { decodeRow, type Row } from '../engine/codec.js';
import type { Host } from '../engine/context.js';
import { loadPeople } from '../engine/people.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { guardsIntact } from '../provision/guard-watch.js';
import { answering, type Handler } from './http.js';

/** Open steps that nobody could decide any more. */
async function stranded(host: Host, now: string, timeZone: string): Promise<number> {
	const tasks = ((await host.database('crm_approval_tasks').where({ status: 'open' })) as Row[]).map((row) => decodeRow('crm_approval_tasks', row) as unknown as TaskRow);
	if (tasks.length === 0) return 0;
	const ids = [...new Set(tasks.map((task) => task.approval))];
	const approvals = (await host.database('crm_approvals').whereIn('id', ids).select('id', 'started_by')) as unknown as ApprovalRow[];
	const decided = (await host.database('crm_approval_tasks').whereIn('approval', ids).where({ status: 'decided' }).select('approval', 'status', 'decided_by', 'on_behalf_of')) as unknown as TaskRow[];
	const people = await loadPeople(host.database);
	const day = localDay(now, timeZone);
	return tasks.filter((task) => {
		const approval = approvals.find((candidate) => candidate.id === task.approval);
		if (approval === undefined) return true;
		return deciders(task, people, standsOnASide(approval, decided.filter((other) => other.approval === task.approval)), day).length === 0;
	}).length;
}

/** What an administrator needs to know to trust the installation; `ok` is false when anything is red. */
export const healthRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/health',
	answering(host, async (_request, caller) => {
		if (caller.accountability?.admin !== true) throw new ForbiddenError();
		const now = new Date().toISOString();
		const rulebook = await rulebookInForce(host.database, now, caller.locale);
		const head = (await host.database('crm_ledger').orderBy('seq', 'desc').select('seq', 'hash').first()) as { seq: number; hash: string } | undefined;
		const backlog = (await host.database('crm_outbox').whereNull('sent_at').count({ waiting: '*' }).first()) as { waiting: number | string };
		const guards = await guardsIntact(host.database);
		const withoutPerson = await stranded(host, now, rulebook.time_zone);
		return {
			data: {
				ok: guards && withoutPerson === 0,
				host: { version: host.env['DIRECTUS_VERSION'] ?? null },
				database_guards: guards,
				rulebook_version: rulebook.version,
				ledger: { entries: Number(head?.seq ?? 0), head: head?.hash ?? null },
				outbox_backlog: Number(backlog.waiting),
				steps_without_person: withoutPerson,
			},
		};
	}),
];
