import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.mjs';
import { Archive, type Colleague } from '../customers/archive.js';
import { openBrowser, openContext, signIn } from '../harness/browser.js';
import { useDirectus } from '../harness/directus.js';

/** Pictures of what people saw, for looking at after a run. */
const pictures = join(root, '.data', 'pictures');

/** What people read in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		statusList: 'Customer status list',
		columns: ['Class of value', 'Credit grade', 'To be verified by'],
		brief: 'Pays on time and orders early',
		everything: 'Everything',
		verification: 'Verification',
		confirmed: 'Confirmed',
		submit: 'Submit the selection',
		missing: 'has not been assessed.',
		inApproval: 'In approval',
		archive: 'Archive',
		select: 'Select',
		active: 'Active',
		registration: 'Registration form',
		form: 'Customer archive registration form (PDF)',
	},
	'zh-CN': {
		statusList: '客户状况一览表',
		columns: ['价值等级', '信用等级', '下次核实日期'],
		brief: '按期付款，订货及时',
		everything: '全部',
		verification: '核实',
		confirmed: '无误',
		submit: '提交选定',
		missing: '尚未评定：',
		inApproval: '审批中',
		archive: '档案',
		select: '选定',
		active: '有效',
		registration: '客户档案登记表',
		form: '客户档案登记表（PDF）',
	},
} as const;

describe.each(['en-US', 'zh-CN'] as const)('The customer archive on the screen (%s)', (language) => {
	const words = spoken[language];
	const directus = useDirectus({ language });
	let archive: Archive;
	let browser: Browser;
	let customer: string;
	let named: string;
	let investigated: string;
	let vetting: string;

	beforeAll(async () => {
		mkdirSync(pictures, { recursive: true });
		archive = await Archive.open(directus);
		customer = await archive.selected();
		await archive
			.as('info.admin')
			.request('PATCH', `/items/crm_customers/${customer}`, { brief: words.brief, credit_grade: 'a', credit: 'Insured' });
		named = String((await archive.row('crm_customers', customer))['name']);
		await archive.accepted('sales', 'crm_customers', customer, 'verify', { input: { outcome: 'confirmed' } });
		investigated = await archive.prospect();
		await archive.accepted('sales', 'crm_customers', investigated, 'investigate');
		vetting = await archive.vettingOf(investigated);
		browser = await openBrowser();
	});
	afterAll(async () => {
		await browser.close();
	});

	const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `customers-${language}-${name}.png`) });

	/** A page of a colleague who has just signed in; closed when the work is done. */
	async function atTheDeskOf(who: Colleague, name: string, work: (page: Page) => Promise<void>, width = 1360): Promise<void> {
		const context = await openContext(browser, { viewport: { width, height: 1100 }, locale: language, timezoneId: 'Asia/Shanghai' });
		const page = await context.newPage();
		page.setDefaultTimeout(60_000);
		try {
			await signIn(page, directus.url, `${who}@example.com`);
			await work(page);
		} finally {
			await picture(page, name);
			await context.close();
		}
	}

	const timeline = (page: Page) => page.locator('.customer-timeline');
	const open = (page: Page, collection: string, id: string) => page.goto(`${directus.url}/admin/content/${collection}/${id}`);

	it('gives the salesperson the status list, and the customer without its archive (CUS-03)', async () => {
		await atTheDeskOf('sales', 'status-list', async (page) => {
			await page.goto(`${directus.url}/admin/content/crm_customers`);
			await page.getByText(words.statusList, { exact: true }).first().click();
			await page.waitForURL(/bookmark=/);
			// The list has more than one page; whoever looks for one customer types its name.
			await page.getByRole('search').getByRole('button').first().click();
			await page.getByRole('search').locator('input').fill(named);
			for (const column of words.columns) await page.getByText(column, { exact: true }).first().waitFor();
			await page.getByText(words.brief).first().waitFor();
		});
		await atTheDeskOf('sales', 'customer', async (page) => {
			await open(page, 'crm_customers', customer);
			await timeline(page).getByText(words.confirmed).first().waitFor();
			expect(await page.locator('[data-field="credit"]').count()).toBe(0);
			await page.locator('.toggle-btn').filter({ hasText: words.registration }).click();
			await page.getByRole('link', { name: words.form }).waitFor();
		});
	});

	it('shows one timeline, of everything or of one kind, by keyboard and on a telephone too (CUS-11)', async () => {
		await atTheDeskOf('sales', 'timeline', async (page) => {
			await open(page, 'crm_customers', customer);
			const filter = timeline(page).getByRole('button', { name: words.verification, exact: true });
			await filter.focus();
			await page.keyboard.press('Enter');
			await timeline(page).locator('li').nth(1).waitFor({ state: 'detached' });
			expect(await filter.getAttribute('aria-pressed')).toBe('true');
			expect(await timeline(page).locator('li').allInnerTexts()).toEqual([expect.stringContaining(words.confirmed)]);
			await timeline(page).getByRole('button', { name: words.everything, exact: true }).click();
			await timeline(page).locator('li').nth(2).waitFor();
			await timeline(page).scrollIntoViewIfNeeded();
		});
		await atTheDeskOf(
			'sales',
			'timeline-telephone',
			async (page) => {
				await open(page, 'crm_customers', customer);
				await timeline(page).getByText(words.confirmed).first().waitFor();
				await timeline(page).scrollIntoViewIfNeeded();
				expect(await timeline(page).evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
			},
			360,
		);
	});

	it('says what a vetting still lacks, and sends it to those who decide once nothing is missing (NEW-01 to NEW-04)', async () => {
		await atTheDeskOf('sales', 'vetting-refused', async (page) => {
			await open(page, 'crm_customer_vettings', vetting);
			const refused = page.locator('.command-bar button.refused').filter({ hasText: words.submit });
			await refused.first().click({ force: true });
			const reasons = page.locator('.refused-button .reasons');
			await reasons.waitFor();
			expect(await reasons.innerText()).toContain(words.missing);
			expect(await reasons.innerText()).toContain('NEW-02');
		});
		await archive.fillIn('sales', vetting);
		await atTheDeskOf('sales', 'vetting-submitted', async (page) => {
			await open(page, 'crm_customer_vettings', vetting);
			await page.locator('.command-bar').getByRole('button', { name: words.submit, exact: true }).first().click();
			await page.getByRole('dialog').getByRole('button', { name: words.submit, exact: true }).click();
			await page.getByText(words.inApproval).first().waitFor();
		});
		expect(await archive.row('crm_customer_vettings', vetting)).toMatchObject({ status: 'in_approval' });
	});

	it('lets the custodian select the customer and keep the archive (CUS-04, NEW-05)', async () => {
		await archive.accepted('sales.manager', 'crm_approval_tasks', await archive.taskOf(vetting), 'approve');
		await atTheDeskOf('info.admin', 'selected', async (page) => {
			await open(page, 'crm_customers', investigated);
			await page.getByText(words.archive, { exact: true }).first().waitFor();
			await page.locator('.command-bar').getByRole('button', { name: words.select, exact: true }).first().click();
			await page.getByRole('dialog').getByRole('button', { name: words.select, exact: true }).click();
			await page.getByRole('dialog').waitFor({ state: 'detached' });
			expect(await page.locator('[data-field="credit"]').count()).toBeGreaterThan(0);
		});
		expect(await archive.row('crm_customers', investigated)).toMatchObject({ status: 'active' });
	});
});
