import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inDays } from '../gifts/giving.js';
import { Desks, goTo } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';
import { Visiting } from '../visits/visiting.js';

/** What people read in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		record: 'Record contact',
		recorded: 'The contact was recorded.',
		plan: 'Plan a visit',
		content: 'What it was about',
		none: 'none so far',
		search: 'Search by name',
		empty: 'No contact is due',
		noPermission: 'Contact with customers is not open to you',
		noConsent: 'There is no consent of the customer to being contacted for this',
		title: 'Contacts due',
		visit: 'Regular visit',
	},
	'zh-CN': {
		record: '登记沟通',
		recorded: '沟通已登记。',
		plan: '计划走访',
		content: '沟通内容',
		none: '尚无记录',
		search: '按名称搜索',
		empty: '没有到期的沟通',
		noPermission: '您无权查看客户沟通情况',
		noConsent: '客户未同意因“业务往来”被联系',
		title: '待沟通客户',
		visit: '例行走访',
	},
} as const;

describe.each(['en-US', 'zh-CN'] as const)('Contact that is due, on a telephone (%s)', (language) => {
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
		desks = await Desks.open(directus, 'contacts', language, {
			width: 360,
			height: 780,
			appearance: language === 'zh-CN' ? 'dark' : 'light',
		});
	});
	afterAll(() => desks.close());

	const atTheDesk = (who: string, work: (page: Page) => Promise<void>): Promise<void> =>
		desks.at(who, async (page) => {
			await goTo(page, '/crm-desk/contacts');
			await work(page);
		});
	const card = (page: Page) => page.locator('.due-card').filter({ hasText: name });
	const find = (page: Page, what: string) => page.getByLabel(words.search).first().fill(what);

	it('shows the longest overdue first, and fits 360 pixels', async () => {
		await atTheDesk('sales', async (page) => {
			await page.locator('.due-card').first().waitFor();
			await desks.picture(page, 'list');
			expect(await page.locator('.due-card .late').count()).toBeGreaterThan(0);
			expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
			await find(page, randomUUID());
			await page.getByText(words.empty).waitFor();
		});
	});

	it('records contact in one dialog, and says so where there is no consent to it', async () => {
		await atTheDesk('sales', async (page) => {
			await find(page, name);
			await card(page).getByText(words.none).waitFor();
			await card(page).getByRole('button', { name: words.record }).click();
			const dialog = page.getByRole('dialog');
			await dialog.locator('[data-input="content"] textarea').fill('Asked how the last lot sells.');
			await desks.picture(page, 'record');
			const confirm = dialog.getByRole('button', { name: words.record });
			await confirm.click();
			await dialog.getByText(words.noConsent).waitFor();
			await desks.picture(page, 'without-consent');
			const consent = await office
				.as('sales')
				.request('POST', '/items/crm_consents', { customer, scope: 'business', obtained_on: inDays(0), obtained_how: 'By telephone' });
			expect(consent.status).toBe(200);
			await confirm.click();
			await page.getByText(words.recorded).waitFor();
			await card(page).getByText(words.none).waitFor({ state: 'detached' });
			await desks.picture(page, 'recorded');
		});
		expect(await directus.database('crm_communications').where({ customer })).toMatchObject([
			{ status: 'recorded', form: 'telephone', content: 'Asked how the last lot sells.' },
		]);
	});

	it('plans a visit for a day and opens it', async () => {
		await atTheDesk('sales', async (page) => {
			await find(page, name);
			await card(page).getByRole('button', { name: words.plan }).click();
			const dialog = page.getByRole('dialog');
			await dialog.locator('input[type="date"]').fill(inDays(4));
			await desks.picture(page, 'plan');
			await dialog.getByRole('button', { name: words.plan }).click();
			await page.waitForURL(/\/content\/crm_visits\/[0-9a-f-]{36}$/);
		});
		expect(await directus.database('crm_visits').where({ customer })).toMatchObject([{ status: 'planned', title: words.visit }]);
	});

	it('says so to somebody it is not open to', async () => {
		await atTheDesk('production', async (page) => {
			await page.getByText(words.noPermission).waitFor();
		});
	});
});
