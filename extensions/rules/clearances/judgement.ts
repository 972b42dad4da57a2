import Big from 'big.js';
import { localDay } from '../calendar/local-date.js';
import { commitmentGuards, isCovered } from '../contract-review/commitment.js';
import type { ContractTypes } from '../contract-review/contract.js';
import { contractReviewWords } from '../contract-review/words.js';
import type { Case } from '../process/declaration.js';
import type { Violation } from '../process/violation.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { finishingKinds, saysTheSame, totalOf, type ClearanceKind, type ShopContent } from './asked.js';
import type { StandingFacts, StandingRow } from './standing.js';
import { clearanceWords as words } from './words.js';

/** A contract that was opened for an order, as the gate before its signature sees it. */
export type Candidate = Pick<Case<ContractTypes>, 'row'> & {
	readonly facts: Pick<ContractTypes['facts'], 'content' | 'approvals' | 'review'>;
};

export interface StandingCandidate {
	readonly row: StandingRow;
	readonly facts: Pick<StandingFacts, 'content' | 'approvals'>;
	/** What the same customer of the shop has had cleared under it within the days of the rulebook, in its currency. */
	readonly used: string | number;
}

export interface Question {
	readonly kind: ClearanceKind;
	readonly content: ShopContent;
	/** The customer of the archive with the records merged into it; none while the shop's customer is not known there. */
	readonly customers: readonly string[];
}

export interface Grounds {
	readonly contracts: readonly Candidate[];
	readonly standing: readonly StandingCandidate[];
}

export interface Judgement {
	readonly allowed: boolean;
	/** What covers the content, or what comes closest to it. */
	readonly contract: string | null;
	/** The approval that covers the content. */
	readonly approval: string | null;
	readonly standing: string | null;
	/** None exactly when it is allowed. */
	readonly violations: readonly Violation[];
}

const refused = (contract: string | null, violations: readonly Violation[]): Judgement => ({
	allowed: false,
	contract,
	approval: null,
	standing: null,
	violations,
});

/** What stands between a contract and the commitment: the very guards of its signature (REV-03, REV-11, REV-16). */
const obstacles = (candidate: Candidate): readonly Violation[] =>
	commitmentGuards.flatMap(({ rule, clause, text, check }) =>
		// These guards look at the record and at the facts a candidate brings; a clock or a person is nothing they ask for.
		check(candidate as Case<ContractTypes>).map((finding): Violation => ({ rule, clause, text, ...finding })),
	);

const coveringApproval = ({ facts }: Candidate): string | null =>
	facts.approvals.find((approval) => isCovered(facts.content.hash, [approval]))?.id ?? null;

const inForce = ({ row }: Candidate, kind: ClearanceKind): boolean =>
	row.status === 'approved' || row.status === 'effective' || (row.status === 'closed' && finishingKinds.includes(kind));

function judgeContracts({ kind, content, customers }: Question, contracts: readonly Candidate[]): Judgement {
	const agreeing = contracts.filter(({ facts }) => saysTheSame(facts.content.canonical, content, customers));
	for (const candidate of agreeing) {
		const approval = coveringApproval(candidate);
		if (inForce(candidate, kind) && approval !== null && obstacles(candidate).length === 0)
			return { allowed: true, contract: candidate.row.id, approval, standing: null, violations: [] };
	}
	const [closest] = agreeing;
	if (closest !== undefined) return refused(closest.row.id, whyNotYet(closest, kind));
	const [other] = contracts;
	if (other === undefined) return refused(null, [{ rule: 'clearance-not-reviewed', clause: 'REV-03', text: words.notReviewed }]);
	const clause = other.row.status === 'effective' ? 'AMD-03' : 'REV-03';
	return refused(other.row.id, [{ rule: 'clearance-other-content', clause, text: words.otherContent, values: named(other) }]);
}

const named = ({ row }: Candidate) => ({ contract: row.number ?? row.title });

function whyNotYet(candidate: Candidate, kind: ClearanceKind): readonly Violation[] {
	const { status } = candidate.row;
	if (inForce(candidate, kind)) return obstacles(candidate);
	const running = status === 'draft' || status === 'in_review';
	return [
		{
			rule: running ? 'clearance-review-running' : 'clearance-contract-ended',
			clause: 'REV-03',
			text: running ? words.reviewRunning : words.contractEnded,
			values: { ...named(candidate), state: contractReviewWords.states[status] },
		},
	];
}

/** Whether a standing approval that was itself reviewed lets this order pass: its content as reviewed, its days, its limits (REV-03, REV-04). */
function standingLets({ row, facts, used }: StandingCandidate, content: ShopContent, rulebook: Rulebook, now: string): boolean {
	const rule = rulebook.clearances.standing.find(({ key }) => key === row.key);
	if (rule === undefined || row.status !== 'in_force' || !isCovered(facts.content.hash, facts.approvals)) return false;
	const today = localDay(now, rulebook.time_zone);
	if (row.valid_from === null || row.valid_until === null || today < row.valid_from || today > row.valid_until) return false;
	if (content.currency !== rule.currency || row.currency !== rule.currency || row.at_most === null) return false;
	const total = new Big(totalOf(content));
	return total.lte(rule.at_most) && total.lte(row.at_most) && total.gte(0) && total.plus(used).lte(rule.per_customer.at_most);
}

/**
 * May a shop commit to this? Only while a review that was approved and is in force covers exactly this content, or a standing approval
 * lets an order of this size pass (REV-03). The predicate is that of the contract's own signature.
 */
export function judge(question: Question, grounds: Grounds, rulebook: Rulebook, now: string): Judgement {
	const judged = judgeContracts(question, grounds.contracts);
	if (judged.allowed) return judged;
	const standing = grounds.standing.find((candidate) => standingLets(candidate, question.content, rulebook, now));
	if (standing === undefined) return judged;
	const approval = standing.facts.approvals.find((candidate) => isCovered(standing.facts.content.hash, [candidate]));
	return { allowed: true, contract: null, approval: approval?.id ?? null, standing: standing.row.id, violations: [] };
}
