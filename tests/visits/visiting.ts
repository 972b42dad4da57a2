import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Answer, Body, Client, Directus } from '../harness/directus.js';
import { inDays } from '../gifts/giving.js';

export const colleagues = [
	'sales',
	'sales.second',
	'sales.manager',
	'export',
	'service',
	'service.manager',
	'marketing',
	'gm',
	'auditor',
	'finance',
	'production',
	'warehouse',
	'info.admin',
	'newcomer',
] as const;
export type Colleague = (typeof colleagues)[number];

/** The six points of a report, about a visit that began an hour ago. */
export const sixPoints = () => ({
	visited: 'Ms Wang',
	visited_at: new Date(Date.now() - 3_600_000).toISOString(),
	purposes: ['cultivate_relationship'],
	main_results: 'Two new patterns agreed.',
	customer_opinions: 'Deliveries are on time.',
	suggestions: 'Send swatches earlier.',
});

/** The demo company making visits, each step over HTTP as its own person. */
export class Visiting {
	private constructor(
		readonly directus: Directus,
		readonly admin: Client,
		private readonly clients: Readonly<Record<Colleague, Client>>,
	) {}

	static async open(directus: Directus): Promise<Visiting> {
		const clients: Partial<Record<Colleague, Client>> = {};
		for (const who of colleagues) clients[who] = await directus.login(`${who}@example.com`);
		return new Visiting(directus, await directus.login('admin@example.com'), clients as Record<Colleague, Client>);
	}

	as(who: Colleague): Client {
		return this.clients[who];
	}

	async idOf(who: Colleague): Promise<string> {
		const found = await this.directus
			.database<{ id: string; email: string }>('directus_users')
			.where({ email: `${who}@example.com` })
			.first('id');
		if (found === undefined) throw new Error(`Nobody is called ${who}.`);
		return found.id;
	}

	/** A customer of whoever visits it. */
	async customer(who: Colleague = 'sales'): Promise<string> {
		const answer = await this.as(who).request('POST', '/items/crm_customers', {
			name: `Willow Street Tailors ${randomUUID().slice(0, 8)}`,
			profile: 'enterprise',
		});
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
		return String(answer.body.data['id']);
	}

	/** A visit today that lacks nothing. */
	async plan(who: Colleague, customer: string, differing: Readonly<Record<string, unknown>> = {}): Promise<string> {
		const answer = await this.tryToPlan(who, customer, differing);
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
		return String(answer.body.data['id']);
	}

	tryToPlan(who: Colleague, customer: string, differing: Readonly<Record<string, unknown>> = {}) {
		return this.as(who).request('POST', '/items/crm_visits', {
			customer,
			title: 'Spring collection',
			purpose: 'cultivate_relationship',
			starts_at: `${inDays(0)}T00:00:00Z`,
			ends_at: `${inDays(0)}T01:00:00Z`,
			...differing,
		});
	}

	command(
		who: Colleague | 'admin',
		id: string,
		command: string,
		body: Readonly<Record<string, unknown>> = {},
		collection = 'crm_visits',
	): Promise<Answer<Body<{ status: string; revision: number }>>> {
		const client = who === 'admin' ? this.admin : this.as(who);
		return client.request('POST', `/crm/commands/${collection}/${id}/${command}`, body);
	}

	async accepted(who: Colleague | 'admin', id: string, command: string, body: Readonly<Record<string, unknown>> = {}, collection?: string) {
		const answer = await this.command(who, id, command, body, collection);
		expect(answer.body.errors, `${command} by ${who}: ${JSON.stringify(answer.body.errors)}`).toBeUndefined();
		return answer.body.data.status;
	}

	/** Makes a visit until its report is owed. */
	async make(who: Colleague, id: string): Promise<void> {
		for (const command of ['confirm', 'start', 'finish']) await this.accepted(who, id, command);
	}

	async row(id: string, collection = 'crm_visits'): Promise<Record<string, unknown>> {
		return (await this.directus.database(collection).where({ id }).first()) as Record<string, unknown>;
	}

	/** Sets an instant past Directus and every gate, as if time had passed. The guards are asked for a ticket, so one is written. */
	async letPass(id: string, values: Readonly<Record<string, Date | null>>): Promise<void> {
		await this.directus.database.transaction(async (trx) => {
			await trx('crm_tickets').insert({ collection: 'crm_visits', item: id, op: 'update' });
			await trx('crm_visits').where({ id }).update(values);
		});
	}

	async expectLedgerIntact(): Promise<void> {
		const { body } = await this.as('auditor').request<Body<{ ok: boolean; first_bad: number | null }>>('GET', '/crm/ledger/verify');
		expect(body.data).toMatchObject({ ok: true, first_bad: null });
	}
}
