import { inStockObstacles } from '../contract-review/in-stock.js';
import type { StockLevel } from '../contract-review/contract.js';
import { say, type Locale } from '../words/text.js';
import { totalOf, type ShopContent } from './asked.js';
import { clearanceWords as words } from './words.js';

export interface OpenedLine {
	readonly sort: number;
	readonly product: string;
	readonly specification: null;
	readonly quantity: string;
	readonly unit: string;
	readonly unit_price: string;
	readonly from_stock: boolean;
}

/** The lines of a contract over what a shop asks about. They are supplied from stock where the warehouse covers all of them (REV-15). */
export function openedLines({ lines }: ShopContent, stock: readonly StockLevel[], unit: string): readonly OpenedLine[] {
	const units = new Map(stock.map((level) => [level.product.trim().toLowerCase(), level.unit]));
	const drafted = lines.map((line, index) => ({
		id: String(index + 1),
		sort: index + 1,
		product: line.sku,
		specification: null,
		quantity: line.quantity,
		unit: units.get(line.sku.trim().toLowerCase()) ?? unit,
		unit_price: line.unit_price,
		from_stock: true,
	}));
	const covered = inStockObstacles({ special_requirements: null }, { lines: drafted, stock, doubts: [] }).length === 0;
	return drafted.map(({ id: _, ...line }) => ({ ...line, from_stock: covered }));
}

/** Fields of a contract that follow from what a shop asks about. */
export const openedTerms = (content: ShopContent) => ({
	amount: totalOf(content),
	currency: content.currency,
	delivery_date: content.delivery.date,
	delivery_terms: content.delivery.terms,
});

/** What the record says about where it comes from, in the language of the company. */
export const openedWords = (reference: { readonly system: string; readonly order: string }, content: ShopContent, locale: Locale) => {
	const values = { ...reference, amount: totalOf(content), currency: content.currency };
	return {
		title: say(words.opened.title, locale, values),
		internal_note: say(words.opened.note, locale, values),
		reason: say(words.opened.reason, locale, values),
		requested_change: say(words.opened.change, locale, values),
	};
};

/** Somebody who could draw up the review, and what they have on their desk. */
export interface Drafter {
	readonly id: string;
	readonly department: string | null;
	readonly drafts: number;
}

/** Who draws up the review: whoever answers for the customer, else the one with the fewest drafts (ties by id). */
export function chooseDrafter(owner: string | null, drafters: readonly Drafter[]): Drafter | null {
	const placed = drafters.filter(({ department }) => department !== null);
	return placed.find(({ id }) => id === owner) ?? placed.toSorted((a, b) => a.drafts - b.drafts || (a.id < b.id ? -1 : 1)).at(0) ?? null;
}
