import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Permission } from '@crm-policy/seeds/departments/permission';
import type { CollectionName } from '@crm-policy/schema/model';
import { startDirectus, type Body, type Client, type Directus } from '../harness/directus.js';
import { fieldsOf, fillEveryCollection, ours, secretsIn } from './filled.js';
import { personas, reading, rowsUnder, writtenOut } from './presets.js';

let directus: Directus;
let admin: Client;
const everyRow = new Map<string, ReadonlySet<string>>();

beforeAll(async () => {
	directus = await startDirectus({ before: fillEveryCollection });
	admin = await directus.login('admin@example.com');
	for (const collection of ours) everyRow.set(collection, await rowsUnder(admin, collection, {}));
});
afterAll(() => directus.stop());

const nobodys = '00000000-0000-4000-8000-000000000000';

/** Somebody asking, with everything they were told so far. */
class Asker {
	readonly heard: string[] = [];

	private constructor(
		readonly client: Client,
		readonly department: string | null,
	) {}

	static async of(email: string): Promise<Asker> {
		const client = await directus.login(email);
		const row = (await directus.database('directus_users').where({ id: client.user }).first('crm_department')) as {
			crm_department: string | null;
		};
		return new Asker(client, row.crm_department);
	}

	async ask(method: string, path: string, body?: unknown): Promise<{ status: number; data: unknown; said: string }> {
		const answer = await this.client.request<Body<unknown> | null>(method, path, body);
		const said = JSON.stringify(answer.body);
		this.heard.push(said);
		return { status: answer.status, data: answer.body?.data, said };
	}

	async ids(path: string): Promise<ReadonlySet<string> | number> {
		const { status, data } = await this.ask('GET', path);
		return status === 200 ? new Set((data as { id: string }[]).map(({ id }) => id)) : status;
	}
}

const firstOf = (rows: ReadonlySet<string>): string | undefined => [...rows][0];

/** The rows a person sees of a collection by their preset, and those they do not. */
async function expected(
	asker: Asker,
	collection: string,
	permission: Permission,
): Promise<{ seen: ReadonlySet<string>; hidden: ReadonlySet<string> }> {
	const seen = await rowsUnder(admin, collection, writtenOut(permission.rows, { user: asker.client.user, department: asker.department }));
	return { seen, hidden: new Set([...(everyRow.get(collection) ?? [])].filter((id) => !seen.has(id))) };
}

/** What a collection without any right answers, on every way to it; nothing of it may stand anywhere. */
async function closed(asker: Asker, collection: string): Promise<readonly string[]> {
	const id = firstOf(everyRow.get(collection) ?? new Set()) ?? nobodys;
	const ways = [
		`/items/${collection}?limit=-1`,
		`/items/${collection}/${id}`,
		`/items/${collection}?aggregate[count]=*`,
		`/items/${collection}?export=json`,
		`/crm/commands/${collection}/${id}`,
		`/crm/timeline/${collection}/${id}`,
	];
	const answers = await Promise.all(ways.map((way) => asker.ask('GET', way)));
	return answers.flatMap(({ status }, index) => (status === 403 ? [] : [`${collection}: ${ways[index] ?? ''} answered ${String(status)}`]));
}

const sorted = (ids: ReadonlySet<string> | number): unknown => (typeof ids === 'number' ? ids : [...ids].sort());

/** Everything a person can ask about a collection they see something of. Returns what does not agree with the preset. */
async function open(asker: Asker, collection: CollectionName, permission: Permission): Promise<readonly string[]> {
	const { seen, hidden } = await expected(asker, collection, permission);
	const wrong: string[] = [];
	const same = (what: string, found: unknown, wanted: unknown): void => {
		if (JSON.stringify(found) !== JSON.stringify(wanted)) wrong.push(`${collection}: ${what} differs`);
	};
	const items = `/items/${collection}`;
	const list = await asker.ids(`${items}?fields=*&limit=-1`);
	same('the list', sorted(list), sorted(seen));
	if (typeof list === 'number') return wrong;

	const declared = fieldsOf(collection);
	const columns = Object.entries(declared).flatMap(([name, { type }]) => (type === 'alias' ? [] : [name]));
	const shown = columns.filter((name) => permission.fields.includes(name));
	const unshown = columns.filter((name) => !permission.fields.includes(name));
	const grouped = shown.find((name) => declared[name]?.type === 'string' && declared[name].choices !== undefined);
	const [visible, concealed] = [firstOf(seen), firstOf(hidden)];

	const [counted, filtered, groups, exported] = await Promise.all([
		asker.ask('GET', `${items}?aggregate[count]=*`),
		asker.ask('GET', `${items}?limit=0&meta=filter_count,total_count`),
		grouped === undefined ? null : asker.ask('GET', `${items}?groupBy[]=${grouped}&aggregate[count]=*&limit=-1`),
		asker.ask('GET', `${items}?export=json&limit=-1&fields=id`),
	]);
	const counts = (answer: { data: unknown } | null): number =>
		((answer?.data ?? []) as readonly { count: number | string }[]).reduce((sum, { count }) => sum + Number(count), 0);
	same('the count', counts(counted), seen.size);
	const metaModel = JSON.parse(filtered.said) as { meta?: { filter_count: number; total_count: number } };
	same('the number beside the list', [metaModel.meta?.filter_count, metaModel.meta?.total_count], [seen.size, seen.size]);
	if (groups !== null) same('the sum over groups', counts(groups), seen.size);
	same('the export', [...exported.said.matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)].map(([id]) => id).sort(), sorted(seen));

	if (visible !== undefined) same('reading one', (await asker.ask('GET', `${items}/${visible}?fields=id`)).status, 200);
	if (concealed !== undefined) {
		for (const way of [`${items}/`, `/crm/commands/${collection}/`, `/crm/timeline/${collection}/`]) {
			const [there, missing] = await Promise.all([asker.ask('GET', `${way}${concealed}`), asker.ask('GET', `${way}${nobodys}`)]);
			same(`${way} of a hidden row and of none`, [there.status, there.said], [403, missing.said]);
		}
		const search = await asker.ids(`${items}?search=${concealed.slice(0, 8)}&fields=id&limit=-1`);
		same('searching for a hidden row', typeof search === 'number' ? search : [...search].filter((id) => hidden.has(id)), []);
	}
	const [kept] = unshown;
	if (kept !== undefined) {
		for (const way of [
			`filter[${kept}][_nnull]=true`,
			`sort=${kept}`,
			`fields=${kept}`,
			`groupBy[]=${kept}`,
			`aggregate[countDistinct]=${kept}`,
		])
			same(`asking by “${kept}”`, (await asker.ask('GET', `${items}?${way}`)).status, 403);
	}

	// Through every relation that is shown, to one side and the other: what is told of the rows there is weighed below, word by word.
	const relations = Object.entries(declared).filter(
		([name, { relation }]) => relation !== undefined && relation.kind !== 'files' && permission.fields.includes(name),
	);
	if (relations.length > 0) await asker.ask('GET', `${items}?fields=${relations.map(([name]) => `${name}.*`).join(',')}&limit=40`);
	return wrong;
}

/** Words that stand in rows or fields this person has no right to, wherever they heard them. */
async function overheard(asker: Asker, role: (typeof personas)[number]['role']): Promise<readonly string[]> {
	const heard = [...new Set(asker.heard.flatMap((said) => secretsIn(said).map((word) => JSON.stringify(word))))].map(
		(word) => JSON.parse(word) as { collection: CollectionName; field: string; row: string },
	);
	const wrong: string[] = [];
	for (const collection of new Set(heard.map((word) => word.collection))) {
		const permission = reading(role, collection);
		const words = heard.filter((word) => word.collection === collection);
		if (permission === undefined) {
			wrong.push(`${collection} was heard of`);
			continue;
		}
		const seen = new Set([...(await expected(asker, collection, permission)).seen].map((id) => id.slice(0, 8)));
		for (const { field, row } of words) {
			if (!permission.fields.includes(field)) wrong.push(`${collection}.${field} was heard of`);
			else if (!seen.has(row)) wrong.push(`${collection}.${field} of a hidden row was heard of`);
		}
	}
	return [...new Set(wrong)];
}

describe.each(personas)('$email ($role)', ({ email, role }) => {
	let asker: Asker;
	beforeAll(async () => {
		asker = await Asker.of(email);
	});

	it('sees of every collection, on every way, what the preset says', async () => {
		const wrong: string[] = [];
		for (const collection of ours) {
			const permission = reading(role, collection);
			wrong.push(...(permission === undefined ? await closed(asker, collection) : await open(asker, collection, permission)));
		}
		expect(wrong).toEqual([]);
	});

	it('is told by GraphQL and by the description of the fields of no other than these, and of the same rows', async () => {
		const described = await asker.client.request<Body<{ collection: string; field: string }[]>>('GET', '/fields');
		const types = await asker.ask('POST', '/graphql', {
			query: `{ ${ours.map((name) => `${name}: __type(name: "${name}") { fields { name } }`).join(' ')} }`,
		});
		const rows = await asker.ask('POST', '/graphql', {
			query: `{ ${ours
				.filter((name) => reading(role, name) !== undefined)
				.map((name) => `${name}(limit: -1) { id }`)
				.join(' ')} }`,
		});
		for (const collection of ours) {
			const permission = reading(role, collection);
			const fields = (permission?.fields ?? []).filter((name) => name in fieldsOf(collection));
			const columns = fields.filter((name) => fieldsOf(collection)[name]?.type !== 'alias').sort();
			const typed = ((types.data as Record<string, { fields: { name: string }[] } | null>)[collection]?.fields ?? []).map(
				({ name }) => name,
			);
			const undeclared = (names: readonly string[]): readonly string[] =>
				names.filter((name) => name in fieldsOf(collection) && !fields.includes(name));
			expect(undeclared(typed), `${collection} in GraphQL`).toEqual([]);
			expect(
				columns.filter((name) => !typed.includes(name)),
				`${collection} in GraphQL`,
			).toEqual([]);
			const named = described.body.data.filter((field) => field.collection === collection).map(({ field }) => field);
			expect(undeclared(named), `${collection} in its description`).toEqual([]);
			if (permission === undefined) continue;
			const told = ((rows.data as Record<string, { id: string }[]>)[collection] ?? []).map(({ id }) => id).sort();
			expect(told, `${collection} in GraphQL`).toEqual([...(await expected(asker, collection, permission)).seen].sort());
		}
	});

	it('finds nothing beside the records: no revision, version, share or comment, no activity or notification of others, no file', async () => {
		for (const way of [
			'/revisions?limit=-1',
			'/versions?limit=-1',
			'/shares?limit=-1',
			'/comments?limit=-1',
			'/flows',
			'/policies',
			'/permissions',
		]) {
			const { status, data } = await asker.ask('GET', way);
			if (status === 200 && way !== '/permissions' && way !== '/policies') expect(data, way).toEqual([]);
			else expect([200, 403], way).toContain(status);
		}
		const activity = ((await asker.ask('GET', '/activity?limit=-1&fields=user')).data ?? []) as { user: string }[];
		for (const { user } of activity) expect(user).toBe(asker.client.user);
		const notifications = (await asker.ask('GET', '/notifications?limit=-1&fields=recipient')).data as { recipient: string }[];
		for (const { recipient } of notifications) expect(recipient).toBe(asker.client.user);
		const permission = reading(role, 'directus_files');
		expect(permission).toBeDefined();
		if (permission === undefined) return;
		const files = await rowsUnder(
			admin,
			'directus_files',
			writtenOut(permission.rows, { user: asker.client.user, department: asker.department }),
		);
		expect(sorted(await asker.ids('/files?limit=-1&fields=id'))).toEqual(sorted(files));
	});

	it('has heard no word of a row or a field that is not theirs', async () => {
		expect(asker.heard.length).toBeGreaterThan(100);
		expect(await overheard(asker, role)).toEqual([]);
	});
});

interface Explained {
	readonly visible: boolean;
	readonly needed: readonly string[];
	readonly policies: readonly { readonly name: string; readonly rule: { readonly holds: boolean; readonly words: string } | null }[];
}

describe('“Why can they (not) see this?”', () => {
	let supervision: Client;
	beforeAll(async () => {
		supervision = await directus.login('auditor@example.com');
	});
	const explained = (client: Client, user: string, collection: string, id: string) =>
		client.request<Body<Explained>>('GET', `/crm/access/explain?user=${user}&collection=${collection}&id=${id}`);

	it.each(personas.map((persona, index) => ({ ...persona, index })))(
		'agrees with what $email really sees, and says what would be needed',
		async ({ email, role, index }) => {
			const asker = await Asker.of(email);
			for (const [place, collection] of ours.entries()) {
				const permission = reading(role, collection);
				// Each person is asked about another part of the collections; together they are asked about all.
				if (permission === undefined || Object.keys(permission.rows).length === 0 || place % 5 !== index % 5) continue;
				const { seen, hidden } = await expected(asker, collection, permission);
				for (const [rows, visible] of [
					[seen, true],
					[hidden, false],
				] as const) {
					const id = firstOf(rows);
					if (id === undefined) continue;
					const { body } = await explained(admin, asker.client.user, collection, id);
					expect(body.data.visible, `${collection} ${id}`).toBe(visible);
					expect(
						body.data.policies.some(({ rule }) => rule?.holds === true),
						`${collection} ${id}`,
					).toBe(visible);
					expect(body.data.needed.length > 0).toBe(!visible);
					for (const sentence of body.data.needed) expect(sentence).not.toMatch(/\$CURRENT|_in|_eq|undefined/);
				}
			}
		},
	);

	it('is for administrators and supervision; about what supervision does not see itself it says nothing', async () => {
		const sales = await directus.login('sales@example.com');
		const customer = firstOf(everyRow.get('crm_customers') ?? new Set()) ?? '';
		expect((await explained(sales, sales.user, 'crm_customers', customer)).status).toBe(403);
		expect((await explained(supervision, sales.user, 'crm_customers', customer)).status).toBe(200);
		const accused = (await directus.database('crm_complaints').where({ accused: supervision.user }).first('id')) as
			{ id: string } | undefined;
		expect(accused).toBeDefined();
		const [hidden, missing] = await Promise.all(
			[accused?.id ?? '', nobodys].map((id) => explained(supervision, sales.user, 'crm_complaints', id)),
		);
		expect([hidden?.status, hidden?.body]).toEqual([403, missing?.body]);
	});
});

describe('the probe itself', () => {
	it('has reached every rule: each shows somebody with that role something and keeps something from them', async () => {
		const unreached: string[] = [];
		for (const { email, role } of personas) {
			if (email.startsWith('newcomer')) continue;
			const asker = await Asker.of(email);
			for (const collection of ours) {
				const permission = reading(role, collection);
				if (permission === undefined || Object.keys(permission.rows).length === 0) continue;
				const { seen, hidden } = await expected(asker, collection, permission);
				if (seen.size === 0 || hidden.size === 0)
					unreached.push(`${role} ${collection}: ${String(seen.size)} seen, ${String(hidden.size)} hidden`);
			}
		}
		expect(unreached).toEqual([]);
	});
});
