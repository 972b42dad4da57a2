import { isDirectusError } from '@directus/errors';
import { systemCaller } from '../engine/caller.js';
import { issueCommand } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { domains } from '../domains.js';
import { findAskedTasks } from './open-tasks.js';
import { informSubstitutes } from './stand-ins.js';

/** How many tasks one run looks at, the most overdue first; what is left waits a minute. */
const batch = 500;

/** Issues a command of the system; a refusal means somebody else has already dealt with it, on this instance or another. */
async function attempt(host: Host, id: string, command: 'escalate' | 'reroute'): Promise<boolean> {
	try {
		await issueCommand(
			host,
			domains,
			{ collection: 'crm_approval_tasks', id, command },
			{ input: {}, comment: null, revision: null },
			systemCaller,
		);
		return true;
	} catch (error) {
		if (isDirectusError(error)) return false;
		throw error;
	}
}

/**
 * What time and staff changes do to approvals: substitutes of absent people see what they may decide, an overdue task is escalated,
 * and a task that nobody can decide any more (the person was disabled, moved or lost a qualification) is given to somebody who can.
 * Safe to run on several instances at once: each step is a command.
 */
export async function runClock(
	host: Host,
	now: Date = new Date(),
): Promise<{ readonly informed: number; readonly escalated: number; readonly rerouted: number }> {
	const instant = now.toISOString();
	const tasks = await findAskedTasks(host.database, instant, { states: ['open', 'waiting'], most: batch });
	const informed = await informSubstitutes(
		host,
		tasks.filter(({ task }) => task.status === 'open'),
	);
	let escalated = 0;
	let rerouted = 0;
	for (const { task, deciders } of tasks) {
		if (deciders.length === 0) {
			if (await attempt(host, task.id, 'reroute')) rerouted += 1;
		} else if (task.status === 'open' && task.due_at !== null && task.due_at < instant) {
			if (await attempt(host, task.id, 'escalate')) escalated += 1;
		}
	}
	return { informed, escalated, rerouted };
}
