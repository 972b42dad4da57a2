import { approvalDomains } from './approval/domain.js';
import { contractAmendmentDomains } from './contract-amendments/domain.js';
import { contractReviewDomains } from './contract-review/domain.js';
import { customerDomains } from './customers/domain.js';
import type { Row } from './engine/codec.js';
import type { Domains } from './engine/command-bus.js';
import type { Work } from './engine/context.js';
import type { Domain } from './engine/domain.js';
import { firstOf } from './engine/rows.js';
import { executionNoticeDomains } from './execution-notices/domain.js';
import { rulebookDomains } from './rulebooks/domain.js';

/** Every domain but the approval engine. A new domain adds its line here. */
const subjects: readonly Domain[] = [
	...contractReviewDomains,
	...contractAmendmentDomains,
	...executionNoticeDomains,
	...customerDomains,
	...rulebookDomains,
];

/** What people call a record of any domain. */
export const titleOf = (collection: string, row: Readonly<Row>): string =>
	subjects.find((domain) => domain.process.collection === collection)?.title(row) ?? String(row['id']);

const all = new Map<string, Domain>([...subjects, ...approvalDomains(titleOf)].map((domain) => [domain.process.collection, domain]));

/** The records an approval is about, contract first, then what changes it: the order in which everybody locks them. */
async function subjectsOfApproval(work: Work, approval: string): Promise<readonly { collection: string; id: string }[]> {
	const row = await firstOf<{ contract: string | null; amendment: string | null; rulebook: string | null }>(
		work.trx('crm_approvals').where({ id: approval }).select('contract', 'amendment', 'rulebook').first(),
	);
	return [
		{ collection: 'crm_contracts', id: row?.contract ?? null },
		{ collection: 'crm_contract_amendments', id: row?.amendment ?? null },
		{ collection: 'crm_rulebooks', id: row?.rulebook ?? null },
	].filter((anchor): anchor is { collection: string; id: string } => anchor.id !== null);
}

export const domains: Domains = {
	of: (collection) => all.get(collection),
	async anchors(work, collection, id) {
		if (collection === 'crm_approvals') return subjectsOfApproval(work, id);
		if (collection === 'crm_approval_tasks') {
			const task = await firstOf<{ approval: string }>(work.trx('crm_approval_tasks').where({ id }).select('approval').first());
			return task === undefined ? [] : subjectsOfApproval(work, task.approval);
		}
		if (collection === 'crm_contract_amendments') {
			const amendment = await firstOf<{ contract: string | null }>(
				work.trx('crm_contract_amendments').where({ id }).select('contract').first(),
			);
			return amendment?.contract === null || amendment === undefined ? [] : [{ collection: 'crm_contracts', id: amendment.contract }];
		}
		return [];
	},
};
