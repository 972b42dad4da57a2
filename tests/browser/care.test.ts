import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inDays } from '../gifts/giving.js';
import { Desks, goTo } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';
import { Visiting } from '../visits/visiting.js';

/** What people read in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		greet: 'Record a greeting',
		record: 'Record contact',
		greeted: 'The greeting was recorded.',
		done: 'Greeted',
		gift: 'Draft a gift',
		cooperation: 'Anniversary of the cooperation',
		noPermission: 'Days of care are not open to you',
	},
	'zh-CN': {
		greet: '登记问候',
		record: '登记沟通',
		greeted: '问候已登记。',
		done: '已问候',
		gift: '拟送礼品',
		cooperation: '合作周年',
		noPermission: '您无权查看关怀日',
	},
} as const;

describe.each(['en-US', 'zh-CN'] as const)('Days of care, on a telephone (%s)', (language) => {
	const words = spoken[language];
	const directus = useDirectus({ language });
	let office: Visiting;
	let desks: Desks;
	let customer: string;
	let name: string;

	beforeAll(async () => {
		office = await Visiting.open(directus);
		customer = await office.customer('sales');
		name = String((await office.row(customer, 'crm_customers'))['name']);
		const consent = { customer, scope: 'care', obtained_on: inDays(-3), obtained_how: 'Signed form' };
		expect((await office.as('sales').request('POST', '/items/crm_consents', consent)).status).toBe(200);
		// The customer was selected years ago on what is today, past Directus and every gate: it is the earliest day to come.
		await directus.database.transaction(async (trx) => {
			await trx('crm_tickets').insert({ collection: 'crm_customers', item: customer, op: 'update' });
			await trx('crm_customers')
				.where({ id: customer })
				.update({ status: 'active', selected_on: `2020${inDays(0).slice(4)}` });
		});
		desks = await Desks.open(directus, 'care', language, {
			width: 360,
			height: 780,
			appearance: language === 'zh-CN' ? 'dark' : 'light',
		});
	});
	afterAll(() => desks.close());

	const atTheDesk = (who: string, work: (page: Page) => Promise<void>): Promise<void> =>
		desks.at(who, async (page) => {
			await goTo(page, '/crm-desk/care');
			await work(page);
		});
	const card = (page: Page) => page.locator('.care-card').filter({ hasText: name }).filter({ hasText: words.cooperation });

	it('drafts a gift from a day, filled in with what it is for', async () => {
		await atTheDesk('sales', async (page) => {
			await card(page).getByRole('button', { name: words.gift }).waitFor();
			await desks.picture(page, 'list');
			expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
			await card(page).getByRole('button', { name: words.gift }).click();
			await page.waitForURL(/\/content\/crm_gifts\/[0-9a-f-]{36}$/);
		});
		const gifts = (await directus.database('crm_gifts').where({ customer })) as { id: string }[];
		expect(gifts).toMatchObject([{ status: 'draft', occasion: 'special_day' }]);
		expect((await office.as('sales').request('DELETE', `/items/crm_gifts/${gifts[0]?.id ?? ''}`)).status).toBe(204);
	});

	it('records a greeting with two touches, and then shows the day as greeted', async () => {
		await atTheDesk('sales', async (page) => {
			await card(page).getByRole('button', { name: words.greet }).click();
			const dialog = page.getByRole('dialog');
			await dialog.getByRole('button', { name: words.record }).waitFor();
			await desks.picture(page, 'greeting');
			await dialog.getByRole('button', { name: words.record }).click();
			await page.getByText(words.greeted).waitFor();
			await card(page).getByText(words.done, { exact: true }).waitFor();
			await desks.picture(page, 'greeted');
		});
		expect(await directus.database('crm_communications').where({ customer })).toMatchObject([
			{ use: 'care', care_day: `cooperation ${inDays(0)}` },
		]);
	});

	it('says so to somebody it is not open to', async () => {
		await atTheDesk('production', async (page) => {
			await page.getByText(words.noPermission).waitFor();
		});
	});
});
