import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Giving } from '../gifts/giving.js';
import { giveCommand, isNow } from '../harness/command-bar.js';
import { Desks, goTo } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';

/** What people read in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		submit: 'Ask for access',
		inApproval: 'In approval',
		approve: 'Approve',
		granted: 'Granted',
		end: 'End the access',
		ended: 'Ended early',
	},
	'zh-CN': { submit: '提交申请', inApproval: '审批中', approve: '同意', granted: '已准予查阅', end: '终止查阅', ended: '已提前终止' },
} as const;

describe.each(['en-US', 'zh-CN'] as const)('Asking to see a customer of others, on the screen (%s)', (language) => {
	const words = spoken[language];
	const directus = useDirectus({ language });
	let giving: Giving;
	let desks: Desks;
	let customer: string;
	let name: string;
	let request: string;

	beforeAll(async () => {
		giving = await Giving.open(directus);
		customer = (await giving.customer('sales')).id;
		name = ((await directus.database('crm_customers').where({ id: customer }).first()) as { name: string }).name;
		desks = await Desks.open(directus, 'access-requests', language);
	});
	afterAll(() => desks.close());

	const nameShown = (page: Page) => page.locator('[data-field="name"] input').first();

	/** Opens the customer as a link to it would, and says whether it was shown. What is not there is left again, as people do. */
	async function seesCustomer(page: Page): Promise<boolean> {
		const answered = page.waitForResponse((response) => response.url().includes(`/items/crm_customers/${customer}`));
		await goTo(page, `/content/crm_customers/${customer}`);
		if ((await answered).status() === 200) return true;
		await goTo(page, '/crm-desk');
		return false;
	}

	it('is entered on a form that does not say whether there is such a customer (CUS-05)', async () => {
		await desks.at('export', async (page) => {
			expect(await seesCustomer(page)).toBe(false);
			await goTo(page, '/content/crm_access_requests/+');
			await page.locator('[data-field="sought"] input').first().fill(name);
			await page.locator('[data-field="until"] .v-list-item').first().click();
			await page.locator('[data-today]').first().click();
			await page.locator('[data-field="purpose"] textarea').first().fill('A tender both departments bid for');
			await desks.picture(page, 'form');
			await page.keyboard.press('Control+s');
			await page.waitForURL(/crm_access_requests\/[0-9a-f-]{36}/);
			request = new URL(page.url()).pathname.split('/').at(-1) ?? '';
			await giveCommand(page, words.submit);
			await isNow(page, words.inApproval);
			expect(await page.locator('[data-field="customer"], [data-field="matches"]').count()).toBe(0);
			expect(await seesCustomer(page)).toBe(false);
		});
	});

	it('comes to the desk of the business head, who agrees', async () => {
		await desks.at('sales.manager', async (page) => {
			await goTo(page, '/crm-desk');
			await page.getByRole('option').filter({ hasText: name }).first().click();
			await page.locator('.command-bar .buttons').waitFor();
			await desks.picture(page, 'inbox');
			await giveCommand(page, words.approve);
		});
		expect(await directus.database('crm_access_requests').where({ id: request }).first()).toMatchObject({ status: 'granted', customer });
	});

	it('shows the customer until it is ended, and then no more', async () => {
		await desks.at('export', async (page) => {
			expect(await seesCustomer(page)).toBe(true);
			await expect.poll(() => nameShown(page).inputValue(), { timeout: 30_000 }).toBe(name);
			await desks.picture(page, 'customer');
			await goTo(page, `/content/crm_access_requests/${request}`);
			await isNow(page, words.granted);
			await giveCommand(page, words.end, () => page.getByRole('dialog').locator('textarea').fill('The tender is over'));
			await isNow(page, words.ended);
			expect(await seesCustomer(page)).toBe(false);
		});
		await giving.expectLedgerIntact();
	});
});
