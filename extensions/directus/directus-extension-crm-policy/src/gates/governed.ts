import type { ChildDeclaration, EditWindow } from '@crm-policy/rules/process/declaration';
import { processes, processOf, type AnyProcess } from '@crm-policy/rules/processes';
import { collections, model } from '@crm-policy/schema/model';
import type { FieldDeclaration } from '@crm-policy/schema/declare';

/** A child collection with the process its parent is under. */
export interface GovernedChild {
	readonly child: ChildDeclaration;
	readonly parent: AnyProcess;
}

const written = new Set<string>([...model.engineWritten, ...model.appendOnly]);

/** Collections nobody writes by hand at all: approvals, tasks, notices, versions, the ledger. */
export const isEngineWritten = (collection: string): boolean => written.has(collection);

/** The process of a collection whose ordinary fields people do edit. */
export const editableProcess = (collection: string): AnyProcess | undefined =>
	isEngineWritten(collection) ? undefined : processes.find((process) => process.collection === collection);

const children = new Map<string, GovernedChild>(
	processes.flatMap((parent) => parent.children.map((child) => [child.collection, { child, parent }] as const)),
);

export const governedChild = (collection: string): GovernedChild | undefined => children.get(collection);

/** Every collection that a gate stands before. */
export const gatedCollections: readonly string[] = [
	...new Set([...written, ...processes.map((process) => process.collection), ...children.keys()]),
];

/** The states in which a field may be edited: those of the window that names it, else of the window for everything. */
export function editableStates(windows: readonly EditWindow[], field: string): readonly string[] {
	const named = windows.filter((window) => window.fields !== '*' && window.fields.includes(field));
	const applicable = named.length > 0 ? named : windows.filter((window) => window.fields === '*');
	return [...new Set(applicable.flatMap((window) => window.states))];
}

const fieldsOf = (collection: string): Readonly<Record<string, FieldDeclaration>> =>
	(collections as Readonly<Record<string, { readonly fields: Readonly<Record<string, FieldDeclaration>> }>>)[collection]?.fields ?? {};

/** What Directus itself writes along with every change. */
const stamps = new Set(['user_created', 'date_created', 'user_updated', 'date_updated']);

/** The declared columns among the keys of a payload; lists of children and unknown keys are not columns. */
export const columnsIn = (collection: string, payload: Readonly<Record<string, unknown>>): readonly string[] => {
	const fields = fieldsOf(collection);
	return Object.keys(payload).filter(
		(key) => key !== 'id' && !stamps.has(key) && fields[key] !== undefined && fields[key].type !== 'alias',
	);
};

/** Columns that point at a row somebody may or may not see. */
export const referencesOf = (collection: string): readonly { readonly field: string; readonly to: string }[] =>
	Object.entries(fieldsOf(collection)).flatMap(([field, { relation }]) =>
		relation?.kind === 'm2o' && (relation.to.startsWith('crm_') || relation.to === 'directus_files') ? [{ field, to: relation.to }] : [],
	);

/** The process whose clause is cited where a write is refused: the collection's own, or that of the record its rows belong to. */
export const citedProcess = (collection: string): AnyProcess | undefined =>
	processOf(collection) ?? referencesOf(collection).flatMap(({ to }) => processOf(to) ?? [])[0];

export const labelOf = (collection: string, field: string) => fieldsOf(collection)[field]?.label ?? field;
