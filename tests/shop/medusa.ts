import { spawn, type ChildProcess } from 'node:child_process';
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

const clerk = { email: 'clerk@example.com', password: 'only-for-tests' };

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
		await medusa.#run('db:migrate');
		await medusa.#run('user', '-e', clerk.email, '-p', clerk.password);
		return medusa;
	}

	async #run(...args: readonly string[]): Promise<void> {
		const { code, output } = await runCommand(process.execPath, [medusaProgram, ...args], { cwd: shopFolder, env: this.env });
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
			profile: idOf(profile),
		};
	}

	/** Makes something in the admin that is expected to succeed. */
	async made(path: string, name: string, body: unknown = {}): Promise<Record<string, unknown>> {
		const answer = await this.admin('POST', path, body);
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
		const made = async (path: string, name: string, body: unknown) => {
			const answer = await this.shopper('POST', path, body);
			expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
			return answer.body[name] as Record<string, unknown>;
		};
		const cart = await made('/carts', 'cart', {
			region_id: this.furnishing.region,
			email,
			items: [{ variant_id: goods.variant, quantity }],
			shipping_address: address,
		});
		const id = idOf(cart);
		await made(`/carts/${id}/shipping-methods`, 'cart', { option_id: this.furnishing.shippingOption });
		const collection = await made('/payment-collections', 'payment_collection', { cart_id: id });
		const paying = await made(`/payment-collections/${idOf(collection)}/payment-sessions`, 'payment_collection', {
			provider_id: 'pp_system_default',
		});
		const row = (await this.database('cart').where({ id }).first()) as { customer_id: string };
		return { id, customer: row.customer_id, session: String((paying['payment_sessions'] as { id: string }[])[0]?.id) };
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
		const answer = await this.complete(cart.id);
		expect(answer.status, JSON.stringify(answer.body)).toBe(200);
		const id = idOf(answer.body['order'] as Record<string, unknown>);
		const { body } = await this.admin('GET', `/orders/${id}?fields=id,*items`);
		const item = String((body['order'] as { items: { id: string }[] }).items[0]?.id);
		if (dispatched) await this.made(`/orders/${id}/fulfillments`, 'order', { items: [{ id: item, quantity }] });
		return { id, item, cart: cart.id };
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

export const idOf = (made: Record<string, unknown>): string => String(made['id']);
