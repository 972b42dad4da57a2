import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { Handling } from '../complaints/handling.js';
import { later, useDirectus, type Body, type Client } from '../harness/directus.js';
import { useOffice, violationsOf } from '../paths/office.js';
import { independentDigest, Shop, type Question } from './shop.js';

const directus = useDirectus();
const office = useOffice(directus);
let opened: Shop | undefined;
const shop: Shop = later(() => opened, 'The shop is opened before the first test.');

beforeAll(async () => {
	opened = await Shop.open(office);
});

const rules = (violations: readonly { rule: string; clause: string | null }[]) =>
	violations.map(({ rule, clause }) => `${rule} ${String(clause)}`);

describe('A shop that asks', () => {
	it('is refused what nobody has reviewed, and leaves no trace by asking', async () => {
		const question = shop.question(await shop.customer());
		const answer = await shop.ask(question);
		expect(answer).toMatchObject({ allowed: false, contract: null, approval: null, digest: independentDigest(question) });
		expect(rules(answer.violations)).toEqual(['clearance-not-reviewed REV-03']);
		expect(await shop.rows(question)).toEqual([]);
	});

	it('hears why in the language it asks in', async () => {
		const question = { ...shop.question(await shop.customer()), language: 'zh-CN' };
		const { body } = await shop.request<Body<{ violations: { message: string }[] }>>('POST', '/crm/clearances', question);
		expect(body.data.violations[0]?.message).toMatch(/\p{Script=Han}/u);
	});

	it('asks with the account of a shop and with no other', async () => {
		const question = shop.question(await shop.customer());
		expect((await directus.request('POST', '/crm/clearances', question)).status).toBe(403);
		for (const who of ['sales', 'sales.manager', 'newcomer', 'gm'] as const)
			expect((await office.as(who).request('POST', '/crm/clearances', question)).status, who).toBe(403);
		for (const path of ['/items/crm_contracts', '/items/crm_customers', '/items/crm_clearances', '/users', '/crm/ledger/verify'])
			expect((await shop.request('GET', path)).body.errors[0]?.extensions.code, path).toBe('FORBIDDEN');
	});

	it.each([
		['no lines', { lines: [] }],
		['a quantity of nothing', { lines: [{ sku: 'A', quantity: 0, unit_price: 1 }] }],
		['a price that is no number', { lines: [{ sku: 'A', quantity: 1, unit_price: 'free' }] }],
		['an unknown kind', { kind: 'wish' }],
		['a currency in words', { currency: 'yuan' }],
		['more than it may say', { owner: 'me' }],
	])('is told that a question with %s is none', async (_what, differing) => {
		const answer = await shop.request('POST', '/crm/clearances', { ...shop.question(await shop.customer()), ...differing });
		expect(answer.status).toBe(400);
		expect(answer.body.errors[0]?.extensions.code).toBe('INVALID_PAYLOAD');
	});

	it('opens the review once, with its lines filled in, however often and however fast it asks', async () => {
		const question = shop.question(await shop.customer());
		const answers = await Promise.all([shop.ask(question, true), shop.ask(question, true), shop.ask(question, true)]);
		const [contract, ...others] = new Set(answers.map((answer) => answer.contract));
		expect(others).toEqual([]);
		expect(await shop.rows(question)).toMatchObject([{ status: 'requested', contract, digest: independentDigest(question) }]);
		expect(await office.row('crm_contracts', String(contract))).toMatchObject({
			status: 'draft',
			customer: office.activeCustomer,
			currency: 'CNY',
		});
		const lines = await directus
			.database('crm_contract_lines')
			.where({ contract })
			.orderBy('product')
			.select<Record<string, unknown>[]>('product', 'quantity', 'unit_price');
		expect(lines.map((line) => [line['product'], Number(line['quantity']), Number(line['unit_price'])])).toEqual([
			['SCARF-180', 10, 99.5],
			['TIE-8', 200, 60],
		]);
		const again = await shop.ask(question);
		expect(rules(again.violations)).toEqual(['clearance-review-running REV-03']);
		expect(again.violations[0]?.message).toContain('Draft');
	});

	it('is cleared by the approved review of exactly this content, on record and once', async () => {
		const question = shop.question(await shop.customer());
		const cleared = await shop.reviewed(question);
		expect(cleared).toMatchObject({ allowed: true, violations: [], digest: independentDigest(question) });
		expect(await office.row('crm_approvals', String(cleared.approval))).toMatchObject({ status: 'approved', contract: cleared.contract });
		expect(await shop.ask({ ...question, lines: question.lines.toReversed(), reference: { ...question.reference, version: 2 } })).toEqual(
			cleared,
		);
		const [row, ...more] = await shop.rows(question);
		expect(more).toEqual([]);
		expect(row).toMatchObject({ status: 'granted', contract: cleared.contract, approval: cleared.approval, revision: 1 });
		const entries = await office.ledgerEntries(String(row?.['id']));
		expect(entries.map(({ command, actor }) => [command, actor])).toEqual([['grant', null]]);
	});

	it.each([
		['a quantity', (question: Question) => ({ lines: [{ ...question.lines[0], quantity: 201 }, question.lines[1]] })],
		['a price', (question: Question) => ({ lines: [{ ...question.lines[0], unit_price: '59.99' }, question.lines[1]] })],
		['a line', (question: Question) => ({ lines: question.lines.slice(1) })],
		['the currency', () => ({ currency: 'EUR' })],
		['the delivery', () => ({ delivery: { terms: 'By air, Ningbo', date: '2027-03-01' } })],
		['the date of delivery', () => ({ delivery: { terms: 'By road, Ningbo', date: '2027-02-01' } })],
	] as const)('is refused when %s changed after the approval', async (_what, change) => {
		const question = await approvedQuestion();
		const changed = { ...question, ...change(question) } as Question;
		const answer = await shop.ask(changed);
		expect(answer.allowed).toBe(false);
		expect(rules(answer.violations)).toEqual(['clearance-other-content REV-03']);
		expect((await shop.ask(question)).allowed).toBe(true);
	});

	let approved: Question | undefined;
	const approvedQuestion = async (): Promise<Question> => {
		if (approved === undefined) {
			approved = shop.question(await shop.customer());
			expect((await shop.reviewed(approved)).allowed).toBe(true);
		}
		return approved;
	};

	it('is refused for another order or another customer with the same content', async () => {
		const question = await approvedQuestion();
		const elsewhere = await shop.ask({ ...question, reference: { ...question.reference, order: `cart_${randomUUID()}` } });
		expect(rules(elsewhere.violations)).toEqual(['clearance-not-reviewed REV-03']);
		const stranger = await shop.ask({ ...question, customer: await shop.customer(await office.selectedCustomer()) });
		expect(rules(stranger.violations)).toEqual(['clearance-other-content REV-03']);
	});

	it('is refused again once the contract went back to draft, and cleared by its next review', async () => {
		const question = shop.question(await shop.customer());
		const { contract } = await shop.reviewed(question);
		await office.accepted('sales', 'crm_contracts', String(contract), 'revise');
		expect(rules((await shop.ask(question)).violations)).toEqual(['clearance-review-running REV-03']);
		await shop.pass(String(contract));
		expect((await shop.ask(question)).allowed).toBe(true);
	});

	it('lets a draft nobody has submitted follow the cart', async () => {
		const question = shop.question(await shop.customer());
		const first = await shop.ask(question, true);
		const changed = { ...question, lines: [{ sku: 'TIE-8', quantity: '5', unit_price: '61.25' }] };
		const second = await shop.ask(changed, true);
		expect(second.contract).toBe(first.contract);
		const lines = await directus
			.database('crm_contract_lines')
			.where({ contract: first.contract })
			.select<Record<string, unknown>[]>('product', 'quantity');
		expect(lines.map((line) => [line['product'], Number(line['quantity'])])).toEqual([['TIE-8', 5]]);
		expect(Number((await office.row('crm_contracts', String(first.contract)))['amount'])).toBe(306.25);
	});

	it('makes a prospect of a customer the archive does not know, whom nobody can contract with before the vetting', async () => {
		const customer = await shop.customer(null);
		const { contract } = await shop.ask(shop.question(customer), true);
		const { customer: made, owner } = await office.row('crm_contracts', String(contract));
		expect(await office.row('crm_customers', String(made))).toMatchObject({ status: 'prospect', name: 'L. Wang', email: customer.email });
		expect(owner).not.toBeNull();
		const again = await shop.ask(shop.question(customer), true);
		expect((await office.row('crm_contracts', String(again.contract)))['customer']).toBe(made);
	});
});

describe('A shop that reports', () => {
	it('has the contract of a cleared order signed, once', async () => {
		const question = shop.question(await shop.customer());
		const { contract } = await shop.reviewed(question);
		const first = await shop.placed(question, 'order_1');
		expect(first.outcome).toBe('committed');
		expect(await shop.placed(question, 'order_1')).toEqual(first);
		expect(await office.row('crm_contracts', String(contract))).toMatchObject({
			status: 'effective',
			signed_by: null,
			signed_for_customer: '1042',
		});
		expect(await shop.rows(question)).toMatchObject([{ status: 'committed', shop_order: 'order_1', shop_number: '1042' }]);
		const commands = (await office.ledgerEntries(String(contract))).map(({ command }) => command);
		expect(commands.filter((command) => command === 'sign')).toHaveLength(1);
		expect((await shop.ask({ ...question, kind: 'fulfillment' })).allowed).toBe(true);
	});

	it('uses a clearance up with the order it was for: a second one is refused, and a breach when it is there all the same', async () => {
		const question = shop.question(await shop.customer());
		await shop.reviewed(question);
		await shop.placed(question, 'order_1');
		expect(rules((await shop.ask(question)).violations)).toEqual(['clearance-used REV-03']);
		expect((await shop.placed(question, 'order_1')).outcome).toBe('committed');
		expect((await shop.placed(question, 'order_2')).outcome).toBe('breach');
	});

	it('makes a breach of an order nobody cleared, which the head settles', async () => {
		const question = shop.question(await shop.customer());
		const { outcome, clearance } = await shop.placed(question);
		expect(outcome).toBe('breach');
		expect(await shop.placed(question)).toEqual({ outcome, clearance });
		expect(await office.row('crm_clearances', clearance)).toMatchObject({ status: 'breach', breach_reason: 'not_cleared' });
		const told = await directus.database('crm_outbox').where({ collection: 'crm_clearances', item: clearance }).select('recipient');
		expect(told.map(({ recipient }) => recipient as string)).toEqual(
			expect.arrayContaining([office.as('sales.manager').user, office.as('auditor').user]),
		);
		expect((await office.command('sales', 'crm_clearances', clearance, 'settle', { input: { settlement: 'Fine' } })).status).not.toBe(200);
		await office.accepted('sales.manager', 'crm_clearances', clearance, 'settle', { input: { settlement: 'Cancelled and refunded.' } });
		expect(await office.row('crm_clearances', clearance)).toMatchObject({ status: 'settled', settlement: 'Cancelled and refunded.' });
		expect((await shop.placed(question)).outcome).toBe('breach');
	});

	it('makes a breach of an order whose contract was taken back meanwhile', async () => {
		const question = shop.question(await shop.customer());
		const { contract } = await shop.reviewed(question);
		await office.accepted('sales', 'crm_contracts', String(contract), 'revise');
		const { outcome, clearance } = await shop.placed(question);
		expect(outcome).toBe('breach');
		expect(await office.row('crm_clearances', clearance)).toMatchObject({ breach_reason: 'contract_changed' });
	});

	it('tells of money a provider took before anybody was asked', async () => {
		const question = shop.question(await shop.customer());
		const { body } = await shop.request<Body<{ clearance: string }>>('POST', '/crm/clearances/breaches', {
			...question,
			reason: 'captured_early',
			detail: 'pay_1: 12995.00 CNY, refunded',
		});
		expect(await office.row('crm_clearances', body.data.clearance)).toMatchObject({
			status: 'breach',
			breach_reason: 'captured_early',
			breach_detail: 'pay_1: 12995.00 CNY, refunded',
		});
	});
});

describe('A shop that tells of a customer', () => {
	const history = (id: string) =>
		directus
			.database('crm_transactions')
			.where({ source_system: shop.system, external_id: id })
			.orderBy('version')
			.select<Record<string, unknown>[]>('version', 'kind', 'title', 'customer', 'amount', 'order_number');

	it('adds an order once for each version, however often, however fast and in whichever order it is told (CUS-11)', async () => {
		const customer = await shop.customer();
		const id = `order_${randomUUID()}`;
		const first = await Promise.all([shop.tell(customer, { id }), shop.tell(customer, { id }), shop.tell(customer, { id })]);
		expect(first.filter(({ added }) => added)).toHaveLength(1);
		const larger = { id, version: 3, lines: [{ sku: 'TIE-8', quantity: 201, unit_price: '60' }] };
		expect((await shop.tell(customer, larger)).added).toBe(true);
		expect((await shop.tell(customer, { id, version: 2 })).added, 'an older version').toBe(false);
		expect((await shop.tell(customer, { ...larger, version: 4 })).added, 'the same in another version').toBe(false);
		expect((await shop.tell(customer, { id, version: 5, state: 'cancelled' })).added).toBe(true);
		expect((await history(id)).map(({ version, kind, amount }) => [version, kind, amount === null ? null : Number(amount)])).toEqual([
			[1, 'order', 12000],
			[3, 'order', 12060],
			[5, 'other', null],
		]);
		expect(new Set((await history(id)).map((entry) => entry['customer']))).toEqual(new Set([office.activeCustomer]));
	});

	it('adds deliveries with batch and tracking number, and returns (ORD-03, ORD-04)', async () => {
		const customer = await shop.customer();
		const [delivery, taken] = [`ful_${randomUUID()}`, `return_${randomUUID()}`];
		const sent = { kind: 'delivery', id: delivery };
		const goods = (batch: string | null) => [{ sku: 'TIE-8', quantity: 200, unit_price: '60', batch }];
		await shop.tell(customer, { ...sent, state: 'prepared', lines: goods(null) });
		await shop.tell(customer, { ...sent, version: 2, state: 'dispatched', particulars: 'SF-1', lines: goods(null) });
		await shop.tell(customer, { ...sent, version: 3, state: 'delivered', particulars: 'SF-1', lines: goods('B-7') });
		await shop.tell(customer, { kind: 'return', id: taken, state: 'received' });
		expect((await history(delivery)).map(({ title }) => title)).toEqual([
			'Delivery of shop order 1042, prepared',
			'Delivery of shop order 1042, dispatched · no batch registered (ORD-04) · SF-1',
			'Delivery of shop order 1042, delivered · B-7 · SF-1',
		]);
		expect((await history(delivery)).map((entry) => entry['order_number'])).toEqual(['1042', '1042', '1042']);
		expect(await history(taken)).toMatchObject([{ kind: 'return', version: 1 }]);
	});

	it('lets those who handle a complaint take over what was sent, batch and all, and tells nobody else (CMP-07, ORD-04)', async () => {
		const known = await shop.customer();
		const sent = { kind: 'delivery', id: `ful_${randomUUID()}`, state: 'dispatched', at: '2026-11-20T04:00:00Z' };
		await shop.tell(known, { ...sent, number: '2042', lines: [{ sku: 'TIE-8', quantity: 200, unit_price: '60', batch: 'B-7' }] });
		const handling = await Handling.open(directus);
		const complaint = await handling.takeIn({ customer: office.activeCustomer, nature: 'product', cause: 'quality' });
		await handling.accepted('service.manager', 'crm_complaints', complaint, 'register');
		const handler = await handling.person((await handling.complaint(complaint))['owner']);
		const offered = async (who: Client) => {
			const { body } = await who.request<Body<readonly { command: string; input_schema: unknown }[]>>(
				'GET',
				`/crm/commands/crm_complaints/${complaint}`,
			);
			return JSON.stringify(body.data.find(({ command }) => command === 'take_over_delivery')?.input_schema ?? null);
		};
		expect(await offered(handler)).toContain('2026-11-20 · 2042 · TIE-8 × 200 · B-7');
		for (const other of [handling.as('auditor'), handling.as('gm')].filter(({ user }) => user !== handler.user))
			expect(await offered(other)).not.toContain('2042');
		const { transaction } = await shop.tell(known, { ...sent, number: '2042' });
		await handling.accepted(handler, 'crm_complaints', complaint, 'take_over_delivery', { goods: `${transaction}.0` });
		const row = await handling.complaint(complaint);
		expect(row).toMatchObject({ order_number: '2042', product_model: 'TIE-8', batch_number: 'B-7' });
		expect(Number(row['quantity'])).toBe(200);
		await office.expectLedgerIntact();
	});

	it('makes a prospect of somebody the archive does not know, once', async () => {
		const customer = await shop.customer(null);
		const introduce = () => shop.request<Body<{ customer: string }>>('POST', '/crm/clearances/customers', { customer });
		const answers = await Promise.all([introduce(), introduce(), introduce()]);
		const [known, ...others] = new Set(answers.map(({ body }) => body.data.customer));
		expect(others).toEqual([]);
		expect(await office.row('crm_customers', String(known))).toMatchObject({ status: 'prospect', email: customer.email });
		const id = `order_${randomUUID()}`;
		await shop.tell(customer, { id });
		expect((await history(id))[0]?.['customer']).toBe(known);
	});

	it('does with no other account, and takes nothing it does not understand', async () => {
		const customer = await shop.customer();
		for (const path of ['/crm/clearances/history', '/crm/clearances/customers'])
			expect((await office.as('sales').request('POST', path, { customer })).status, path).toBe(403);
		const answer = await shop.request('POST', '/crm/clearances/history', { customer, entry: { kind: 'invoice' } });
		expect(answer.body.errors[0]?.extensions.code).toBe('INVALID_PAYLOAD');
	});

	it('does not make an order count twice whose contract counts already (SEG-01)', async () => {
		const known = await office.selectedCustomer();
		const customer = await shop.customer(known);
		const question = shop.question(customer, { lines: [{ sku: 'TIE-8', quantity: '3000', unit_price: '60' }] });
		await shop.reviewed(question);
		const order = `order_${randomUUID()}`;
		expect((await shop.placed(question, order)).outcome).toBe('committed');
		const counted = async () => {
			await office.accepted('info.admin', 'crm_customers', known, 'grade');
			const row = (await directus.database('crm_customers').where({ id: known }).first()) as { value_class_explanation: unknown };
			const explanation = row.value_class_explanation;
			return (typeof explanation === 'string' ? JSON.parse(explanation) : explanation) as { figures: { orders: number; amount: string } };
		};
		const before = (await counted()).figures;
		await shop.tell(customer, { id: order, lines: [{ sku: 'TIE-8', quantity: '3000', unit_price: '60' }] });
		expect((await counted()).figures).toEqual(before);
		await shop.tell(customer, { id: `order_${randomUUID()}` });
		expect((await counted()).figures).toMatchObject({ orders: before.orders + 1 });
	});
});

describe('An order that is changed', () => {
	it('needs an amendment that both sides signed and that was reviewed as the contract was', async () => {
		const question = shop.question(await shop.customer());
		const { contract } = await shop.reviewed(question);
		await shop.placed(question);
		const changed: Question = { ...question, kind: 'order_edit', lines: [{ sku: 'TIE-8', quantity: 150, unit_price: '60' }] };
		expect(rules((await shop.ask(changed)).violations)).toEqual(['clearance-other-content AMD-03']);

		const opening = await shop.ask(changed, true);
		expect(opening.contract).toBe(contract);
		expect((await shop.ask(changed, true)).amendment).toBe(opening.amendment);
		const amendment = String(opening.amendment);
		expect(await office.row('crm_contract_amendments', amendment)).toMatchObject({ status: 'draft', contract, proposing_side: 'customer' });

		const [unsigned] = await office.refused('sales', 'crm_contract_amendments', amendment, 'submit');
		expect(unsigned).toMatchObject({ rule: 'signature-missing', clause: 'AMD-02' });
		await office.accepted('sales', 'crm_contract_amendments', amendment, 'sign', {
			input: {
				company_signed_by: 'Y. Li',
				company_signed_on: '2026-11-20',
				customer_signed_by: 'L. Wang',
				customer_signed_on: '2026-11-20',
			},
		});
		await office.accepted('sales', 'crm_contract_amendments', amendment, 'submit');
		expect((await shop.ask(changed)).allowed).toBe(false);
		const answered = await office.as('production').request('PATCH', `/items/crm_contract_amendments/${amendment}`, { capable: true });
		expect(answered.body.errors, JSON.stringify(answered.body.errors)).toBeUndefined();
		for (const reviewer of ['production', 'technology', 'quality'] as const) await office.approve(reviewer, amendment);

		expect(await shop.ask(changed)).toMatchObject({ allowed: true, contract });
		expect((await shop.ask({ ...question, kind: 'order_edit' })).allowed).toBe(false);
		expect((await shop.placed(changed)).outcome).toBe('committed');
	});
});

describe('Orders wholly from stock', () => {
	it('take the in-stock route with its three signatures (REV-15)', async () => {
		const sku = `SAMPLE-${randomUUID().slice(0, 8)}`;
		await office.as('warehouse').request('POST', '/items/crm_stock', { product: sku, unit: 'box', on_hand: '20' });
		const question = shop.question(await shop.customer(), { lines: [{ sku, quantity: '12', unit_price: '15' }] });
		const { contract } = await shop.ask(question, true);
		const id = String(contract);
		const line = (await directus.database('crm_contract_lines').where({ contract: id }).first()) as Record<string, unknown>;
		expect(Boolean(line['from_stock'])).toBe(true);
		expect(line).toMatchObject({ unit: 'box' });
		await shop.complete(id);
		await office.accepted('sales', 'crm_contracts', id, 'submit');
		expect(await directus.database('crm_contract_reviews').where({ contract: id }).first()).toMatchObject({ level: 'in_stock' });
		await office.approve('warehouse', id);
		expect((await shop.ask(question)).allowed).toBe(false);
		await office.approve('sales.manager', id);
		expect((await shop.ask(question)).allowed).toBe(true);
	});
});

describe('Small orders', () => {
	const small = async (price: string, customer?: Question['customer']): Promise<Question> =>
		shop.question(customer ?? (await shop.customer(null)), { lines: [{ sku: 'TIE-8', quantity: '1', unit_price: price }] });

	it('pass under a standing approval once it was itself reviewed, within its limits and while it is in force', async () => {
		const standing = await shop.standing();
		const question = await small('1000');
		expect((await shop.ask(question)).allowed).toBe(false);
		await office.accepted('sales.manager', 'crm_standing_approvals', standing, 'submit');
		expect((await shop.ask(question)).allowed).toBe(false);
		for (const reviewer of ['production', 'technology', 'quality'] as const) await office.approve(reviewer, standing);
		expect(await office.row('crm_standing_approvals', standing)).toMatchObject({ status: 'in_force' });

		expect(await shop.ask(question)).toMatchObject({ allowed: true, contract: null, standing_approval: standing });
		expect((await shop.ask(await small('1000.01'))).allowed).toBe(false);
		expect((await shop.ask({ ...(await small('10')), currency: 'EUR' })).allowed).toBe(false);
		expect((await shop.placed(question, 'order_small')).outcome).toBe('committed');

		// The rulebook lets one customer order 5000 in thirty days this way, in however many pieces.
		const customer = await shop.customer(null);
		const passed: boolean[] = [];
		for (const piece of ['1000', '1000', '1000', '1000', '999', '2', '1'])
			passed.push((await shop.ask(await small(piece, customer))).allowed);
		expect(passed).toEqual([true, true, true, true, true, false, true]);

		await office.accepted('sales.manager', 'crm_standing_approvals', standing, 'revoke', { comment: 'The season is over.' });
		expect((await shop.ask(await small('10'))).allowed).toBe(false);
		expect((await shop.placed(question, 'order_small')).outcome).toBe('committed');
	});

	it.each([
		['a name the rulebook does not know', { key: 'anything-goes' }, 'standing-approval-unknown'],
		['more than the rulebook allows', { at_most: '2000.01' }, 'standing-approval-too-wide'],
		['another currency', { currency: 'EUR' }, 'standing-approval-too-wide'],
		['no last day', { valid_until: null }, 'standing-approval-incomplete'],
	])('cannot be given a standing approval with %s', async (_what, differing, rule) => {
		const violations = await office.refused('sales.manager', 'crm_standing_approvals', await shop.standing(differing), 'submit');
		expect(violations.map((violation) => violation.rule)).toContain(rule);
	});
});

describe('Clearances', () => {
	it('are written by nobody, whoever they are', async () => {
		const question = shop.question(await shop.customer());
		await shop.ask(question, true);
		const [row] = await shop.rows(question);
		const id = String(row?.['id']);
		for (const patch of [
			{ status: 'granted' },
			{ approval: null, contract: null },
			{ digest: 'f'.repeat(64) },
			{ granted_at: '2026-11-20T04:00:00Z' },
		])
			expect(violationsOf(await office.admin.request('PATCH', `/items/crm_clearances/${id}`, patch))[0]?.rule).toBe('governed-field');
		expect(violationsOf(await office.admin.request('DELETE', `/items/crm_clearances/${id}`))[0]?.rule).toBe('governed-field');
		expect((await office.command('admin', 'crm_clearances', id, 'grant')).status).toBe(422);
		await expect(directus.database('crm_clearances').where({ id }).update({ status: 'granted' })).rejects.toThrow();
		expect(await office.row('crm_clearances', id)).toEqual(row);
	});

	it('say where a review stands and whom it waits for', async () => {
		const question = shop.question(await shop.customer());
		const { contract } = await shop.ask(question, true);
		const status = async () => {
			const path = `/crm/clearances?system=${shop.system}&order=${question.reference.order}`;
			return (await shop.request<Body<{ review: { waiting_for: string[]; label: string; path: string } }[]>>('GET', path)).body.data[0]
				?.review;
		};
		expect(await status()).toMatchObject({ label: 'Draft', path: `/admin/content/crm_contracts/${String(contract)}` });
		expect((await status())?.waiting_for).toHaveLength(1);
		const chinese = `/crm/clearances?system=${shop.system}&order=${question.reference.order}&language=zh-CN`;
		expect((await shop.request<Body<{ label: string }[]>>('GET', chinese)).body.data[0]?.label).toBe('待评审');
		await shop.complete(String(contract));
		await office.accepted('sales', 'crm_contracts', String(contract), 'submit');
		expect((await status())?.waiting_for.toSorted()).toEqual(['Production manager', 'Quality Control manager', 'Technical manager']);
		expect((await office.as('sales').request('GET', `/crm/clearances?system=${shop.system}&order=x`)).status).toBe(403);
	});

	it('leave the ledger whole', () => office.expectLedgerIntact());
});
