import { describe, expect, it } from 'vitest';
import type { Rulebook, RulebookContent } from '../rulebook/rulebook.js';
import { contractCase, contractLine, type ContractCaseDiffering } from '../testing/contract.js';
import { uuid } from '../testing/ids.js';
import { rulebook, rulebookWithReview } from '../testing/rulebook.js';
import { decideLevel } from './level.js';

type SpecialRule = RulebookContent['contract_review']['special_when'][number];

const rules = {
	requirement: { when: 'special-requirement', clauses: ['REV-16'] },
	amount: { when: 'amount-at-least', currency: 'CNY', amount: '500000.00', clauses: ['REV-14'] },
	wordOfMouth: { when: 'order-form', forms: ['verbal', 'telephone'], clauses: ['REV-11'] },
	newCustomer: { when: 'new-customer', clauses: ['REV-04'] },
	foreign: { when: 'foreign-currency', domestic: 'CNY', clauses: ['REV-04'] },
} as const satisfies Record<string, SpecialRule>;

const levelOf = (differing: ContractCaseDiffering, under: Rulebook = rulebook()) => {
	const { row, facts } = contractCase(differing);
	const { level, reasons } = decideLevel(row, facts, under);
	return { level, reasons: reasons.map(({ rule, clauses }) => `${rule} (${clauses.join(', ')})`) };
};

const only = (...special_when: RulebookContent['contract_review']['special_when']): Rulebook => rulebookWithReview({ special_when });

const fromStock = [contractLine({ from_stock: true })];
const plenty = [{ product: 'Tie', specification: 'Blue, 145 cm', unit: 'pc', available: '1000' }];
const openDoubt = [{ id: uuid(0xc40, 1), status: 'open' as const, raised_by: null }];

describe('what makes a contract special (REV-04, REV-14, REV-16)', () => {
	it.each<[string, ContractCaseDiffering, Rulebook, string]>([
		[
			'a special requirement',
			{ row: { special_requirements: 'Hand-rolled edges' } },
			only(rules.requirement),
			'special-requirement (REV-16)',
		],
		['an amount above the threshold', { row: { amount: '500000.01' } }, only(rules.amount), 'amount-at-least (REV-14)'],
		['an amount of exactly the threshold', { row: { amount: '500000' } }, only(rules.amount), 'amount-at-least (REV-14)'],
		['an amount the database gives as a number', { row: { amount: 500000 } }, only(rules.amount), 'amount-at-least (REV-14)'],
		['a verbal order', { row: { order_form: 'verbal' } }, only(rules.wordOfMouth), 'order-form (REV-11)'],
		['a telephone order', { row: { order_form: 'telephone' } }, only(rules.wordOfMouth), 'order-form (REV-11)'],
		[
			'the first contract with a customer',
			{ facts: { customer: { status: 'active', name: 'New', earlierContracts: 0 } } },
			only(rules.newCustomer),
			'new-customer (REV-04)',
		],
		['a foreign currency', { row: { currency: 'EUR' } }, only(rules.foreign), 'foreign-currency (REV-04)'],
	])('%s does, and the reason names the rule and its clause', (_, differing, under, reason) => {
		expect(levelOf(differing, under)).toEqual({ level: 'special', reasons: [reason] });
	});

	it.each<[string, ContractCaseDiffering, Rulebook]>([
		['a special requirement of blanks only', { row: { special_requirements: ' \n ' } }, only(rules.requirement)],
		['an amount a cent below the threshold', { row: { amount: '499999.99' } }, only(rules.amount)],
		['a large amount in another currency than the threshold’s', { row: { amount: '900000', currency: 'EUR' } }, only(rules.amount)],
		['an amount that is not filled in yet', { row: { amount: null } }, only(rules.amount)],
		['an amount that a form left blank', { row: { amount: '' } }, only(rules.amount)],
		['a written order', { row: { order_form: 'written' } }, only(rules.wordOfMouth)],
		[
			'a second contract with a customer',
			{ facts: { customer: { status: 'active', name: 'Old', earlierContracts: 1 } } },
			only(rules.newCustomer),
		],
		['a customer that is not chosen yet', { facts: { customer: null } }, only(rules.newCustomer)],
		['the home currency', { row: { currency: 'CNY' } }, only(rules.foreign)],
		['a currency that is not filled in yet', { row: { currency: null } }, only(rules.foreign)],
		['a special requirement when the rulebook has no rule about it', { row: { special_requirements: 'Hand-rolled edges' } }, only()],
	])('%s does not', (_, differing, under) => {
		expect(levelOf(differing, under)).toEqual({ level: 'routine', reasons: ['routine (REV-04)'] });
	});

	it('gives every reason that applies, in the order of the rulebook', () => {
		const differing = { row: { special_requirements: 'Gift boxes', amount: '800000', currency: 'CNY' } };
		expect(levelOf(differing)).toEqual({ level: 'special', reasons: ['special-requirement (REV-16)', 'amount-at-least (REV-14)'] });
	});

	it('wins over supply from stock', () => {
		expect(levelOf({ row: { amount: '600000' }, facts: { lines: fromStock, stock: plenty } }).level).toBe('special');
	});
});

describe('supply from stock (REV-15)', () => {
	it('is the level of a contract whose every line the warehouse covers', () => {
		expect(levelOf({ facts: { lines: fromStock, stock: plenty } })).toEqual({ level: 'in_stock', reasons: ['in-stock (REV-15)'] });
	});

	it('is not decided for a contract without lines', () => {
		expect(levelOf({ facts: { lines: [], stock: plenty } }).level).toBe('routine');
	});

	it('is not decided when one line of two is made rather than taken from stock', () => {
		expect(levelOf({ facts: { lines: [...fromStock, contractLine()], stock: plenty } })).toEqual({
			level: 'routine',
			reasons: ['routine (REV-04)'],
		});
	});

	it('is never decided while the rulebook switches it off', () => {
		const off = rulebookWithReview({ in_stock: { enabled: false, clauses: ['REV-15'] } });
		expect(levelOf({ facts: { lines: fromStock, stock: plenty } }, off).level).toBe('routine');
	});

	it.each<[string, ContractCaseDiffering, string]>([
		['the warehouse has too little', { facts: { lines: fromStock, stock: [] } }, 'in-stock-not-covered (REV-15)'],
		['a doubt is open', { facts: { lines: fromStock, stock: plenty, doubts: openDoubt } }, 'in-stock-open-doubt (REV-15)'],
	])('falls back to routine, with the reason, when %s', (_, differing, reason) => {
		expect(levelOf(differing)).toEqual({ level: 'routine', reasons: [reason] });
	});

	it('falls back to routine when a special requirement is no reason for a meeting under the rulebook', () => {
		const differing = { row: { special_requirements: 'Gift boxes' }, facts: { lines: fromStock, stock: plenty } };
		expect(levelOf(differing, only())).toEqual({ level: 'routine', reasons: ['in-stock-special-requirement (REV-15)'] });
	});
});
