import type { Content } from '../canonical/content.js';

/** What a contract costs is nobody's business on the shop floor. */
const commercial: ReadonlySet<string> = new Set(['amount', 'currency', 'payment_terms', 'unit_price', 'stated_price']);

const withoutCommercial = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
	Object.fromEntries(Object.entries(row).filter(([field]) => !commercial.has(field)));

/** The relevant terms of a contract: what a department needs to carry it out, without what it costs (ORD-01). */
export const relevantTerms = (content: Content): Omit<Content, 'files'> => ({
	fields: withoutCommercial(content.fields),
	children: Object.fromEntries(Object.entries(content.children).map(([collection, rows]) => [collection, rows.map(withoutCommercial)])),
});
