import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Archive } from '../customers/archive.js';
import { giveCommand, refusalOf } from '../harness/command-bar.js';
import { Desks, goTo } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';

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
	let desks: Desks;
	let customer: string;
	let named: string;
	let investigated: string;
	let vetting: string;

	beforeAll(async () => {
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
		desks = await Desks.open(directus, 'customers', language, { height: 1100 });
	});
	afterAll(() => desks.close());

	const timeline = (page: Page) => page.locator('.customer-timeline');
	const open = (page: Page, collection: string, id: string) => goTo(page, `/content/${collection}/${id}`);

	it('gives the salesperson the status list, and the customer without its archive (CUS-03)', async () => {
		await desks.at('sales', async (page) => {
			await goTo(page, '/content/crm_customers');
			await page.getByText(words.statusList, { exact: true }).first().click();
			await page.waitForURL(/bookmark=/);
			// The list has more than one page; whoever looks for one customer types its name.
			await page.getByRole('search').getByRole('button').first().click();
			await page.getByRole('search').locator('input').fill(named);
			for (const column of words.columns) await page.getByText(column, { exact: true }).first().waitFor();
			await page.getByText(words.brief).first().waitFor();
		});
		await desks.at('sales', async (page) => {
			await open(page, 'crm_customers', customer);
			await timeline(page).getByText(words.confirmed).first().waitFor();
			expect(await page.locator('[data-field="credit"]').count()).toBe(0);
			await page.locator('.toggle-btn').filter({ hasText: words.registration }).click();
			await page.getByRole('link', { name: words.form }).waitFor();
		});
	});

	it('shows one timeline, of everything or of one kind, by keyboard and on a telephone too (CUS-11)', async () => {
		await desks.at('sales', async (page) => {
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
		await desks.at(
			'sales',
			async (page) => {
				await open(page, 'crm_customers', customer);
				await timeline(page).getByText(words.confirmed).first().waitFor();
				await timeline(page).scrollIntoViewIfNeeded();
				expect(await timeline(page).evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
			},
			{ width: 360 },
		);
	});

	it('says what a vetting still lacks, and sends it to those who decide once nothing is missing (NEW-01 to NEW-04)', async () => {
		await desks.at('sales', async (page) => {
			await open(page, 'crm_customer_vettings', vetting);
			const reasons = await refusalOf(page, words.submit);
			expect(reasons).toContain(words.missing);
			expect(reasons).toContain('NEW-02');
		});
		await archive.fillIn('sales', vetting);
		await desks.at('sales', async (page) => {
			await open(page, 'crm_customer_vettings', vetting);
			await giveCommand(page, words.submit);
			await page.getByText(words.inApproval).first().waitFor();
		});
		expect(await archive.row('crm_customer_vettings', vetting)).toMatchObject({ status: 'in_approval' });
	});

	it('lets the custodian select the customer and keep the archive (CUS-04, NEW-05)', async () => {
		await archive.accepted('sales.manager', 'crm_approval_tasks', await archive.taskOf(vetting), 'approve');
		await desks.at('info.admin', async (page) => {
			await open(page, 'crm_customers', investigated);
			await page.getByText(words.archive, { exact: true }).first().waitFor();
			await giveCommand(page, words.select);
			expect(await page.locator('[data-field="credit"]').count()).toBeGreaterThan(0);
		});
		expect(await archive.row('crm_customers', investigated)).toMatchObject({ status: 'active' });
	});
});
