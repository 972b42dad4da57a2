import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Content } from '../canonical/content.js';
import type { ContractRow } from '../contract-review/contract.js';
import { rulebook } from '../testing/rulebook.js';
import { askedModel, contentDigest, contentOfQuestion, totalOf, type ClearanceKind, type ShopContent } from './asked.js';
import { judge, type Candidate, type StandingCandidate } from './judgement.js';
import { chooseDrafter, openedLines } from './opening.js';

const now = '2026-11-20T04:00:00.000Z';
const content: ShopContent = {
	customer: { system: 'shop', id: 'cus_1' },
	currency: 'CNY',
	lines: [{ sku: 'TIE-8', quantity: '200', unit_price: '60' }],
	delivery: { terms: 'By road', date: null },
};

const contractContent = (differing: Partial<Content['fields']> = {}): Content => ({
	fields: { customer: 'customer-1', currency: 'CNY', delivery_terms: 'By road', delivery_date: '2027-03-01', ...differing },
	children: {
		crm_contract_lines: [{ product: 'TIE-8', specification: null, quantity: '200', unit: 'pcs', unit_price: '60', from_stock: false }],
	},
	files: [],
});

const candidate = (
	status: ContractRow['status'],
	approved: boolean,
	differing: Partial<ContractRow> = {},
	terms = contractContent(),
): Candidate =>
	({
		row: {
			id: 'contract-1',
			status,
			number: 'HT2026-0001',
			title: 'Order',
			order_form: 'written',
			special_requirements: null,
			...differing,
		},
		facts: {
			content: { hash: 'present', canonical: terms },
			approvals: [{ id: 'approval-1', status: approved ? 'approved' : 'void', started_by: 'sales', round: 1, coversHash: 'present' }],
			review: null,
		},
	}) as unknown as Candidate;

const standing = (differing: Record<string, unknown> = {}, used = '0', status = 'approved'): StandingCandidate =>
	({
		row: {
			id: 'standing-1',
			status: 'in_force',
			key: 'small-orders',
			currency: 'CNY',
			at_most: '2000',
			valid_from: '2026-01-01',
			valid_until: '2026-12-31',
			...differing,
		},
		facts: { content: { hash: 'present' }, approvals: [{ id: 'approval-2', status, coversHash: 'present' }] },
		used,
	}) as unknown as StandingCandidate;

const judged = (contracts: readonly Candidate[], kind: ClearanceKind = 'cart', asked = content, customers = ['customer-1']) =>
	judge({ kind, content: asked, customers }, { contracts, standing: [] }, rulebook(), now);

describe('a clearance', () => {
	it.each([
		['nothing', [], 'clearance-not-reviewed REV-03'],
		['a draft', [candidate('draft', false)], 'clearance-review-running REV-03'],
		['a review that runs', [candidate('in_review', false)], 'clearance-review-running REV-03'],
		['a review that failed', [candidate('rejected', false)], 'clearance-contract-ended REV-03'],
		['a contract that was terminated', [candidate('terminated', true)], 'clearance-contract-ended REV-03'],
		['an approval of other content', [candidate('approved', false)], 'review-not-passed REV-03'],
		[
			'an order by telephone nobody confirmed',
			[candidate('approved', true, { order_form: 'telephone' })],
			'customer-confirmation-missing REV-11',
		],
		[
			'special wishes nobody met about',
			[candidate('approved', true, { special_requirements: 'Gift boxes' })],
			'special-requirement-not-reviewed REV-16',
		],
		[
			'an approved contract about less',
			[candidate('approved', true, {}, contractContent({ currency: 'EUR' }))],
			'clearance-other-content REV-03',
		],
		[
			'a contract in force about less',
			[candidate('effective', true, {}, contractContent({ currency: 'EUR' }))],
			'clearance-other-content AMD-03',
		],
	])('is refused on the grounds of %s', (_what, contracts, expected) => {
		const { allowed, violations } = judged(contracts);
		expect(allowed).toBe(false);
		expect(violations.map(({ rule, clause }) => `${rule} ${String(clause)}`)).toEqual([expected]);
	});

	it.each(['approved', 'effective'] as const)('is given on the grounds of an approved contract that is %s', (status) => {
		expect(judged([candidate('draft', false), candidate(status, true)])).toEqual({
			allowed: true,
			contract: 'contract-1',
			approval: 'approval-1',
			standing: null,
			violations: [],
		});
	});

	it('is given for a closed contract only to carry out what was placed', () => {
		const closed = [candidate('closed', true)];
		expect(judged(closed, 'fulfillment').allowed).toBe(true);
		expect(judged(closed, 'cart').allowed).toBe(false);
	});

	it('is for the customer the contract is with', () => {
		expect(judged([candidate('approved', true)], 'cart', content, ['customer-2']).allowed).toBe(false);
		expect(judged([candidate('approved', true)], 'cart', content, []).allowed).toBe(false);
		expect(judged([candidate('approved', true)], 'cart', content, ['customer-2', 'customer-1']).allowed, 'a merged record').toBe(true);
	});

	it('asks of a contract what the shop says about delivery, and nothing it does not say', () => {
		const silent = { ...content, delivery: { terms: null, date: null } };
		expect(judged([candidate('approved', true)], 'cart', silent).allowed).toBe(true);
		const earlier = { ...content, delivery: { terms: 'By road', date: '2027-02-01' } };
		expect(judged([candidate('approved', true)], 'cart', earlier).allowed).toBe(false);
	});

	it('is never given for another quantity or price than was reviewed', () => {
		const number = fc.integer({ min: 1, max: 100_000 });
		fc.assert(
			fc.property(number, number, (quantity, price) => {
				const asked = { ...content, lines: [{ sku: 'TIE-8', quantity: String(quantity), unit_price: String(price) }] };
				expect(judged([candidate('approved', true)], 'cart', asked).allowed).toBe(quantity === 200 && price === 60);
			}),
		);
	});
});

describe('a standing approval', () => {
	const small = { ...content, lines: [{ sku: 'TIE-8', quantity: '10', unit_price: '60' }] };
	const passes = (given: StandingCandidate, asked = small, at = now) =>
		judge({ kind: 'cart', content: asked, customers: [] }, { contracts: [], standing: [given] }, rulebook(), at).allowed;

	it('lets a small order pass while it is in force', () => {
		expect(judge({ kind: 'cart', content: small, customers: [] }, { contracts: [], standing: [standing()] }, rulebook(), now)).toEqual({
			allowed: true,
			contract: null,
			approval: 'approval-2',
			standing: 'standing-1',
			violations: [],
		});
	});

	it.each([
		['is a draft', standing({ status: 'draft' })],
		['was revoked', standing({ status: 'revoked' })],
		['was not itself approved as it reads', standing({}, '0', 'void')],
		['has a name the rulebook does not know', standing({ key: 'anything' })],
		['says less', standing({ at_most: '599.99' })],
		['is in another currency', standing({ currency: 'EUR' })],
		['begins tomorrow', standing({ valid_from: '2026-11-21' })],
		['ended yesterday', standing({ valid_until: '2026-11-19' })],
		['was used up by the same customer', standing({}, '4400.01')],
	])('does not when it %s', (_what, given) => {
		expect(passes(given)).toBe(false);
	});

	it('adds up what a customer orders in pieces', () => {
		expect(passes(standing({}, '4400'))).toBe(true);
	});

	it('never lets more pass than the rulebook allows, whatever it says itself', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 500_000 }), (cents) => {
				const asked = { ...content, lines: [{ sku: 'A', quantity: '1', unit_price: (cents / 100).toFixed(2) }] };
				expect(passes(standing({ at_most: '999999' }), asked)).toBe(cents <= 200_000);
			}),
		);
	});
});

describe('what a shop asks', () => {
	const asked = {
		kind: 'cart',
		reference: { system: 'shop', order: 'cart_1', version: 3 },
		customer: { system: 'shop', id: 'cus_1', email: '', name: null },
		currency: 'cny',
		lines: [
			{ sku: 'B', quantity: 1, unit_price: '2.50' },
			{ sku: 'A', quantity: '3.0', unit_price: 4 },
		],
		delivery: 'By road',
	};

	it('has one digest, however its numbers, its currency and the order of its lines are written', () => {
		const other = {
			...asked,
			reference: { system: 'shop', order: 'cart_2' },
			currency: 'CNY',
			lines: [
				{ sku: 'A', quantity: 3, unit_price: '4.00' },
				{ sku: 'B', quantity: '1', unit_price: 2.5 },
			],
			delivery: { terms: 'By road' },
		};
		const digestOf = (value: unknown) => contentDigest(contentOfQuestion(askedModel.parse(value)));
		expect(digestOf(other)).toBe(digestOf(asked));
		expect(digestOf({ ...other, delivery: null })).not.toBe(digestOf(asked));
		expect(totalOf(contentOfQuestion(askedModel.parse(asked)))).toBe('14.50');
	});

	it.each([[{ quantity: 'free' }], [{ quantity: 0 }], [{ quantity: '-1' }], [{ unit_price: '1e400' }], [{ unit_price: 1e20 }]])(
		'is none with %j',
		(line) => {
			expect(askedModel.safeParse({ ...asked, lines: [{ sku: 'A', quantity: 1, unit_price: 1, ...line }] }).success).toBe(false);
		},
	);
});

describe('the review that is opened', () => {
	const held = [{ product: 'tie-8', specification: null, unit: 'box', available: '200' }];

	it('is one for supply from stock exactly when the warehouse covers every line (REV-15)', () => {
		expect(openedLines(content, held, 'pcs')).toMatchObject([{ product: 'TIE-8', unit: 'box', from_stock: true }]);
		expect(openedLines(content, [{ ...held[0], available: '199' } as (typeof held)[0]], 'pcs')).toMatchObject([{ from_stock: false }]);
		expect(openedLines({ ...content, lines: [...content.lines, { sku: 'X', quantity: '1', unit_price: '1' }] }, held, 'pcs')).toMatchObject(
			[{ from_stock: false }, { from_stock: false, unit: 'pcs' }],
		);
	});

	it('is drawn up by whoever answers for the customer, else by the one with the fewest drafts', () => {
		const drafter = (id: string, drafts: number, department: string | null = 'sales') => ({ id, drafts, department });
		const people = [drafter('a', 5), drafter('b', 1), drafter('c', 1), drafter('d', 0, null)];
		expect(chooseDrafter('a', people)?.id).toBe('a');
		expect(chooseDrafter('d', people)?.id).toBe('b');
		expect(chooseDrafter(null, [])).toBeNull();
	});
});
