import { defineGuard } from '../process/declaration.js';
import type { ContractFacts, ContractTypes } from './contract.js';
import { contractReviewWords as words } from './words.js';

const guard = defineGuard<ContractTypes>();

/**
 * May this be committed? The one predicate behind signing, shipping and selling: an approved approval exists for the content
 * as it is at this moment (REV-03).
 */
export const isCovered = (hash: string, approvals: ContractFacts['approvals']): boolean =>
	approvals.some((approval) => approval.status === 'approved' && approval.coversHash === hash);

const reviewHasPassed = guard({
	rule: 'review-not-passed',
	clause: 'REV-03',
	text: words.reviewNotPassed,
	needs: ['content', 'approvals'],
	check: ({ facts }) => (isCovered(facts.content.hash, facts.approvals) ? [] : [{}]),
});

const wordOfMouthIsConfirmed = guard({
	rule: 'customer-confirmation-missing',
	clause: 'REV-11',
	text: words.confirmationMissing,
	needs: ['content'],
	check: ({ row, facts }) =>
		row.order_form === 'written' || row.customer_confirmed_hash === facts.content.hash ? [] : [{ field: 'customer_confirmed_on' }],
});

const specialRequirementsAreReviewed = guard({
	rule: 'special-requirement-not-reviewed',
	clause: 'REV-16',
	text: words.specialNotReviewed,
	needs: ['review'],
	check: ({ row, facts }) =>
		(row.special_requirements ?? '').trim() === '' || facts.review?.level === 'special' ? [] : [{ field: 'special_requirements' }],
});

/** What must hold before the company commits itself (REV-03, REV-11, REV-16). */
export const commitmentGuards = [reviewHasPassed, wordOfMouthIsConfirmed, specialRequirementsAreReviewed] as const;
