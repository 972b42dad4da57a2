import type { Asked, ShopContent } from '@crm-policy/rules/clearances/asked';
import type { Candidate, Grounds, StandingCandidate } from '@crm-policy/rules/clearances/judgement';
import { standingApprovalProcess, type StandingFacts, type StandingRow } from '@crm-policy/rules/clearances/standing';
import type { AnyProcess } from '@crm-policy/rules/processes';
import type { ContractFacts, ContractRow } from '@crm-policy/rules/contract-review/contract';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import Big from 'big.js';
import { subjectFacts } from '../approval/subject-facts.js';
import { withMerged } from '../customers/merged.js';
import { contractReviewDomains } from '../contract-review/domain.js';
import { LiveCase } from '../engine/case.js';
import { systemCaller } from '../engine/caller.js';
import { decodeRow, encodeRow } from '../engine/codec.js';
import type { Work } from '../engine/context.js';
import type { Domain } from '../engine/domain.js';
import { firstOf, rowsOf } from '../engine/rows.js';

/** Which order of which shop, and whose, as clearances remember it. */
export interface Reference {
	readonly system: string;
	readonly order: string;
	readonly shopCustomer: string;
}

export const referenceOf = ({ reference, customer }: Asked): Reference => ({
	system: reference.system,
	order: reference.order,
	shopCustomer: customer.id,
});

/** An order whose content changed more often than this has older contracts that nobody asks about any more. */
const mostContracts = 20;

/** The customer of the archive that the shop's customer is known as. */
export async function knownCustomer({ trx }: Work, system: string, shopCustomer: string): Promise<string | null> {
	const row = await firstOf<{ customer: string }>(
		trx('crm_customer_identities').where({ system, external_id: shopCustomer }).select('customer').first(),
	);
	return row?.customer ?? null;
}

/** That customer with the records merged into it: a contract says what it was approved as, and may name one of them. */
export async function knownRecords(work: Work, system: string, shopCustomer: string): Promise<readonly string[]> {
	const customer = await knownCustomer(work, system, shopCustomer);
	return customer === null ? [] : withMerged(work.trx, [customer]);
}

const approvalsAbout = async ({ trx }: Work, relation: string, id: string): Promise<ContractFacts['approvals']> => {
	const rows = await rowsOf(
		trx('crm_approvals')
			.where(relation, id)
			.orderBy('started_at')
			.select('id', 'status', 'started_by', 'round', 'subject_hash', 'result_hash'),
	);
	return rows.map((approval) => ({
		id: String(approval['id']),
		status: approval['status'] as ContractFacts['approvals'][number]['status'],
		started_by: String(approval['started_by']),
		round: Number(approval['round']),
		coversHash: String(approval['result_hash'] ?? approval['subject_hash']),
	}));
};

/** Contracts that were opened for the order, the latest first, as the gate before their signature sees them. */
export async function contractsOf(work: Work, { system, order }: Reference): Promise<readonly Candidate[]> {
	const domain = contractReviewDomains.find(({ process }) => process.collection === 'crm_contracts');
	if (domain === undefined) throw new Error('Contract review has no contracts.');
	const rows = await rowsOf(
		work
			.trx('crm_contracts')
			.whereIn('id', work.trx('crm_clearances').where({ system, order_reference: order }).whereNotNull('contract').select('contract'))
			.orderBy('date_created', 'desc')
			.limit(mostContracts),
	);
	const found: Candidate[] = [];
	for (const raw of rows) {
		const row = decodeRow('crm_contracts', raw);
		const live = await LiveCase.of(work, domain, row, systemCaller);
		found.push({
			row: row as unknown as ContractRow,
			facts: {
				content: (await live.fact('content')) as ContractFacts['content'],
				approvals: (await live.fact('approvals')) as ContractFacts['approvals'],
				review: (await live.fact('review')) as ContractFacts['review'],
			},
		});
	}
	return found;
}

/**
 * What a customer of a shop has had cleared under standing approvals since a day, but for this order. Of an order that was changed on the
 * way its largest content counts.
 */
async function usedSince(work: Work, reference: Reference, currency: string, since: string): Promise<string> {
	const rows = await rowsOf<{ largest: string | number }>(
		work
			.trx('crm_clearances')
			.where({ system: reference.system, shop_customer: reference.shopCustomer, currency })
			.whereNotNull('standing_approval')
			.whereNot('order_reference', reference.order)
			.where('granted_at', '>=', encodeRow('crm_clearances', { granted_at: since })['granted_at'] as Date)
			.groupBy('order_reference')
			.max({ largest: 'amount' }),
	);
	return rows.reduce((sum, { largest }) => sum.plus(largest), new Big(0)).toFixed();
}

const standing = standingApprovalProcess as unknown as AnyProcess;

/** Standing approvals: where the facts their rules ask for come from. */
export const standingDomain: Domain = {
	process: standing,
	title: (row) => String(row['title']),
	facts: {
		...subjectFacts(standing),
		approvals: ({ work, row }): Promise<StandingFacts['approvals']> => approvalsAbout(work, 'standing_approval', String(row['id'])),
	},
};

const dayInMs = 86_400_000;

async function standingApprovals(work: Work, reference: Reference, rulebook: Rulebook): Promise<readonly StandingCandidate[]> {
	const rules = rulebook.clearances.standing;
	if (rules.length === 0) return [];
	const rows = await rowsOf(
		work
			.trx('crm_standing_approvals')
			.where({ status: 'in_force' })
			.whereIn(
				'key',
				rules.map(({ key }) => key),
			)
			.orderBy('date_created', 'desc')
			.limit(mostContracts),
	);
	const found: StandingCandidate[] = [];
	for (const raw of rows) {
		const row = decodeRow('crm_standing_approvals', raw);
		const rule = rules.find(({ key }) => key === row['key']);
		if (rule === undefined) continue;
		const live = await LiveCase.of(work, standingDomain, row, systemCaller);
		const since = new Date(Date.parse(work.now) - rule.per_customer.within_days * dayInMs).toISOString();
		found.push({
			row: row as unknown as StandingRow,
			facts: {
				content: (await live.fact('content')) as StandingFacts['content'],
				approvals: (await live.fact('approvals')) as StandingFacts['approvals'],
			},
			used: await usedSince(work, reference, rule.currency, since),
		});
	}
	return found;
}

/** Everything a clearance can rest on. */
export async function groundsFor(work: Work, reference: Reference, rulebook: Rulebook): Promise<Grounds> {
	return { contracts: await contractsOf(work, reference), standing: await standingApprovals(work, reference, rulebook) };
}

/** The content a clearance was asked for, as it is kept. */
export const keptContent = (row: Readonly<Record<string, unknown>>): ShopContent => row['content'] as ShopContent;
