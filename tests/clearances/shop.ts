import { createHash, randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { expect } from 'vitest';
import { shopRoleId } from '../../seeds/departments/shop-service.js';
import type { Answer, Body } from '../harness/directus.js';
import type { Office, Violation } from '../paths/office.js';

export interface Cleared {
	readonly allowed: boolean;
	readonly contract: string | null;
	readonly amendment: string | null;
	readonly approval: string | null;
	readonly standing_approval: string | null;
	readonly digest: string;
	readonly violations: readonly Violation[];
}

export interface Line {
	readonly sku: string;
	readonly quantity: number | string;
	readonly unit_price: number | string;
}

export interface Question {
	readonly kind: string;
	readonly reference: { readonly system: string; readonly order: string; readonly version: number };
	readonly customer: { readonly system: string; readonly id: string; readonly email: string; readonly name: string };
	readonly currency: string;
	readonly lines: readonly Line[];
	readonly delivery: { readonly terms: string | null; readonly date: string | null } | null;
}

/** The digest as somebody else would take it: SHA-256 of the content by RFC 8785, lines in the order of their own digests. */
export function independentDigest({ customer, currency, lines, delivery }: Question): string {
	const hash = (value: unknown) =>
		createHash('sha256')
			.update(canonicalize(value) ?? '')
			.digest('hex');
	const written = lines.map(({ sku, quantity, unit_price }) => ({ sku, quantity: String(quantity), unit_price: String(unit_price) }));
	return hash({
		customer: { system: customer.system, id: customer.id },
		currency,
		lines: written.toSorted((a, b) => (hash(a) < hash(b) ? -1 : 1)),
		delivery: delivery ?? { terms: null, date: null },
	});
}

/** A shop with its service account, beside the people of the demo company. */
export class Shop {
	readonly system = `shop-${randomUUID().slice(0, 8)}`;

	private constructor(
		readonly office: Office,
		readonly token: string,
	) {}

	static async open(office: Office): Promise<Shop> {
		const token = randomUUID();
		const answer = await office.admin.request('POST', '/users', {
			email: `shop-${token}@example.com`,
			role: shopRoleId,
			token,
			status: 'active',
		});
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
		return new Shop(office, token);
	}

	request<Content = Body>(method: string, path: string, body?: unknown): Promise<Answer<Content>> {
		return this.office.directus.request<Content>(method, path, body, { token: this.token });
	}

	/** A customer of the shop; `known` is the customer of the archive they are. */
	async customer(known: string | null = this.office.activeCustomer): Promise<Question['customer']> {
		const id = `cus_${randomUUID()}`;
		if (known !== null) {
			const answer = await this.office
				.as('info.admin')
				.request('POST', '/items/crm_customer_identities', { customer: known, system: this.system, external_id: id });
			expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
		}
		return { system: this.system, id, email: `${id}@example.com`, name: 'L. Wang' };
	}

	question(customer: Question['customer'], differing: Partial<Question> = {}): Question {
		return {
			kind: 'cart',
			reference: { system: this.system, order: `cart_${randomUUID()}`, version: 1 },
			customer,
			currency: 'CNY',
			lines: [
				{ sku: 'TIE-8', quantity: 200, unit_price: '60' },
				{ sku: 'SCARF-180', quantity: 10, unit_price: '99.5' },
			],
			delivery: { terms: 'By road, Ningbo', date: '2027-03-01' },
			...differing,
		};
	}

	async ask(question: Question, open = false): Promise<Cleared> {
		const { status, body } = await this.request<Body<Cleared>>('POST', '/crm/clearances', { ...question, open });
		expect(status, JSON.stringify(body)).toBe(200);
		return body.data;
	}

	async placed(question: Question, order = `order_${randomUUID()}`): Promise<{ outcome: string; clearance: string }> {
		const { status, body } = await this.request<Body<{ outcome: string; clearance: string }>>('POST', '/crm/clearances/orders', {
			...question,
			placed: { order, number: '1042' },
		});
		expect(status, JSON.stringify(body)).toBe(200);
		return body.data;
	}

	/** Tells something for a customer's history; says which entry it is and whether it was added. */
	async tell(customer: Question['customer'], entry: Record<string, unknown>): Promise<{ transaction: string; added: boolean }> {
		const { status, body } = await this.request<Body<{ transaction: string; added: boolean }>>('POST', '/crm/clearances/history', {
			customer,
			entry: {
				kind: 'order',
				number: '1042',
				version: 1,
				state: 'placed',
				at: new Date().toISOString(),
				currency: 'CNY',
				lines: [{ sku: 'TIE-8', quantity: 200, unit_price: '60' }],
				particulars: null,
				...entry,
			},
		});
		expect(status, JSON.stringify(body)).toBe(200);
		return body.data;
	}

	rows(question: Question): Promise<readonly Record<string, unknown>[]> {
		return this.office.directus
			.database('crm_clearances')
			.where({ system: this.system, order_reference: question.reference.order })
			.orderBy('date_created');
	}

	/** Lets the people of the company finish and pass the review that was opened for a question. */
	async reviewed(question: Question): Promise<Cleared> {
		const { contract } = await this.ask(question, true);
		if (contract === null) throw new Error('Nothing was opened.');
		await this.pass(contract);
		return this.ask(question);
	}

	async pass(contract: string): Promise<void> {
		await this.complete(contract);
		await this.office.accepted('sales', 'crm_contracts', contract, 'submit', { input: { level: 'routine' } });
		await this.office.answerReview(contract);
		for (const reviewer of ['production', 'technology', 'quality'] as const) await this.office.approve(reviewer, contract);
	}

	/** Fills in what only people know. */
	async complete(contract: string): Promise<void> {
		const form = (await this.office.directus.database('crm_contract_reviews').where({ contract }).first()) as { id: string };
		const answer = await this.office.as('sales').request('PATCH', `/items/crm_contract_reviews/${form.id}`, {
			stated_quality: 'AQL 2.5',
			implied_none: true,
			legal_none: true,
			additional_none: true,
		});
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
	}

	/** A standing approval, as far as `until` says. */
	async standing(differing: Record<string, unknown> = {}): Promise<string> {
		const { office } = this;
		const made = await office.as('sales.manager').request('POST', '/items/crm_standing_approvals', {
			title: 'Small orders of the shop',
			key: 'small-shop-orders',
			currency: 'CNY',
			at_most: '1000.00',
			valid_from: '2026-01-01',
			valid_until: '2099-12-31',
			conditions: 'Goods from the catalogue only.',
			...differing,
		});
		expect(made.body.errors, JSON.stringify(made.body.errors)).toBeUndefined();
		return String(made.body.data['id']);
	}
}
