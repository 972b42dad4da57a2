import Big from 'big.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { ClauseId } from '../process/violation.js';
import type { Text, TextValues } from '../words/text.js';
import type { ContractDoubt, ContractLine, ContractRow, ReviewLevel, StockLevel } from './contract.js';
import { inStockObstacles } from './in-stock.js';
import { contractReviewWords as words } from './words.js';

export interface LevelReason {
	readonly rule: string;
	readonly clauses: readonly ClauseId[];
	readonly text: Text;
	readonly values?: TextValues;
}

export interface LevelDecision {
	readonly level: ReviewLevel;
	readonly reasons: readonly LevelReason[];
}

export interface LevelFacts {
	readonly lines: readonly ContractLine[];
	readonly stock: readonly StockLevel[];
	readonly doubts: readonly ContractDoubt[];
	readonly customer: { readonly earlierContracts: number } | null;
}

/** The terms the rules for special contracts look at. */
export type ContractTerms = Pick<ContractRow, 'special_requirements' | 'amount' | 'currency' | 'order_form'>;

/** Rules of the rulebook that make this contract a special one, each with the reason shown to people (REV-04, REV-14, REV-16). */
export function specialReasons(contract: ContractTerms, facts: Pick<LevelFacts, 'customer'>, rulebook: Rulebook): readonly LevelReason[] {
	return rulebook.contract_review.special_when.flatMap((rule): readonly LevelReason[] => {
		const reason = (sentence: Text, values?: TextValues): readonly LevelReason[] => [
			{ rule: rule.when, clauses: rule.clauses as ClauseId[], text: sentence, ...(values === undefined ? {} : { values }) },
		];
		switch (rule.when) {
			case 'special-requirement':
				return (contract.special_requirements ?? '').trim() === '' ? [] : reason(words.becauseSpecialRequirement);
			case 'amount-at-least': {
				if (contract.amount === null || contract.amount === '' || contract.currency !== rule.currency) return [];
				return new Big(contract.amount).gte(rule.amount)
					? reason(words.becauseAmount, { amount: rule.amount, currency: rule.currency })
					: [];
			}
			case 'order-form':
				return rule.forms.includes(contract.order_form as (typeof rule.forms)[number])
					? reason(words.becauseOrderForm, { form: words.orderForms[contract.order_form] })
					: [];
			case 'new-customer':
				return facts.customer !== null && facts.customer.earlierContracts === 0 ? reason(words.becauseNewCustomer) : [];
			case 'foreign-currency':
				return contract.currency !== null && contract.currency !== rule.domestic
					? reason(words.becauseForeignCurrency, { currency: contract.currency })
					: [];
		}
	});
}

/**
 * The one review level of a contract (REV-04): special when a rule says so, in stock when every line can be supplied from the
 * finished-goods warehouse, routine otherwise. A contract meant for the shortcut that does not qualify falls back to routine.
 */
export function decideLevel(contract: ContractRow, facts: LevelFacts, rulebook: Rulebook): LevelDecision {
	const special = specialReasons(contract, facts, rulebook);
	if (special.length > 0) return { level: 'special', reasons: special };
	const clauses = rulebook.contract_review.in_stock.clauses as ClauseId[];
	if (rulebook.contract_review.in_stock.enabled && facts.lines.length > 0 && facts.lines.every((line) => line.from_stock)) {
		const obstacles = inStockObstacles(contract, facts);
		if (obstacles.length === 0) return { level: 'in_stock', reasons: [{ rule: 'in-stock', clauses, text: words.becauseInStock }] };
		return {
			level: 'routine',
			reasons: obstacles.map((obstacle) => ({
				rule: obstacle.rule,
				clauses,
				text: obstacle.text,
				...(obstacle.values === undefined ? {} : { values: obstacle.values }),
			})),
		};
	}
	return {
		level: 'routine',
		reasons: [{ rule: 'routine', clauses: rulebook.contract_review.clauses as ClauseId[], text: words.becauseRoutine }],
	};
}
