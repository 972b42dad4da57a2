import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Answer, Body, Client, Directus } from '../harness/directus.js';
import { violationsOf, type CommandAnswer, type Violation } from '../paths/office.js';

const colleagues = [
	'service',
	'service.manager',
	'info.admin',
	'quality',
	'production',
	'operations',
	'sales',
	'sales.manager',
	'marketing',
	'finance',
	'warehouse',
	'gm',
	'auditor',
	'newcomer',
] as const;
export type Colleague = (typeof colleagues)[number];

/** A filled-in register form about a service. */
export const registerForm = {
	title: 'Nobody answers the phone',
	channel: 'telephone',
	complainant: 'L. Wang',
	complainant_contact: '+86 574 5550 0188',
	content: 'I called five times.',
	nature: 'service',
	cause: 'non_quality',
	target: 'service_quality',
	urgency: 'urgent',
	severity: 'general',
	product_name: 'Silk tie',
	vehicle_number: '浙B12345',
};

export const findings = { findings: 'The line was cut.', cause_found: 'There is one line only.', customer_demand: 'A call back' };
export const handling = { outcome: 'founded', handling_opinion: 'A second line is rented.', no_measure_reason: 'Rented already.' };

/** The demo company handling complaints, each step over HTTP as its own person. */
export class Handling {
	private constructor(
		readonly directus: Directus,
		readonly admin: Client,
		private readonly clients: Readonly<Record<Colleague, Client>>,
	) {}

	static async open(directus: Directus): Promise<Handling> {
		const clients: Partial<Record<Colleague, Client>> = {};
		for (const who of colleagues) clients[who] = await directus.login(`${who}@example.com`);
		return new Handling(directus, await directus.login('admin@example.com'), clients as Record<Colleague, Client>);
	}

	as(who: Colleague): Client {
		return this.clients[who];
	}

	/** Takes a complaint in as somebody. */
	async takeIn(differing: Readonly<Record<string, unknown>> = {}, who: Colleague = 'service'): Promise<string> {
		const answer = await this.as(who).request('POST', '/items/crm_complaints?fields=id', {
			...registerForm,
			received_at: new Date(Date.now() - 60_000).toISOString(),
			...differing,
		});
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
		return String(answer.body.data['id']);
	}

	async command(
		who: Colleague | Client,
		collection: string,
		id: string,
		command: string,
		input: Readonly<Record<string, unknown>> = {},
		comment = 'Because it has to be.',
	): Promise<Answer<Body<CommandAnswer>>> {
		const client = typeof who === 'string' ? this.as(who) : who;
		return client.request<Body<CommandAnswer>>('POST', `/crm/commands/${collection}/${id}/${command}`, { input, comment });
	}

	async accepted(
		who: Colleague | Client,
		collection: string,
		id: string,
		command: string,
		input: Readonly<Record<string, unknown>> = {},
	): Promise<CommandAnswer> {
		const answer = await this.command(who, collection, id, command, input);
		expect(answer.body.errors, `${command}: ${JSON.stringify(answer.body.errors)}`).toBeUndefined();
		return answer.body.data;
	}

	async refused(
		who: Colleague | Client,
		collection: string,
		id: string,
		command: string,
		input: Readonly<Record<string, unknown>> = {},
	): Promise<readonly Violation[]> {
		return violationsOf(await this.command(who, collection, id, command, input));
	}

	/** The row as it really is, past Directus. */
	async row(collection: string, id: string): Promise<Record<string, unknown>> {
		const row = (await this.directus.database(collection).where({ id }).first()) as Record<string, unknown> | undefined;
		if (row === undefined) throw new Error(`There is no such row in ${collection}.`);
		return row;
	}

	complaint(id: string): Promise<Record<string, unknown>> {
		return this.row('crm_complaints', id);
	}

	/** The signed-in colleague with this id. */
	async person(id: unknown): Promise<Client> {
		const found = Object.values(this.clients).find(({ user }) => user === id);
		if (found !== undefined) return found;
		const row = (await this.directus
			.database('directus_users')
			.where({ id: String(id) })
			.first()) as { email: string };
		return this.directus.login(row.email);
	}

	async edit(who: Colleague | Client, id: string, patch: Readonly<Record<string, unknown>>): Promise<Answer> {
		const client = typeof who === 'string' ? this.as(who) : who;
		return client.request('PATCH', `/items/crm_complaints/${id}`, patch);
	}

	async edited(who: Colleague | Client, id: string, patch: Readonly<Record<string, unknown>>): Promise<void> {
		const answer = await this.edit(who, id, patch);
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
	}

	/** Rows that belong to a complaint. */
	async belonging(collection: string, id: string): Promise<readonly Record<string, unknown>[]> {
		return (await this.directus.database(collection).where({ complaint: id })) as Record<string, unknown>[];
	}

	/** Goes on in the honest way until the complaint is in this state. */
	async until(state: string, id: string): Promise<string> {
		const on = (who: Colleague | Client, command: string, input: Readonly<Record<string, unknown>> = {}) =>
			this.accepted(who, 'crm_complaints', id, command, input);
		for (let step = 0; step < 10; step += 1) {
			const row = await this.complaint(id);
			if (row['status'] === state) return id;
			const handler = row['owner'] === null ? this.as('service') : await this.person(row['owner']);
			switch (row['status']) {
				case 'received':
					await on('service.manager', 'register');
					break;
				case 'registered':
					await on(handler, 'investigate');
					break;
				case 'investigating':
					await this.edited('service.manager', id, {
						...findings,
						order_number: 'HT2026-0001',
						product_model: 'T-145',
						quantity: '200',
						shipment_date: '2026-10-01',
					});
					if ((await this.belonging('crm_complaint_rulings', id)).length === 0)
						await on(handler, 'rule', { responsibility: 'none', reason: 'Nobody cut it on purpose.' });
					await on(handler, 'resolve');
					break;
				case 'resolving':
					await this.edited('service.manager', id, handling);
					await on(handler, 'reply', { form: 'written' });
					break;
				case 'replied':
					for (const duty of await this.belonging('crm_complaint_tasks', id))
						if (duty['status'] === 'open')
							await this.accepted(handler, 'crm_complaint_tasks', String(duty['id']), 'complete', { result: 'Done' });
					await on(handler, 'file_report');
					await on(await this.person(row['leader']), 'close_tracking', { statement: 'Settled' });
					await on(handler, 'close');
					break;
				case 'closed':
					await on('service.manager', 'follow_up', { satisfaction: 'satisfied', how: 'telephone' });
					await on('service.manager', 'appraise', { result: 'none', consequences: 'A customer waited.' });
					await on('service.manager', 'archive');
					break;
				default:
					throw new Error(`No honest way leads on from ${String(row['status'])}.`);
			}
		}
		throw new Error(`The complaint never became ${state}.`);
	}

	/** Somebody of a role, made for the test, signed in. */
	async colleague(like: Colleague): Promise<Client> {
		const model = await this.row('directus_users', this.as(like).user);
		const email = `${like}.${randomUUID().slice(0, 8)}@example.com`;
		const answer = await this.admin.request('POST', '/users', {
			email,
			password: 'another-pass-2026',
			role: model['role'],
			crm_department: model['crm_department'],
			first_name: 'New',
			last_name: 'Colleague',
		});
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
		return this.directus.login(email, 'another-pass-2026');
	}

	async expectLedgerIntact(): Promise<void> {
		const { body } = await this.as('auditor').request<Body<{ ok: boolean; first_bad: number | null }>>('GET', '/crm/ledger/verify');
		expect(body.data).toMatchObject({ ok: true, first_bad: null });
	}
}
