import { contentHash, type Content } from '@crm-policy/rules/canonical/content';
import type { AmendmentFacts } from '@crm-policy/rules/contract-amendments/amendment';
import { contractAmendmentProcess } from '@crm-policy/rules/contract-amendments/process';
import { contractProcess } from '@crm-policy/rules/contract-review/process';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { subjectFacts } from '../approval/subject-facts.js';
import { decodeRow } from '../engine/codec.js';
import { loadContent } from '../engine/content.js';
import type { FactRequest } from '../engine/context.js';
import type { Domain } from '../engine/domain.js';
import { firstOf, onlyRowOf, rowsOf } from '../engine/rows.js';

const amendment = contractAmendmentProcess as unknown as AnyProcess;
const contract = contractProcess as unknown as AnyProcess;

async function loadContract({ work, row }: FactRequest): Promise<AmendmentFacts['contract']> {
	const id = row['contract'] as string | null | undefined;
	if (id === null || id === undefined) return null;
	const raw = await firstOf(work.trx('crm_contracts').where({ id }).first());
	if (raw === undefined) return null;
	const content: Content = await loadContent(work, contract, decodeRow('crm_contracts', raw));
	const [review, passed, versions, lines] = [
		await firstOf<{ level: string | null }>(work.trx('crm_contract_reviews').where({ contract: id }).select('level').first()),
		await firstOf<{ route: string }>(
			work
				.trx('crm_approvals')
				.where({ subject_collection: 'crm_contracts', subject_id: id, status: 'approved' })
				.orderBy('ended_at', 'desc')
				.select('route')
				.first(),
		),
		await onlyRowOf<{ versions: number | string }>(
			work.trx('crm_contract_versions').where({ contract: id }).count({ versions: '*' }).first(),
		),
		await rowsOf<{ id: string }>(work.trx('crm_contract_lines').where({ contract: id }).select('id')),
	];
	return {
		id,
		number: raw['number'] as string | null,
		title: String(raw['title']),
		status: raw['status'] as NonNullable<AmendmentFacts['contract']>['status'],
		level: (review?.level ?? null) as NonNullable<AmendmentFacts['contract']>['level'],
		content,
		hash: contentHash(content),
		route: passed?.route ?? null,
		versions: Number(versions.versions),
		lineIds: lines.map((line) => line.id),
	};
}

/** Contract amendments: where the facts their rules ask for come from. */
export const contractAmendmentDomains: readonly Domain[] = [
	{
		process: amendment,
		title: (row) => String(row['number'] ?? row['requested_change'] ?? row['id']),
		anchors: async (work, id) => {
			const found = await firstOf<{ contract: string | null }>(
				work.trx('crm_contract_amendments').where({ id }).select('contract').first(),
			);
			return found?.contract === undefined || found.contract === null ? [] : [{ collection: 'crm_contracts', id: found.contract }];
		},
		facts: {
			contract: loadContract,
			...subjectFacts(amendment),
			othersInReview: async ({ work, row }) => {
				const found = await onlyRowOf<{ others: number | string }>(
					work
						.trx('crm_contract_amendments')
						.where({ contract: row['contract'] as string, status: 'in_review' })
						.whereNot('id', String(row['id']))
						.count({ others: '*' })
						.first(),
				);
				return Number(found.others);
			},
		},
	},
];
