import type { ApprovalRow } from '@crm-policy/rules/approval/rows';
import type { Subject } from '@crm-policy/rules/approval/facts';
import { contentHash } from '@crm-policy/rules/canonical/content';
import { processOf, type AnyProcess } from '@crm-policy/rules/processes';
import { decodeRow, type Row } from '../engine/codec.js';
import { loadContent } from '../engine/content.js';
import type { FactLoader, Domain } from '../engine/domain.js';
import { firstOf, onlyRowOf } from '../engine/rows.js';
import { loadTasks } from './loading.js';

const required = (collection: string): AnyProcess => {
	const process = processOf(collection);
	if (process === undefined) throw new Error(`There is no process for ${collection}.`);
	return process;
};

/** The record an approval is about, as it is now. Titles come from the domain the record belongs to. */
const subjectFact =
	(titleOf: (collection: string, row: Readonly<Row>) => string): FactLoader =>
	async ({ work }, fact): Promise<Subject> => {
		const approval = (await fact('approval')) as ApprovalRow;
		const process = required(approval.subject_collection);
		const raw = await firstOf(work.trx(approval.subject_collection).where({ id: approval.subject_id }).first());
		if (raw === undefined) throw new Error('The record an approval is about is gone.');
		const row = decodeRow(approval.subject_collection, raw);
		return {
			collection: approval.subject_collection,
			id: approval.subject_id,
			title: titleOf(approval.subject_collection, row),
			hash: contentHash(await loadContent(work, process, row)),
		};
	};

/** The approval engine's own two collections. */
export function approvalDomains(titleOf: (collection: string, row: Readonly<Row>) => string): readonly Domain[] {
	const people: FactLoader = ({ work }) => work.people();
	const subject = subjectFact(titleOf);
	return [
		{
			process: required('crm_approvals'),
			concludes: ['withdraw'],
			title: (row) => String(row['route']),
			facts: {
				approval: async ({ row }) => row,
				tasks: ({ work, row }) => loadTasks(work, String(row['id'])),
				people,
				subject,
			},
		},
		{
			process: required('crm_approval_tasks'),
			concludes: ['approve'],
			title: (row) => String(row['step']),
			facts: {
				approval: async ({ work, row }) =>
					decodeRow(
						'crm_approvals',
						await onlyRowOf(
							work
								.trx('crm_approvals')
								.where({ id: row['approval'] as string })
								.first(),
						),
					),
				tasks: ({ work, row }) => loadTasks(work, String(row['approval'])),
				people,
				subject,
			},
		},
	];
}
