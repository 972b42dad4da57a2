import type { CollectionName } from '@crm-policy/schema/model';
import { fieldsOf } from '@crm-policy/seeds/departments/fields';
import type { Filter } from '@crm-policy/seeds/departments/fragments';

/** What a rule about rows means, worked out over rows that were read from the database: once more, and without Directus. */

export type Row = Readonly<Record<string, unknown>>;

/** Who reads. */
export interface Reader {
	readonly id: string;
	readonly department: string | null;
}

/** One condition of a rule, with the relations that lead to the record it is about. */
export interface Comparison {
	readonly way: readonly string[];
	readonly field: string;
	readonly operator: string;
	readonly operand: unknown;
}

const isFilter = (value: unknown): value is Filter => typeof value === 'object' && value !== null && !Array.isArray(value);

export const relationOf = (collection: string, field: string) =>
	(fieldsOf(collection as CollectionName) as ReturnType<typeof fieldsOf> | undefined)?.[field]?.relation;

/** The collection on the other side of a relation of ours, or null for a field that is none. */
export function targetOf(collection: string, field: string): string | null {
	const relation = relationOf(collection, field);
	if (relation === undefined) return null;
	return relation.kind === 'm2o' ? relation.to : relation.kind === 'o2m' ? relation.from : relation.junction;
}

/** The conditions of a field: `{ _in: … }`; anything else leads on to another record. */
const isComparison = (condition: unknown): condition is Filter =>
	isFilter(condition) && Object.keys(condition).every((key) => key.startsWith('_') && key !== '_and' && key !== '_or');

/** The ways a rule can be met: each a set of conditions that together are enough. */
export function alternativesOf(rule: Filter, way: readonly string[] = []): readonly (readonly Comparison[])[] {
	return Object.entries(rule).reduce<readonly (readonly Comparison[])[]>(
		(before, [key, condition]) => {
			const here = alternativesOfPart(key, condition, way);
			return before.flatMap((one) => here.map((other) => [...one, ...other]));
		},
		[[]],
	);
}

function alternativesOfPart(key: string, condition: unknown, way: readonly string[]): readonly (readonly Comparison[])[] {
	if (key === '_or' || key === '_and') {
		const parts = (condition as readonly Filter[]).map((part) => alternativesOf(part, way));
		if (key === '_or') return parts.flat();
		return parts.reduce<readonly (readonly Comparison[])[]>(
			(before, part) => before.flatMap((one) => part.map((other) => [...one, ...other])),
			[[]],
		);
	}
	if (!isComparison(condition)) return alternativesOf(condition as Filter, [...way, key]);
	return [Object.entries(condition).map(([operator, operand]) => ({ way, field: key, operator, operand }))];
}

/** What a variable of a rule stands for when this reader asks. */
export function valueFor(operand: unknown, reader: Reader): unknown {
	if (operand === '$CURRENT_USER') return reader.id;
	if (operand === '$CURRENT_USER.crm_department') return reader.department;
	if (operand === '$NOW') return Date.now();
	if (typeof operand === 'string' && operand.startsWith('$')) throw new Error(`The probe does not know what ${operand} stands for.`);
	return operand;
}

const instantOf = (value: unknown): number => (value instanceof Date ? value.getTime() : new Date(value as string | number).getTime());

function compares(value: unknown, operator: string, operand: unknown, reader: Reader): boolean {
	const meant = valueFor(operand, reader);
	const among = (Array.isArray(meant) ? meant : [meant]) as readonly unknown[];
	switch (operator) {
		case '_null':
			return value === null;
		case '_nnull':
			return value !== null;
		case '_in':
		case '_eq':
			return value !== null && among.includes(value);
		case '_nin':
			return value !== null && !among.includes(value);
		case '_gt':
			return value !== null && instantOf(value) > instantOf(meant);
		default:
			throw new Error(`The probe does not know the operator ${operator}.`);
	}
}

/** The rows of all collections as the database has them. */
export class Rows {
	readonly #byId = new Map<string, ReadonlyMap<string, Row>>();
	readonly #byParent = new Map<string, Map<unknown, Row[]>>();

	constructor(tables: ReadonlyMap<string, readonly Row[]>) {
		for (const [collection, rows] of tables) this.#byId.set(collection, new Map(rows.map((row) => [String(row['id']), row])));
	}

	of(collection: string): readonly Row[] {
		return [...(this.#byId.get(collection)?.values() ?? [])];
	}

	one(collection: string, id: unknown): Row | undefined {
		return this.#byId.get(collection)?.get(String(id));
	}

	/** The rows of a collection whose reference is this one. */
	pointingAt(collection: string, field: string, id: unknown): readonly Row[] {
		const key = `${collection}.${field}`;
		let index = this.#byParent.get(key);
		if (index === undefined) {
			index = new Map();
			for (const row of this.of(collection)) index.set(row[field], [...(index.get(row[field]) ?? []), row]);
			this.#byParent.set(key, index);
		}
		return index.get(id) ?? [];
	}
}

/** Whether a rule lets a reader have a row. A list leads to any of its rows, a reference to the one there is. */
export function allows(rule: Filter, collection: string, row: Row, reader: Reader, rows: Rows): boolean {
	return Object.entries(rule).every(([key, condition]) => {
		if (key === '_or') return (condition as readonly Filter[]).some((part) => allows(part, collection, row, reader, rows));
		if (key === '_and') return (condition as readonly Filter[]).every((part) => allows(part, collection, row, reader, rows));
		if (isComparison(condition))
			return Object.entries(condition).every(([operator, operand]) => compares(row[key] ?? null, operator, operand, reader));
		const relation = relationOf(collection, key);
		if (relation === undefined || relation.kind === 'files') throw new Error(`${collection}.${key} leads nowhere.`);
		const others =
			relation.kind === 'm2o'
				? [rows.one(relation.to, row[key])].filter((other) => other !== undefined)
				: rows.pointingAt(relation.from, relation.by, row['id']);
		const target = relation.kind === 'm2o' ? relation.to : relation.from;
		return others.some((other) => allows(condition as Filter, target, other, reader, rows));
	});
}

/** A rule with each of its parts left out in turn: of an “or” it then allows less, of an “and” more. */
export const withoutEachPart = (rule: Filter): readonly { readonly what: string; readonly rule: Filter }[] =>
	Object.entries(rule).flatMap(([key, condition]) => {
		if (key !== '_or' && key !== '_and') return [];
		const parts = condition as readonly Filter[];
		return parts.map((_part, index) => ({
			what: `without ${key === '_or' ? 'alternative' : 'condition'} ${String(index + 1)}`,
			rule: { ...rule, [key]: parts.filter((_, place) => place !== index) },
		}));
	});
