import { beforeAll, describe, expect, it } from 'vitest';
import { startDirectus, useDirectus, type Body, type Client, type Directus } from '../harness/directus.js';
import { withoutGuard } from './without-guard.js';

type Message = Readonly<Record<string, unknown>>;

/** A connection of a test: what arrived, and the next message that fits. */
class Talk {
	private readonly arrived: Message[] = [];
	private constructor(private readonly socket: WebSocket) {
		socket.addEventListener('message', ({ data }) => {
			const message = JSON.parse(String(data)) as Message;
			if (message['type'] === 'ping') this.say({ type: 'pong' });
			else this.arrived.push(message);
		});
	}

	static async open(directus: Directus, path: string, protocol?: string, headers: Readonly<Record<string, string>> = {}): Promise<Talk> {
		const protocols = protocol === undefined ? [] : [protocol];
		// Node's takes headers too, which the type, a browser's, does not know.
		const socket = Reflect.construct(WebSocket, [`${directus.url.replace('http', 'ws')}${path}`, { protocols, headers }]) as WebSocket;
		const talk = new Talk(socket);
		await new Promise<void>((resolve, reject) => {
			socket.addEventListener('open', () => resolve());
			socket.addEventListener('error', () => reject(new Error('The connection was refused.')));
		});
		return talk;
	}

	say(message: Message): void {
		this.socket.send(JSON.stringify(message));
	}

	/** The first message of this kind, arrived or to come. */
	async heard(type: string, patience = 8000): Promise<Message> {
		for (let waited = 0; waited < patience; waited += 50) {
			const found = this.arrived.findIndex((message) => message['type'] === type);
			if (found !== -1) return this.arrived.splice(found, 1)[0] ?? {};
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		throw new Error(`No “${type}” arrived: ${JSON.stringify(this.arrived)}`);
	}

	async asked(message: Message): Promise<Message> {
		this.say(message);
		return this.heard(String(message['type']));
	}

	close(): void {
		this.socket.close();
	}
}

const switchedOn = (mode: 'public' | 'handshake'): Readonly<Record<string, string>> => ({
	WEBSOCKETS_ENABLED: 'true',
	WEBSOCKETS_REST_ENABLED: 'true',
	WEBSOCKETS_REST_AUTH: mode,
	WEBSOCKETS_GRAPHQL_ENABLED: 'true',
	WEBSOCKETS_GRAPHQL_AUTH: mode,
	WEBSOCKETS_HEARTBEAT_ENABLED: 'false',
});
const readContracts = { type: 'items', action: 'read', collection: 'crm_contracts', query: { limit: 1, fields: ['id'] } };
const isRefused = (message: Message): boolean => message['status'] === 'error' || (message['error'] ?? null) !== null;
const token = async (directus: Directus, email: string): Promise<string> =>
	(await directus.request<Body<{ access_token: string }>>('POST', '/auth/login', { email, password: 'crm-demo-2026' })).body.data
		.access_token;

/** A failed sign-in on a public connection, then a read of what nobody may see. */
async function afterFailedSignIn(directus: Directus): Promise<Message> {
	const talk = await Talk.open(directus, '/websocket');
	await talk.asked({ type: 'auth', access_token: 'wrong' });
	const answer = await talk.asked(readContracts);
	talk.close();
	return answer;
}

/** A sign-in that runs out while the connection stays open, then a read of what that person may not see. */
async function afterExpiry(directus: Directus): Promise<Message> {
	const talk = await Talk.open(directus, '/websocket');
	await talk.asked({ type: 'auth', access_token: await token(directus, 'newcomer@example.com') });
	await talk.heard('auth', 15_000);
	const answer = await talk.asked({ ...readContracts, query: { limit: 1, fields: ['id', 'number'] } });
	talk.close();
	return answer;
}

describe('With connections off, as the product has it', () => {
	const directus = useDirectus();

	it.each([
		['websockets-without-user', '/websocket'],
		['websockets-from-other-sites', `/websocket?access_token=x`],
		['graphql-limits-on-websockets', '/graphql'],
	])('%s: nothing answers at %s', async (_entry, path) => {
		await expect(Talk.open(directus, path)).rejects.toThrow('refused');
	});
});

describe('With connections switched on by an operator', () => {
	const directus = useDirectus({ env: switchedOn('public') });
	const people = new Map<string, Client>();
	const as = (who: string): Client => {
		const client = people.get(who);
		if (client === undefined) throw new Error(`${who} has not signed in.`);
		return client;
	};
	beforeAll(async () => {
		for (const who of ['admin', 'sales', 'gm', 'auditor']) people.set(who, await directus.login(`${who}@example.com`));
	});

	it('a connection whose sign-in failed is nobody', async () => {
		expect(isRefused(await afterFailedSignIn(directus))).toBe(true);
	});

	it('a GraphQL connection whose sign-in failed is nobody', async () => {
		const talk = await Talk.open(directus, '/graphql', 'graphql-transport-ws');
		talk.say({ type: 'connection_init', payload: {} });
		await talk.heard('connection_ack');
		talk.say({ type: 'auth', access_token: 'wrong' });
		await talk.heard('auth');
		talk.say({ type: 'subscribe', id: '1', payload: { query: '{ crm_contracts(limit: 1) { id } }' } });
		const answer = await talk.heard('error');
		expect(JSON.stringify(answer)).not.toMatch(/"id":"[0-9a-f-]{36}"/);
		talk.close();
	});

	it('commands are refused with what to do, in the reader’s language, while reading goes on and health is red', async () => {
		const answer = await as('admin').request('POST', `/crm/commands/crm_contracts/${crypto.randomUUID()}/sign`, {});
		expect(answer).toMatchObject({ status: 503, body: { errors: [{ extensions: { code: 'UNSAFE_CONFIGURATION' } }] } });
		expect(answer.body.errors[0]?.message).toContain('WEBSOCKETS_ENABLED');
		expect((await as('sales').request('GET', '/items/crm_contracts?limit=1')).status).toBe(200);
		expect((await as('sales').request('GET', '/crm/inbox')).status).toBe(200);
	});

	it.each(['sales', 'gm', 'admin'] as const)('no contract takes effect by a connection, not even for %s', async (who) => {
		const { database } = directus;
		const contract = (await database('crm_contracts').where({ status: 'draft' }).first()) as { id: string; status: string };
		const talk = await Talk.open(directus, '/websocket');
		await talk.asked({ type: 'auth', access_token: as(who).token });
		for (const message of [
			{ action: 'update', id: contract.id, data: { status: 'effective' } },
			{ action: 'update', ids: [contract.id], data: { status: 'effective' } },
			{ action: 'update', data: [{ id: contract.id, status: 'effective' }] },
			{ action: 'update', query: { filter: { id: { _eq: contract.id } } }, data: { status: 'effective' } },
			{ action: 'create', data: { title: 'Born effective', status: 'effective' } },
		]) {
			talk.say({ type: 'items', collection: 'crm_contracts', ...message });
			// A query that names what is written is stopped before anybody looks who it is about.
			const answer = await talk.heard('query' in message && who !== 'admin' ? 'server' : 'items');
			expect(isRefused(answer), JSON.stringify(answer)).toBe(true);
		}
		talk.close();
		expect(await database('crm_contracts').where({ id: contract.id }).first('status')).toEqual({ status: 'draft' });
		expect(await database('crm_contracts').where({ title: 'Born effective' })).toEqual([]);
		const ledger = await as('auditor').request('GET', '/crm/ledger/verify');
		expect(ledger.body.data).toMatchObject({ ok: true, first_bad: null });
	});

	it.each([
		{ action: 'update', query: { filter: { name: { _contains: 'a' } } }, data: {} },
		{ action: 'delete', query: { filter: { name: { _contains: 'a' } } } },
		{ action: 'read', ids: [], query: { meta: ['filter_count'], filter: { name: { _contains: 'a' } } } },
	])('conditions-on-hidden-rows: a query finds no record its sender does not see (%j)', async (message) => {
		const talk = await Talk.open(directus, '/websocket');
		await talk.asked({ type: 'auth', access_token: as('sales').token });
		talk.say({ type: 'items', collection: 'crm_customers', ...message });
		expect(await talk.heard('server')).toMatchObject({ status: 'error', error: { code: 'FORBIDDEN' } });
		talk.close();
	});

	it('a dangerous query does not end the process', async () => {
		const talk = await Talk.open(directus, '/websocket');
		talk.say({ ...readContracts, query: { deep: { toString: { call: { _limit: 1 } } } } });
		expect(isRefused(await talk.heard('server'))).toBe(true);
		talk.close();
		expect((await directus.request('GET', '/server/ping')).status).toBe(200);
	});

	// These two are why the setting has to be off: nothing but the setting keeps them closed.
	it('websockets-from-other-sites: the page of another site speaks as whoever visits it', async () => {
		const login = await directus.request('POST', '/auth/login', {
			email: 'sales@example.com',
			password: 'crm-demo-2026',
			mode: 'session',
		});
		const cookie = /directus_session_token=[^;]+/.exec(login.headers.get('set-cookie') ?? '')?.[0] ?? '';
		const talk = await Talk.open(directus, '/websocket', undefined, { cookie, origin: 'https://elsewhere.example' });
		expect(await talk.asked(readContracts)).toMatchObject({ data: [{ id: expect.any(String) as string }] });
		talk.close();
	});

	it('graphql-limits-on-websockets: the schema is told, although it is not over HTTP', async () => {
		const query = '{ __schema { queryType { name } } }';
		const overHttp = await as('sales').request<{ errors?: readonly unknown[] }>('POST', '/graphql', { query });
		expect(overHttp.body.errors).toBeDefined();
		const talk = await Talk.open(directus, '/graphql', 'graphql-transport-ws');
		talk.say({ type: 'connection_init', payload: {} });
		await talk.heard('connection_ack');
		talk.say({ type: 'subscribe', id: '1', payload: { query } });
		expect(await talk.heard('next')).toMatchObject({ payload: { data: { __schema: { queryType: { name: 'Query' } } } } });
		talk.close();
	});

	it('is told by health', async () => {
		const { body } = await as('admin').request<Body<{ ok: boolean; problems: { kind: string; message: string }[] }>>('GET', '/crm/health');
		expect(body.data.ok).toBe(false);
		expect(body.data.problems).toEqual([
			{
				kind: 'setting',
				message: 'The setting WEBSOCKETS_ENABLED is weaker than CRM Policy needs. Set it to false and restart the server.',
			},
		]);
	});
});

describe('A sign-in that runs out on an open connection', () => {
	const shortLived = { ...switchedOn('handshake'), ACCESS_TOKEN_TTL: '4s', WEBSOCKETS_REST_AUTH_TIMEOUT: '10' };

	it('leaves nobody behind', async () => {
		const directus = await startDirectus({ because: 'nobody else has its settings', env: shortLived });
		try {
			expect(isRefused(await afterExpiry(directus))).toBe(true);
		} finally {
			await directus.stop();
		}
	});

	it('without the guard leaves somebody who may read everything, as does a failed sign-in', async () => {
		const directus = await startDirectus({ because: 'it runs another build', env: shortLived, wrapper: withoutGuard });
		try {
			expect(await afterExpiry(directus)).toMatchObject({ data: [{ id: expect.any(String) as string }] });
			await directus.restart({ env: { WEBSOCKETS_REST_AUTH: 'public' } });
			expect(await afterFailedSignIn(directus)).toMatchObject({ data: [{ id: expect.any(String) as string }] });
		} finally {
			await directus.stop();
		}
	});
});
