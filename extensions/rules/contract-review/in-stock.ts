import Big from 'big.js';
import type { Text, TextValues } from '../words/text.js';
import type { ContractDoubt, ContractLine, ContractRow, ContractState, StockLevel } from './contract.js';
import { contractReviewWords as words } from './words.js';

/** States in which a contract supplied from stock takes its goods out of what others may count on. */
export const takingStock: readonly ContractState[] = ['in_review', 'approved', 'effective'];

export interface InStockObstacle {
	readonly rule: string;
	readonly text: Text;
	readonly field: string;
	readonly values?: TextValues;
}

const goodsKey = (goods: { readonly product: string; readonly specification: string | null; readonly unit: string }): string =>
	[goods.product, goods.specification ?? '', goods.unit].map((part) => part.trim().toLowerCase()).join('\u0000');

/** Lines whose goods the warehouse cannot cover, counting several lines of the same goods together (REV-15). */
export function uncoveredLines(lines: readonly ContractLine[], stock: readonly StockLevel[]): readonly ContractLine[] {
	const available = new Map<string, Big>();
	for (const level of stock) available.set(goodsKey(level), (available.get(goodsKey(level)) ?? new Big(0)).plus(level.available));
	const needed = new Map<string, Big>();
	for (const line of lines) needed.set(goodsKey(line), (needed.get(goodsKey(line)) ?? new Big(0)).plus(line.quantity));
	return lines.filter((line) => (available.get(goodsKey(line)) ?? new Big(0)).lt(needed.get(goodsKey(line)) ?? line.quantity));
}

/** What stands between a contract and the in-stock shortcut; nothing when it may be taken (REV-15, REV-16). */
export function inStockObstacles(
	contract: Pick<ContractRow, 'special_requirements'>,
	facts: { readonly lines: readonly ContractLine[]; readonly stock: readonly StockLevel[]; readonly doubts: readonly ContractDoubt[] },
): readonly InStockObstacle[] {
	const obstacles: InStockObstacle[] = [];
	if (facts.lines.some((line) => !line.from_stock)) {
		obstacles.push({ rule: 'in-stock-lines-only', text: words.inStockLinesOnly, field: 'crm_contract_lines.from_stock' });
	}
	for (const line of uncoveredLines(facts.lines, facts.stock)) {
		obstacles.push({
			rule: 'in-stock-not-covered',
			text: words.inStockNotCovered,
			field: 'crm_contract_lines.quantity',
			values: { product: line.product, quantity: new Big(line.quantity).toFixed(), unit: line.unit },
		});
	}
	if ((contract.special_requirements ?? '').trim() !== '') {
		obstacles.push({ rule: 'in-stock-special-requirement', text: words.inStockSpecialRequirement, field: 'special_requirements' });
	}
	if (facts.doubts.some((doubt) => doubt.status === 'open')) {
		obstacles.push({ rule: 'in-stock-open-doubt', text: words.inStockOpenDoubt, field: 'crm_contract_doubts.status' });
	}
	return obstacles;
}
