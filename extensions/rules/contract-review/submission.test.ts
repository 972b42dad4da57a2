import { describe, expect, it } from 'vitest';
import { decide, explain } from '../process/decide.js';
import type { Effect } from '../process/effect.js';
import { contractCase, contractLine, unansweredReview, type ContractCaseDiffering } from '../testing/contract.js';
import { asActor, everybody, person, staff, withPerson } from '../testing/people.js';
import { rulebook, rulebookWithReview } from '../testing/rulebook.js';
import { there } from '../testing/there.js';
import type { ContractReview } from './contract.js';
import { noOverride } from './override.js';
import { contractProcess } from './process.js';

const submit = (differing: ContractCaseDiffering = {}) => decide(contractProcess, 'submit', contractCase(differing));

const violations = (differing: ContractCaseDiffering = {}) => {
	const decision = submit(differing);
	return decision.accepted ? [] : decision.violations.map(({ rule, clause, field }) => ({ rule, clause, field }));
};

const effectsOf = (differing: ContractCaseDiffering = {}): readonly Effect[] => {
	const decision = submit(differing);
	if (!decision.accepted) throw new Error(`Refused: ${decision.violations.map(({ rule }) => rule).join(', ')}`);
	return decision.effects;
};

const reviewPatch = (differing: ContractCaseDiffering = {}) => {
	const update = effectsOf(differing).find((effect) => effect.kind === 'update' && effect.collection === 'crm_contract_reviews');
	return update?.kind === 'update' ? update.patch : {};
};

const rolesAsked = (differing: ContractCaseDiffering = {}) =>
	effectsOf(differing).flatMap((effect) =>
		effect.kind === 'insert' && effect.collection === 'crm_approval_tasks'
			? [`${String(effect.row['part'])}: ${String(effect.row['role'])}`]
			: [],
	);

const fromStock = {
	lines: [contractLine({ from_stock: true })],
	stock: [{ product: 'Tie', specification: 'Blue, 145 cm', unit: 'pc', available: '100' }],
};

describe('the four classes of requirements (REV-01)', () => {
	const empty: Partial<ContractReview> = {
		stated_quality: null,
		stated_none: false,
		implied_requirements: null,
		implied_none: false,
		legal_requirements: null,
		legal_none: false,
		additional_requirements: null,
		additional_none: false,
	};

	const classes = [
		['stated', 'stated_quality', 'stated_none'],
		['implied', 'implied_requirements', 'implied_none'],
		['legal', 'legal_requirements', 'legal_none'],
		['additional', 'additional_requirements', 'additional_none'],
	] as const;

	it.each(classes)('refuse a submission when the class “%s” is neither filled nor marked “none”', (_, field, none) => {
		for (const nothing of [null, '', ' \t']) {
			const review = { ...unansweredReview, [field]: nothing, [none]: false };
			expect(violations({ facts: { review } })).toEqual([
				{ rule: 'requirement-class-empty', clause: 'REV-01', field: `crm_contract_reviews.${field}` },
			]);
		}
	});

	it.each(classes)('accept “none” for the class “%s”', (_, field, none) => {
		expect(submit({ facts: { review: { ...unansweredReview, [field]: null, [none]: true } } }).accepted).toBe(true);
	});

	it.each(['stated_quality', 'stated_design', 'stated_delivery', 'stated_price', 'stated_services'] as const)(
		'accept “%s” alone for what the customer stated',
		(field) => {
			expect(submit({ facts: { review: { ...unansweredReview, stated_quality: null, [field]: 'As agreed' } } }).accepted).toBe(true);
		},
	);

	it('are all named at once when the form is empty', () => {
		expect(violations({ facts: { review: { ...unansweredReview, ...empty } } }).map(({ field }) => field)).toEqual(
			classes.map(([, field]) => `crm_contract_reviews.${field}`),
		);
	});
});

describe('submitting a contract', () => {
	it('is accepted when nothing is missing', () => {
		expect(submit()).toMatchObject({ accepted: true, from: 'draft', to: 'in_review' });
	});

	it.each(['customer', 'amount', 'currency', 'delivery_date', 'department'] as const)(
		'is refused without “%s”, pointing at it',
		(field) => {
			expect(violations({ row: { [field]: null } })).toContainEqual({ rule: 'contract-incomplete', clause: 'REV-09', field });
			expect(violations({ row: { [field]: '' } })).toContainEqual({ rule: 'contract-incomplete', clause: 'REV-09', field });
		},
	);

	it('is accepted with an amount of nothing: a free sample is still a contract', () => {
		expect(submit({ row: { amount: 0 } }).accepted).toBe(true);
	});

	it('is refused without lines', () => {
		expect(violations({ facts: { lines: [] } })).toEqual([
			{ rule: 'lines-missing', clause: 'REV-09', field: 'crm_contract_lines.product' },
		]);
	});

	it('is refused without a review form', () => {
		expect(violations({ facts: { review: null } })).toEqual([
			{ rule: 'review-form-missing', clause: 'REV-02', field: 'crm_contract_reviews.contract' },
		]);
	});

	it.each(['prospect', 'vetting', 'dormant', 'archived'])('is refused while the customer is only %s', (status) => {
		expect(violations({ facts: { customer: { status, name: 'Silk Road Ltd', earlierContracts: 0 } } })).toEqual([
			{ rule: 'customer-not-active', clause: 'NEW-05', field: 'customer' },
		]);
	});

	it('lists everything that is missing at once', () => {
		expect(
			violations({ row: { customer: null, amount: null }, facts: { customer: null, lines: [], review: null } }).map(({ rule }) => rule),
		).toEqual(['contract-incomplete', 'contract-incomplete', 'lines-missing', 'review-form-missing']);
	});

	it('empties the answers of an earlier round: they belong to the content they were given about', () => {
		expect(reviewPatch()).toMatchObject({
			capable: null,
			requirements_reflected: null,
			risks: null,
			differences_none: false,
			implied_none_found: false,
			interests: null,
		});
	});

	it('gives the number and remembers the version of the rulebook', () => {
		expect(effectsOf().slice(0, 2)).toEqual([
			{ kind: 'number', sequence: 'contract' },
			{ kind: 'set', patch: { rulebook_version: 1, ...noOverride } },
		]);
	});

	it('binds the approval to the content as it is now and counts the rounds', () => {
		const subject = contractCase();
		const effects = effectsOf({ facts: { rounds: 1 } });
		expect(effects.find((effect) => effect.kind === 'insert')).toMatchObject({
			collection: 'crm_approvals',
			row: {
				status: 'pending',
				subject_hash: subject.facts.content.hash,
				submitted: subject.facts.content.canonical,
				round: 2,
				started_by: staff.seller.id,
			},
		});
	});

	it('is explained as allowed while the form is still empty', () => {
		expect(explain(contractProcess, 'submit', contractCase())).toEqual([]);
	});
});

describe('the level of a submission (REV-04)', () => {
	it.each([
		[
			'a routine contract to the three departments',
			{},
			'routine',
			['signer: production-manager', 'signer: technology-manager', 'signer: quality-manager'],
		],
		[
			'a special contract to a meeting with its chair',
			{ row: { special_requirements: 'Hand-rolled edges' } },
			'special',
			['signer: production-manager', 'signer: technology-manager', 'signer: quality-manager', 'chair: business-head'],
		],
		[
			'a contract from stock to the warehouse keeper and then the head',
			{ facts: fromStock },
			'in_stock',
			['signer: warehouse-keeper', 'signer: business-head'],
		],
	] as const)('sends %s', (_, differing, level, roles) => {
		expect(reviewPatch(differing)).toMatchObject({ level });
		expect(rolesAsked(differing)).toEqual(roles);
	});

	it.each([
		['a meeting for a routine contract', { input: { level: 'special' } }, 'special'],
		['the full review for a contract from stock', { input: { level: 'routine' }, facts: fromStock }, 'routine'],
		['a meeting for a contract from stock', { input: { level: 'special' }, facts: fromStock }, 'special'],
	] as const)('may be made stricter on request: %s, and the recorded reason is the request', (_, differing, level) => {
		const patch = reviewPatch(differing);
		expect(patch).toMatchObject({ level, level_reasons: [{ rule: 'asked-for', clauses: ['REV-04'] }] });
	});

	it.each([
		['routine', { row: { special_requirements: 'Hand-rolled edges' } }, 'input.level'],
		['in_stock', { row: { amount: '700000' } }, 'crm_contract_lines.from_stock'],
		['in_stock', { facts: { lines: fromStock.lines, stock: [] } }, 'crm_contract_lines.quantity'],
	] as const)('may not be made lighter: asking for %s is refused, with where to look', (level, differing, field) => {
		expect(violations({ ...differing, input: { level } })).toContainEqual({ rule: 'level-not-eligible', clause: 'REV-04', field });
	});

	it('accepts what is decided anyway when it is asked for', () => {
		expect(submit({ input: { level: 'routine' } }).accepted).toBe(true);
		expect(submit({ input: { level: 'in_stock' }, facts: fromStock }).accepted).toBe(true);
		expect(submit({ input: { level: 'special' }, row: { special_requirements: 'Gift boxes' } }).accepted).toBe(true);
	});

	it('refuses a level there is not, pointing at the form', () => {
		expect(violations({ input: { level: 'none' } })).toEqual([{ rule: 'input-invalid', clause: 'ORG-10', field: 'input.level' }]);
	});

	it('refuses a contract whose level has no route in the rulebook it goes by', () => {
		const incomplete = rulebookWithReview({});
		const withoutRoute = { ...incomplete, approvals: { ...incomplete.approvals, routes: {} } };
		expect(violations({ rulebook: withoutRoute })).toEqual([{ rule: 'route-missing', clause: 'REV-04', field: undefined }]);
	});
});

describe('who can review a submission (REV-02, REV-07)', () => {
	const withoutDeputy = everybody.filter(({ id }) => id !== staff.deputy.id);
	const refusal = { rule: 'no-eligible-reviewer', clause: 'REV-07', field: undefined };

	it.each([
		['has left', { active: false }],
		['has no recorded qualification', { qualification: null }],
		[
			'has a qualification that ended yesterday',
			{ qualification: { ...there(staff.quality.qualification), lawsAndRegulations: '2026-03-09' } },
		],
	])('is refused when the only person for a part %s', (_, change) => {
		expect(violations({ facts: { people: withPerson(withoutDeputy, staff.quality.id, change) } })).toEqual([refusal]);
	});

	it('goes by the calendar day of the company, not by UTC', () => {
		const people = withPerson(withoutDeputy, staff.quality.id, {
			qualification: { ...there(staff.quality.qualification), qualityManagementSystem: '2026-03-10' },
		});
		expect(violations({ facts: { people }, now: '2026-03-10T15:59:00.000Z' })).toEqual([]);
		expect(violations({ facts: { people }, now: '2026-03-10T16:01:00.000Z' })).toEqual([refusal]);
	});

	it('is refused when only the person who submits could fill a part', () => {
		const people = [
			...withoutDeputy.filter(({ id }) => id !== staff.quality.id),
			{ ...staff.head, roles: ['business-head', 'quality-manager'] as const },
		];
		expect(violations({ facts: { people }, actor: asActor(staff.head) })).toEqual([refusal]);
	});

	it('is accepted without qualification where the route does not ask for it: keeper and head of the stock shortcut', () => {
		const people = everybody.map((somebody) => ({ ...somebody, qualification: null }));
		expect(submit({ facts: { ...fromStock, people } }).accepted).toBe(true);
	});

	it('needs three different people for supply from stock (REV-15)', () => {
		const both = person(['warehouse-keeper', 'business-head']);
		expect(violations({ facts: { ...fromStock, people: [staff.seller, both] } })).toEqual([refusal]);
		expect(violations({ facts: { ...fromStock, people: [staff.seller, both, staff.keeper] } })).toEqual([]);
	});

	it('is asked anew under the rulebook the case began with', () => {
		expect(submit({ rulebook: rulebook({}, 7), row: { rulebook_version: 7 } })).toMatchObject({
			effects: expect.arrayContaining([expect.objectContaining({ kind: 'set', patch: { rulebook_version: 7, ...noOverride } })]) as unknown,
		});
	});
});

describe('whose signature a submission is in the in-stock route (REV-15)', () => {
	it('is the salesperson’s, so the business head cannot give it', () => {
		const byHead = { facts: fromStock, actor: asActor(staff.head) };
		expect(violations(byHead)).toEqual([{ rule: 'in-stock-salesperson-signs', clause: 'REV-15', field: 'input.level' }]);
		expect(violations({ facts: fromStock })).toEqual([]);
	});

	it('leaves the business head the routine review', () => {
		expect(violations({ facts: fromStock, actor: asActor(staff.head), input: { level: 'routine' } })).toEqual([]);
	});
});
