import { approvalSubject } from '../approval/subject.js';
import { approvalWords } from '../approval/words.js';
import { hasRole } from '../organisation/people.js';
import { defineGuard, type Case } from '../process/declaration.js';
import { reviewLevels, type ContractReview, type ContractTypes, type ReviewLevel } from './contract.js';
import { inStockObstacles } from './in-stock.js';
import { decideLevel, type LevelDecision } from './level.js';
import { contractReviewWords as words } from './words.js';

type ContractCase = Case<ContractTypes>;

const guard = defineGuard<ContractTypes>();

const filled = (value: string | null | undefined): boolean => (value ?? '').trim() !== '';

/** The four classes of requirements and the fields of the review form that fill each of them (REV-01). */
export const requirementClasses = {
	stated: { none: 'stated_none', fields: ['stated_quality', 'stated_design', 'stated_delivery', 'stated_price', 'stated_services'] },
	implied: { none: 'implied_none', fields: ['implied_requirements'] },
	legal: { none: 'legal_none', fields: ['legal_requirements'] },
	additional: { none: 'additional_none', fields: ['additional_requirements'] },
} as const satisfies Record<string, { none: keyof ContractReview; fields: readonly (keyof ContractReview)[] }>;

export const reviewFormExists = guard({
	rule: 'review-form-missing',
	clause: 'REV-02',
	text: words.reviewMissing,
	needs: ['review'],
	check: ({ facts }) => (facts.review === null ? [{ field: 'crm_contract_reviews.contract' }] : []),
});

export const everyClassIsFilled = guard({
	rule: 'requirement-class-empty',
	clause: 'REV-01',
	text: words.requirementClassEmpty,
	needs: ['review'],
	check: ({ facts: { review } }) => {
		if (review === null) return [];
		return Object.entries(requirementClasses).flatMap(([name, { none, fields }]) =>
			review[none] || fields.some((field) => filled(review[field]))
				? []
				: [{ field: `crm_contract_reviews.${fields[0]}`, values: { class: words.classes[name as keyof typeof requirementClasses] } }],
		);
	},
});

export const basicsAreThere = guard({
	rule: 'contract-incomplete',
	clause: 'REV-09',
	text: words.basicsMissing,
	needs: [],
	check: ({ row }) =>
		(['customer', 'amount', 'currency', 'delivery_date', 'department'] as const)
			.filter((field) => (row[field] ?? '') === '')
			.map((field) => ({ field, values: { what: words.basics[field] } })),
});

export const linesAreThere = guard({
	rule: 'lines-missing',
	clause: 'REV-09',
	text: words.linesMissing,
	needs: ['lines'],
	check: ({ facts }) => (facts.lines.length === 0 ? [{ field: 'crm_contract_lines.product' }] : []),
});

export const customerIsActive = guard({
	rule: 'customer-not-active',
	clause: 'NEW-05',
	text: words.customerNotActive,
	needs: ['customer'],
	check: ({ facts: { customer } }) =>
		customer === null || customer.status === 'active' ? [] : [{ field: 'customer', values: { customer: customer.name } }],
});

/** The level of a submission: what the rules decide, or special on request; a lighter level cannot be asked for. */
export function submittedLevel(subject: ContractCase): LevelDecision {
	const decided = decideLevel(subject.row, subject.facts, subject.rulebook);
	const asked = subject.input['level'];
	const onRequest = (level: ReviewLevel): LevelDecision => ({
		level,
		reasons: [{ rule: 'asked-for', clauses: ['REV-04'], text: words.becauseAskedFor }],
	});
	if (asked === 'special' && decided.level !== 'special') return onRequest('special');
	if (asked === 'routine' && decided.level === 'in_stock') return onRequest('routine');
	return decided;
}

const strictness: Readonly<Record<ReviewLevel, number>> = { in_stock: 0, routine: 1, special: 2 };

export const askedLevelIsEligible = guard({
	rule: 'level-not-eligible',
	clause: 'REV-04',
	text: words.levelNotEligible,
	needs: ['lines', 'stock', 'doubts', 'customer'],
	check: (subject) => {
		const asked = reviewLevels.find((level) => level === subject.input['level']);
		if (asked === undefined) return [];
		const decided = decideLevel(subject.row, subject.facts, subject.rulebook);
		if (strictness[asked] >= strictness[decided.level]) return [];
		const obstacles = asked === 'in_stock' ? inStockObstacles(subject.row, subject.facts) : [];
		const reasons = obstacles.length > 0 ? obstacles : decided.reasons.map((reason) => ({ ...reason, field: 'input.level' }));
		return reasons.map((reason) => ({
			field: reason.field,
			values: { ...(reason.values ?? {}), level: words.levels[decided.level], reason: reason.text },
		}));
	},
});

export const titleOf = ({ row }: ContractCase): string => (row.number === null ? row.title : `${row.number} ${row.title}`);

/** How a contract goes through the approval engine: the level decides the route, reviewers are fit for their part (REV-02, REV-04, REV-07). */
export const contractApproval = approvalSubject<ContractTypes>({
	collection: 'crm_contracts',
	relation: 'contract',
	title: titleOf,
	route: (subject) => {
		const key = subject.rulebook.contract_review.routes[submittedLevel(subject).level];
		const route = subject.rulebook.approvals.routes[key];
		return route === undefined ? null : { key, route };
	},
	missingRoute: { clause: 'REV-04', text: approvalWords.routeMissing },
	eligibleClause: 'REV-07',
	needs: ['lines', 'stock', 'doubts', 'customer'],
});

/** In the in-stock route the submission is the salesperson's signature, so a salesperson gives it (REV-15). */
export const salespersonSignsInStock = guard({
	rule: 'in-stock-salesperson-signs',
	clause: 'REV-15',
	text: words.inStockSalespersonSigns,
	needs: ['lines', 'stock', 'doubts', 'customer'],
	check: (subject) =>
		submittedLevel(subject).level === 'in_stock' && !hasRole(subject.actor, ['salesperson']) ? [{ field: 'input.level' }] : [],
});

export const submissionGuards = [
	basicsAreThere,
	customerIsActive,
	linesAreThere,
	reviewFormExists,
	everyClassIsFilled,
	askedLevelIsEligible,
	salespersonSignsInStock,
	...contractApproval.guards,
] as const;
