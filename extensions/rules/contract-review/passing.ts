import { defineGuard } from '../process/declaration.js';
import type { ContractReview, ContractTypes } from './contract.js';
import { inStockObstacles } from './in-stock.js';
import { reviewFormExists } from './submission.js';
import { contractReviewWords as words } from './words.js';

const guard = defineGuard<ContractTypes>();

const filled = (value: string | null | undefined): boolean => (value ?? '').trim() !== '';

/** Review item (a) of REV-09: what the reviewer answers with yes or no. */
export const itemAnswers = [
	'requirements_reflected',
	'quality_matches',
	'acceptance_matches',
	'guarantee_matches',
	'equipment_capable',
	'technically_possible',
	'delivery_possible',
	'material_available',
] as const satisfies readonly (keyof ContractReview)[];

/** The full review (items a to e) applies to every level but the in-stock shortcut, which has its own three signatures (REV-15, X-18). */
const fullReview = (review: ContractReview | null): ContractReview | null =>
	review === null || review.level === 'in_stock' ? null : review;

const itemAIsAnswered = guard({
	rule: 'review-item-unanswered',
	clause: 'REV-09',
	text: words.itemUnanswered,
	needs: ['review'],
	check: ({ facts }) => {
		const review = fullReview(facts.review);
		if (review === null) return [];
		return [...itemAnswers.filter((item) => review[item] === null), ...(filled(review.risks) ? [] : (['risks'] as const))].map((item) => ({
			field: `crm_contract_reviews.${item}`,
			values: { item: words.items[item] },
		}));
	},
});

const itemAIsPositive = guard({
	rule: 'review-item-negative',
	clause: 'REV-05',
	text: words.itemNegative,
	needs: ['review'],
	check: ({ facts }) => {
		const review = fullReview(facts.review);
		if (review === null) return [];
		return itemAnswers
			.filter((item) => review[item] === false)
			.map((item) => ({ field: `crm_contract_reviews.${item}`, values: { item: words.items[item] } }));
	},
});

const itemBIsAnswered = guard({
	rule: 'review-item-unanswered',
	clause: 'REV-10',
	text: words.itemUnanswered,
	needs: ['review'],
	check: ({ facts }) => {
		const review = fullReview(facts.review);
		if (review === null || review.implied_none_found || filled(review.implied_found)) return [];
		return [{ field: 'crm_contract_reviews.implied_found', values: { item: words.items.implied_found } }];
	},
});

const itemDIsSettled = guard({
	rule: 'differences-unsettled',
	clause: 'REV-12',
	text: words.differencesOpen,
	needs: ['review'],
	check: ({ facts }) => {
		const review = fullReview(facts.review);
		if (review === null || review.differences_none) return [];
		return (['differences', 'differences_settlement'] as const)
			.filter((field) => !filled(review[field]))
			.map((field) => ({ field: `crm_contract_reviews.${field}` }));
	},
});

const capabilityIsConfirmed = guard({
	rule: 'capability-unanswered',
	clause: 'REV-05',
	text: words.capabilityMissing,
	needs: ['review'],
	check: ({ facts }) => (fullReview(facts.review)?.capable === null ? [{ field: 'crm_contract_reviews.capable' }] : []),
});

const capabilityIsThere = guard({
	rule: 'capability-negative',
	clause: 'REV-05',
	text: words.capabilityNegative,
	needs: ['review'],
	check: ({ facts }) => (fullReview(facts.review)?.capable === false ? [{ field: 'crm_contract_reviews.capable' }] : []),
});

const doubtsAreResolved = guard({
	rule: 'doubt-open',
	clause: 'REV-08',
	text: words.doubtOpen,
	needs: ['doubts'],
	check: ({ facts }) => {
		const open = facts.doubts.filter((doubt) => doubt.status === 'open').length;
		return open > 0 ? [{ field: 'crm_contract_doubts.status', values: { count: open } }] : [];
	},
});

const stockStillCovers = guard({
	rule: 'in-stock-not-covered',
	clause: 'REV-15',
	text: words.inStockNotCovered,
	needs: ['review', 'lines', 'stock', 'doubts'],
	check: ({ row, facts }) => {
		if (facts.review?.level !== 'in_stock') return [];
		return inStockObstacles(row, facts)
			.filter((obstacle) => obstacle.rule === 'in-stock-not-covered')
			.map((obstacle) => ({ field: obstacle.field, ...(obstacle.values === undefined ? {} : { values: obstacle.values }) }));
	},
});

/** What must hold before a review counts as passed, whoever signs last (REV-05, REV-08 to REV-15). */
export const passingGuards = [
	reviewFormExists,
	itemAIsAnswered,
	itemAIsPositive,
	itemBIsAnswered,
	itemDIsSettled,
	capabilityIsConfirmed,
	capabilityIsThere,
	doubtsAreResolved,
	stockStillCovers,
] as const;
