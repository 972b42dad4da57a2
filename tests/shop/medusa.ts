import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import knex, { type Knex } from 'knex';
import { expect } from 'vitest';
import { medusaProgram, shopFolder } from '../../scripts/lib/medusa-installation.mjs';
import { freePort } from '../../scripts/lib/port.mjs';
import { runCommand } from '../../scripts/lib/run-command.mjs';
import { pgAddress } from '../../scripts/lib/test-groups.mjs';
import { requestsTo, type Answer } from '../harness/client.js';
import { ownDatabaseName, postgres } from '../harness/postgres.js';
import type { Store } from '../harness/store.js';

/** What Medusa answers; the tests claim its shape where they read it. */
export type Reply = Record<string, unknown> & { readonly message?: string; readonly code?: string };

/** Who works in the admin. */
export const clerk = { email: 'clerk@example.com', password: 'only-for-tests' };

/** What goods cost each in this shop, in CNY. */
export const price = 60;

const address = {
	first_name: 'L.',
	last_name: 'Wang',
	address_1: '18 Harbour Lane',
	city: 'Ningbo',
	country_code: 'cn',
	postal_code: '315000',
};

export interface Goods {
	readonly variant: string;
	readonly sku: string;
}

interface Furnishing {
	readonly region: string;
	readonly channel: string;
	readonly key: string;
	readonly shippingOption: string;
	readonly location: string;
	readonly profile: string;
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** A real Medusa with the plugin, on a database of its own. */
export class Medusa {
	#process: ChildProcess | undefined;
	#url = '';
	#token = '';
	#furnishing: Furnishing | undefined;
	readonly #lines: string[] = [];
	readonly #send = requestsTo(() => this.#url);

	private constructor(
		private readonly store: Store,
		readonly database: Knex,
		private readonly env: NodeJS.ProcessEnv,
	) {}

	/** An empty shop: migrated, with one clerk. */
	static async make(gate: { readonly url: string; readonly token: string; readonly system: string }): Promise<Medusa> {
		const name = ownDatabaseName('shop');
		const store = await postgres.create(name, shopFolder);
		const address = new URL(pgAddress(process.env));
		address.pathname = `/${name}`;
		const env = {
			PATH: process.env['PATH'],
			HOME: process.env['HOME'],
			NODE_ENV: 'production',
			LOG_LEVEL: 'warn',
			MEDUSA_DISABLE_TELEMETRY: 'true',
			DATABASE_URL: address.href,
			GATE_URL: gate.url,
			GATE_TOKEN: gate.token,
			GATE_SYSTEM: gate.system,
		};
		const medusa = new Medusa(store, knex({ client: 'pg', connection: address.href, pool: { min: 0, max: 2 } }), env);
		await medusa.#run({}, 'db:migrate');
		await medusa.#run({}, 'user', '-e', clerk.email, '-p', clerk.password);
		return medusa;
	}

	/** Builds the admin with the widget of the plugin, for starts with `SHOP_ADMIN`. */
	async buildAdmin(): Promise<void> {
		await this.#run({ SHOP_ADMIN: 'on' }, 'build', '--admin-only');
		cpSync(join(shopFolder, '.medusa', 'admin'), join(shopFolder, 'public', 'admin'), { recursive: true });
	}

	/** Where the admin is served. */
	get adminUrl(): string {
		return `${this.#url}/app`;
	}

	async #run(more: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<void> {
		const env = { ...this.env, ...more };
		const { code, output } = await runCommand(process.execPath, [medusaProgram, ...args], { cwd: shopFolder, env });
		if (code !== 0) throw new Error(`medusa ${args.join(' ')} failed:\n${output}`);
	}

	/** Starts it; returns false when it ended instead of listening. */
	async tryStart(more: Readonly<Record<string, string>> = {}): Promise<boolean> {
		const port = await freePort();
		this.#url = `http://127.0.0.1:${String(port)}`;
		const child = spawn(process.execPath, [medusaProgram, 'start', '-p', String(port)], {
			cwd: shopFolder,
			env: { ...this.env, ...more },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		this.#process = child;
		for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => this.#lines.push(line));
		while (isRunning(child)) {
			const answers = await fetch(`${this.#url}/health`).then(
				({ ok }) => ok,
				() => false,
			);
			if (answers) return true;
			await new Promise((resolve) => setTimeout(resolve, 250));
		}
		return false;
	}

	async start(more: Readonly<Record<string, string>> = {}): Promise<void> {
		if (!(await this.tryStart(more))) throw new Error(`Medusa did not start:\n${this.log()}`);
		const { body } = await this.#send<{ token: string }>('POST', '/auth/user/emailpass', clerk);
		this.#token = body.token;
	}

	log(): string {
		return this.#lines.slice(-200).join('\n');
	}

	/** Ends its process at once, in the middle of whatever it does. */
	async end(): Promise<void> {
		const child = this.#process;
		if (child === undefined || !isRunning(child)) return;
		const closed = new Promise((resolve) => child.once('close', resolve));
		child.kill('SIGKILL');
		await closed;
	}

	async remove(): Promise<void> {
		await this.end();
		await this.database.destroy();
		await this.store.drop();
	}

	/** A clerk in the admin. */
	admin(method: string, path: string, body?: unknown): Promise<Answer<Reply>> {
		return this.#send<Reply>(method, `/admin${path}`, body, { token: this.#token });
	}

	/** A shopper in the storefront. */
	shopper(method: string, path: string, body?: unknown): Promise<Answer<Reply>> {
		return this.#send<Reply>(method, `/store${path}`, body, { headers: { 'x-publishable-api-key': this.furnishing.key } });
	}

	/** Other code in the same process, which runs a workflow past every route. */
	program(workflow: string, input: unknown): Promise<Answer<Reply>> {
		return this.#send<Reply>('POST', `/in-process/${workflow}`, input);
	}

	get furnishing(): Furnishing {
		if (this.#furnishing === undefined) throw new Error('The shop has not been furnished yet.');
		return this.#furnishing;
	}

	/** A region, a sales channel and a way of delivery. */
	async furnish(): Promise<void> {
		const region = await this.made('/regions', 'region', {
			name: 'China',
			currency_code: 'cny',
			countries: ['cn'],
			payment_providers: ['pp_system_default'],
		});
		const channel = await this.made('/sales-channels', 'sales_channel', { name: 'Web' });
		const key = await this.made('/api-keys', 'api_key', { title: 'Web', type: 'publishable' });
		await this.made(`/api-keys/${idOf(key)}/sales-channels`, 'api_key', { add: [idOf(channel)] });
		const location = idOf(await this.made('/stock-locations', 'stock_location', { name: 'Ningbo' }));
		await this.made(`/stock-locations/${location}/fulfillment-providers`, 'stock_location', { add: ['manual_manual'] });
		await this.made(`/stock-locations/${location}/fulfillment-sets`, 'stock_location', { name: 'Road', type: 'shipping' });
		const { body } = await this.admin('GET', `/stock-locations/${location}?fields=id,*fulfillment_sets`);
		const [set] = (body['stock_location'] as { fulfillment_sets: { id: string }[] }).fulfillment_sets;
		const zones = await this.made(`/fulfillment-sets/${String(set?.id)}/service-zones`, 'fulfillment_set', {
			name: 'China',
			geo_zones: [{ type: 'country', country_code: 'cn' }],
		});
		await this.made(`/stock-locations/${location}/sales-channels`, 'stock_location', { add: [idOf(channel)] });
		const profile = await this.made('/shipping-profiles', 'shipping_profile', { name: 'Of the tests', type: 'of-the-tests' });
		const option = await this.made('/shipping-options', 'shipping_option', {
			name: 'Road',
			service_zone_id: (zones['service_zones'] as { id: string }[])[0]?.id,
			shipping_profile_id: idOf(profile),
			provider_id: 'manual_manual',
			price_type: 'flat',
			type: { label: 'Road', description: 'Road', code: 'road' },
			prices: [{ currency_code: 'cny', amount: 12.5 }],
		});
		this.#furnishing = {
			region: idOf(region),
			channel: idOf(channel),
			key: String(key['token']),
			shippingOption: idOf(option),
			location,
			profile: idOf(profile),
		};
	}

	/** Makes something in the admin that is expected to succeed. */
	async made(path: string, name: string, body: unknown = {}): Promise<Record<string, unknown>> {
		const answer = await patiently(() => this.admin('POST', path, body));
		expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
		return answer.body[name] as Record<string, unknown>;
	}

	async goods(sku: string): Promise<Goods> {
		const product = await this.made('/products', 'product', {
			title: sku,
			status: 'published',
			shipping_profile_id: this.furnishing.profile,
			options: [{ title: 'Width', values: ['8'] }],
			variants: [{ title: '8', sku, manage_inventory: false, options: { Width: '8' }, prices: [{ amount: price, currency_code: 'cny' }] }],
			sales_channels: [{ id: this.furnishing.channel }],
		});
		return { variant: String((product['variants'] as { id: string }[])[0]?.id), sku };
	}

	/** A cart that lacks nothing but its completion. */
	async cart(
		email: string,
		goods: Goods,
		quantity: number,
	): Promise<{ readonly id: string; readonly customer: string; readonly session: string }> {
		const cart = await this.shopped('/carts', 'cart', {
			region_id: this.furnishing.region,
			email,
			items: [{ variant_id: goods.variant, quantity }],
			shipping_address: address,
		});
		const id = idOf(cart);
		await this.shopped(`/carts/${id}/shipping-methods`, 'cart', { option_id: this.furnishing.shippingOption });
		const session = await this.pay(id);
		const row = (await this.database('cart').where({ id }).first()) as { customer_id: string };
		return { id, customer: row.customer_id, session };
	}

	/** Begins to pay for a cart, anew where it was changed; returns the session. */
	async pay(cart: string): Promise<string> {
		const made = (path: string, body: unknown) => this.shopped(path, 'payment_collection', body);
		const collection = idOf(await made('/payment-collections', { cart_id: cart }));
		const paying = await made(`/payment-collections/${collection}/payment-sessions`, { provider_id: 'pp_system_default' });
		return String((paying['payment_sessions'] as { id: string }[])[0]?.id);
	}

	/** Changes how many of its goods a cart holds. */
	async recount(cart: string, quantity: number): Promise<void> {
		const line = (await this.database('cart_line_item').where({ cart_id: cart }).first()) as { id: string };
		await this.shopped(`/carts/${cart}/line-items/${line.id}`, 'cart', { quantity });
		await this.pay(cart);
	}

	/** Makes something in the storefront that is expected to succeed. */
	private async shopped(path: string, name: string, body: unknown): Promise<Record<string, unknown>> {
		const answer = await this.shopper('POST', path, body);
		expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
		return answer.body[name] as Record<string, unknown>;
	}

	async complete(cart: string): Promise<Answer<Reply>> {
		return this.shopper('POST', `/carts/${cart}/complete`);
	}

	/** An order that was placed and, if asked for, dispatched. */
	async order(
		email: string,
		goods: Goods,
		quantity: number,
		dispatched = false,
	): Promise<{ readonly id: string; readonly item: string; readonly cart: string }> {
		const cart = await this.cart(email, goods, quantity);
		const answer = await patiently(() => this.complete(cart.id));
		expect(answer.status, JSON.stringify(answer.body)).toBe(200);
		const id = idOf(answer.body['order'] as Record<string, unknown>);
		const { body } = await this.admin('GET', `/orders/${id}?fields=id,*items`);
		const item = String((body['order'] as { items: { id: string }[] }).items[0]?.id);
		if (dispatched) await this.made(`/orders/${id}/fulfillments`, 'order', { items: [{ id: item, quantity }] });
		return { id, item, cart: cart.id };
	}

	/** Registers a customer with an account of their own. */
	async register(email: string): Promise<string> {
		const { body } = await this.#send<{ token: string }>('POST', '/auth/customer/emailpass/register', { email, password: clerk.password });
		const answer = await this.#send<Reply>(
			'POST',
			'/store/customers',
			{ email, first_name: 'M.', last_name: 'Chen' },
			{
				token: body.token,
				headers: { 'x-publishable-api-key': this.furnishing.key },
			},
		);
		expect(answer.status, JSON.stringify(answer.body)).toBe(200);
		return idOf(answer.body['customer'] as Record<string, unknown>);
	}

	async draft(email: string, goods: Goods, quantity: number): Promise<string> {
		const draft = await this.made('/draft-orders', 'draft_order', {
			region_id: this.furnishing.region,
			sales_channel_id: this.furnishing.channel,
			email,
			shipping_address: address,
			items: [{ variant_id: goods.variant, quantity }],
		});
		return idOf(draft);
	}
}

/**
 * Tries a step again that was refused because Directus had not answered in time: on a busy machine that happens without anything being
 * wrong, and is what a shopper would do.
 */
export async function patiently(step: () => Promise<Answer<Reply>>): Promise<Answer<Reply>> {
	let answer = await step();
	for (let tries = 0; tries < 5 && answer.body.code === 'contract_gate_unavailable'; tries++) answer = await step();
	return answer;
}

export const idOf = (made: Record<string, unknown>): string => String(made['id']);
