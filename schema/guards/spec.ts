import type { ChildDeclaration, EditWindow } from '@crm-policy/rules/process/declaration';
import type { CollectionDeclaration, FieldType } from '../declare.js';
import type { AnyProcess, DeclaredModel } from '../model-type.js';

/** A column as a guard sees it. */
export interface GuardedColumn {
	readonly name: string;
	readonly type: FieldType;
	readonly default?: string | number | boolean;
}

/** A column and the states in which people may change it. */
export interface ColumnWindow extends GuardedColumn {
	readonly states: readonly string[];
}

/** What a record under a process refuses. */
export interface RecordGuard {
	readonly initial: string;
	/** Whether the collection has a `number`. */
	readonly numbered: boolean;
	/** Written by command only, and empty when a row is made. */
	readonly governed: readonly GuardedColumn[];
	/** Filled in when a row is made and changed by command only. */
	readonly setOnce: readonly GuardedColumn[];
	readonly windows: readonly ColumnWindow[];
	readonly deletable: boolean;
}

/** What a row refuses because of the state of the record it belongs to. */
export interface ChildGuard {
	readonly parent: string;
	/** The column that points at the parent. */
	readonly column: string;
	readonly windows: readonly ColumnWindow[];
	/** States of the parent in which rows come, go and move. */
	readonly existence: readonly string[];
	/** States of the parent in which anything at all of the row may be written. */
	readonly any: readonly string[];
}

/** Everything the database enforces on one table. */
export interface TableGuard {
	readonly table: string;
	/** `ticket`: every write needs one. `append`: inserts need one and nothing else is possible. */
	readonly writes: 'people' | 'ticket' | 'append';
	readonly record: RecordGuard | null;
	readonly parents: readonly ChildGuard[];
	/** Column sets that are unique, the primary key aside. */
	readonly unique: readonly (readonly string[])[];
}

export type GuardSpec = readonly TableGuard[];

/** The host fills these on every ordinary write. */
const updateStamps = ['user_updated', 'date_updated'];
const createStamps = ['user_created', 'date_created'];

/** Every process governs these, whether or not its collection has them. */
const governedEverywhere = ['number', 'ledger', 'rulebook_version'];

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** States in which a column may be changed: those of the windows that name it, else of the windows for the rest, else of the first. */
export function statesFor(column: string, windows: readonly EditWindow[]): readonly string[] {
	const named = windows.filter((window) => window.fields !== '*' && window.fields.includes(column));
	const rest = windows.filter((window) => window.fields === '*');
	const applying = named.length > 0 ? named : rest.length > 0 ? rest : windows.slice(0, 1);
	return unique(applying.flatMap((window) => window.states));
}

function columnsOf(collection: CollectionDeclaration): readonly GuardedColumn[] {
	return Object.entries(collection.fields).flatMap(([name, field]) =>
		field.type === 'alias' ? [] : [{ name, type: field.type, ...(field.default === undefined ? {} : { default: field.default }) }],
	);
}

function uniqueSets(collection: CollectionDeclaration): readonly (readonly string[])[] {
	return [
		...Object.entries(collection.fields).flatMap(([name, field]) => (field.unique === true ? [[name]] : [])),
		...(collection.indexes ?? []).flatMap((index) => (index.unique === true ? [index.fields] : [])),
	];
}

/** Names a mistake in a declaration; guards are never generated around one. */
const mistake = (where: string, what: string): Error => new Error(`The guards of ${where} cannot be made: ${what}.`);

function known(where: string, collection: CollectionDeclaration, names: readonly string[]): void {
	const unknown = names.filter((name) => !(name in collection.fields));
	if (unknown.length > 0) throw mistake(where, `${collection.collection} has no field ${unknown.join(', ')}`);
}

function knownStates(where: string, process: AnyProcess, windows: readonly EditWindow[]): void {
	const states = Object.keys(process.states);
	const unknown = windows.flatMap((window) => window.states).filter((state) => !states.includes(state));
	if (unknown.length > 0) throw mistake(where, `${process.collection} has no state ${unique(unknown).join(', ')}`);
}

const namedFields = (windows: readonly EditWindow[]): readonly string[] =>
	windows.flatMap((window) => (window.fields === '*' ? [] : window.fields));

function recordGuard(process: AnyProcess, collection: CollectionDeclaration): RecordGuard {
	const where = process.name;
	const governedHere = process.governed.filter((name) => !governedEverywhere.includes(name));
	known(where, collection, ['id', 'status', 'revision', ...governedHere, ...process.setOnce, ...namedFields(process.editable)]);
	knownStates(where, process, [...process.editable, { states: [process.initial], fields: '*' }]);
	const columns = columnsOf(collection);
	const numbered = columns.some((column) => column.name === 'number');
	const handled = ['id', 'status', 'revision', ...(numbered ? ['number'] : [])];
	const governed = columns.filter(
		(column) => [...governedEverywhere, ...process.governed].includes(column.name) && !handled.includes(column.name),
	);
	const setOnce = columns.filter(
		(column) => [...process.setOnce, ...createStamps].includes(column.name) && !handled.includes(column.name) && !governed.includes(column),
	);
	const locked = [...handled, ...updateStamps, ...governed.map(({ name }) => name), ...setOnce.map(({ name }) => name)];
	return {
		initial: process.initial,
		numbered,
		governed,
		setOnce,
		windows: columns
			.filter((column) => !locked.includes(column.name))
			.map((column) => ({ ...column, states: statesFor(column.name, process.editable) })),
		deletable: process.deletable,
	};
}

function childGuard(process: AnyProcess, child: ChildDeclaration, collection: CollectionDeclaration, own: RecordGuard | null): ChildGuard {
	const where = `${process.name}, ${child.collection}`;
	known(where, collection, ['id', child.parent, ...namedFields(child.editable)]);
	knownStates(where, process, child.editable);
	const elsewhere = [
		'id',
		child.parent,
		...createStamps,
		...updateStamps,
		// A row with a process of its own answers for these itself.
		...(own === null
			? []
			: ['status', 'revision', 'number', ...own.governed.map(({ name }) => name), ...own.setOnce.map(({ name }) => name)]),
	];
	const rest = child.editable.filter((window) => window.fields === '*');
	return {
		parent: process.collection,
		column: child.parent,
		windows: columnsOf(collection)
			.filter((column) => !elsewhere.includes(column.name))
			.map((column) => ({ ...column, states: statesFor(column.name, child.editable) })),
		existence: unique((rest.length > 0 ? rest : child.editable.slice(0, 1)).flatMap((window) => window.states)),
		any: unique(child.editable.flatMap((window) => window.states)),
	};
}

/**
 * Derives what the database enforces from what is declared, one entry per guarded table, in the order of the collections.
 * Throws when a process names a field or a state that does not exist.
 */
export function guardsFor(model: Pick<DeclaredModel, 'collections' | 'processes' | 'engineWritten' | 'appendOnly'>): GuardSpec {
	const collections = new Map(model.collections.map((collection) => [collection.collection, collection]));
	const children = model.processes.flatMap((process) => process.children.map((child) => ({ process, child })));
	const guarded = [
		...model.processes.map(({ collection }) => collection),
		...children.map(({ child }) => child.collection),
		...model.engineWritten,
		...model.appendOnly,
	];
	for (const name of guarded) if (!collections.has(name)) throw mistake(name, 'it is not declared as a collection');
	return model.collections.flatMap((collection): TableGuard[] => {
		const table = collection.collection;
		if (!guarded.includes(table)) return [];
		known(table, collection, ['id']);
		if (model.appendOnly.includes(table)) return [{ table, writes: 'append', record: null, parents: [], unique: [] }];
		if (model.engineWritten.includes(table)) return [{ table, writes: 'ticket', record: null, parents: [], unique: [] }];
		const process = model.processes.find((candidate) => candidate.collection === table);
		const record = process === undefined ? null : recordGuard(process, collection);
		return [
			{
				table,
				writes: 'people',
				record,
				parents: children
					.filter(({ child }) => child.collection === table)
					.map((entry) => childGuard(entry.process, entry.child, collection, record)),
				unique: uniqueSets(collection),
			},
		];
	});
}
