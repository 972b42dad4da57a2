import type { KindOf, ValueKind } from '@crm-policy/rules/canonical/content';
import type { FieldDeclaration, Fields } from '@crm-policy/schema/declare';
import { collections } from '@crm-policy/schema/model';

const kinds: Partial<Record<FieldDeclaration['type'], ValueKind>> = {
	decimal: 'decimal',
	boolean: 'boolean',
	date: 'date',
	timestamp: 'timestamp',
	json: 'json',
};

const fieldsOf = (collection: string): Fields =>
	(collections as Readonly<Record<string, { readonly fields: Fields }>>)[collection]?.fields ?? {};

/** How a declared column's values are compared and hashed, from the type it is declared with. */
export const kindOf: KindOf = (collection, field) => kinds[fieldsOf(collection)[field]?.type ?? 'string'] ?? 'plain';

/** What each column of a collection holds when nothing is said: its declared default, or nothing. */
export function blankRow(collection: string): Readonly<Record<string, unknown>> {
	if (!(collection in collections)) throw new Error(`There is no collection ${collection}.`);
	return Object.fromEntries(
		Object.entries(fieldsOf(collection)).flatMap(([name, field]) => (field.type === 'alias' ? [] : [[name, field.default ?? null]])),
	);
}

/** The collection a column refers to, if it is a reference. */
export function referredBy(collection: string, column: string): string | null {
	const relation = fieldsOf(collection)[column]?.relation;
	return relation?.kind === 'm2o' ? relation.to : null;
}

/** Whether the collection has this column. */
export const hasColumn = (collection: string, field: string): boolean => {
	const declared = fieldsOf(collection)[field];
	return declared !== undefined && declared.type !== 'alias';
};
