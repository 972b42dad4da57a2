import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pluginFolder } from '../../scripts/lib/medusa-installation.mjs';
import { Shop } from '../clearances/shop.js';
import { useDirectus } from '../harness/directus.js';
import { useOffice } from '../paths/office.js';
import { Gatekeeper, type Appearance } from './gatekeeper.js';
import { Medusa, type Goods, type Reply } from './medusa.js';
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
		const lines = (await directus.database('crm_contract_lines').where({ contract }).orderBy('sort')) as { id: string }[];
		const last = lines.at(-1);
		const answer = await office.as('sales').request('PATCH', `/items/crm_contract_lines/${String(last?.id)}`, { quantity });
		expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
	}
	const answer = await office.as('sales').request('PATCH', `/items/crm_contracts/${contract}`, { delivery_date: '2027-03-01' });
	expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
}

async function refused(path: string, situation: string, attempt: Attempt, code: string): Promise<Reply> {
	const { status, body } = await attempt.step();
	const happened = await attempt.happened();
	record(path, situation, happened ? 'COMMITTED' : `refused (${String(body.code)})`);
	expect({ status, code: body.code, happened }, JSON.stringify(body)).toEqual({ status: 400, code, happened: false });
	for (const language of [/\p{Script=Han}/u, /[a-z]{4}/]) expect(body.message).toMatch(language);
	return body;
}

async function commits(path: string, situation: string, attempt: Attempt): Promise<void> {
	const { status, body } = await attempt.step();
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
		await commits(name, 'approved', attempt);
		const orders = await medusa.database('order').count();
		await attempt.step();
		expect(await medusa.database('order').count(), 'doing it again makes nothing more').toEqual(orders);
	});

	it('happens at once for a small order', async () => {
		await commits(name, 'small order', await prepare(medusa, email, goods, small));
	});
});

describe('a cart', () => {
	const name = 'cart is completed by a shopper';

	it('that changed after its approval is refused, and completed as it was', async () => {
		const cart = await medusa.cart(email, goods, large);
		await medusa.complete(cart.id);
		const contract = await contractFor(cart.id);
		await edit(contract, null);
		await shop.pass(contract);
		const line = (await medusa.database('cart_line_item').where({ cart_id: cart.id }).first()) as { id: string };
		await medusa.shopper('POST', `/carts/${cart.id}/line-items/${line.id}`, { quantity: large + 5 });
		const attempt: Attempt = {
			reference: cart.id,
			step: () => medusa.complete(cart.id),
			happened: async () => ((await medusa.database('order_cart').where({ cart_id: cart.id }).first()) as unknown) !== undefined,
		};
		await refused(name, 'approved, then changed', attempt, 'contract_review_required');
		await medusa.shopper('POST', `/carts/${cart.id}/line-items/${line.id}`, { quantity: large });
		await commits(name, 'approved, then changed back', attempt);
	});

	it('of goods from stock is completed after the three signatures of supply from stock', async () => {
		const stocked = await medusa.goods('SCARF-180');
		await office.as('warehouse').request('POST', '/items/crm_stock', { product: stocked.sku, unit: 'pcs', on_hand: '500' });
		const cart = await medusa.cart(email, stocked, large);
		const attempt: Attempt = {
			reference: cart.id,
			step: () => medusa.complete(cart.id),
			happened: async () => ((await medusa.database('order_cart').where({ cart_id: cart.id }).first()) as unknown) !== undefined,
		};
		await refused(name, 'in stock, not signed', attempt, 'contract_review_required');
		const contract = await contractFor(cart.id);
		await edit(contract, null);
		await shop.complete(contract);
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		await office.approve('warehouse', contract);
		await refused(name, 'in stock, not approved', attempt, 'contract_review_required');
		await office.approve('sales.manager', contract);
		await commits(name, 'in stock', attempt);
	});

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
	const kills = Math.max(1, Math.round(ordersToPlace / 100));
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

	it('Medusa lets everything pass that the layer stands before', async () => {
		await medusa.end();
		await without(
			{ 'workflows/hooks/complete-cart.js': nothing, 'workflows/index.js': nothing, 'api/middlewares.js': nothing },
			async () => {
				await medusa.start();
				for (const { name, prepare } of paths) {
					const attempt = await prepare(medusa, email, goods, large);
					await attempt.step();
					record(name, 'WITHOUT ITS LAYER', (await attempt.happened()) ? 'committed' : 'refused');
					expect(await attempt.happened(), name).toBe(true);
				}
				const run = await medusa.admin('POST', '/workflows-executions/create-regions/run', { input: { regions: [] } });
				expect(run.status).not.toBe(403);
				uncleared = (await medusa.order(email, goods, large)).id;
				await medusa.end();
			},
		);
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
		const carts = 8;
		const timed = async (settings: Readonly<Record<string, string>>): Promise<number> => {
			await medusa.start(settings);
			let spent = 0;
			for (let number = 0; number <= carts; number++) {
				const cart = await medusa.cart(`timed-${String(number)}@example.com`, goods, small);
				const started = performance.now();
				expect((await medusa.complete(cart.id)).status).toBe(200);
				// The first one warms up.
				if (number > 0) spent += performance.now() - started;
			}
			await medusa.end();
			return spent / carts;
		};
		const [bare, gated] = [await timed({ SHOP_GATE: 'off' }), await timed({})];
		process.stdout.write(
			`\nA completed cart takes ${(gated / bare).toFixed(2)} times as long with the gate (${gated.toFixed(0)} ms to ${bare.toFixed(0)} ms).\n`,
		);
	});
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
