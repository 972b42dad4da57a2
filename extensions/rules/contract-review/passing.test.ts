import { describe, expect, it } from 'vitest';
import { decideOutcome } from '../process/decide.js';
import { answeredReview, contractCase, contractLine, type ContractCaseDiffering } from '../testing/contract.js';
import { uuid } from '../testing/ids.js';
import type { ContractReview, ReviewLevel } from './contract.js';
import { contractProcess } from './process.js';

const pass = (level: ReviewLevel, answers: Partial<ContractReview> = {}, differing: ContractCaseDiffering = {}) =>
	decideOutcome(
		contractProcess,
		'approved',
		contractCase({
			...differing,
			row: { status: 'in_review', ...differing.row },
			facts: { review: answeredReview(level, answers), ...differing.facts },
		}),
	);

const violations = (...given: Parameters<typeof pass>) => {
	const decision = pass(...given);
	return decision.accepted
		? []
		: decision.violations.map(({ rule, clause, field }) => ({ rule, clause, field: field?.replace('crm_contract_reviews.', '') }));
};

/** Items of REV-09 that are answered with yes or no. */
const itemsOfA = [
	'requirements_reflected',
	'quality_matches',
	'acceptance_matches',
	'guarantee_matches',
	'equipment_capable',
	'technically_possible',
	'delivery_possible',
	'material_available',
] as const;

describe.each(['routine', 'special'] as const)('passing the review of a %s contract', (level) => {
	it('is possible with every item answered in favour', () => {
		expect(pass(level)).toMatchObject({ accepted: true, from: 'in_review', to: 'approved' });
	});

	it('is refused without a review form', () => {
		expect(violations(level, {}, { facts: { review: null } })).toEqual([
			{ rule: 'review-form-missing', clause: 'REV-02', field: 'contract' },
		]);
	});

	it.each(itemsOfA)('is refused while item (a) “%s” is unanswered', (field) => {
		expect(violations(level, { [field]: null })).toEqual([{ rule: 'review-item-unanswered', clause: 'REV-09', field }]);
	});

	it.each(itemsOfA)('is refused when item (a) “%s” is answered with no', (field) => {
		expect(violations(level, { [field]: false })).toEqual([{ rule: 'review-item-negative', clause: 'REV-05', field }]);
	});

	it('is refused while nothing is said about risks', () => {
		for (const risks of [null, '', '  '])
			expect(violations(level, { risks })).toEqual([{ rule: 'review-item-unanswered', clause: 'REV-09', field: 'risks' }]);
	});

	it('is refused while item (b) says neither what is implied nor that nothing was found', () => {
		expect(violations(level, { implied_none_found: false, implied_found: ' ' })).toEqual([
			{ rule: 'review-item-unanswered', clause: 'REV-10', field: 'implied_found' },
		]);
		expect(violations(level, { implied_none_found: false, implied_found: 'Colour fastness' })).toEqual([]);
	});

	it('is refused while differences of item (d) are not described, not settled, or neither', () => {
		const open = (field: string) => ({ rule: 'differences-unsettled', clause: 'REV-12', field });
		expect(violations(level, { differences_none: false })).toEqual([open('differences'), open('differences_settlement')]);
		expect(violations(level, { differences_none: false, differences: 'Shorter by 2 cm' })).toEqual([open('differences_settlement')]);
		expect(
			violations(level, { differences_none: false, differences: 'Shorter by 2 cm', differences_settlement: 'Accepted by letter' }),
		).toEqual([]);
	});

	it('is refused while item (e), the capability, is unanswered', () => {
		expect(violations(level, { capable: null })).toEqual([{ rule: 'capability-unanswered', clause: 'REV-05', field: 'capable' }]);
	});

	it('is refused when the company is not capable', () => {
		expect(violations(level, { capable: false })).toEqual([{ rule: 'capability-negative', clause: 'REV-05', field: 'capable' }]);
	});

	it('is refused while a doubt is open, and says how many', () => {
		const doubts = (['open', 'resolved', 'open'] as const).map((status, index) => ({ id: uuid(0xc50, index), status, raised_by: null }));
		expect(pass(level, {}, { facts: { doubts, review: answeredReview(level) } })).toMatchObject({
			accepted: false,
			violations: [{ rule: 'doubt-open', clause: 'REV-08', field: 'crm_contract_doubts.status', values: { count: 2 } }],
		});
	});

	it('does not ask the warehouse', () => {
		expect(
			pass(level, {}, { facts: { lines: [contractLine({ from_stock: true })], stock: [], review: answeredReview(level) } }).accepted,
		).toBe(true);
	});

	it('is refused when the review form is gone', () => {
		expect(violations(level, {}, { facts: { review: null } })).toEqual([
			{ rule: 'review-form-missing', clause: 'REV-02', field: 'contract' },
		]);
	});
});

describe('passing the review of a contract supplied from stock (REV-15)', () => {
	const lines = [contractLine({ from_stock: true })];
	const unanswered = { requirements_reflected: null, risks: null, capable: null, implied_none_found: false, differences_none: false };
	const supply = (available: string, facts: ContractCaseDiffering['facts'] = {}) =>
		decideOutcome(
			contractProcess,
			'approved',
			contractCase({
				row: { status: 'in_review' },
				facts: {
					lines,
					stock: [{ product: 'Tie', specification: 'Blue, 145 cm', unit: 'pc', available }],
					review: answeredReview('in_stock', unanswered),
					...facts,
				},
			}),
		);

	it('needs no answers, only the signatures and the stock', () => {
		expect(supply('100')).toMatchObject({ accepted: true, to: 'approved' });
	});

	it('is refused when the stock no longer covers a line', () => {
		expect(supply('99')).toMatchObject({
			accepted: false,
			violations: [{ rule: 'in-stock-not-covered', clause: 'REV-15', field: 'crm_contract_lines.quantity' }],
		});
	});

	it('is refused while a doubt is open', () => {
		expect(supply('100', { doubts: [{ id: uuid(0xc51, 1), status: 'open', raised_by: null }] })).toMatchObject({
			accepted: false,
			violations: [{ rule: 'doubt-open', clause: 'REV-08' }],
		});
	});
});

describe('the other ways a review ends', () => {
	it.each([
		['rejected', 'rejected'],
		['returned', 'draft'],
		['withdrawn', 'draft'],
	] as const)('%s leads to %s whatever the answers are', (outcome, to) => {
		expect(
			decideOutcome(
				contractProcess,
				outcome,
				contractCase({ row: { status: 'in_review' }, facts: { review: answeredReview('routine', { capable: null }) } }),
			),
		).toMatchObject({ accepted: true, to });
	});

	it.each(['draft', 'approved', 'effective', 'terminated'] as const)(
		'an approval that ends while the contract is %s does not move it',
		(status) => {
			expect(
				decideOutcome(contractProcess, 'approved', contractCase({ row: { status }, facts: { review: answeredReview('routine') } })),
			).toMatchObject({ accepted: false, violations: [{ rule: 'wrong-state' }] });
		},
	);
});
