import type { Query, SchemaOverview } from '@directus/types';
import type { Filter } from '@crm-policy/seeds/departments/fragments';
import { stepOf, type Step } from './steps.js';

/**
 * The host applies a reader's row rules to the rows it answers with, not to the rows a filter or an order passes on its way: asked for the
 * contracts of customers whose number begins with “C”, it tells about customers the reader may not see. Here every filter carries the rule
 * of each collection it passes, so that rows out of sight match nothing.
 */

/** Under which condition the reader sees a row of a collection. */
export interface RowRule {
	readonly condition: Filter;
	/** Whether the reader may ask about everything the condition names. The host lets nobody ask about a field or a list they do not see. */
	readonly askable: boolean;
}

/** The rule about the rows of a collection; null where every row is seen. */
export type RuleOf = (collection: string) => RowRule | null;

/**
 * The keys of the rows that meet a condition among those the reader sees; null while they have not been read, or where they are too many to be
 * named one by one.
 */
export type KeysOf = (question: Question) => readonly string[] | null;

/** Which rows of a collection a condition is met by: asked of the host itself where its rule cannot be carried along. */
export interface Question {
	readonly collection: string;
	readonly condition: Filter;
}

/** An order through a relation, with what the rows it passes have to satisfy for the reader to see them. */
export interface OrderThrough {
	/** Holds for rows that have something at the other end. */
	readonly present: Filter;
	/** Holds for rows at whose other end is something the reader sees. */
	readonly seen: Filter;
}

export interface Narrowed {
	readonly query: Query;
	/** Orders that are harmless only while every row they put in order has a seen row at the other end. */
	readonly orders: readonly OrderThrough[];
	/** Whether something asks for what cannot be narrowed: the number of hidden rows, an order by rows of a list, or by what is seen for reasons the reader may not ask about, more rows than can be named. */
	readonly beyond: boolean;
}

/** A step to rows that are not all seen. */
interface Passed {
	readonly path: readonly string[];
	readonly step: Step;
	readonly rule: RowRule;
}

/** Whether a comparison holds where there is nothing at the other end. */
const holdsOfNothing = (comparison: Filter): boolean =>
	Object.entries(comparison).some(([operator, value]) =>
		['_null', '_empty'].includes(operator) ? value !== false : ['_nnull', '_nempty'].includes(operator) && value === false,
	);

const isTree = (value: unknown): value is Filter => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Conditions that all have to hold, as one. */
const together = (parts: readonly Filter[]): Filter => {
	const [only] = parts;
	if (only === undefined) return {};
	return parts.length === 1 ? only : { _and: parts };
};

/**
 * A condition, asked at the end of a path. The host reads logical operators and `_some` at the top only, so each condition carries the whole
 * path, and a list in it is followed by plain nesting.
 */
function at(path: readonly string[], condition: Filter): Filter {
	const parts = Object.entries(condition).map(([key, value]): Filter => {
		if (path.length > 0 && isTree(value) && isTree(value['_some'])) return at([...path, key], value['_some']);
		if ((key === '_and' || key === '_or') && Array.isArray(value)) return { [key]: value.filter(isTree).map((part) => at(path, part)) };
		return path.reduceRight<Filter>((inner, name) => ({ [name]: inner }), { [key]: value });
	});
	return together(parts);
}

class Narrowing {
	readonly orders: OrderThrough[] = [];
	beyond = false;

	constructor(
		private readonly schema: SchemaOverview,
		private readonly ruleOf: RuleOf,
		private readonly keysOf: KeysOf,
	) {}

	private step(collection: string, name: string): Step | null {
		return stepOf(this.schema, collection, name);
	}

	private primaryKey(collection: string): string | undefined {
		return this.schema.collections[collection]?.primary;
	}

	/** What a path passes of which not every row is seen. The key of a record is written where it is referred to, so that it is no step. */
	private passed(collection: string, names: readonly string[]): readonly Passed[] {
		const passed: Passed[] = [];
		let here = collection;
		for (const [index, name] of names.entries()) {
			const step = this.step(here, name);
			if (step === null) break;
			const rest = names.slice(index + 1);
			const isReference = step.to === 'one' && (rest.length === 0 || (rest.length === 1 && rest[0] === this.primaryKey(step.collection)));
			const rule = isReference ? null : this.ruleOf(step.collection);
			if (rule !== null) passed.push({ path: names.slice(0, index + 1), step, rule });
			here = step.collection;
		}
		return passed;
	}

	/** Whether a condition passes rows that are not all seen. */
	private leads(collection: string, condition: Filter): boolean {
		const inner = new Narrowing(this.schema, this.ruleOf, this.keysOf);
		return JSON.stringify(inner.filter(collection, condition)) !== JSON.stringify(condition) || inner.beyond;
	}

	/** Looks at `count(lines)`, alone or behind a path: how many rows there are is told of all of them, seen or not. */
	private counts(collection: string, names: readonly string[]): void {
		const last = names.at(-1) ?? '';
		const counted = /^\w+\((.*)\)$/.exec(last)?.[1];
		if (counted === undefined) return;
		let here = collection;
		for (const name of [...names.slice(0, -1), ...counted.split('.')]) {
			const step = this.step(here, name);
			if (step === null) return;
			if (step.to === 'many' && this.ruleOf(step.collection) !== null) this.beyond = true;
			here = step.collection;
		}
	}

	/** A single condition with the rule of every collection on its way. */
	private condition(collection: string, names: readonly string[], leaf: Filter): Filter {
		const whole = at(names, leaf);
		this.counts(collection, names);
		const [first = ''] = names;
		const [operator = ''] = Object.keys(leaf);
		const opening = this.step(collection, first);
		if (names.length === 1 && opening?.to === 'many') {
			// “There is none” and “there is one”, of those that are seen; the host adds the rule to these two by itself.
			if (this.ruleOf(opening.collection) === null) return whole;
			if (operator === '_null' || operator === '_nnull')
				return { [first]: { [(operator === '_null') === Boolean(leaf[operator]) ? '_none' : '_some']: {} } };
		}
		const passed = this.passed(collection, names);
		const unspoken = passed.find(({ rule }) => !rule.askable);
		const carried = unspoken === undefined ? passed : passed.slice(0, passed.indexOf(unspoken));
		const rules = carried.map(({ path, step, rule }): Filter => {
			const seen = at(path, rule.condition);
			return step.to === 'one' && holdsOfNothing(leaf) ? { _or: [at(path, { _null: true }), seen] } : seen;
		});
		const condition = unspoken === undefined ? whole : this.byKeys(unspoken, names.slice(unspoken.path.length), leaf);
		return rules.length === 0 ? condition : { _and: [condition, ...rules] };
	}

	/** A condition on rows that are seen for reasons the reader may not ask about: the host is asked which rows meet it, as the reader. */
	private byKeys({ path, step }: Passed, rest: readonly string[], leaf: Filter): Filter {
		const key = this.primaryKey(step.collection) ?? 'id';
		const keys = this.keysOf({ collection: step.collection, condition: rest.length === 0 ? { [key]: leaf } : at(rest, leaf) });
		if (keys === null) this.beyond = true;
		const met = at(step.to === 'one' ? path : [...path, key], { _in: keys ?? [] });
		return step.to === 'one' && holdsOfNothing(leaf) ? { _or: [at(path, { _null: true }), met] } : met;
	}

	private branch(collection: string, names: readonly string[], value: unknown): readonly Filter[] {
		if (!isTree(value)) return [this.condition(collection, names, { _eq: value })];
		return Object.entries(value).flatMap(([key, inner]): readonly Filter[] => {
			const [first = ''] = names;
			if (names.length === 1 && (key === '_some' || key === '_none')) {
				const step = this.step(collection, first);
				// The host knows the rows of this list itself; what they lead to it does not, and it reads one condition here, not two.
				if (step !== null && isTree(inner) && this.leads(step.collection, inner)) this.beyond = true;
				return [{ [first]: { [key]: inner } }];
			}
			if ((key === '_and' || key === '_or') && Array.isArray(inner))
				return [{ [key]: inner.map((part: unknown) => together(this.branch(collection, names, part))) }];
			return key.startsWith('_') ? [this.condition(collection, names, { [key]: inner })] : this.branch(collection, [...names, key], inner);
		});
	}

	filter(collection: string, filter: Filter): Filter {
		return together(
			Object.entries(filter).flatMap(([key, value]): readonly Filter[] =>
				(key === '_and' || key === '_or') && Array.isArray(value)
					? [{ [key]: value.map((part: unknown) => (isTree(part) ? this.filter(collection, part) : part)) }]
					: this.branch(collection, [key], value),
			),
		);
	}

	/** @param refusing whether an order through hidden rows cannot be judged here, as inside a nested list */
	order(collection: string, sort: unknown, refusing: boolean): void {
		for (const entry of Array.isArray(sort) ? (sort as readonly unknown[]) : []) {
			if (typeof entry !== 'string') continue;
			const names = entry.replace(/^-/, '').split(/\.(?![^(]*\))/);
			this.counts(collection, names);
			for (const { path, step, rule } of this.passed(collection, names)) {
				if (refusing || step.to === 'many' || !rule.askable) this.beyond = true;
				else this.orders.push({ present: at(path, { _nnull: true }), seen: at(path, rule.condition) });
			}
		}
	}

	/** The parameters of nested lists, each of the collection its relation leads to. */
	deep(collection: string, deep: unknown, aliases: unknown): unknown {
		if (!isTree(deep)) return deep;
		return Object.fromEntries(
			Object.entries(deep).map(([name, level]): [string, unknown] => {
				const meant = isTree(aliases) && typeof aliases[name] === 'string' ? aliases[name] : name;
				const step = name.startsWith('_') ? null : this.step(collection, meant);
				if (step === null || !isTree(level)) return [name, level];
				const inner = this.deep(step.collection, level, level['_alias']) as Filter;
				this.order(step.collection, level['_sort'], true);
				return [name, isTree(level['_filter']) ? { ...inner, _filter: this.filter(step.collection, level['_filter']) } : inner];
			}),
		);
	}
}

/** A query that tells nothing of rows its reader does not see; it changes only where it follows a relation to rows that are not all seen. */
export function narrow(query: Query, collection: string, schema: SchemaOverview, ruleOf: RuleOf, keysOf: KeysOf): Narrowed {
	const narrowing = new Narrowing(schema, ruleOf, keysOf);
	const narrowed = {
		...query,
		...(isTree(query.filter) ? { filter: narrowing.filter(collection, query.filter) } : {}),
		...(isTree(query.deep) ? { deep: narrowing.deep(collection, query.deep, query.alias) } : {}),
	} as Query;
	narrowing.order(collection, query.sort, false);
	return { query: narrowed, orders: narrowing.orders, beyond: narrowing.beyond };
}

/** The collections whose rules decide about a query. */
export function passedBy(query: Query, collection: string, schema: SchemaOverview): ReadonlySet<string> {
	const passed = new Set<string>();
	const noted = (other: string): null => {
		passed.add(other);
		return null;
	};
	narrow(query, collection, schema, noted, () => null);
	return passed;
}

/** What has to be asked of the host before a query can be narrowed. */
export function questionsOf(query: Query, collection: string, schema: SchemaOverview, ruleOf: RuleOf): readonly Question[] {
	const questions: Question[] = [];
	narrow(query, collection, schema, ruleOf, (question) => {
		questions.push(question);
		return null;
	});
	return questions;
}
