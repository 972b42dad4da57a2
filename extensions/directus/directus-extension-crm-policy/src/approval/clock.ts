import { isDirectusError } from '@directus/errors';
import { deciders, standsOnASide } from '@crm-policy/rules/approval/eligibility';
import type { ApprovalRow, TaskRow } from '@crm-policy/rules/approval/rows';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import { systemCaller } from '../engine/caller.js';
import { decodeRow, type Row } from '../engine/codec.js';
import { issueCommand } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { loadPeople } from '../engine/people.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { domains } from '../domains.js';

/** How many tasks one run looks at; what is left waits a minute. */
const batch = 200;

/** Issues a command of the system; a refusal means somebody else has already dealt with it, on this instance or another. */
async function attempt(host: Host, id: string, command: 'escalate' | 'reroute'): Promise<boolean> {
	try {
		await issueCommand(host, domains, { collection: 'crm_approval_tasks', id, command }, { input: {}, comment: null, revision: null }, systemCaller);
		return true;
	} catch (error) {
		if (isDirectusError(error)) return false;
		throw error;
	}
}

async function openTasks(host: Host): Promise<readonly TaskRow[]> {
	const rows = (await host.database('crm_approval_tasks').whereIn('status', ['open', 'waiting']).orderBy('due_at').limit(batch)) as Row[];
	return rows.map((row) => decodeRow('crm_approval_tasks', row) as unknown as TaskRow);
}

/**
 * What time and staff changes do to approvals: an overdue task is escalated, a task that nobody can decide any more (the person was
 * disabled, moved or lost a qualification) is given to somebody who can. Safe to run on several instances at once: each step is a command.
 */
export async function runClock(host: Host, now: Date = new Date()): Promise<{ readonly escalated: number; readonly rerouted: number }> {
	const instant = now.toISOString();
	const tasks = await openTasks(host);
	if (tasks.length === 0) return { escalated: 0, rerouted: 0 };
	const [people, rulebook] = [await loadPeople(host.database), await rulebookInForce(host.database, instant, 'en-US')];
	const day = localDay(instant, rulebook.time_zone);
	const approvalIds = [...new Set(tasks.map((task) => task.approval))];
	const approvals = new Map(
		((await host.database('crm_approvals').whereIn('id', approvalIds)) as Row[]).map((row) => [String(row['id']), decodeRow('crm_approvals', row) as unknown as ApprovalRow]),
	);
	const siblings = ((await host.database('crm_approval_tasks').whereIn('approval', approvalIds).where({ status: 'decided' })) as Row[]).map(
		(row) => decodeRow('crm_approval_tasks', row) as unknown as TaskRow,
	);

	let escalated = 0;
	let rerouted = 0;
	for (const task of tasks) {
		const approval = approvals.get(task.approval);
		if (approval?.status !== 'pending') continue;
		const taken = standsOnASide(approval, siblings.filter((sibling) => sibling.approval === task.approval));
		if (deciders(task, people, taken, day).length === 0) {
			if (await attempt(host, task.id, 'reroute')) rerouted += 1;
		} else if (task.status === 'open' && task.due_at !== null && task.due_at < instant) {
			if (await attempt(host, task.id, 'escalate')) escalated += 1;
		}
	}
	return { escalated, rerouted };
}
