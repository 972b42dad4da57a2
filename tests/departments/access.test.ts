import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { Giving, inDays, type Colleague } from '../gifts/giving.js';
import { useDirectus, type Body } from '../harness/directus.js';

const directus = useDirectus();
let giving: Giving;

beforeAll(async () => {
	giving = await Giving.open(directus);
});

const requests = 'crm_access_requests';

async function asks(who: Colleague, sought: string, differing: Record<string, unknown> = {}): Promise<string> {
	const made = await giving.as(who).request('POST', `/items/${requests}`, {
		sought,
		contents: 'customer',
		purpose: 'A tender both departments bid for',
		until: inDays(5),
		...differing,
	});
	expect(made.body.errors, JSON.stringify(made.body.errors)).toBeUndefined();
	return String(made.body.data['id']);
}

const accepted = (who: Colleague | 'admin', id: string, command: string, body = {}, collection = requests) =>
	giving.command(who, id, command, body, collection).then(({ body: answer }) => {
		expect(answer.errors, `${command} by ${who}: ${JSON.stringify(answer.errors)}`).toBeUndefined();
		return answer.data;
	});

async function decides(who: Colleague, record: string, command: string): Promise<readonly string[]> {
	const { body } = await giving.as(who).request<Body<{ task: string; id: string }[]>>('GET', '/crm/inbox?box=todo&limit=100');
	const line = body.data.find(({ id }) => id === record);
	if (line === undefined) throw new Error(`${who} is not asked about ${record}.`);
	const answer = await giving.command(who, line.task, command, { comment: 'Looked at' }, 'crm_approval_tasks');
	return (answer.body.errors as typeof answer.body.errors | undefined) === undefined
		? []
		: (answer.body.errors[0]?.extensions['violations'] as { rule: string }[]).map(({ rule }) => rule);
}

/** How many of the rows with this id each way of asking shows. */
async function seen(who: Colleague, collection: string, id: string): Promise<readonly boolean[]> {
	const ask = (path: string) => giving.as(who).request<Body<unknown>>('GET', path);
	const filter = `filter[id][_eq]=${id}`;
	const [one, list, count] = await Promise.all([
		ask(`/items/${collection}/${id}?fields=id`),
		ask(`/items/${collection}?${filter}&fields=id`),
		ask(`/items/${collection}?${filter}&aggregate[count]=*`),
	]);
	return [
		one.status === 200,
		(list.body.data as readonly unknown[]).length === 1,
		Number((count.body.data as readonly { count: number | string }[])[0]?.count) === 1,
	];
}
const all = [true, true, true];
const none = [false, false, false];

/** A customer of the sales department with somebody there, by its name. */
async function customerOfSales(): Promise<{ id: string; name: string; contact: string }> {
	const { id, contacts } = await giving.customer('sales');
	const { body } = await giving.as('sales').request<Body<{ name: string }>>('GET', `/items/crm_customers/${id}?fields=name`);
	return { id, name: body.data.name, contact: contacts[0] ?? '' };
}

describe('somebody who does not see a customer asks for it (CUS-05)', () => {
	it('and reads the same answers whether there is one or not', async () => {
		const { name, id } = await customerOfSales();
		const answers = [];
		for (const sought of [name, `${name} of nowhere`]) {
			const request = await asks('export', sought);
			const submitted = await giving.command('export', request, 'submit', {}, requests);
			const questions = [
				`/items/${requests}/${request}?fields=*,approvals.*`,
				`/items/${requests}?filter[id][_eq]=${request}&filter[customer][_nnull]=true`,
				`/items/${requests}?filter[id][_eq]=${request}&filter[matches][_eq]=1`,
				`/items/${requests}?filter[id][_eq]=${request}&sort=matches`,
				`/items/${requests}?groupBy[]=matches&aggregate[count]=*`,
				`/crm/commands/${requests}/${request}`,
				`/crm/timeline/${requests}/${request}`,
				'/crm/inbox?box=started&limit=100',
				`/items/crm_customers?filter[access_requests][id][_eq]=${request}`,
			];
			const read = await Promise.all(questions.map((path) => giving.as('export').request<unknown>('GET', path)));
			const said = read.map(({ status, body }) => `${String(status)} ${JSON.stringify(body)}`);
			expect(said.join('\n')).not.toContain(id);
			answers.push({ status: submitted.status, state: submitted.body.data.status, statuses: read.map(({ status }) => status) });
		}
		expect(answers[1]).toEqual(answers[0]);
		expect(answers[0]).toMatchObject({ status: 200, state: 'in_approval' });
	});

	it('sees it once one of the two has agreed, as the own department sees customers, until it is ended', async () => {
		const { id, name, contact } = await customerOfSales();
		const request = await asks('export', name);
		await accepted('export', request, 'submit');
		expect(await seen('export', 'crm_customers', id)).toEqual(none);
		expect(await decides('sales.manager', request, 'approve')).toEqual([]);
		expect(await seen('export', 'crm_customers', id)).toEqual(all);
		expect(await seen('export', 'crm_contacts', contact)).toEqual(none);
		const archive = await giving.as('export').request('GET', `/items/crm_customers/${id}?fields=credit`);
		expect(archive.status).toBe(403);
		const change = await giving.as('export').request('PATCH', `/items/crm_customers/${id}`, { needs: 'Changed' });
		expect(change.status).toBe(403);
		// It is the reader's alone.
		expect(await seen('production', 'crm_customers', id)).toEqual(none);

		await accepted('export', request, 'end', { comment: 'Done' });
		expect(await seen('export', 'crm_customers', id)).toEqual(none);
		const entries = (await directus.database('crm_ledger').where({ item: request }).orderBy('seq')) as { command: string }[];
		expect(entries.map(({ command }) => command)).toEqual(['submit', 'end']);
	});

	it('sees the people there too where that was asked for, also from a department that reads no contacts otherwise', async () => {
		const { id, name, contact } = await customerOfSales();
		const request = await asks('production', name, { contents: 'contacts', on_behalf_of: 'Ms Lin, auditor of the insurer' });
		await accepted('production', request, 'submit');
		expect(await decides('gm', request, 'approve')).toEqual([]);
		expect(await seen('production', 'crm_customers', id)).toEqual(all);
		expect(await seen('production', 'crm_contacts', contact)).toEqual(all);
	});

	it('gets no consent where there is no such customer, and is not told why', async () => {
		const request = await asks('export', `Nobody ${randomUUID()}`);
		await accepted('export', request, 'submit');
		expect(await decides('sales.manager', request, 'approve')).toEqual(['nothing-to-grant']);
		expect(await decides('sales.manager', request, 'reject')).toEqual([]);
		const { body } = await giving.as('export').request('GET', `/items/${requests}/${request}?fields=status`);
		expect(body.data).toEqual({ status: 'rejected' });
	});

	it('gets no consent from anybody else, nor from themselves', async () => {
		const { name } = await customerOfSales();
		const request = await asks('sales.manager', name);
		await accepted('sales.manager', request, 'submit');
		const tasks = (await directus.database('crm_approval_tasks').whereIn('approval', function () {
			void this.select('id').from('crm_approvals').where({ access_request: request });
		})) as { id: string }[];
		for (const who of ['sales.manager', 'production', 'info.admin', 'auditor'] as const) {
			for (const { id } of tasks) {
				const answer = await giving.command(who, id, 'approve', {}, 'crm_approval_tasks');
				expect([403, 422], `${who}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
			}
		}
		const { body } = await giving.as('sales.manager').request('GET', `/items/${requests}/${request}?fields=status`);
		expect(body.data).toEqual({ status: 'in_approval' });
	});
});

describe('somebody leaves (OFF-01, OFF-02)', () => {
	const departures = 'crm_departures';
	const rulesOf = (body: Body<unknown>): readonly string[] =>
		((body.errors as typeof body.errors | undefined)?.[0]?.extensions['violations'] as { rule: string }[] | undefined)?.map(
			({ rule }) => rule,
		) ?? [];

	const opened = async (person: string, successor: string): Promise<string> => {
		const made = await giving.as('info.admin').request('POST', `/items/${departures}`, { person, successor, last_day: inDays(7) });
		expect(made.body.errors, JSON.stringify(made.body.errors)).toBeUndefined();
		return String(made.body.data['id']);
	};

	const signedCopy = async (): Promise<string> => {
		const form = new FormData();
		form.append('title', 'Confidentiality agreement');
		form.append('file', new Blob(['signed'], { type: 'text/plain' }), 'agreement.txt');
		const { body } = await giving.as('info.admin').request('POST', '/files', form);
		return String(body.data['id']);
	};

	const suspensions = (person: string): readonly (readonly [string, () => Promise<{ body: Body<unknown> }>])[] => [
		['one', () => giving.admin.request('PATCH', `/users/${person}`, { status: 'suspended' })],
		['archived', () => giving.admin.request('PATCH', `/users/${person}`, { status: 'archived' })],
		['many', () => giving.admin.request('PATCH', '/users', { keys: [person], data: { status: 'suspended' } })],
		['an array', () => giving.admin.request('PATCH', '/users', [{ id: person, status: 'suspended' }])],
		[
			'a query',
			() => giving.admin.request('PATCH', '/users', { query: { filter: { id: { _eq: person } } }, data: { status: 'suspended' } }),
		],
		[
			'GraphQL',
			() =>
				giving.admin.request('POST', '/graphql/system', {
					query: `mutation { update_users_item(id: "${person}", data: { status: "suspended" }) { id } }`,
				}),
		],
		['with another field', () => giving.admin.request('PATCH', '/users', { keys: [person], data: { status: 'suspended', title: 'Gone' } })],
		['delete', () => giving.admin.request('DELETE', `/users/${person}`)],
	];

	it('and the account stays in use until everything is handed over and the agreement is recorded, on every path', async () => {
		const leaver = giving.as('sales.second').user;
		const customer = await giving.customer('sales.second');
		const gift = await giving.draft('sales.second', customer.id, customer.contacts[0] ?? null);
		for (const [how, tries] of suspensions(leaver)) {
			const { body } = await tries();
			expect(rulesOf(body), how).toEqual(['hand-over-incomplete', 'departure-not-completed']);
		}

		const departure = await opened(leaver, giving.as('sales').user);
		const held = () =>
			giving
				.as('info.admin')
				.request<Body<{ count: number; held: { id: string; kind: string; status_label: string }[] }>>(
					'GET',
					`/crm/departures/${departure}/held`,
				);
		const receiptOnPaper = async (who: Colleague, language: string) => {
			const answer = await fetch(`${directus.url}/crm/documents/departures/${departure}/receipt.pdf?lang=${language}`, {
				headers: { Authorization: `Bearer ${giving.as(who).token}` },
			});
			return [
				answer.status,
				Buffer.from(await answer.arrayBuffer())
					.subarray(0, 5)
					.toString(),
			] as const;
		};
		expect((await receiptOnPaper('info.admin', 'en-US'))[0], 'nothing was handed over yet').toBe(404);
		const before = (await held()).body.data;
		expect(before.held.map(({ id }) => id)).toEqual(expect.arrayContaining([customer.id, gift]));
		expect(before.count).toBe(before.held.length);
		expect(before.held.find(({ id }) => id === gift)).toMatchObject({ kind: 'Gift', status_label: 'Draft', leaving: 'transfer' });
		expect((await giving.as('sales').request('GET', `/crm/departures/${departure}/held`)).status).toBe(403);

		const handedOver = await giving.command('info.admin', departure, 'hand_over', {}, departures);
		expect(handedOver.body.errors, JSON.stringify(handedOver.body.errors)).toBeUndefined();
		for (const [collection, id] of [
			['crm_customers', customer.id],
			['crm_gifts', gift],
		] as const) {
			const row = (await directus.database(collection).where({ id }).first()) as { owner: string };
			expect(row.owner).toBe(giving.as('sales').user);
		}
		expect((await held()).body.data).toMatchObject({ count: 0, held: [] });
		for (const who of ['info.admin', 'sales', 'sales.second'] as const) expect(await receiptOnPaper(who, 'zh-CN')).toEqual([200, '%PDF-']);
		expect((await receiptOnPaper('export', 'en-US'))[0]).toBe(403);
		const receipt = await giving
			.as('info.admin')
			.request<Body<{ subject_id: string; outcome: string }[]>>(
				'GET',
				`/items/crm_departure_items?filter[departure][_eq]=${departure}&limit=-1`,
			);
		expect(receipt.body.data.map(({ subject_id }) => subject_id)).toEqual(expect.arrayContaining([customer.id, gift]));

		expect(rulesOf((await giving.command('info.admin', departure, 'complete', {}, departures)).body)).toEqual([
			'confidentiality-agreement-missing',
		]);
		for (const [how, tries] of suspensions(leaver)) expect(rulesOf((await tries()).body), how).toEqual(['departure-not-completed']);

		await accepted('info.admin', departure, 'record_agreement', { input: { signed_on: inDays(0), file: await signedCopy() } }, departures);
		await accepted('info.admin', departure, 'complete', {}, departures);
		const suspended = await giving.admin.request('PATCH', `/users/${leaver}`, { status: 'suspended' });
		expect(suspended.body.errors, JSON.stringify(suspended.body.errors)).toBeUndefined();
		const renamed = await giving.admin.request('PATCH', `/users/${leaver}`, { title: 'Left us' });
		expect(renamed.status).toBe(200);
		const verified = await giving.as('auditor').request<Body<{ ok: boolean }>>('GET', '/crm/ledger/verify');
		expect(verified.body.data.ok).toBe(true);
	});

	it('also where a Flow without events tries it', async () => {
		const flow = await giving.admin.request('POST', '/flows', {
			name: `Leaves ${randomUUID()}`,
			status: 'active',
			trigger: 'webhook',
			accountability: 'all',
			options: { method: 'POST', async: false, return: '$last' },
		});
		const id = String(flow.body.data['id']);
		const operation = await giving.admin.request('POST', '/operations', {
			flow: id,
			key: 'suspend',
			type: 'item-update',
			position_x: 19,
			position_y: 1,
			options: {
				collection: 'directus_users',
				permissions: '$full',
				emitEvents: false,
				key: [giving.as('warehouse').user],
				payload: { status: 'suspended' },
			},
		});
		if (operation.status === 200) {
			await giving.admin.request('PATCH', `/flows/${id}`, { operation: operation.body.data['id'] });
			await giving.admin.request('POST', `/flows/trigger/${id}`, {});
		}
		const row = (await directus
			.database('directus_users')
			.where({ id: giving.as('warehouse').user })
			.first()) as { status: string };
		expect(row.status).toBe('active');
	});

	it('and hands nothing over alone, nor to somebody who would not see it', async () => {
		const departure = await opened(giving.as('info.admin').user, giving.as('sales').user);
		expect(rulesOf((await giving.command('info.admin', departure, 'hand_over', {}, departures)).body)).toEqual([
			'own-departure',
			'successor-elsewhere',
		]);
	});

	it('without a word about it to colleagues, apart from who takes over', async () => {
		const departure = await opened(giving.as('marketing').user, giving.as('sales').user);
		expect(await seen('sales', departures, departure)).toEqual(all);
		expect(await seen('marketing', departures, departure)).toEqual(all);
		for (const who of ['export', 'warehouse', 'finance'] as const) expect(await seen(who, departures, departure)).toEqual(none);
	});

	it('while an account that was never anybody’s here is closed at once', async () => {
		const made = await giving.admin.request('POST', '/users', { email: `${randomUUID()}@example.com`, password: 'never-used-here-1' });
		const closed = await giving.admin.request('DELETE', `/users/${String(made.body.data['id'])}`);
		expect(closed.status).toBe(204);
	});
});

describe('somebody moves to another department', () => {
	it('and sees from the next request on what that one sees, and nothing of the one before', async () => {
		const { id } = await giving.customer('sales');
		const theirs = await giving.customer('export');
		const mover = giving.as('export').user;
		const before = await directus
			.database('directus_users')
			.where({ id: mover })
			.select('crm_department')
			.first<{ crm_department: string }>();
		const sales = await directus
			.database('directus_users')
			.where({ id: giving.as('sales').user })
			.select('crm_department')
			.first<{
				crm_department: string;
			}>();
		expect(await seen('export', 'crm_customers', id)).toEqual(none);
		await giving.admin.request('PATCH', `/users/${mover}`, { crm_department: sales.crm_department });
		expect(await seen('export', 'crm_customers', id)).toEqual(all);
		expect(await seen('export', 'crm_customers', theirs.id)).toEqual(none);
		await giving.admin.request('PATCH', `/users/${mover}`, { crm_department: before.crm_department });
		expect(await seen('export', 'crm_customers', id)).toEqual(none);
		expect(await seen('export', 'crm_customers', theirs.id)).toEqual(all);
	});
});

// Last, because it forges an end, and the ledger would show it.
describe('an access that is over', () => {
	it('shows nothing any more from the very end of it on, before any job has run', async () => {
		const { id, name } = await customerOfSales();
		const request = await asks('export', name);
		await accepted('export', request, 'submit');
		expect(await decides('sales.manager', request, 'approve')).toEqual([]);
		// Somebody else's live access to the same customer is not the reader's.
		const other = await asks('production', name);
		await accepted('production', other, 'submit');
		expect(await decides('gm', other, 'approve')).toEqual([]);
		// Read before: on SQLite a transaction that has read cannot begin to write while Directus does.
		const { expires_at } = await directus.database(requests).where({ id: request }).select('expires_at').first<{ expires_at: unknown }>();
		const past = typeof expires_at === 'number' ? Date.now() - 1000 : new Date(Date.now() - 1000);
		await directus.database.transaction(async (trx) => {
			await trx('crm_tickets').insert({ collection: requests, item: request, op: 'update' });
			await trx(requests).where({ id: request }).update({ expires_at: past });
		});
		expect(await seen('export', 'crm_customers', id)).toEqual(none);
		expect(await seen('production', 'crm_customers', id)).toEqual(all);
	});
});
