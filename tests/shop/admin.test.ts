import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataFolder } from '../../scripts/lib/project.mjs';
import { Shop } from '../clearances/shop.js';
import { openBrowser, openContext } from '../harness/browser.js';
import { useDirectus } from '../harness/directus.js';
import { useOffice } from '../paths/office.js';
import { clerk, idOf, Medusa } from './medusa.js';

const directus = useDirectus();
const office = useOffice(directus);

const email = 'l.wang@example.com';
const large = 100;

let shop: Shop;
let medusa: Medusa;
let browser: Browser;
/** A draft whose conversion was refused, and an order that was placed after its review. */
let draft: string;
let order: string;

async function contractOf(reference: string): Promise<string> {
	const row = (await directus.database('crm_clearances').where({ order_reference: reference }).first()) as { contract: string };
	return row.contract;
}

beforeAll(async () => {
	shop = await Shop.open(office);
	medusa = await Medusa.make({ url: directus.url, token: shop.token, system: shop.system });
	await medusa.buildAdmin();
	await medusa.start({ SHOP_ADMIN: 'on' });
	await medusa.furnish();
	const goods = await medusa.goods('TIE-8');
	const cart = await medusa.cart(email, goods, large);
	const known = { customer: office.activeCustomer, system: shop.system, external_id: cart.customer };
	expect((await office.as('info.admin').request('POST', '/items/crm_customer_identities', known)).status).toBe(200);
	expect((await medusa.complete(cart.id)).status).toBe(400);
	const contract = await contractOf(cart.id);
	await office.as('sales').request('PATCH', `/items/crm_contracts/${contract}`, { delivery_date: '2027-03-01' });
	await shop.pass(contract);
	const placed = await medusa.complete(cart.id);
	expect(placed.status, JSON.stringify(placed.body)).toBe(200);
	order = idOf(placed.body['order'] as Record<string, unknown>);
	draft = await medusa.draft(email, goods, large);
	expect((await medusa.admin('POST', `/draft-orders/${draft}/convert-to-order`)).status).toBe(400);
	browser = await openBrowser();
});

afterAll(async () => {
	await browser.close();
	await medusa.remove();
});

/** A clerk signed in to the admin, in a language of theirs. */
async function clerkReading(language: 'en' | 'zhCN'): Promise<Page> {
	const context = await openContext(browser, { viewport: { width: 1400, height: 1000 }, locale: 'en-US' });
	await context.addInitScript((chosen) => localStorage.setItem('lng', chosen), language);
	await context.addCookies([{ name: 'lng', value: language, url: medusa.adminUrl }]);
	const page = await context.newPage();
	await page.goto(`${medusa.adminUrl}/login`);
	await page.locator('input[name="email"]').fill(clerk.email);
	await page.locator('input[name="password"]').fill(clerk.password);
	await page.locator('button[type="submit"]').click();
	await page.waitForURL((address) => !address.pathname.endsWith('/login'));
	return page;
}

const pictures = join(dataFolder, 'pictures');

it.each([
	['en', 'Contract review', 'Review asked for', 'Waits for', 'Open in Directus', 'Order placed'],
	['zhCN', '合同评审', '待评审', '等待', '在 Directus 中打开', '已下单'],
] as const)(
	'shows a clerk who reads %s where the review of a draft and of an order stands',
	async (language, title, asked, waits, open, placed) => {
		const page = await clerkReading(language);
		mkdirSync(pictures, { recursive: true });
		const widget = page.locator('div:has(> div > h2)').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

		await page.goto(`${medusa.adminUrl}/draft-orders/${draft}`);
		await widget.getByText(asked, { exact: true }).waitFor();
		expect(await widget.getByText(waits).count()).toBe(1);
		expect(await widget.getByRole('link', { name: open }).getAttribute('href')).toBe(
			`${directus.url}/admin/content/crm_contracts/${await contractOf(draft)}`,
		);
		await page.screenshot({ path: join(pictures, `shop-draft-${language}.png`) });

		await page.goto(`${medusa.adminUrl}/orders/${order}`);
		await widget.getByText(placed, { exact: true }).waitFor();
		await page.screenshot({ path: join(pictures, `shop-order-${language}.png`) });
		await page.context().close();
	},
);
