import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Answer, Body, Client, Directus } from '../harness/directus.js';

export const givers = ['sales', 'sales.second', 'export', 'marketing'] as const;
const colleagues = [...givers, 'sales.manager', 'export.manager', 'finance', 'gm', 'auditor', 'info.admin', 'service', 'newcomer'] as const;
export type Colleague = (typeof colleagues)[number];

export interface Violation {
	readonly rule: string;
	readonly clause: string | null;
	readonly message: string;
	readonly field?: string;
}

/** An ISO day some days from now. The tests stay away from midnight of the rulebook's zone by asking for days ahead. */
export const inDays = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** The demo company giving gifts, each step over HTTP as its own person. */
export class Giving {
	private constructor(
		readonly directus: Directus,
		readonly admin: Client,
		private readonly clients: Readonly<Record<Colleague, Client>>,
	) {}

	static async open(directus: Directus): Promise<Giving> {
		const clients: Partial<Record<Colleague, Client>> = {};
		for (const who of colleagues) clients[who] = await directus.login(`${who}@example.com`);
		return new Giving(directus, await directus.login('admin@example.com'), clients as Record<Colleague, Client>);
	}

	as(who: Colleague): Client {
		return this.clients[who];
	}

	/** A customer with contacts, made by whoever gives to them. */
	async customer(who: Colleague, contacts = 1, group: string | null = null): Promise<{ id: string; contacts: readonly string[] }> {
		const mark = randomUUID().slice(0, 8);
		const answer = await this.as(who).request('POST', '/items/crm_customers?fields=id,contacts', {
			name: `Lantern Street Trading ${mark}`,
			profile: 'enterprise',
			contacts: Array.from({ length: contacts }, (_, index) => ({ name: `Contact ${mark} ${String(index)}` })),
		});
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
		const { id, contacts: made } = answer.body.data as { id: string; contacts: string[] };
		if (group !== null) await this.relate(id, group);
		return { id, contacts: made };
	}

	async group(): Promise<string> {
		const answer = await this.as('info.admin').request('POST', '/items/crm_customer_groups', { name: `Group ${randomUUID().slice(0, 8)}` });
		return String(answer.body.data['id']);
	}

	async relate(customer: string, group: string | null): Promise<void> {
		const answer = await this.as('info.admin').request('PATCH', `/items/crm_customers/${customer}`, { related_group: group });
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
	}

	/** An application that lacks nothing. */
	async draft(
		who: Colleague,
		customer: string,
		recipient: string | null,
		differing: Readonly<Record<string, unknown>> = {},
	): Promise<string> {
		const answer = await this.as(who).request('POST', '/items/crm_gifts', {
			customer,
			recipient,
			kind: 'gift',
			occasion: 'visit',
			item: 'Boxed silk tie',
			quantity: '1',
			unit: 'box',
			amount: '300.00',
			currency: 'CNY',
			planned_on: inDays(2),
			...differing,
		});
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
		return String(answer.body.data['id']);
	}

	command(
		who: Colleague | 'admin',
		id: string,
		command: string,
		body: Readonly<Record<string, unknown>> = {},
		collection = 'crm_gifts',
	): Promise<Answer<Body<{ status: string; revision: number }>>> {
		const client = who === 'admin' ? this.admin : this.as(who);
		return client.request('POST', `/crm/commands/${collection}/${id}/${command}`, body);
	}

	async accepted(who: Colleague | 'admin', id: string, command: string, body: Readonly<Record<string, unknown>> = {}): Promise<string> {
		const answer = await this.command(who, id, command, body);
		expect(answer.body.errors, `${command} by ${who}: ${JSON.stringify(answer.body.errors)}`).toBeUndefined();
		return answer.body.data.status;
	}

	async refused(
		who: Colleague | 'admin',
		id: string,
		command: string,
		body: Readonly<Record<string, unknown>> = {},
	): Promise<readonly string[]> {
		const answer = await this.command(who, id, command, body);
		expect(answer.status, JSON.stringify(answer.body)).toBe(422);
		return rulesIn(answer);
	}

	/** The open task of a gift's approval that a colleague finds in their inbox. */
	async taskOf(who: Colleague, gift: string): Promise<string | null> {
		const row = (await this.directus
			.database('crm_approval_tasks as task')
			.join('crm_approvals as approval', 'approval.id', 'task.approval')
			.where({ 'approval.gift': gift, 'task.status': 'open' })
			.whereIn('task.role', rolesOf[who] ?? [])
			.select('task.id')
			.first()) as { id: string } | undefined;
		return row?.id ?? null;
	}

	async decide(who: Colleague, gift: string, command: 'approve' | 'reject' = 'approve'): Promise<Answer<Body<{ status: string }>>> {
		const task = await this.taskOf(who, gift);
		if (task === null) throw new Error(`${who} is not asked about this gift.`);
		return this.command(who, task, command, command === 'approve' ? {} : { comment: 'Too much' }, 'crm_approval_tasks');
	}

	/** Lets a gift be approved by whoever its route asks. */
	async approve(gift: string): Promise<void> {
		for (const who of ['sales.manager', 'finance', 'gm'] as const) {
			if ((await this.taskOf(who, gift)) === null) continue;
			const answer = await this.decide(who, gift);
			expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
			if ((await this.row(gift))['status'] === 'approved') return;
		}
		expect((await this.row(gift))['status']).toBe('approved');
	}

	handOver(who: Colleague | 'admin', gift: string, differing: Readonly<Record<string, unknown>> = {}) {
		return this.command(who, gift, 'hand_over', {
			input: { handed_over_on: inDays(0), received_by: 'L. Wang', receipt_note: 'Signed for at the visit', ...differing },
		});
	}

	async row(gift: string): Promise<Record<string, unknown>> {
		return (await this.directus.database('crm_gifts').where({ id: gift }).first()) as Record<string, unknown>;
	}

	async expectLedgerIntact(): Promise<void> {
		const { body } = await this.as('auditor').request<Body<{ ok: boolean; first_bad: number | null }>>('GET', '/crm/ledger/verify');
		expect(body.data).toMatchObject({ ok: true, first_bad: null });
	}
}

const rolesOf: Partial<Record<Colleague, readonly string[]>> = {
	'sales.manager': ['business-head'],
	'export.manager': ['business-head'],
	finance: ['finance-officer'],
	gm: ['general-manager'],
};

export const rulesIn = (answer: Answer<Body<unknown>>): readonly string[] => {
	const [error] = answer.body.errors;
	return ((error?.extensions['violations'] ?? []) as readonly Violation[]).map(({ rule, clause }) => `${rule} ${String(clause)}`);
};
