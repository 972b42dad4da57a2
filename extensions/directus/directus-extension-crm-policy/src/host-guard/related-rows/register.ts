import type { EventContext, Query, RegisterFunctions, SchemaOverview } from '@directus/types';
import type { Filter } from '@crm-policy/seeds/departments/fragments';
import type { Host, HostServices } from '../../engine/context.js';
import type { Refuser } from '../refuse.js';
import { narrow, passedBy, questionsOf, type OrderThrough, type Question, type RuleOf } from './narrowing.js';
import { readingRules } from './reading-rules.js';

/** Events of the host before it reads: of collections, and of those system collections from which a relation may lead to ours. */
const readingEvents = ['items.query', 'files.query', 'users.query'];

const isOurs = (collection: string): boolean => collection.startsWith('crm_');

/**
 * Of the collections a query passes, those whose rows are company data or belong to it. Where none is ours, other people's collections stay as the
 * host has them.
 */
function concerned(root: string, passed: ReadonlySet<string>): readonly string[] {
	const isAboutOurs = [root, ...passed].some(isOurs);
	return [...passed].filter((other) => isOurs(other) || (isAboutOurs && ['directus_files', 'directus_users'].includes(other)));
}

interface Reading {
	readonly services: Pick<HostServices, 'ItemsService'>;
	readonly context: EventContext & { readonly schema: SchemaOverview };
	readonly collection: string;
	readonly query: Query;
}

/** Whether every row an order puts in its place has a row at the other end that its reader sees. */
async function hidesNothing({ services, context, collection, query }: Reading, { present, seen }: OrderThrough): Promise<boolean> {
	const { database, schema, accountability } = context;
	const key = schema.collections[collection]?.primary ?? 'id';
	const items = new services.ItemsService(collection, { knex: database, schema, accountability });
	const count = async (condition: Filter): Promise<number> => {
		const filter = query.filter === null || query.filter === undefined ? condition : { _and: [query.filter, condition] };
		const search = query.search === null || query.search === undefined ? {} : { search: query.search };
		const [row] = await items.readByQuery({ aggregate: { countDistinct: [key] }, filter, ...search }, { emitEvents: false });
		return Number((row?.['countDistinct'] as Readonly<Record<string, unknown>> | undefined)?.[key] ?? 0);
	};
	// A rule may be met by nothing as well, and nothing is hidden there.
	return (await count(present)) === (await count({ _and: [present, seen] }));
}

/** Rows that are named one by one; a condition that more are met by is to be narrowed down first. */
const mostKeys = 1000;

const named = ({ collection, condition }: Question): string => JSON.stringify([collection, condition]);

/** What each question is met by, as far as the reader sees it. */
async function answersOf(
	questions: readonly Question[],
	services: Reading['services'],
	{ database, schema, accountability }: Reading['context'],
): Promise<ReadonlyMap<string, readonly string[] | null>> {
	const answers = new Map<string, readonly string[] | null>();
	for (const question of questions) {
		if (answers.has(named(question))) continue;
		const { collection, condition } = question;
		const key = schema.collections[collection]?.primary ?? 'id';
		const items = new services.ItemsService(collection, { knex: database, schema, accountability });
		const rows = await items.readByQuery({ fields: [key], filter: condition, limit: mostKeys + 1 });
		answers.set(named(question), rows.length > mostKeys ? null : rows.map((row) => String(row[key])));
	}
	return answers;
}

/**
 * Changes a filter in its place. The host counts the rows of a list by the same object once more, without telling anybody, and lets nobody
 * give the query another.
 */
function become(filter: object, other: object): void {
	for (const key of Object.keys(filter)) Reflect.deleteProperty(filter, key);
	Object.assign(filter, other);
}

/** Narrows every query of the host to what its reader may know of the rows it passes. */
export function narrowRelatedRows(
	{ filter }: Pick<RegisterFunctions, 'filter'>,
	{ services }: Pick<Host, 'services'>,
	refuser: Refuser,
): void {
	const narrowed = async (payload: unknown, meta: Readonly<Record<string, unknown>>, context: EventContext): Promise<unknown> => {
		const { accountability, database, schema } = context;
		const query = payload as Query;
		const collection = typeof meta['collection'] === 'string' ? meta['collection'] : '';
		if (accountability === null || accountability.admin || schema === null) return payload;
		const passed = concerned(collection, passedBy(query, collection, schema));
		if (passed.length === 0) return payload;
		const rules = await readingRules({ services, knex: database, schema }, accountability, passed);
		const ruleOf: RuleOf = (other) => rules.get(other) ?? null;
		const answers = await answersOf(questionsOf(query, collection, schema, ruleOf), services, { ...context, schema });
		const { query: inner, orders, beyond } = narrow(query, collection, schema, ruleOf, (asked) => answers.get(named(asked)) ?? null);
		if (query.filter !== undefined && query.filter !== null && inner.filter !== undefined && inner.filter !== null)
			become(query.filter, inner.filter);
		const reading: Reading = { services, context: { ...context, schema }, collection, query: inner };
		let hides = beyond;
		for (const order of orders) hides ||= !(await hidesNothing(reading, order));
		if (hides) throw await refuser.ofWrite('related-rows', accountability, database);
		return inner;
	};
	for (const event of readingEvents) filter(event, narrowed);
}
