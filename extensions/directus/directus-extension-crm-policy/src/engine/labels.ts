import { processOf } from '@crm-policy/rules/processes';
import { say, type Locale } from '@crm-policy/rules/words/text';
import type { CollectionDeclaration } from '@crm-policy/schema/declare';
import { collections } from '@crm-policy/schema/model';

const declared = (collection: string): CollectionDeclaration | undefined =>
	Object.hasOwn(collections, collection) ? (collections as Readonly<Record<string, CollectionDeclaration>>)[collection] : undefined;

/** What one record of a collection is called; the name of the collection where it is not declared here. */
export function singularLabel(collection: string, locale: Locale): string {
	const label = declared(collection)?.singular;
	return label === undefined ? collection : say(label, locale);
}

/** What a field is called; its name where it is not declared here. */
export function fieldLabel(collection: string, field: string, locale: Locale): string {
	const fields = declared(collection)?.fields ?? {};
	return Object.hasOwn(fields, field) ? say(fields[field]?.label ?? { 'en-US': field, 'zh-CN': field }, locale) : field;
}

/** The state of a record, as its process calls it. */
export function stateLabel(collection: string, status: unknown, locale: Locale): string | null {
	const states = processOf(collection)?.states ?? {};
	if (typeof status !== 'string' || !Object.hasOwn(states, status)) return null;
	return say(states[status]?.label ?? { 'en-US': status, 'zh-CN': status }, locale);
}
