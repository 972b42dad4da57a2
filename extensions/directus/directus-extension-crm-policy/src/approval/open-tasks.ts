import { deciders, standsOnASide, type Decider } from '@crm-policy/rules/approval/eligibility';
import type { ApprovalRow, TaskRow } from '@crm-policy/rules/approval/rows';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { Person } from '@crm-policy/rules/organisation/people';
import type { Knex } from 'knex';
import { decodeRow } from '../engine/codec.js';
import { loadPeople } from '../engine/people.js';
import { rowsOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';

/** An undecided task of a running approval, with everyone who may decide it today. */
export interface AskedTask {
	readonly task: TaskRow;
	readonly approval: Pick<ApprovalRow, 'id' | 'started_by' | 'barred' | 'status'>;
	readonly deciders: readonly Decider[];
}

/** Where to look: which tasks of the table, and how many at the most. */
export interface Search {
	readonly states: readonly TaskRow['status'][];
	readonly most: number;
	readonly narrow?: (query: Knex.QueryBuilder, people: readonly Person[], day: string) => void;
}

/**
 * Undecided tasks, soonest due first, each with its possible deciders: the same pure rules a decision itself obeys. The number of
 * queries does not depend on the number of tasks.
 */
export async function findAskedTasks(database: Knex, now: string, { states, most, narrow }: Search): Promise<readonly AskedTask[]> {
	const people = await loadPeople(database);
	const day = localDay(now, (await rulebookInForce(database, now, 'en-US')).time_zone);
	const query = database('crm_approval_tasks')
		.whereIn('status', [...states])
		.orderBy([{ column: 'due_at' }, { column: 'id' }])
		.limit(most);
	narrow?.(query, people, day);
	const tasks = (await rowsOf(query)).map((row) => decodeRow('crm_approval_tasks', row) as unknown as TaskRow);
	if (tasks.length === 0) return [];

	const ids = [...new Set(tasks.map((task) => task.approval))];
	const approvals = new Map(
		(
			await rowsOf(database('crm_approvals').whereIn('id', ids).where({ status: 'pending' }).select('id', 'started_by', 'barred', 'status'))
		).map((row) => [String(row['id']), row as unknown as ApprovalRow]),
	);
	const decided = await rowsOf<TaskRow>(
		database('crm_approval_tasks')
			.whereIn('approval', ids)
			.where({ status: 'decided' })
			.select('approval', 'status', 'decided_by', 'on_behalf_of'),
	);
	const taken = new Map(
		[...approvals].map(([id, approval]) => [
			id,
			standsOnASide(
				approval,
				decided.filter((task) => task.approval === id),
			),
		]),
	);
	return tasks.flatMap((task) => {
		const approval = approvals.get(task.approval);
		return approval === undefined ? [] : [{ task, approval, deciders: deciders(task, people, taken.get(task.approval) ?? new Set(), day) }];
	});
}
