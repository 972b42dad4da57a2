import type { FieldDeclaration } from '@crm-policy/schema/declare';
import { collections, type CollectionName } from '@crm-policy/schema/model';
import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import type { Body, Client } from '../../harness/directus.js';
import { readingOf, type Expectation, type Persona } from './expectation.js';
import { markOfAll, type Marks } from './marks.js';
import { forEachOf } from './pool.js';
import { alternativesOf, relationOf, targetOf } from './row-rules.js';

/** A person at work on the probe: who they are, how they ask, and what they are to see. */
export interface Probe {
	readonly persona: Persona;
	readonly client: Client;
	readonly expected: Expectation;
	readonly marks: Marks;
}

/** A way of reading. It tells every difference between what was seen and what is to be seen. */
export type ReadPath = (probe: Probe, collections: readonly CollectionName[]) => Promise<readonly string[]>;

type Row = Readonly<Record<string, unknown>>;

const atOnce = 4;

/** Where Directus serves a collection; its own have names of their own. */
export const pathOf = (collection: CollectionName): string =>
	collection.startsWith('directus_') ? `/${collection.slice('directus_'.length)}` : `/items/${collection}`;

const idsIn = (rows: readonly Row[]): readonly string[] => rows.map(({ id }) => String(id));

/** Those that were there when the expectation was worked out: the product goes on writing entries, copies and feeds meanwhile. */
const thereBefore = ({ expected }: Probe, collection: CollectionName, rows: readonly Row[]): readonly Row[] =>
	rows.filter(({ id }) => expected.rows.one(collection, id) !== undefined);

/** What is in one set only, in words; nothing where both are the same. */
export function difference(what: string, seen: Iterable<string>, meant: Iterable<string>): readonly string[] {
	const [present, wanted] = [new Set(seen), new Set(meant)];
	const [more, less] = [[...present].filter((id) => !wanted.has(id)), [...wanted].filter((id) => !present.has(id))];
	const some = (ids: readonly string[]): string => `${String(ids.length)} (${ids.slice(0, 3).join(', ')})`;
	return [
		...(more.length > 0 ? [`${what} shows too much: ${some(more)}`] : []),
		...(less.length > 0 ? [`${what} shows too little: ${some(less)}`] : []),
	];
}

/** One of several, another for each person, so that all have their turn. */
const turn = <T>({ persona }: Probe, all: readonly T[]): T | undefined => all[persona.turn % Math.max(1, all.length)];

/** Half of several, the other half for the next person. */
const half = <T>({ persona }: Probe, all: readonly T[]): readonly T[] => all.filter((_, place) => (place + persona.turn) % 2 === 0);

/** An id like another that is nobody's. */
const absent = (id: string): string => id.replace(/^.{8}/, '00000000');

/** Does something with each collection, and gathers what was found. */
async function overEach(
	collections: readonly CollectionName[],
	look: (collection: CollectionName) => Promise<readonly string[]>,
): Promise<readonly string[]> {
	const found: string[] = [];
	await forEachOf(collections, atOnce, async (collection) => {
		found.push(...(await look(collection)));
	});
	return found;
}

const readable = ({ persona }: Probe, collections: readonly CollectionName[]): readonly CollectionName[] =>
	collections.filter((collection) => readingOf(persona.role, collection) !== null);

async function rowsAt(
	{ client }: Probe,
	path: string,
): Promise<{ readonly status: number; readonly rows: readonly Row[]; readonly body: Body<readonly Row[]> & { readonly meta?: Row } }> {
	const { status, body } = await client.request<Body<readonly Row[]> & { readonly meta?: Row }>('GET', path);
	return { status, rows: status === 200 ? body.data : [], body };
}

/** The rows that hang on each row of a list: those of them that are to be seen, whatever leads to them. */
function hangingRows({ persona, expected }: Probe, collection: CollectionName, rows: readonly Row[]): readonly string[] {
	return [...new Set(rows.flatMap((row) => Object.keys(row)))].flatMap((name) => {
		const relation = relationOf(collection, name);
		if (relation === undefined || relation.kind === 'm2o') return [];
		const [from, by] = relation.kind === 'o2m' ? [relation.from, relation.by] : [relation.junction, relation.parent];
		const theirs = expected.visible(persona, from as CollectionName);
		const shown = rows
			.flatMap((row) => (row[name] as readonly unknown[] | null) ?? [])
			.map(String)
			.filter((id) => expected.rows.one(from, id) !== undefined);
		const meant = rows.flatMap(({ id }) => expected.rows.pointingAt(from, by, id)).map(({ id }) => String(id));
		return difference(
			`${collection}: ${name} of the list`,
			shown,
			meant.filter((id) => theirs.has(id)),
		);
	});
}

const hasList = (collection: CollectionName, name: string): boolean => {
	const kind = relationOf(collection, name)?.kind;
	return kind !== undefined && kind !== 'm2o';
};

/** A list with its total: rows and columns; with `everything` whatever the host gives, and the rows that hang on each row. */
async function listOf(probe: Probe, collection: CollectionName, everything: boolean): Promise<readonly string[]> {
	const { persona, expected } = probe;
	const { shown, kept } = expected.columns(persona, collection);
	const ends = references(probe, collection).filter(([field, to]) => !isOffered(probe, collection, field, to));
	const fields = [...(everything ? ['*'] : shown), ...ends.map(([field]) => `${field}.id`)].join(',');
	const hanging = everything ? (readingOf(persona.role, collection)?.fields ?? []).filter((name) => hasList(collection, name)) : [];
	const unlimited = hanging.map((name) => `&deep[${name}][_limit]=-1`).join('');
	const { status, rows: whole, body } = await rowsAt(probe, `${pathOf(collection)}?limit=-1&fields=${fields}&meta=total_count${unlimited}`);
	if (readingOf(persona.role, collection) === null) return status === 403 ? [] : [`${collection}: the list answers ${String(status)}`];
	const visible = expected.visible(persona, collection);
	const found: string[] = [];
	if (Number(body.meta?.['total_count']) !== whole.length)
		found.push(`${collection}: the total is ${String(body.meta?.['total_count'])}, the list has ${String(whole.length)}`);
	const rows = thereBefore(probe, collection, whole).map((row) => ({
		...row,
		...Object.fromEntries(ends.map(([field]) => [field, (row[field] as Row | null)?.['id'] ?? null])),
	}));
	found.push(...difference(`${collection}: the list`, idsIn(rows), visible));
	for (const [field, to] of ends)
		found.push(...difference(`${collection}: ${field} of the list`, ...otherEnds(probe, collection, field, to, rows)));
	// Everybody sees more of themselves than of others; for the others the same columns are there, and empty.
	const others = rows.filter(({ id }) => collection !== 'directus_users' || id !== persona.id);
	const columns = others.flatMap((row) =>
		Object.keys(row).filter(
			(name) => shown.includes(name) || (kept.includes(name) && (collection !== 'directus_users' || row[name] !== null)),
		),
	);
	if (others.length > 0) found.push(...difference(`${collection}: columns of the list`, columns, shown));
	return everything ? [...found, ...hangingRows(probe, collection, others)] : found;
}

/** Lists of every collection, each with everything for half of the people. */
export const lists: ReadPath = (probe, collections) => {
	const whole = half(probe, collections);
	return overEach(collections, (collection) => listOf(probe, collection, whole.includes(collection)));
};

/** Lists with everything. */
export const wholeLists: ReadPath = (probe, collections) => overEach(collections, (collection) => listOf(probe, collection, true));

/** The fields that lead to one record of another collection, as far as this person has both. */
const references = ({ persona }: Probe, collection: CollectionName): readonly (readonly [field: string, to: CollectionName])[] => {
	const granted = readingOf(persona.role, collection)?.fields ?? [];
	return granted.flatMap((field) => {
		const relation = relationOf(collection, field);
		if (relation?.kind !== 'm2o') return [];
		const to = relation.to as CollectionName;
		return readingOf(persona.role, to) === null ? [] : [[field, to] as const];
	});
};

/** Which record stands at the other end of a reference in each row, as it is shown and as it is meant to be. */
function otherEnds(
	{ persona, expected }: Probe,
	collection: CollectionName,
	field: string,
	to: CollectionName,
	rows: readonly Row[],
): readonly [shown: readonly string[], meant: readonly string[]] {
	const theirs = expected.visible(persona, to);
	const pair = (id: unknown, other: unknown): string => JSON.stringify([id, other]);
	return [
		rows.flatMap(({ id, [field]: other }) => (other === null ? [] : [pair(id, other)])),
		[...expected.visible(persona, collection)].flatMap((id) => {
			const other = expected.rows.one(collection, id)?.[field] ?? null;
			return typeof other === 'string' && theirs.has(other) ? [pair(id, other)] : [];
		}),
	];
}

/** Whether GraphQL offers the record at the other end of a reference: the host leaves that out where the list on the other side is not granted. */
const isOffered = ({ persona }: Probe, collection: CollectionName, field: string, to: CollectionName): boolean => {
	const back = Object.entries(collections[to].fields as Readonly<Record<string, FieldDeclaration>>).find(
		([, { relation }]) => relation?.kind === 'o2m' && relation.from === collection && relation.by === field,
	);
	return !to.startsWith('directus_files') && (back === undefined || readingOf(persona.role, to)?.fields.includes(back[0]) === true);
};

const systemName = (collection: CollectionName): string => collection.replace(/^directus_/, '');

async function graphql<Answer = readonly Row[]>(
	{ client }: Probe,
	query: string,
	system = false,
): Promise<Body<Readonly<Record<string, Answer>>>> {
	const { body } = await client.request<Body<Readonly<Record<string, Answer>>>>('POST', system ? '/graphql/system' : '/graphql', { query });
	return body;
}

/** How many collections one query asks about: the host takes no more than some thousand words at once. */
const inOneQuery = 25;

/** The queries in which these collections are asked about; the host's own have an endpoint of theirs. */
const queriesFor = (all: readonly CollectionName[]): readonly { readonly system: boolean; readonly asked: readonly CollectionName[] }[] =>
	[false, true].flatMap((system) => {
		const here = all.filter((collection) => collection.startsWith('directus_') === system);
		return Array.from({ length: Math.ceil(here.length / inOneQuery) }, (_, part) => ({
			system,
			asked: here.slice(part * inOneQuery, (part + 1) * inOneQuery),
		}));
	});

/** A few queries for everything: the rows, the record at the other end of each reference, and the rows counted one by one. */
export const graphqlQueries: ReadPath = async (probe, probedCollections) => {
	const { persona, expected } = probe;
	const found: string[] = [];
	const offered = (collection: CollectionName) =>
		references(probe, collection).filter(([field, to]) => isOffered(probe, collection, field, to));
	for (const { system, asked } of queriesFor(readable(probe, probedCollections))) {
		const partOf = (collection: CollectionName): string => {
			const others = offered(collection).map(([field]) => `${field} { id }`);
			const name = systemName(collection);
			return `${name}(limit: -1) { id ${others.join(' ')} } ${name}_aggregated(groupBy: ["id"], limit: -1) { group count { id } }`;
		};
		const { data, errors } = await graphql(probe, `{ ${asked.map(partOf).join('\n')} }`, system);
		if ((errors as typeof errors | undefined) !== undefined) found.push(`GraphQL answers ${JSON.stringify(errors).slice(0, 500)}`);
		if ((data as typeof data | undefined) === undefined) continue;
		for (const collection of asked) {
			const visible = expected.visible(persona, collection);
			const rows = thereBefore(probe, collection, data[systemName(collection)] ?? []);
			found.push(...difference(`${collection}: GraphQL`, idsIn(rows), visible));
			const counted = data[`${systemName(collection)}_aggregated`] ?? [];
			found.push(
				...difference(
					`${collection}: rows grouped by GraphQL`,
					idsIn(
						thereBefore(
							probe,
							collection,
							counted.map(({ group }) => group as Row),
						),
					),
					visible,
				),
			);
			for (const [field, to] of offered(collection)) {
				const shown = rows.map((row) => ({ ...row, [field]: (row[field] as Row | null)?.['id'] ?? null }));
				found.push(...difference(`${collection}: ${field} by GraphQL`, ...otherEnds(probe, collection, field, to, shown)));
			}
		}
	}
	return found;
};

/** Fields that are kept from a person are no fields of the GraphQL they are offered. */
export const graphqlFields: ReadPath = async (probe, collections) => {
	const kept = readable(probe, collections)
		.filter((collection) => !collection.startsWith('directus_'))
		.map((collection) => [collection, probe.expected.columns(probe.persona, collection).kept] as const)
		.filter(([, fields]) => fields.length > 0);
	if (kept.length === 0) return [];
	return (
		await Promise.all(
			kept.map(async ([collection, fields]) => {
				const { errors } = await graphql(probe, `{ ${collection} { ${fields.join(' ')} } }`);
				const refused = [...JSON.stringify(errors).matchAll(/Cannot query field \\"(\w+)\\"/g)].map(([, name = '']) => name);
				return difference(`${collection}: fields GraphQL refuses`, refused, fields);
			}),
		)
	).flat();
};

/** Columns with words of the fixture in them. */
const wordColumns = (probe: Probe, collection: CollectionName, names: readonly string[]): readonly string[] => {
	const written = new Set(probe.marks.fieldsOf(collection));
	return names.filter((name) => written.has(name));
};

/**
 * Rows grouped one by one with their number, among those in which a search finds a word of the fixture: where it may be read, and nowhere else. Numbers
 * are of different rows, because the host's plain `count` counts a row once for every row its rule leads over.
 */
export const groupsAndSearches: ReadPath = (probe, collections) =>
	overEach(half(probe, readable(probe, collections)), async (collection) => {
		const { persona, expected, marks } = probe;
		const { shown, kept } = expected.columns(persona, collection);
		const found: string[] = [];
		const search = async (word: string | null): Promise<readonly string[]> => {
			const searched = word === null ? '' : `&search=${encodeURIComponent(word)}`;
			const { rows } = await rowsAt(probe, `${pathOf(collection)}?groupBy[]=id&aggregate[countDistinct]=id&limit=-1${searched}`);
			for (const { id, countDistinct } of rows)
				if (Number((countDistinct as Row)['id']) !== 1)
					found.push(`${collection}: ${String(id)} is counted ${JSON.stringify(countDistinct)}`);
			return idsIn(thereBefore(probe, collection, rows));
		};
		const visible = [...expected.visible(persona, collection)];
		const words = wordColumns(probe, collection, shown);
		const holding = visible.filter((id) =>
			words.some((name) => JSON.stringify(expected.rows.one(collection, id)?.[name] ?? null).includes(markOfAll)),
		);
		if (words.length > 0) found.push(...difference(`${collection}: groups of a search`, await search(markOfAll), holding));
		else found.push(...difference(`${collection}: groups`, await search(null), visible));
		const secret = turn(probe, wordColumns(probe, collection, kept));
		if (secret !== undefined && (await search(marks.ofField(collection, secret))).length > 0)
			found.push(`${collection}: a search finds what is in ${secret}, which is kept from them`);
		return found;
	});

/**
 * A field that is kept from a person answers no question about it, nor one that comes over another record. GraphQL has been asked for every one of
 * them; here it is another one for each person.
 */
export const keptFields: ReadPath = (probe, collections) =>
	overEach(readable(probe, collections), async (collection) => {
		const { persona, expected } = probe;
		const found: string[] = [];
		const refused = async (question: string): Promise<void> => {
			const { status } = await rowsAt(probe, `${pathOf(collection)}?${question}`);
			if (status !== 403) found.push(`${collection}: ${question} answers ${String(status)}`);
		};
		const secret = collection === 'directus_users' ? undefined : turn(probe, expected.columns(persona, collection).kept);
		if (secret !== undefined)
			for (const question of [
				`filter[${secret}][_nnull]=true`,
				`sort=${secret}`,
				`groupBy[]=${secret}`,
				`aggregate[countDistinct]=${secret}`,
				`fields=id,${secret}`,
			])
				await refused(question);
		const closed = references(probe, collection).flatMap(([field, to]) => {
			const kept = to.startsWith('directus_') ? undefined : turn(probe, expected.columns(persona, to).kept);
			return kept === undefined ? [] : [`${field}][${kept}`];
		});
		const over = turn(probe, closed);
		if (over !== undefined)
			for (const question of [`filter[${over}][_nnull]=true`, `sort=${over.replace('][', '.')}`]) await refused(question);
		return found;
	});

/** Whether somebody sees every field and list that decides which rows of a collection they see; otherwise nothing is put in order over a relation to it. */
const mayAskWhy = (role: RoleKey, collection: CollectionName): boolean =>
	alternativesOf(readingOf(role, collection)?.rows ?? {}).every((comparisons) =>
		comparisons.every(({ way, field }) => {
			let here: string | null = collection;
			return [...way, field].every((name) => {
				const seen = here !== null && readingOf(role, here as CollectionName)?.fields.includes(name) === true;
				here = here === null ? null : targetOf(here, name);
				return seen;
			});
		}),
	);

/**
 * A condition on the record at the other end of a reference holds for those of them that are seen, and their number is the number of these rows;
 * an order by it is given only where all of them are seen.
 */
export const overRelations: ReadPath = (probe, collections) =>
	overEach(half(probe, readable(probe, collections)), async (collection) => {
		const { persona, expected } = probe;
		const reference = turn(
			probe,
			references(probe, collection).filter(([, to]) => wordColumns(probe, to, expected.columns(persona, to).shown).length > 0),
		);
		if (reference === undefined) return [];
		const [field, to] = reference;
		const [column = ''] = wordColumns(probe, to, expected.columns(persona, to).shown);
		const rows = [...expected.visible(persona, collection)].map((id) => ({
			id,
			other: expected.rows.one(collection, id)?.[field] ?? null,
		}));
		const theirs = expected.visible(persona, to);
		const isSeen = (other: unknown): boolean => typeof other === 'string' && theirs.has(other);
		const meant = rows
			.filter(({ other }) => isSeen(other) && (expected.rows.one(to, other)?.[column] ?? null) !== null)
			.map(({ id }) => id);
		const path = pathOf(collection);
		const mayOrder = mayAskWhy(persona.role, to);
		const filtered = await rowsAt(probe, `${path}?fields=id&limit=-1&meta=filter_count&filter[${field}][${column}][_nnull]=true`);
		const found = [...difference(`${collection}: filtered over ${field}`, idsIn(thereBefore(probe, collection, filtered.rows)), meant)];
		const counted = Number(filtered.body.meta?.['filter_count']);
		if (filtered.status !== 200)
			found.push(`${collection}: a filter over ${field}.${column} answers ${JSON.stringify(filtered.body).slice(0, 200)}`);
		else if (counted !== filtered.rows.length) found.push(`${collection}: ${String(counted)} rows are counted over ${field}`);
		const ordered = await rowsAt(probe, `${path}?fields=id&limit=1&sort=${field}.${column}`);
		const wanted = mayOrder && rows.every(({ other }) => other === null || isSeen(other)) ? 200 : 403;
		if (ordered.status !== wanted) found.push(`${collection}: an order over ${field} answers ${String(ordered.status)}`);
		return found;
	});

/** One row of those they see, one of those they do not, and one that is not there: the last two look the same. */
export const singleRows: ReadPath = async (probe, collections) => {
	const { client, persona, expected } = probe;
	const found: string[] = [];
	const asked = readable(probe, collections).map((collection) => {
		const hidden = turn(probe, expected.hidden(persona, collection));
		return {
			collection,
			seen: turn(probe, [...expected.visible(persona, collection)]),
			hidden,
			missing: hidden === undefined ? undefined : absent(hidden),
		};
	});
	for (const system of [false, true]) {
		const here = asked.filter(({ collection }) => collection.startsWith('directus_') === system);
		const parts = here.flatMap(({ collection, ...ids }, place) =>
			Object.entries(ids).flatMap(([which, id]) =>
				id === undefined ? [] : [`${which}${String(place)}: ${systemName(collection)}_by_id(id: "${id}") { id }`],
			),
		);
		if (parts.length === 0) continue;
		const { data, errors } = await graphql<Row | null>(probe, `{ ${parts.join('\n')} }`, system);
		const said = new Map(
			((errors as typeof errors | undefined) ?? []).map((error) => [
				String((error as unknown as { path: readonly string[] }).path[0]),
				`${error.message} ${error.extensions.code}`,
			]),
		);
		for (const [place, { collection, seen, hidden }] of here.entries()) {
			const [theirs, hiddenOne] = [`seen${String(place)}`, `hidden${String(place)}`];
			if (seen !== undefined && data[theirs]?.['id'] !== seen) found.push(`${collection}: a row of theirs is not read alone`);
			if (hidden === undefined) continue;
			if ((data[hiddenOne] ?? null) !== null) found.push(`${collection}: a hidden row is read alone`);
			if (said.get(hiddenOne) !== said.get(`missing${String(place)}`))
				found.push(`${collection}: a hidden row answers ${String(said.get(hiddenOne))}`);
		}
	}
	const one = turn(probe, asked);
	if (one?.hidden === undefined) return found;
	const [hidden, missing] = await Promise.all(
		[one.hidden, absent(one.hidden)].map((id) => client.request('GET', `${pathOf(one.collection)}/${id}?fields=id`)),
	);
	if (hidden?.status !== 403 || JSON.stringify(hidden.body) !== JSON.stringify(missing?.body))
		found.push(`${one.collection}: a hidden row answers ${String(hidden?.status)}`);
	return found;
};

/** The host makes no file of what is ours, and of its own files no more than the list shows. */
export const hostExports: ReadPath = async (probe) => {
	const { client, persona, expected } = probe;
	const exported = (collection: CollectionName) => client.request<unknown>('GET', `${pathOf(collection)}?export=csv&fields=id&limit=-1`);
	const refused = await exported(turn(probe, ours) ?? 'crm_customers');
	const { body } = await exported('directus_files');
	const ids = String(body)
		.split('\n')
		.slice(1)
		.map((line) => line.replaceAll('"', '').trim())
		.filter((id) => id !== '');
	return [
		...(refused.status === 403 ? [] : [`an export of the host answers ${String(refused.status)}`]),
		...difference('the export of files', ids, expected.visible(persona, 'directus_files')),
	];
};

/** Registers go out to those who may take them out, with the rows and the columns they see. */
export const registers: ReadPath = async (probe) => {
	const { client, persona, expected, marks } = probe;
	const found: string[] = [];
	for (const [register, collection] of [
		['customers', 'crm_customers'],
		['contacts', 'crm_contacts'],
	] as const) {
		const { status, body } = await client.request<unknown>('POST', `/crm/exports/${register}`, { reason: 'To compare it with the list' });
		if (status === 403 || status === 422) continue;
		if (status !== 200) found.push(`the register of ${register} answers ${String(status)}`);
		const file = String(body);
		found.push(...overshown(probe, `the register of ${register}`, file));
		const made = new Set(marks.rowsOf(collection));
		const taken = marks.in(file).flatMap((mark) => (mark.collection === collection ? [mark.id] : []));
		found.push(
			...difference(
				`the register of ${register}`,
				taken,
				[...expected.visible(persona, collection)].filter((id) => made.has(id)),
			),
		);
	}
	return found;
};

/** Bytes of a file go to those who may read its row. */
export const assets: ReadPath = async ({ client, persona, expected, marks }) => {
	const made = new Set(marks.rowsOf('directus_files'));
	const statusOf = async (id: string | undefined): Promise<number | null> =>
		id === undefined ? null : (await client.request<unknown>('GET', `/assets/${id}`)).status;
	const seen = await statusOf([...expected.visible(persona, 'directus_files')].find((id) => made.has(id)));
	const hidden = await statusOf(expected.hidden(persona, 'directus_files').find((id) => made.has(id)));
	return [
		...(seen === null || seen === 200 ? [] : [`a file of theirs answers ${String(seen)}`]),
		...(hidden === null || hidden === 403 ? [] : [`a hidden file answers ${String(hidden)}`]),
	];
};

/** Where an endpoint says more of another record than its preset shows, and why it does. */
const saidOnPurpose: readonly { readonly path: string; readonly collection: string; readonly field: string; readonly because: string }[] = [
	{
		path: '/crm/commands/crm_customers/',
		collection: 'crm_contacts',
		field: 'name',
		because: 'whoever records a communication chooses by name whom they spoke with',
	},
	{
		path: '/crm/timeline/crm_contract_amendments/',
		collection: 'crm_contracts',
		field: 'title',
		because: 'whoever is asked about an amendment reads which contract it is of',
	},
	{
		path: '/crm/inbox',
		collection: 'crm_complaint_compensations',
		field: 'number',
		because: 'an approval about the reader bars them when it opens; these approvals were made from rules and bar nobody',
	},
	...['title', 'number'].map((field) => ({
		path: '/crm/inbox',
		collection: 'crm_contracts',
		field,
		because: 'whoever submitted something or was told of it finds it under its name, also after moving to another department',
	})),
];

/** Words in an answer that this person is not to read. */
export function overshown({ persona, expected, marks }: Probe, what: string, answer: unknown): readonly string[] {
	const text = typeof answer === 'string' ? answer : JSON.stringify(answer ?? null);
	const wrong = marks.in(text).filter(({ collection, id, field }) => {
		const name = collection as CollectionName;
		if (saidOnPurpose.some((said) => what.startsWith(said.path) && said.collection === collection && said.field === field)) return false;
		return !expected.visible(persona, name).has(id) || !expected.columns(persona, name).shown.includes(field);
	});
	return wrong.length === 0
		? []
		: [
				`${what} shows ${wrong
					.slice(0, 4)
					.map(({ collection, id, field }) => `${collection} ${id} ${field}`)
					.join(', ')}${wrong.length > 4 ? ` and ${String(wrong.length - 4)} more` : ''}`,
			];
}

/** Everything of ours that takes no record: lists, boxes, searches. */
const standing = [
	'/crm/inbox?box=todo&limit=100',
	'/crm/inbox?box=done&limit=100',
	'/crm/inbox?box=started&limit=100',
	'/crm/inbox?box=copied&limit=100',
	'/crm/communications/due?limit=100',
	'/crm/care/days',
	'/crm/customer-merges',
	'/crm/people?limit=100',
	`/crm/people?search=${markOfAll}`,
	'/crm/clauses',
	`/crm/customers/duplicates?name=${markOfAll}`,
	'/crm/visits/coverage?from=2026-01-01&until=2026-12-31',
	'/crm/exports',
	'/crm/ledger/verify',
	'/crm/health',
	'/crm/imports',
] as const;

const ours = [
	'crm_customers',
	'crm_contracts',
	'crm_contract_amendments',
	'crm_complaints',
	'crm_gifts',
	'crm_visits',
	'crm_visit_plans',
	'crm_departures',
	'crm_customer_merges',
	'crm_access_requests',
	'crm_customer_vettings',
	'crm_complaint_compensations',
	'crm_corrective_actions',
	'crm_approvals',
	'crm_approval_tasks',
] as const;

/** What of ours is asked about one record. */
const aboutOne: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
	crm_customers: [
		'/crm/customers/:id/timeline?limit=50',
		'/crm/documents/customers/:id/registration.pdf',
		'/crm/gifts/limits?customer=:id&amount=1',
		'/crm/customers/duplicates?customer=:id&name=x',
	],
	crm_contracts: ['/crm/versions/:id'],
	crm_complaints: ['/crm/complaints/:id/due', '/crm/documents/complaints/:id/reply.pdf'],
	crm_gifts: ['/crm/gifts/limits?gift=:id'],
	crm_visits: ['/crm/visits/:id/checks'],
	crm_departures: ['/crm/departures/:id/held', '/crm/documents/departures/:id/receipt.pdf'],
	crm_customer_merges: ['/crm/customer-merges/:id'],
};

/** Our own endpoints show nothing that the presets do not, and answer about a hidden record as about one that is not there. */
export const endpoints: ReadPath = async (probe) => {
	const { client, persona, expected, marks } = probe;
	const found: string[] = [];
	await forEachOf(standing, atOnce, async (path) => {
		const { status, body } = await client.request<unknown>('GET', path);
		if (![200, 403].includes(status)) found.push(`${path} answers ${String(status)} ${JSON.stringify(body).slice(0, 200)}`);
		found.push(...overshown(probe, path, body));
	});
	await forEachOf(half(probe, ours), atOnce, async (collection) => {
		const made = new Set(marks.rowsOf(collection));
		const seen = [...expected.visible(persona, collection)].find((id) => made.has(id));
		const hidden = expected.hidden(persona, collection).find((id) => made.has(id));
		const asked = [`/crm/commands/${collection}/:id`, `/crm/timeline/${collection}/:id`, ...(aboutOne[collection] ?? [])];
		if (persona.role === 'auditor') asked.push(`/crm/access/explain?collection=${collection}&id=:id&user=${persona.id}`);
		for (const path of asked) {
			const about = (id: string) => client.request<unknown>('GET', path.replace(':id', id));
			if (seen !== undefined) {
				const { status, body } = await about(seen);
				if (status >= 500) found.push(`${path} answers ${String(status)} ${JSON.stringify(body).slice(0, 300)}`);
				found.push(...overshown(probe, `${path} (${seen})`, body));
			}
			if (hidden === undefined) continue;
			const theirs = await about(hidden);
			found.push(...overshown(probe, `${path} (hidden)`, theirs.body));
			if (turn(probe, asked) !== path) continue;
			const missing = await about(absent(hidden));
			if (theirs.status !== missing.status || JSON.stringify(theirs.body) !== JSON.stringify(missing.body))
				found.push(`${path}: a hidden record answers ${String(theirs.status)}, none ${String(missing.status)}`);
		}
	});
	return found;
};

/** Calendars people subscribe to. */
export const calendars: ReadPath = async (probe) => {
	const { client, persona, expected, marks } = probe;
	const found: string[] = [];
	for (const scope of ['mine', 'department']) {
		const { status, body } = await client.request<Body<{ id: string; url: string }>>('POST', '/crm/feeds', { name: 'Probe', scope });
		if (status !== 200) continue;
		const { pathname } = new URL(body.data.url);
		const { body: text } = await client.request<string>('GET', pathname);
		const folded = text.replaceAll('\r\n ', '');
		found.push(...overshown(probe, `the feed “${scope}”`, folded));
		const own = expected.rows
			.of('crm_visits')
			.filter(({ id, owner }) => owner === persona.id && marks.rowsOf('crm_visits').includes(String(id)));
		const shown = new Set(marks.in(folded).map(({ id }) => id));
		if (scope === 'mine') found.push(...own.flatMap(({ id }) => (shown.has(String(id)) ? [] : [`the feed “mine” lacks ${String(id)}`])));
		await client.request('DELETE', `/crm/feeds/${body.data.id}`);
	}
	return found;
};

/** Host rows that speak of records: each person’s own, and nobody else’s. */
export const history: ReadPath = async (probe) => {
	const { client, persona, marks } = probe;
	const found: string[] = [];
	for (const [path, collection] of [
		['/activity?limit=-1&sort=-timestamp', 'directus_activity'],
		['/revisions?limit=-1', 'directus_revisions'],
		['/comments?limit=-1', 'directus_comments'],
		['/versions?limit=-1', 'directus_versions'],
		['/shares?limit=-1', 'directus_shares'],
		['/notifications?limit=-1', 'directus_notifications'],
	] as const) {
		const { status, body } = await client.request<unknown>('GET', path);
		const shown = marks.in(JSON.stringify(body)).filter((mark) => mark.collection === collection);
		const closed = collection === 'directus_revisions' || collection === 'directus_versions';
		if (closed && status !== 403) found.push(`${path} answers ${String(status)}`);
		found.push(
			...difference(
				path,
				shown.map(({ id }) => id),
				closed ? [] : [persona.id],
			),
		);
	}
	return found;
};

/** Every way of reading the probe knows, by what it is called. */
export const allPaths = {
	lists,
	'groups and searches': groupsAndSearches,
	GraphQL: graphqlQueries,
	'fields of GraphQL': graphqlFields,
	'kept fields': keptFields,
	'conditions over relations': overRelations,
	'single rows': singleRows,
	'exports of the host': hostExports,
	registers,
	files: assets,
	'our endpoints': endpoints,
	calendars,
	'history, comments and messages': history,
} as const satisfies Readonly<Record<string, ReadPath>>;
