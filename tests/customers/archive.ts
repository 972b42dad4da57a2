import { randomInt, randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { criteria } from '@crm-policy/rules/customers/vetting';
import type { Answer, Body, Client, Directus } from '../harness/directus.js';

const colleagues = [
	'sales',
	'sales.second',
	'sales.manager',
	'export',
	'marketing',
	'service',
	'operations',
	'warehouse',
	'finance',
	'gm',
	'info.admin',
	'auditor',
	'newcomer',
] as const;
export type Colleague = (typeof colleagues)[number];

interface Violation {
	readonly rule: string;
	readonly clause: string | null;
	readonly field?: string;
}

export const rulesIn = (answer: Answer<Body<unknown>>): readonly string[] =>
	answer.body.errors.flatMap(({ extensions }) =>
		((extensions['violations'] ?? []) as readonly Violation[]).map(({ rule, clause }) => `${rule} ${String(clause)}`),
	);

/** An ISO day some days from now, away from midnight of the rulebook's zone. */
export const inDays = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** The demo company keeping its archive, each step over HTTP as its own person. */
export class Archive {
	private constructor(
		readonly directus: Directus,
		readonly admin: Client,
		private readonly clients: Readonly<Record<Colleague, Client>>,
	) {}

	static async open(directus: Directus): Promise<Archive> {
		const clients: Partial<Record<Colleague, Client>> = {};
		for (const who of colleagues) clients[who] = await directus.login(`${who}@example.com`);
		return new Archive(directus, await directus.login('admin@example.com'), clients as Record<Colleague, Client>);
	}

	as(who: Colleague | 'admin'): Client {
		return who === 'admin' ? this.admin : this.clients[who];
	}

	/** Makes a row over REST; fails the test when it is refused. */
	async make(who: Colleague | 'admin', collection: string, values: Readonly<Record<string, unknown>>): Promise<string> {
		const answer = await this.as(who).request('POST', `/items/${collection}`, values);
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
		return String(answer.body.data['id']);
	}

	/** A prospect with everything its profile asks for and consent to doing business. */
	prospect(who: Colleague = 'sales', differing: Readonly<Record<string, unknown>> = {}): Promise<string> {
		// Nobody shares a telephone or an address with another: they would be taken for the same customer.
		const house = randomUUID().slice(0, 8);
		const phone = `+86 574 ${String(randomInt(20_000_000, 89_999_999))}`;
		const email = `mei@${house}.example.com`;
		return this.make(who, 'crm_customers', {
			name: `Willow Lane Tailors ${house}`,
			profile: 'enterprise',
			industry: 'Retail',
			address: '7 Willow Lane, Ningbo',
			contact_person: 'Mei Lin',
			phone,
			email,
			needs: 'Ties for three shops',
			consents: [{ scope: 'business', obtained_on: inDays(-10), obtained_how: 'In writing' }],
			contacts: [{ name: 'Mei Lin', phone, email }],
			...differing,
		});
	}

	command(
		who: Colleague | 'admin',
		collection: string,
		id: string,
		command: string,
		body: Readonly<Record<string, unknown>> = {},
	): Promise<Answer<Body<{ status: string; revision: number }>>> {
		return this.as(who).request('POST', `/crm/commands/${collection}/${id}/${command}`, body);
	}

	async accepted(
		who: Colleague | 'admin',
		collection: string,
		id: string,
		command: string,
		body: Readonly<Record<string, unknown>> = {},
	): Promise<string> {
		const answer = await this.command(who, collection, id, command, body);
		expect(answer.body.errors, `${command} by ${who}: ${JSON.stringify(answer.body.errors)}`).toBeUndefined();
		return answer.body.data.status;
	}

	async refused(
		who: Colleague | 'admin',
		collection: string,
		id: string,
		command: string,
		body: Readonly<Record<string, unknown>> = {},
	): Promise<readonly string[]> {
		const answer = await this.command(who, collection, id, command, body);
		expect(answer.status, `${command} by ${who}: ${JSON.stringify(answer.body)}`).toBe(422);
		return rulesIn(answer);
	}

	async row(collection: string, id: string): Promise<Record<string, unknown>> {
		return (await this.directus.database(collection).where({ id }).first()) as Record<string, unknown>;
	}

	/** Rows as the database has them. */
	async rows(collection: string, where: Readonly<Record<string, unknown>>, order = 'id'): Promise<readonly Record<string, unknown>[]> {
		return (await this.directus.database(collection).where(where).orderBy(order)) as Record<string, unknown>[];
	}

	/** The one row of a collection that belongs to a record. */
	async onlyRow(collection: string, where: Readonly<Record<string, unknown>>): Promise<string> {
		const rows = await this.rows(collection, where);
		expect(rows).toHaveLength(1);
		return String(rows[0]?.['id']);
	}

	/** The vetting that the investigation of a customer has opened. */
	vettingOf(customer: string): Promise<string> {
		return this.onlyRow('crm_customer_vettings', { customer });
	}

	/** Fills in a vetting: both investigations and a mark and a finding for every criterion. */
	async fillIn(who: Colleague, vetting: string, differing: Readonly<Record<string, unknown>> = {}): Promise<void> {
		const found = { investigated_on: inDays(-3), investigator: this.as(who).user, findings: 'In order' };
		const answer = await this.as(who).request('PATCH', `/items/crm_customer_vettings/${vetting}`, {
			...Object.fromEntries(
				criteria.flatMap((criterion) => [
					[criterion, 80],
					[`${criterion}_finding`, 'In order'],
				]),
			),
			investigations: [
				{ kind: 'general', ...found },
				{ kind: 'on_site', ...found },
			],
			...differing,
		});
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
	}

	/** The open task of a vetting's approval that asks a role. */
	async taskOf(vetting: string, role = 'business-head'): Promise<string> {
		const approvals = await this.rows('crm_approvals', { vetting, status: 'pending' });
		return this.onlyRow('crm_approval_tasks', { approval: approvals[0]?.['id'] ?? '', status: 'open', role });
	}

	/** A customer that has been investigated and selected. */
	async selected(who: Colleague = 'sales', differing: Readonly<Record<string, unknown>> = {}): Promise<string> {
		const customer = await this.prospect(who, differing);
		await this.accepted(who, 'crm_customers', customer, 'investigate');
		const vetting = await this.vettingOf(customer);
		await this.fillIn(who, vetting);
		await this.accepted(who, 'crm_customer_vettings', vetting, 'submit');
		await this.accepted('sales.manager', 'crm_approval_tasks', await this.taskOf(vetting), 'approve');
		expect(await this.accepted('info.admin', 'crm_customers', customer, 'select')).toBe('active');
		return customer;
	}

	contactOf(customer: string): Promise<string> {
		return this.onlyRow('crm_contacts', { customer });
	}

	async ledgerEntries(collection: string, item: string): Promise<readonly unknown[]> {
		return (await this.rows('crm_ledger', { collection, item }, 'seq')).map(({ command }) => command);
	}

	async expectLedgerIntact(): Promise<void> {
		const { body } = await this.as('auditor').request<Body<{ ok: boolean; first_bad: number | null }>>('GET', '/crm/ledger/verify');
		expect(body.data).toMatchObject({ ok: true, first_bad: null });
	}
}
