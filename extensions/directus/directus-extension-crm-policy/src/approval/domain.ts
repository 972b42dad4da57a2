import type { ApprovalRow } from '@crm-policy/rules/approval/rows';
import type { Subject } from '@crm-policy/rules/approval/facts';
import { contentHash } from '@crm-policy/rules/canonical/content';
import { processOf, type AnyProcess } from '@crm-policy/rules/processes';
import { decodeRow, type Row } from '../engine/codec.js';
import { loadContent } from '../engine/content.js';
import type { Work } from '../engine/context.js';
import type { Anchor, Domain, FactLoader } from '../engine/domain.js';
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

/** The approval engine's own two collections. What an approval is about is locked before it, and before that what contains it. */
export function approvalDomains(
	titleOf: (collection: string, row: Readonly<Row>) => string,
	anchorsOf: (work: Work, collection: string, id: string) => Promise<readonly Anchor[]>,
): readonly Domain[] {
	const subjectAndAnchors = async (work: Work, approval: string): Promise<readonly Anchor[]> => {
		const about = await firstOf<{ subject_collection: string; subject_id: string }>(
			work.trx('crm_approvals').where({ id: approval }).select('subject_collection', 'subject_id').first(),
		);
		if (about === undefined) return [];
		const { subject_collection: collection, subject_id: id } = about;
		return [...(await anchorsOf(work, collection, id)), { collection, id }];
	};
	const people: FactLoader = ({ work }) => work.people();
	const subject = subjectFact(titleOf);
	return [
		{
			process: required('crm_approvals'),
			concludes: ['withdraw'],
			title: (row) => String(row['route']),
			anchors: subjectAndAnchors,
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
			anchors: async (work, id) => {
				const task = await firstOf<{ approval: string }>(work.trx('crm_approval_tasks').where({ id }).select('approval').first());
				return task === undefined ? [] : subjectAndAnchors(work, task.approval);
			},
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
