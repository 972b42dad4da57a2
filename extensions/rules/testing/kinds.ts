import type { KindOf, ValueKind } from '../canonical/content.js';

const kinds: Readonly<Record<string, ValueKind>> = {
	amount: 'decimal',
	quantity: 'decimal',
	due_on: 'date',
	unit_price: 'decimal',
	delivery_date: 'date',
	valid_from: 'date',
	valid_until: 'date',
	from_stock: 'boolean',
	replaces_lines: 'boolean',
	stated_none: 'boolean',
	implied_none: 'boolean',
	legal_none: 'boolean',
	additional_none: 'boolean',
	content: 'json',
	effective_from: 'date',
};

/** How the columns of the governed collections are written canonically, for tests without a schema. */
export const testKindOf: KindOf = (_, field) => kinds[field] ?? 'plain';
