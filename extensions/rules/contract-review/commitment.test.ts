import { describe, expect, it } from 'vitest';
import { decide } from '../process/decide.js';
import {
	answeredReview,
	contractLine,
	contractOfCase,
	passedApproval,
	signableCase,
	type ContractCaseDiffering,
} from '../testing/contract.js';
import { uuid } from '../testing/ids.js';
import { isCovered } from './commitment.js';
import type { ContractLine, ContractReview } from './contract.js';
import { contractProcess } from './process.js';

const sign = (differing: ContractCaseDiffering = {}) => decide(contractProcess, 'sign', signableCase(differing));

const violations = (differing: ContractCaseDiffering = {}) => {
	const decision = sign(differing);
	return decision.accepted ? [] : decision.violations.map(({ rule, clause, field }) => ({ rule, clause, field }));
};

const notPassed = { rule: 'review-not-passed', clause: 'REV-03', field: undefined };
const reviewed = signableCase();
const covering = { approvals: [passedApproval(reviewed.facts.content.hash)] };

/** Whether the approval over the original contract still covers one that differs like this. */
const stillCovered = (differing: Parameters<typeof contractOfCase>[0]): boolean =>
	isCovered(contractOfCase(differing).hash, covering.approvals);

describe('committing to a contract (REV-03)', () => {
	it('is possible when an approved approval covers what the contract says now', () => {
		expect(sign()).toMatchObject({ accepted: true, to: 'effective' });
	});

	it.each(['pending', 'rejected', 'returned', 'withdrawn', 'void'] as const)(
		'is refused when the only approval of this content is %s',
		(status) => {
			expect(violations({ facts: { approvals: [{ ...passedApproval(reviewed.facts.content.hash), status }] } })).toEqual([notPassed]);
		},
	);

	it('is refused without any approval', () => {
		expect(violations({ facts: { approvals: [] } })).toEqual([notPassed]);
	});

	it('finds the covering approval among others', () => {
		const others = [
			{ ...passedApproval('something else'), id: uuid(0xc60, 1) },
			...covering.approvals,
			{ ...passedApproval(reviewed.facts.content.hash), id: uuid(0xc60, 2), status: 'void' as const },
		];
		expect(violations({ facts: { approvals: others } })).toEqual([]);
	});

	const changedFields: Readonly<Record<string, unknown>> = {
		title: 'Wool ties',
		customer: uuid(0xc61, 1),
		order_form: 'verbal',
		amount: '12000.01',
		currency: 'USD',
		delivery_date: '2026-05-02',
		delivery_terms: 'FOB Shanghai',
		payment_terms: '30 days',
		acceptance_method: 'Sample',
		guarantee_terms: 'One year',
		special_requirements: 'Gift boxes',
		valid_from: '2026-03-01',
		valid_until: '2027-03-01',
	};

	it('knows every reviewed field of a contract in this test', () => {
		expect(contractProcess.reviewed?.fields.toSorted()).toEqual(Object.keys(changedFields).toSorted());
	});

	it.each(Object.entries(changedFields))('is void when “%s” changes after the review', (field, value) => {
		expect(stillCovered({ row: { [field]: value } })).toBe(false);
		expect(violations({ row: { [field]: value }, facts: covering })).toContainEqual(notPassed);
	});

	const changedLine: ContractLine = {
		id: contractLine().id,
		product: 'Scarf',
		specification: 'Red',
		quantity: '100.5',
		unit: 'box',
		unit_price: '119.99',
		from_stock: true,
	};

	it.each(['product', 'specification', 'quantity', 'unit', 'unit_price', 'from_stock'] as const)(
		'is void when “%s” of a line changes',
		(field) => {
			expect(stillCovered({ lines: [contractLine({ [field]: changedLine[field] })] })).toBe(false);
		},
	);

	it('is void when a line is added, doubled or removed', () => {
		expect(stillCovered({ lines: [contractLine(), contractLine({ product: 'Scarf' })] })).toBe(false);
		expect(stillCovered({ lines: [contractLine(), contractLine()] })).toBe(false);
		expect(stillCovered({ lines: [] })).toBe(false);
	});

	const requirementFields = [
		'stated_quality',
		'stated_design',
		'stated_delivery',
		'stated_price',
		'stated_services',
		'implied_requirements',
		'legal_requirements',
		'additional_requirements',
	] as const satisfies readonly (keyof ContractReview)[];

	it.each(requirementFields)('is void when the requirement “%s” changes', (field) => {
		expect(stillCovered({ review: answeredReview('routine', { [field]: 'Something else' }) })).toBe(false);
	});

	it.each(['stated_none', 'implied_none', 'legal_none', 'additional_none'] as const)('is void when “%s” is switched', (field) => {
		const before = answeredReview('routine')[field];
		expect(stillCovered({ review: answeredReview('routine', { [field]: !before }) })).toBe(false);
	});

	it('is void when a file is attached, and covers a file only by its bytes', () => {
		expect(stillCovered({ files: ['digest of a drawing'] })).toBe(false);
		const withFile = contractOfCase({ files: ['digest of a drawing'] });
		expect(isCovered(contractOfCase({ files: ['digest of another drawing'] }).hash, [passedApproval(withFile.hash)])).toBe(false);
		expect(isCovered(contractOfCase({ files: ['digest of a drawing'] }).hash, [passedApproval(withFile.hash)])).toBe(true);
	});

	it('is not touched by what is not part of the contract', () => {
		expect(stillCovered({ row: { internal_note: 'Call back on Monday', owner: uuid(0xc61, 2), revision: 9, number: 'HT2026-0007' } })).toBe(
			true,
		);
		expect(stillCovered({ review: answeredReview('routine', { risks: 'None', capable: false, level: 'special' }) })).toBe(true);
		expect(stillCovered({ lines: [contractLine({ id: uuid(0xc61, 3) })] })).toBe(true);
	});

	it('does not depend on the order of lines or files', () => {
		const [one, two, three] = [contractLine(), contractLine({ product: 'Scarf' }), contractLine({ product: 'Bow tie' })];
		const hash = contractOfCase({ lines: [one, two, three], files: ['a', 'b'] }).hash;
		expect(contractOfCase({ lines: [three, one, two], files: ['b', 'a'] }).hash).toBe(hash);
	});

	it('does not depend on how a database writes a value', () => {
		expect(
			stillCovered({ row: { amount: 12000, special_requirements: '' }, lines: [contractLine({ quantity: '100.0000', unit_price: 120 })] }),
		).toBe(true);
	});

	it('is refused in earlier states with the reason that matters', () => {
		for (const status of ['draft', 'in_review', 'rejected'] as const) {
			expect(violations({ row: { status } })).toEqual([{ rule: 'review-not-passed', clause: 'REV-03', field: 'status' }]);
		}
	});
});

describe('orders by word of mouth (REV-11)', () => {
	const missing = { rule: 'customer-confirmation-missing', clause: 'REV-11', field: 'customer_confirmed_on' };

	it.each(['verbal', 'telephone'] as const)('a %s order is not signed before the customer has confirmed it', (order_form) => {
		expect(violations({ row: { order_form } })).toEqual([missing]);
	});

	it.each(['verbal', 'telephone'] as const)('a %s order is signed once the customer has confirmed its present content', (order_form) => {
		const { hash } = contractOfCase({ row: { order_form } });
		expect(violations({ row: { order_form, customer_confirmed_hash: hash } })).toEqual([]);
	});

	it('a confirmation of earlier content does not count', () => {
		const { hash } = contractOfCase({ row: { order_form: 'verbal', amount: '11000' } });
		expect(violations({ row: { order_form: 'verbal', customer_confirmed_hash: hash } })).toEqual([missing]);
	});

	it('a written order needs no confirmation, and none can be recorded', () => {
		expect(violations()).toEqual([]);
		const input = { confirmed_by: 'Ms Wang', confirmed_on: '2026-03-10', how: 'email' };
		expect(decide(contractProcess, 'confirm_by_customer', signableCase({ input }))).toMatchObject({
			accepted: false,
			violations: [{ rule: 'confirmation-not-needed', clause: 'REV-11', field: 'order_form' }],
		});
	});

	it('recording a confirmation binds it to the content of that moment', () => {
		const input = { confirmed_by: 'Ms Wang', confirmed_on: '2026-03-10', how: 'read_back' };
		const subject = signableCase({ row: { order_form: 'telephone' }, input });
		expect(decide(contractProcess, 'confirm_by_customer', subject)).toMatchObject({
			accepted: true,
			to: 'approved',
			effects: [
				{
					kind: 'set',
					patch: {
						customer_confirmed_by: 'Ms Wang',
						customer_confirmed_how: 'read_back',
						customer_confirmed_hash: subject.facts.content.hash,
					},
				},
			],
		});
	});

	it('a confirmation says who, when and how', () => {
		const decision = decide(contractProcess, 'confirm_by_customer', signableCase({ row: { order_form: 'verbal' }, input: {} }));
		expect(decision.accepted ? [] : decision.violations.map(({ field }) => field)).toEqual([
			'input.confirmed_by',
			'input.confirmed_on',
			'input.how',
		]);
	});
});

describe('special requirements (REV-16)', () => {
	it.each(['routine', 'in_stock', null] as const)('are not committed to when the review was of level %s', (level) => {
		expect(violations({ row: { special_requirements: 'Gift boxes' }, facts: { review: answeredReview(level) } })).toEqual([
			{ rule: 'special-requirement-not-reviewed', clause: 'REV-16', field: 'special_requirements' },
		]);
	});

	it('are committed to after a meeting', () => {
		expect(violations({ row: { special_requirements: 'Gift boxes' }, facts: { review: answeredReview('special') } })).toEqual([]);
	});
});

describe('what signing does', () => {
	it('keeps the first version, passes the terms on and remembers who signed', () => {
		const decision = sign({ input: { signed_for_customer: 'Ms Wang' } });
		if (!decision.accepted) throw new Error('The contract of this test can be signed.');
		expect(decision.effects[0]).toMatchObject({
			kind: 'set',
			patch: { signed_by: reviewed.actor.id, signed_for_customer: 'Ms Wang', effective_at: reviewed.now },
		});
		expect(decision.effects[1]).toMatchObject({
			kind: 'insert',
			collection: 'crm_contract_versions',
			row: { version: 1, content_hash: reviewed.facts.content.hash },
		});
		expect(decision.effects.flatMap((effect) => (effect.kind === 'insert' ? [effect.collection] : []))).toEqual([
			'crm_contract_versions',
			'crm_execution_notices',
			'crm_execution_notices',
		]);
	});

	it('dates the signature by the calendar of the company unless a day is given', () => {
		const dayOf = (differing: ContractCaseDiffering): unknown => {
			const decision = sign(differing);
			const effect = decision.accepted ? decision.effects[0] : undefined;
			return effect?.kind === 'set' ? effect.patch['signed_on'] : undefined;
		};
		expect(dayOf({ now: '2026-03-10T16:30:00.000Z' })).toBe('2026-03-11');
		expect(dayOf({ input: { signed_on: '2026-03-02' } })).toBe('2026-03-02');
	});
});

describe('after the review', () => {
	it('revising voids the approval and the confirmation', () => {
		expect(decide(contractProcess, 'revise', signableCase())).toMatchObject({
			accepted: true,
			to: 'draft',
			effects: [
				{
					kind: 'set',
					patch: { customer_confirmed_by: null, customer_confirmed_on: null, customer_confirmed_how: null, customer_confirmed_hash: null },
				},
				{ kind: 'update', collection: 'crm_approvals', patch: { status: 'void' } },
			],
		});
	});

	it('a contract is closed once the departments have acknowledged everything', () => {
		const close = (statuses: readonly ('issued' | 'acknowledged')[]) =>
			decide(
				contractProcess,
				'close',
				signableCase({
					row: { status: 'effective' },
					facts: { notices: statuses.map((status, index) => ({ id: uuid(0xc62, index), status, kind: 'process_sheet' })) },
				}),
			);
		expect(close(['acknowledged', 'issued'])).toMatchObject({
			accepted: false,
			violations: [{ rule: 'notices-open', clause: 'ORD-01', field: 'crm_execution_notices.status', values: { count: 1 } }],
		});
		expect(close(['acknowledged', 'acknowledged'])).toMatchObject({ accepted: true, to: 'closed' });
	});
});
