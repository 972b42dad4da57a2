import { randomInt, randomUUID } from 'node:crypto';
import { criteria } from '@crm-policy/rules/customers/vetting';
import { beforeAll, expect } from 'vitest';
import { later, type Answer, type Body, type Client, type Directus, type ReportedError } from '../harness/directus.js';

/** The people of the demo company a contract passes through. */
export const staff = [
	'sales',
	'sales.manager',
	'production',
	'technology',
	'quality',
	'warehouse',
	'gm',
	'auditor',
	'finance',
	'newcomer',
	'info.admin',
] as const;
export type Colleague = (typeof staff)[number];

export interface Violation {
	readonly rule: string;
	readonly clause: string | null;
	readonly message: string;
	readonly field?: string;
}

export interface CommandAnswer {
	readonly id: string;
	readonly status: string;
	readonly revision: number;
	readonly ledger: number;
}

export interface ContractDraft {
	readonly title?: string;
	readonly order_form?: 'written' | 'verbal' | 'telephone';
	readonly amount?: string;
	readonly currency?: string;
	readonly payment_terms?: string;
	readonly special_requirements?: string;
	readonly lines?: readonly Record<string, unknown>[];
}

/** Items of the review form as a reviewer who agrees fills them in. */
export const agreeableAnswers = {
	requirements_reflected: true,
	quality_matches: true,
	acceptance_matches: true,
	guarantee_matches: true,
	equipment_capable: true,
	technically_possible: true,
	delivery_possible: true,
	material_available: true,
	risks: 'Tight delivery in the second week.',
	implied_none_found: true,
	differences_none: true,
	capable: true,
};

/** Goods of which the tests put some into the warehouse themselves. */
export const stockedGoods = { product: 'Sample scarf', specification: '180 × 30 cm', unit: 'pcs' };

/** The demo company at work: people signed in, and the steps a contract takes, each over HTTP as its own person. */
export class Office {
	private constructor(
		readonly directus: Directus,
		readonly admin: Client,
		private readonly clients: Readonly<Record<Colleague, Client>>,
	) {}

	#customer = '';

	static async open(directus: Directus): Promise<Office> {
		const signedIn = await Promise.all(staff.map(async (who) => [who, await directus.login(`${who}@example.com`)] as const));
		const admin = await directus.login('admin@example.com');
		const clients = Object.fromEntries(signedIn) as Record<Colleague, Client>;
		const office = new Office(directus, admin, clients);
		office.#customer = await office.selectedCustomer();
		return office;
	}

	/** Somebody met, with the particulars the archive's rules ask for and consent to doing business (CUS-01, CON-01). */
	async prospect(): Promise<string> {
		const answer = await this.as('sales').request('POST', '/items/crm_customers', {
			name: `Harbour Lane Outfitters ${randomUUID().slice(0, 8)}`,
			profile: 'enterprise',
			industry: 'Retail',
			address: '18 Harbour Lane, Ningbo',
			contact_person: 'L. Wang',
			phone: `+86 574 ${randomInt(20_000_000, 89_999_999)}`,
			email: `l.wang@${randomUUID().slice(0, 8)}.example.com`,
			needs: 'Ties and scarves for forty shops',
			consents: [{ scope: 'business', obtained_on: '2026-11-01', obtained_how: 'In writing' }],
		});
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
		return String(answer.body.data['id']);
	}

	/** The vetting that the investigation of a customer has opened. */
	async vettingOf(customer: string): Promise<string> {
		const listed = await this.as('sales').request<Body<{ id: string }[]>>(
			'GET',
			`/items/crm_customer_vettings?filter[customer][_eq]=${customer}&filter[status][_eq]=draft&fields=id`,
		);
		return String(listed.body.data[0]?.id);
	}

	/** Fills in a vetting: both investigations, and a mark and a finding for every criterion (NEW-01 to NEW-04). */
	async fillInVetting(vetting: string): Promise<void> {
		const sales = this.as('sales');
		const found = { investigated_on: '2026-11-02', investigator: sales.user, findings: 'In order' };
		const written = await sales.request('PATCH', `/items/crm_customer_vettings/${vetting}`, {
			...Object.fromEntries<unknown>(
				criteria.flatMap((criterion) => [
					[criterion, 80],
					[`${criterion}_finding`, 'In order'],
				]),
			),
			investigations: [
				{ kind: 'general', ...found },
				{ kind: 'on_site', ...found },
			],
		});
		expect(written.body.errors, JSON.stringify(written.body.errors)).toBeUndefined();
	}

	/** A customer that has been met, investigated and selected as the archive's rules ask (CUS-01, CON-01, NEW-01 to NEW-05). */
	async selectedCustomer(): Promise<string> {
		const id = await this.prospect();
		await this.accepted('sales', 'crm_customers', id, 'investigate');
		const vetting = await this.vettingOf(id);
		await this.fillInVetting(vetting);
		await this.accepted('sales', 'crm_customer_vettings', vetting, 'submit');
		const [approval] = await this.directus.database<{ id: string; vetting: string }>('crm_approvals').where({ vetting }).select('id');
		const [asked] = await this.directus
			.database<{ id: string; approval: string; role: string; status: string }>('crm_approval_tasks')
			.where({ approval: approval?.id ?? '', role: 'business-head', status: 'open' })
			.select('id');
		await this.accepted('sales.manager', 'crm_approval_tasks', String(asked?.id), 'approve');
		await this.accepted('info.admin', 'crm_customers', id, 'select');
		return id;
	}

	as(who: Colleague): Client {
		return this.clients[who];
	}

	get activeCustomer(): string {
		return this.#customer;
	}

	/** A contract that satisfies everything a submission asks for, drafted by sales in one request. */
	async draft({ lines, ...own }: ContractDraft = {}, who: Colleague = 'sales'): Promise<string> {
		const answer = await this.as(who).request('POST', '/items/crm_contracts', {
			title: 'Silk ties for the spring season',
			customer: this.#customer,
			order_form: 'written',
			amount: '12000.00',
			currency: 'CNY',
			delivery_date: '2027-03-01',
			...own,
			lines: lines ?? [{ product: 'Silk tie', specification: '8 cm', quantity: '200', unit: 'pcs', unit_price: '60', from_stock: false }],
			reviews: [{ stated_quality: 'AQL 2.5', implied_none: true, legal_requirements: 'Fibre labelling', additional_none: true }],
		});
		expect(answer.body.errors).toBeUndefined();
		return String(answer.body.data['id']);
	}

	async command(
		who: Colleague | 'admin',
		collection: string,
		id: string,
		command: string,
		body: Record<string, unknown> = {},
	): Promise<Answer<Body<CommandAnswer>>> {
		const client = who === 'admin' ? this.admin : this.as(who);
		return client.request<Body<CommandAnswer>>('POST', `/crm/commands/${collection}/${id}/${command}`, body);
	}

	/** Issues a command that is expected to be accepted. */
	async accepted(
		who: Colleague | 'admin',
		collection: string,
		id: string,
		command: string,
		body: Record<string, unknown> = {},
	): Promise<CommandAnswer> {
		const answer = await this.command(who, collection, id, command, body);
		expect(answer.body.errors, `${command} by ${who}: ${JSON.stringify(answer.body.errors)}`).toBeUndefined();
		return answer.body.data;
	}

	/** Issues a command that is expected to be refused by rule, and returns the violations. */
	async refused(
		who: Colleague | 'admin',
		collection: string,
		id: string,
		command: string,
		body: Record<string, unknown> = {},
	): Promise<readonly Violation[]> {
		return violationsOf(await this.command(who, collection, id, command, body));
	}

	/** The open task of a contract's running approval that a colleague finds in their inbox. */
	async taskOf(who: Colleague, contract: string): Promise<string> {
		const { body } = await this.as(who).request<Body<{ task: string; id: string }[]>>('GET', '/crm/inbox?box=todo&limit=100');
		const line = body.data.find((candidate) => candidate.id === contract);
		if (line === undefined) throw new Error(`${who} is not asked to decide about ${contract}.`);
		return line.task;
	}

	async approve(who: Colleague, contract: string, body: Record<string, unknown> = {}): Promise<CommandAnswer> {
		return this.accepted(who, 'crm_approval_tasks', await this.taskOf(who, contract), 'approve', body);
	}

	/** Fills in the review form as a reviewer. */
	async answerReview(contract: string, who: Colleague = 'production', answers: Record<string, unknown> = agreeableAnswers): Promise<void> {
		const { body } = await this.as(who).request<Body<{ id: string }[]>>(
			'GET',
			`/items/crm_contract_reviews?filter[contract][_eq]=${contract}&fields=id`,
		);
		const form = body.data[0];
		if (form === undefined) throw new Error('The contract has no review form its reviewers can see.');
		const written = await this.as(who).request('PATCH', `/items/crm_contract_reviews/${form.id}`, answers);
		expect(written.body.errors, JSON.stringify(written.body.errors)).toBeUndefined();
	}

	/** A contract whose routine review has passed. */
	async reviewed(draft: ContractDraft = {}): Promise<string> {
		const contract = await this.draft(draft);
		await this.accepted('sales', 'crm_contracts', contract, 'submit');
		await this.answerReview(contract);
		for (const reviewer of ['production', 'technology', 'quality'] as const) await this.approve(reviewer, contract);
		return contract;
	}

	/** Puts goods into the warehouse, so that a contract can be supplied from stock. */
	async stockUp(quantity: string): Promise<{ product: string; specification: string; unit: string }> {
		const goods = { ...stockedGoods, product: `${stockedGoods.product} ${randomUUID().slice(0, 8)}` };
		const answer = await this.as('warehouse').request('POST', '/items/crm_stock', { ...goods, on_hand: quantity });
		expect(answer.body.errors).toBeUndefined();
		return goods;
	}

	/** The row as it really is, past Directus. */
	async row(collection: string, id: string): Promise<Record<string, unknown>> {
		const row = (await this.directus.database(collection).where({ id }).first()) as Record<string, unknown> | undefined;
		if (row === undefined) throw new Error(`There is no such row in ${collection}.`);
		return row;
	}

	async ledgerEntries(item: string): Promise<readonly Record<string, unknown>[]> {
		return (await this.directus.database('crm_ledger').where({ item }).orderBy('seq')) as Record<string, unknown>[];
	}

	/** The ledger is unbroken, whatever was tried. */
	async expectLedgerIntact(): Promise<void> {
		const { body } = await this.as('auditor').request<Body<{ ok: boolean; first_bad: number | null }>>('GET', '/crm/ledger/verify');
		expect(body.data).toMatchObject({ ok: true, first_bad: null });
	}
}

/** The violations of a refusal by rule; fails when it is anything else. */
export function violationsOf(answer: Answer<Body<unknown>>): readonly Violation[] {
	expect(answer.status, JSON.stringify(answer.body)).toBe(422);
	return violationsIn(answer.body.errors);
}

export function violationsIn(errors: readonly ReportedError[] | undefined): readonly Violation[] {
	const [error] = errors ?? [];
	expect(error?.extensions.code).toBe('POLICY_VIOLATION');
	const violations = error?.extensions['violations'] as readonly Violation[];
	expect(violations.length).toBeGreaterThan(0);
	for (const violation of violations) expect(violation.message).not.toMatch(/\{\w+\}/);
	return violations;
}

/** The demo company at work for the tests of the file or block this is called in, on a Directus that is started before them. */
export function useOffice(directus: Directus): Office {
	let opened: Office | undefined;
	beforeAll(async () => {
		opened = await Office.open(directus);
	});
	return later(() => opened, 'Nobody has come to the office of these tests yet.');
}
