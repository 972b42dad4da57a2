import { processes } from '@crm-policy/rules/processes';
import type { FieldDeclaration } from '@crm-policy/schema/declare';
import { collections, model, type CollectionName } from '@crm-policy/schema/model';

/**
 * Field lists of permissions, derived from the declarations of schema and processes so that they cannot drift: a field that
 * becomes governed leaves every list of writable fields by itself.
 */

export const fieldsOf = (collection: CollectionName): Readonly<Record<string, FieldDeclaration>> => collections[collection].fields;

/** Columns Directus and the engine fill in themselves. */
const stampedByHost = ['id', 'user_created', 'date_created', 'user_updated', 'date_updated'] as const;

/** Fields of every governed record that only the engine moves, beside those its process names. */
const movedByEngine = ['status', 'revision', 'number', 'ledger', 'rulebook_version'] as const;

/** Fields set by a preset from the person who creates the record, never by what they send. */
export const setFromPerson = ['owner', 'department', 'raised_by'] as const;

/** Fields of a collection that only commands write. */
export function governedFieldsOf(collection: CollectionName): readonly string[] {
	const process = processes.find((candidate) => candidate.collection === collection);
	const asChild = processes.flatMap((parent) => parent.children.filter((child) => child.collection === collection));
	// A window without states is open at no time.
	const neverOpen = asChild.flatMap((child) =>
		child.editable.filter((window) => window.states.length === 0).flatMap((window) => (window.fields === '*' ? [] : window.fields)),
	);
	return [...new Set<string>([...movedByEngine, ...(process?.governed ?? []), ...neverOpen])];
}

/** Fields that are given when a record is made and never edited afterwards: those its process says, and the parent it belongs to. */
export function setOnceFieldsOf(collection: CollectionName): readonly string[] {
	const process = processes.find((candidate) => candidate.collection === collection);
	const parents = processes.flatMap((parent) =>
		parent.children.filter((child) => child.collection === collection).map((child) => child.parent),
	);
	return [...new Set([...(process?.setOnce ?? []), ...parents])];
}

const writtenByEngineOnly = (collection: CollectionName): boolean => [...model.engineWritten, ...model.appendOnly].includes(collection);

/** Lists through which people write: those of the child collections the process declares. */
function writableLists(collection: CollectionName): readonly string[] {
	const children = processes.find((process) => process.collection === collection)?.children.map((child) => child.collection) ?? [];
	return Object.entries(fieldsOf(collection)).flatMap(([name, { relation, readonly }]) => {
		if (readonly === true || relation === undefined) return [];
		if (relation.kind === 'o2m' && children.includes(relation.from)) return [name];
		return relation.kind === 'files' && children.includes(relation.junction) ? [name] : [];
	});
}

/** Parts of the form without data: sections, the action bar, the timeline. Directus shows them only to those who are given them. */
const formParts = (collection: CollectionName): readonly string[] =>
	Object.entries(fieldsOf(collection)).flatMap(([name, { special }]) => (special?.includes('no-data') === true ? [name] : []));

function writableFields(collection: CollectionName, closed: readonly string[]): readonly string[] {
	if (writtenByEngineOnly(collection)) return [];
	const never = new Set<string>([...stampedByHost, ...governedFieldsOf(collection), ...setFromPerson, ...closed]);
	const columns = Object.entries(fieldsOf(collection)).flatMap(([name, { type }]) => (type === 'alias' || never.has(name) ? [] : [name]));
	return [...columns, ...writableLists(collection), ...formParts(collection).filter((part) => !closed.includes(part))];
}

/** Every field of a collection, with its lists and the parts of its form. */
export const readableFields = (collection: CollectionName, without: readonly string[] = []): readonly string[] =>
	Object.keys(fieldsOf(collection)).filter((field) => !without.includes(field));

/** What people may give when they make a record. */
export const creatableFields = (collection: CollectionName, without: readonly string[] = []): readonly string[] =>
	writableFields(collection, without);

/** What people may change in the ordinary form: not what was settled when the record was made, so that no row moves to another parent. */
export const updatableFields = (collection: CollectionName, without: readonly string[] = []): readonly string[] =>
	writableFields(collection, [...without, ...setOnceFieldsOf(collection)]);
