import type { ApprovalRow, TaskRow } from '@crm-policy/rules/approval/rows';
import { decodeRow } from '../engine/codec.js';
import type { Work } from '../engine/context.js';
import { firstOf, onlyRowOf, rowsOf } from '../engine/rows.js';

/** The tasks of an approval in the order of its route. */
export async function loadTasks(work: Work, approval: string): Promise<readonly TaskRow[]> {
	const rows = await rowsOf(
		work
			.trx('crm_approval_tasks')
			.where({ approval })
			.orderBy([{ column: 'position' }, { column: 'opened_at' }, { column: 'id' }]),
	);
	return rows.map((row) => decodeRow('crm_approval_tasks', row) as unknown as TaskRow);
}

/** The approval of a record that is still running, with its tasks. */
export async function loadPending(
	work: Work,
	collection: string,
	id: string,
): Promise<{ approval: ApprovalRow; tasks: readonly TaskRow[] } | null> {
	const raw = await firstOf(work.trx('crm_approvals').where({ subject_collection: collection, subject_id: id, status: 'pending' }).first());
	if (raw === undefined) return null;
	const approval = decodeRow('crm_approvals', raw) as unknown as ApprovalRow;
	return { approval, tasks: await loadTasks(work, approval.id) };
}

/** How many rounds of approval a record has had. */
export async function countRounds(work: Work, collection: string, id: string): Promise<number> {
	const row = await onlyRowOf<{ rounds: number | string }>(
		work.trx('crm_approvals').where({ subject_collection: collection, subject_id: id }).count({ rounds: '*' }).first(),
	);
	return Number(row.rounds);
}
