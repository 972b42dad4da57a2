import { startWork } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { rowsOf } from '../engine/rows.js';
import { insertRows } from '../engine/writer.js';
import type { AskedTask } from './open-tasks.js';

/**
 * Lets substitutes see what they may decide. Directus' permissions know who is asked by name or role, but not who stands in for whom
 * today; a copy of the approval in the substitute's name is what their permission looks for. Returns how many were added.
 */
export async function informSubstitutes(host: Host, tasks: readonly AskedTask[]): Promise<number> {
	const wanted = new Map<string, { approval: string; user: string }>();
	for (const { task, deciders } of tasks) {
		for (const { person, onBehalfOf } of deciders) {
			if (onBehalfOf !== null && task.assignee !== person)
				wanted.set(`${task.approval}/${person}`, { approval: task.approval, user: person });
		}
	}
	if (wanted.size === 0) return 0;
	const schema = await host.getSchema();
	return host.database.transaction(async (trx) => {
		const informed = await rowsOf<{ approval: string; user: string }>(
			trx('crm_approval_copies')
				.whereIn('approval', [...new Set([...wanted.values()].map(({ approval }) => approval))])
				.whereNotNull('user')
				.select('approval', 'user'),
		);
		for (const { approval, user } of informed) wanted.delete(`${approval}/${user}`);
		const work = await startWork(host, trx, schema);
		await insertRows(
			work,
			'crm_approval_copies',
			[...wanted.values()].map((copy) => ({ id: work.newId(), ...copy, role: null, department: null })),
			null,
		);
		return wanted.size;
	});
}
