import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pluginFolder } from '../../scripts/lib/medusa-installation.mjs';
import { Shop } from '../clearances/shop.js';
import { useDirectus } from '../harness/directus.js';
import { useOffice } from '../paths/office.js';
import { Gatekeeper, type Appearance } from './gatekeeper.js';
import { idOf, Medusa, patiently, type Goods, type Reply } from './medusa.js';
import { paths, type Attempt } from './paths.js';

const email = 'l.wang@example.com';

/** Of goods at 60 CNY each: more than any standing approval allows, and less. */
const large = 100;
const small = 1;

const directus = useDirectus();
const office = useOffice(directus);

let shop: Shop;
let gatekeeper: Gatekeeper;
let medusa: Medusa;
let goods: Goods;
let stocked: Goods;

/** What came of every path in every situation, for the table at the end. */
const outcomes = new Map<string, Map<string, string>>();
const record = (path: string, situation: string, outcome: string): void => {
	const row = outcomes.get(path) ?? new Map<string, string>();
	outcomes.set(path, row.set(situation, outcome));
};

async function knownAs(customer: string): Promise<void> {
	const answer = await office
		.as('info.admin')
		.request('POST', '/items/crm_customer_identities', { customer: office.activeCustomer, system: shop.system, external_id: customer });
	expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
}

beforeAll(async () => {
	shop = await Shop.open(office);
	gatekeeper = await Gatekeeper.before(directus.url);
	medusa = await Medusa.make({ url: gatekeeper.url, token: shop.token, system: shop.system });
	await medusa.start();
	await medusa.furnish();
	goods = await medusa.goods('TIE-8');
	stocked = await medusa.goods(`SAMPLE-${shop.system}`);
	const stock = await office.as('warehouse').request('POST', '/items/crm_stock', { product: stocked.sku, unit: 'pcs', on_hand: '100000' });
	expect(stock.body.errors, JSON.stringify(stock.body.errors)).toBeUndefined();
	await knownAs((await medusa.cart(email, goods, 1)).customer);
	const standing = await shop.standing();
	await office.accepted('sales.manager', 'crm_standing_approvals', standing, 'submit');
	for (const reviewer of ['production', 'technology', 'quality'] as const) await office.approve(reviewer, standing);
});

afterAll(async () => {
	printTable();
	await medusa.remove();
	gatekeeper.close();
});

function printTable(): void {
	const situations = [...new Set([...outcomes.values()].flatMap((row) => [...row.keys()]))];
	const lines = [...outcomes].map(
		([path, row]) => `  ${path}\n${situations.map((name) => `      ${name}: ${row.get(name) ?? '·'}`).join('\n')}`,
	);
	process.stdout.write(`\nWhat came of every path:\n${lines.join('\n')}\n`);
}

interface Told {
	readonly kind: string;
	readonly version: number;
	readonly title: string;
	readonly amount: string | null;
	readonly currency: string | null;
	readonly customer: string;
}

/** What the customer's history says of something of the shop, in its versions. */
async function historyOf(external: string): Promise<readonly Told[]> {
	const rows = await directus
		.database('crm_transactions')
		.where({ source_system: shop.system, external_id: external })
		.orderBy('version')
		.select<(Omit<Told, 'amount'> & { amount: string | number | null })[]>('kind', 'version', 'title', 'amount', 'currency', 'customer');
	return rows.map(({ amount, ...row }) => ({ ...row, amount: amount === null ? null : Number(amount).toFixed(2) }));
}

/** The contract that was opened for a reference. */
async function contractFor(reference: string): Promise<string> {
	const row = (await directus
		.database('crm_clearances')
		.where({ system: shop.system, order_reference: reference })
		.whereNotNull('contract')
		.orderBy('date_created', 'desc')
		.first()) as { contract: string } | undefined;
	if (row === undefined) throw new Error(`No review was opened for ${reference}.`);
	return row.contract;
}

/** Lets sales change a draft as people do, and complete what the shop cannot know. */
async function edit(contract: string, quantity: number | null): Promise<void> {
	if (quantity !== null) {
		// Lines have no order that means something; the large one is what the step adds.
		const line = (await directus.database('crm_contract_lines').where({ contract }).orderBy('quantity', 'desc').first()) as { id: string };
		const answer = await office.as('sales').request('PATCH', `/items/crm_contract_lines/${line.id}`, { quantity });
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
	}
	const answer = await office.as('sales').request('PATCH', `/items/crm_contracts/${contract}`, { delivery_date: '2027-03-01' });
	expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
}

async function refused(path: string, situation: string, attempt: Attempt, code: string): Promise<Reply> {
	const { status, body } = code === 'contract_gate_unavailable' ? await attempt.step() : await patiently(attempt.step);
	const happened = await attempt.happened();
	record(path, situation, happened ? 'COMMITTED' : `refused (${String(body.code)})`);
	expect({ status, code: body.code, happened }, JSON.stringify(body)).toEqual({ status: 400, code, happened: false });
	for (const language of [/\p{Script=Han}/u, /[a-z]{4}/]) expect(body.message).toMatch(language);
	return body;
}

async function commits(path: string, situation: string, attempt: Attempt): Promise<void> {
	const { status, body } = await patiently(attempt.step);
	const happened = await attempt.happened();
	record(path, situation, happened ? 'committed' : `REFUSED (${String(body.code ?? status)})`);
	expect({ status, happened }, JSON.stringify(body)).toEqual({ status: 200, happened: true });
}

describe.each(paths)('$name', ({ name, prepare }) => {
	let attempt: Attempt;

	beforeAll(async () => {
		attempt = await prepare(medusa, email, goods, large);
	});

	it.each([
		['Directus is stopped', 'gone'],
		['Directus is slow', 'slow'],
		['something else answers', 'wrong'],
	] as const satisfies readonly (readonly [string, Appearance])[])('is refused while %s', async (situation, appearance) => {
		await gatekeeper.while(appearance, () => refused(name, situation, attempt, 'contract_gate_unavailable'));
	});

	it('is refused when the token of the shop was taken away', async () => {
		const user = (await directus.database('directus_users').where({ token: shop.token }).first()) as { id: string };
		await office.admin.request('PATCH', `/users/${user.id}`, { token: null });
		await refused(name, 'token revoked', attempt, 'contract_gate_unavailable');
		await office.admin.request('PATCH', `/users/${user.id}`, { token: shop.token });
	});

	it('is refused without a review, which is opened once', async () => {
		await refused(name, 'no review', attempt, 'contract_review_required');
		const contract = await contractFor(attempt.reference);
		await refused(name, 'no review', attempt, 'contract_review_required');
		expect(await contractFor(attempt.reference)).toBe(contract);
	});

	it('is refused on the review of other content, and happens once exactly this was reviewed', async () => {
		const contract = await contractFor(attempt.reference);
		await edit(contract, large + 1);
		await shop.pass(contract);
		await refused(name, 'review of other content', attempt, 'contract_review_required');
		await office.accepted('sales', 'crm_contracts', contract, 'revise');
		await edit(contract, large);
		await shop.pass(contract);
		await attempt.recount(large + 5);
		await refused(name, 'approved, then changed', attempt, 'contract_review_required');
		await attempt.recount(large);
		await commits(name, 'approved', attempt);
		const orders = await medusa.database('order').count();
		await attempt.step();
		expect(await medusa.database('order').count(), 'doing it again makes nothing more').toEqual(orders);
	});

	it('happens at once for a small order', async () => {
		await commits(name, 'small order', await prepare(medusa, email, goods, small));
	});

	it('of goods from stock happens after the three signatures of supply from stock', async () => {
		const fromStock = await prepare(medusa, email, stocked, large);
		await refused(name, 'in stock, not signed', fromStock, 'contract_review_required');
		const contract = await contractFor(fromStock.reference);
		await edit(contract, null);
		await shop.complete(contract);
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		expect(await directus.database('crm_contract_reviews').where({ contract }).first()).toMatchObject({ level: 'in_stock' });
		await office.approve('warehouse', contract);
		await refused(name, 'in stock, not approved', fromStock, 'contract_review_required');
		await office.approve('sales.manager', contract);
		await commits(name, 'in stock', fromStock);
	});
});

describe('a cart', () => {
	const name = 'cart is completed by a shopper';

	it('whose payment was captured before anybody was asked is refused, paid back and reported', async () => {
		const cart = await medusa.cart(email, goods, large);
		const paid = await medusa.program('process-payment-workflow', {
			action: 'captured',
			data: { session_id: cart.session, amount: 6012.5 },
		});
		expect(paid.body.code).toBe('contract_review_required');
		const row = (await medusa.database('contract_gate_outbox').where({ topic: 'captured_early' }).first()) as { subject: string };
		expect((await medusa.database('refund').where({ payment_id: row.subject })).length).toBe(1);
		await medusa
			.database('contract_gate_outbox')
			.where({ topic: 'captured_early' })
			.update({ due_at: new Date(0) });
		await medusa.order(email, goods, small);
		await eventually(async () => {
			const breach: unknown = await directus
				.database('crm_clearances')
				.where({ order_reference: cart.id, breach_reason: 'captured_early' })
				.first();
			expect(breach).toMatchObject({ status: 'breach' });
		});
		expect((await medusa.database('refund').where({ payment_id: row.subject })).length, 'and not twice').toBe(1);
		record(name, 'captured before the review', 'refused, paid back, reported');
	});
});

describe('an order', () => {
	it('is not sent to another place than was reviewed', async () => {
		const { id } = await medusa.order(email, goods, small);
		const elsewhere = { shipping_address: { address_1: '1 Elsewhere', city: 'Wuhan', country_code: 'cn' } };
		const answer = await gatekeeper.while('gone', () => medusa.admin('POST', `/orders/${id}`, elsewhere));
		expect(answer.body.code).toBe('contract_gate_unavailable');
		expect((await medusa.admin('POST', `/orders/${id}`, { metadata: { clearance_reference: 'another' } })).body.code).toBe(
			'contract_review_required',
		);
		expect((await medusa.admin('POST', `/orders/${id}`, elsewhere)).status).toBe(200);
		record('order is sent elsewhere', 'small order', 'committed');
	});

	it('is not made by a program that does not say what it makes', async () => {
		const input = { region_id: medusa.furnishing.region, email, items: [{ variant_id: goods.variant, quantity: 1 }] };
		expect((await medusa.program('create-orders', input)).body.code).toBe('contract_review_required');
	});

	it('shows the clerk where its review stands', async () => {
		const cart = await medusa.draft(email, goods, large);
		await medusa.admin('POST', `/draft-orders/${cart}/convert-to-order`);
		const { body } = await medusa.admin('GET', `/contract-gate/orders/${cart}`);
		expect(body).toMatchObject({
			reachable: true,
			reviews: [{ status: 'requested', review: { status: 'draft', waiting_for: [expect.any(String)] } }],
		});
		const away = await gatekeeper.while('gone', () => medusa.admin('GET', `/contract-gate/orders/${cart}`));
		expect(away.body).toEqual({ reachable: false, reviews: [] });
	});
});

describe('a change of an order that rests on a contract', () => {
	it('opens an amendment, and happens once both sides signed it and it was reviewed', async () => {
		const path = paths.find(({ name }) => name === 'order edit is confirmed');
		const cart = await medusa.cart(email, goods, large);
		await medusa.complete(cart.id);
		const contract = await contractFor(cart.id);
		await edit(contract, null);
		await shop.pass(contract);
		const answer = await medusa.complete(cart.id);
		expect(answer.status, JSON.stringify(answer.body)).toBe(200);
		const order = idOf(answer.body['order'] as Record<string, unknown>);
		await eventually(async () => expect(await office.row('crm_contracts', contract)).toMatchObject({ status: 'effective' }));

		await medusa.made('/order-edits', 'order_change', { order_id: order });
		await medusa.made(`/order-edits/${order}/items`, 'order_preview', { items: [{ variant_id: goods.variant, quantity: 7 }] });
		const attempt: Attempt = {
			reference: cart.id,
			step: () => medusa.admin('POST', `/order-edits/${order}/confirm`),
			recount: () => Promise.resolve(),
			happened: async () => ((await medusa.database('order').where({ id: order }).first()) as { version: number }).version > 1,
		};
		await refused(path?.name ?? '', 'order under a contract', attempt, 'contract_review_required');
		const amendment = (await directus.database('crm_contract_amendments').where({ contract }).first()) as { id: string };
		await office.accepted('sales', 'crm_contract_amendments', amendment.id, 'sign', {
			input: {
				company_signed_by: 'Y. Li',
				company_signed_on: '2026-11-20',
				customer_signed_by: 'L. Wang',
				customer_signed_on: '2026-11-20',
			},
		});
		await office.accepted('sales', 'crm_contract_amendments', amendment.id, 'submit');
		await office.as('production').request('PATCH', `/items/crm_contract_amendments/${amendment.id}`, { capable: true });
		for (const reviewer of ['production', 'technology', 'quality'] as const) await office.approve(reviewer, amendment.id);
		await commits(path?.name ?? '', 'order under a contract, amended', attempt);
		await eventually(async () => expect(await historyOf(order)).toMatchObject([{ version: 1 }, { version: 2, amount: '6420.00' }]));
	});
});

describe('the history of a customer', () => {
	it('holds their order, what was dispatched and what came back, each once in each of its states', async () => {
		const quantity = 4;
		const { id: order, item } = await medusa.order('m.chen@example.com', goods, quantity);
		const dispatched = await medusa.made(`/orders/${order}/fulfillments?fields=id,*fulfillments`, 'order', {
			items: [{ id: item, quantity }],
			metadata: { batch: 'B-2026-11' },
		});
		const fulfillment = idOf((dispatched['fulfillments'] as Record<string, unknown>[])[0] ?? {});
		await medusa.made(`/orders/${order}/fulfillments/${fulfillment}/shipments`, 'order', {
			items: [{ id: item, quantity }],
			labels: [{ tracking_number: 'SF-1234', tracking_url: '#', label_url: '#' }],
		});
		await medusa.made(`/orders/${order}/fulfillments/${fulfillment}/mark-as-delivered`, 'order');
		const taken = idOf(await medusa.made('/returns', 'return', { order_id: order, location_id: medusa.furnishing.location }));
		await medusa.made(`/returns/${taken}/request-items`, 'return', { items: [{ id: item, quantity: 2 }] });
		await medusa.made(`/returns/${taken}/request`, 'return');
		await medusa.made(`/returns/${taken}/receive`, 'return');
		await medusa.made(`/returns/${taken}/receive-items`, 'return', { items: [{ id: item, quantity: 1 }] });
		await medusa.made(`/returns/${taken}/receive/confirm`, 'return');

		const told = async () => [await historyOf(order), await historyOf(fulfillment), await historyOf(taken)];
		await eventually(async () => {
			const [bought, delivered, returned] = await told();
			expect(bought).toMatchObject([{ kind: 'order', version: 1, amount: '240.00', currency: 'CNY' }]);
			expect(delivered?.at(-1)).toMatchObject({ kind: 'delivery', version: 3, amount: null });
			expect(delivered?.at(-1)?.title).toMatch(/B-2026-11 · SF-1234$/);
			expect(returned?.at(-1)).toMatchObject({ kind: 'return', amount: '60.00' });
		});
		const before = await told();
		// Everything is told again, as after a process that died before it could remember that it had been told.
		await medusa
			.database('contract_gate_outbox')
			.whereIn('subject', [order, fulfillment, taken])
			.update({ delivered_at: null, due_at: new Date(0) });
		await medusa.order('m.chen@example.com', goods, small);
		await eventually(async () => {
			const waiting = await medusa
				.database('contract_gate_outbox')
				.whereIn('subject', [order, fulfillment, taken])
				.whereNull('delivered_at');
			expect(waiting).toEqual([]);
		});
		expect(await told()).toEqual(before);
		const customers = new Set(before.flat().map(({ customer }) => customer));
		expect(customers.size).toBe(1);
	});

	it('says that an order was cancelled, which then counts for nothing', async () => {
		const { id } = await medusa.order('m.chen@example.com', goods, small);
		await eventually(async () => expect(await historyOf(id)).toHaveLength(1));
		await medusa.made(`/orders/${id}/cancel`, 'order');
		await eventually(async () =>
			expect(await historyOf(id)).toMatchObject([
				{ kind: 'order', version: 1 },
				{ kind: 'other', amount: null },
			]),
		);
	});

	it('begins with their registration, once', async () => {
		const customer = await medusa.register('registered@example.com');
		const known = () => directus.database('crm_customer_identities').where({ system: shop.system, external_id: customer });
		await eventually(async () => expect(await known()).toHaveLength(1));
		const bought = await medusa.admin('POST', `/customers/${customer}`, { first_name: 'Mei' });
		expect(bought.status).toBe(200);
		expect(await directus.database('crm_customers').where({ email: 'registered@example.com' })).toHaveLength(1);
	});

	it('is made up for what nobody heard of: an event that was lost comes to light by what changed', async () => {
		const { id } = await medusa.order('m.chen@example.com', goods, small);
		await eventually(async () => expect(await historyOf(id)).toHaveLength(1));
		// As if the process had died with the event; that Directus knows of it already does not keep the plugin from telling it.
		await medusa.database('contract_gate_outbox').where({ subject: id }).delete();
		await eventually(async () => {
			const again = await medusa.database('contract_gate_outbox').where({ subject: id }).whereNotNull('delivered_at');
			expect(again.map(({ topic }: { topic: string }) => topic).sort()).toEqual(['order', 'purchase']);
		});
		expect(await historyOf(id)).toHaveLength(1);
	});
});

it('runs no workflow by its id', async () => {
	const answer = await medusa.admin('POST', '/workflows-executions/create-regions/run', { input: { regions: [] } });
	expect([answer.status, answer.body.code]).toEqual([403, 'workflow_run_denied']);
	const shouted = await medusa.admin('POST', '/Workflows-Executions/create-regions/run/', { input: { regions: [] } });
	expect(shouted.status).not.toBe(200);
});

/** How many orders are placed while processes end; `SHOP_ORDERS=500` is the long run. */
const ordersToPlace = Number(process.env['SHOP_ORDERS'] ?? '12');

it(`tells Directus of each of ${String(ordersToPlace)} orders exactly once, though Medusa is killed now and then`, async () => {
	const placed: string[] = [];
	const kills = Math.max(1, Math.round(ordersToPlace / 50));
	const every = Math.ceil(ordersToPlace / (kills + 1));
	for (let number = 1; number <= ordersToPlace; number++) {
		const cart = await medusa.cart(`buyer-${String(number)}@example.com`, goods, small);
		const completing = medusa.complete(cart.id).catch(() => undefined);
		if (number % every === 0 && number < ordersToPlace) {
			await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
			await medusa.end();
			await completing;
			await medusa.start();
			// Whether it had come to an order or not, the shopper tries again.
			await eventually(async () => expect((await medusa.complete(cart.id)).status).toBe(200));
		} else expect((await completing)?.status).toBe(200);
		placed.push(cart.id);
	}
	await eventually(async () => {
		const rows = await directus
			.database('crm_clearances')
			.whereIn('order_reference', placed)
			.select<{ order_reference: string; status: string; shop_order: string }[]>('order_reference', 'status', 'shop_order');
		expect(rows.map((row) => row.order_reference).sort()).toEqual(placed.toSorted());
		expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['committed']));
		expect(new Set(rows.map((row) => row.shop_order)).size).toBe(placed.length);
		const bought = await directus
			.database('crm_transactions')
			.where({ source_system: shop.system })
			.whereIn(
				'external_id',
				rows.map((row) => row.shop_order),
			)
			.select<{ external_id: string; kind: string }[]>('external_id', 'kind');
		expect(bought.map((entry) => entry.external_id).sort(), 'in the history of the customers').toEqual(
			rows.map((row) => row.shop_order).sort(),
		);
	});
}, 3_600_000);

/** Replaces what a file of the built plugin does, and puts it back. */
async function without<T>(files: Readonly<Record<string, (source: string) => string>>, doing: () => Promise<T>): Promise<T> {
	const built = join(pluginFolder, '.medusa', 'server', 'src');
	const kept = Object.keys(files).map((file) => [join(built, file), readFileSync(join(built, file), 'utf8')] as const);
	for (const [file, change] of Object.entries(files)) writeFileSync(join(built, file), change(readFileSync(join(built, file), 'utf8')));
	try {
		return await doing();
	} finally {
		for (const [file, source] of kept) writeFileSync(file, source);
	}
}

const nothing = (): string => '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n';

describe('without one of its layers', () => {
	let uncleared: string;

	/** The layers of the plugin, each with what its built files become when it is taken away. */
	const layers = {
		'the hook': { 'workflows/hooks/complete-cart.js': nothing },
		'the steps in workflows': { 'workflows/index.js': nothing },
		'the refusals by route': { 'api/middlewares.js': nothing },
	} as const;

	/** Tries every path on a Medusa that lacks something; says what passes. */
	async function passing(lacking: string, files: Readonly<Record<string, () => string>>, afterwards?: () => Promise<void>) {
		await medusa.end();
		return without(files, async () => {
			await medusa.start();
			const passed: string[] = [];
			for (const { name, prepare } of paths) {
				const attempt = await prepare(medusa, email, goods, large);
				await attempt.step();
				const happened = await attempt.happened();
				record(name, `no review, without ${lacking}`, happened ? 'committed' : 'refused');
				if (happened) passed.push(name);
			}
			await afterwards?.();
			await medusa.end();
			return passed;
		});
	}

	const guardedBy = (layer: (typeof paths)[number]['layer']): readonly string[] =>
		paths.filter((path) => path.layer === layer).map(({ name }) => name);

	it('carts pass without the hook, and nothing else does', async () => {
		expect(await passing('the hook', layers['the hook'])).toEqual(guardedBy('hook'));
	});

	it('what programs do passes without the steps in workflows; what clerks do is still refused, by route and before Medusa begins', async () => {
		expect(await passing('the steps in workflows', layers['the steps in workflows'])).toEqual(guardedBy('step'));
	});

	it('what clerks do is refused by the steps when no route refuses it, and workflows run by their id', async () => {
		const passed = await passing('the refusals by route', layers['the refusals by route'], async () => {
			const run = await medusa.admin('POST', '/workflows-executions/create-regions/run', { input: { regions: [] } });
			expect(run.status).not.toBe(403);
		});
		expect(passed).toEqual([]);
	});

	it('Medusa lets everything pass when all of them are gone', async () => {
		const all = { ...layers['the hook'], ...layers['the steps in workflows'], ...layers['the refusals by route'] };
		const passed = await passing('any of them', all, async () => {
			uncleared = (await medusa.order(email, goods, large)).id;
		});
		expect(passed).toEqual(paths.map(({ name }) => name));
		await medusa.start();
	});

	it('an order that came to be is a breach, and is not dispatched', async () => {
		await eventually(async () => {
			const row: unknown = await directus.database('crm_clearances').where({ shop_order: uncleared }).first();
			expect(row).toMatchObject({ status: 'breach', breach_reason: 'not_cleared' });
		});
		const { body } = await medusa.admin('GET', `/orders/${uncleared}?fields=id,*items`);
		const [item] = (body['order'] as { items: { id: string }[] }).items;
		const answer = await medusa.admin('POST', `/orders/${uncleared}/fulfillments`, { items: [{ id: item?.id, quantity: 1 }] });
		expect(answer.body.code).toBe('contract_review_required');
		record('order is dispatched', 'no review', 'refused');
	});

	it('the server does not start when a workflow has no longer the action the gate goes before', async () => {
		await medusa.end();
		const renamed = (source: string): string => source.replace("before: 'complete-orders'", "before: 'complete-all-orders'");
		await without({ 'gate/guarded.js': renamed }, async () => {
			expect(await medusa.tryStart()).toBe(false);
			expect(medusa.log()).toContain('“complete-order-workflow” has no single action “complete-all-orders”');
		});
	});

	it('prints what the gate costs a completed cart, as a ratio', async () => {
		const carts = 20;
		const timed = async (settings: Readonly<Record<string, string>>): Promise<number> => {
			await medusa.start(settings);
			const times: number[] = [];
			for (let number = 0; number <= carts; number++) {
				const cart = await medusa.cart(`timed-${String(number)}@example.com`, goods, small);
				const started = performance.now();
				const answer = await medusa.complete(cart.id);
				times.push(performance.now() - started);
				expect(answer.status, JSON.stringify(answer.body)).toBe(200);
			}
			await medusa.end();
			// The first one warms up; the middle one of the others says what it usually takes.
			return times.slice(1).toSorted((one, other) => one - other)[Math.floor(carts / 2)] ?? 0;
		};
		const [bare, gated] = [await timed({ SHOP_GATE: 'off' }), await timed({})];
		process.stdout.write(
			`\nA completed cart takes ${(gated / bare).toFixed(2)} times as long with the gate (${gated.toFixed(0)} ms to ${bare.toFixed(0)} ms, the middle of ${String(carts)}).\n`,
		);
		// Two servers are started and 42 carts completed, on whatever is left of the machine.
	}, 900_000);
});

it('leaves the ledger of Directus whole', () => office.expectLedgerIntact());

/** Waits until something has come true; jobs of the shop run once a minute. */
async function eventually(check: () => Promise<void>): Promise<void> {
	const patience = Date.now() + 240_000;
	for (;;) {
		try {
			await check();
			return;
		} catch (error) {
			if (Date.now() > patience) throw error;
			await new Promise((resolve) => setTimeout(resolve, 1000));
		}
	}
}
