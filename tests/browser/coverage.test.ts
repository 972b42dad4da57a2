import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desks, goTo } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';

/** What people read in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		title: 'Plan and done',
		key: 'Key customer',
		all: 'All',
		until: 'Until',
		disordered: 'Choose a period of at most a year, its first day first.',
		noPermission: 'The figures of visits are not open to you',
		share: /\d+ of \d+ \(\d+%\)/,
	},
	'zh-CN': {
		title: '计划与执行',
		key: '重点客户',
		all: '合计',
		until: '截止日期',
		disordered: '请选择不超过一年的期间，开始日期在前。',
		noPermission: '您无权查看走访统计',
		share: /\d+ \/ \d+ \(\d+%\)/,
	},
} as const;

describe.each(['en-US', 'zh-CN'] as const)('Plan against done (%s)', (language) => {
	const words = spoken[language];
	const directus = useDirectus({ language });
	let desks: Desks;

	beforeAll(async () => {
		desks = await Desks.open(directus, 'coverage', language, {
			width: 1280,
			height: 800,
			appearance: language === 'zh-CN' ? 'dark' : 'light',
		});
	});
	afterAll(() => desks.close());

	const asWhoever = (who: string, width: number, work: (page: Page) => Promise<void>): Promise<void> =>
		desks.at(
			who,
			async (page) => {
				await goTo(page, '/crm-desk/coverage');
				await work(page);
			},
			{ width },
		);

	it.each([1280, 360])('shows each unit by kind of customer, and fits %i pixels', async (width) => {
		await asWhoever('gm', width, async (page) => {
			const table = page.locator('.coverage-table').filter({ has: page.getByRole('rowheader', { name: words.key, exact: true }) });
			await table.waitFor();
			expect(await page.locator('.coverage-table').count()).toBeGreaterThan(1);
			const total = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: words.all, exact: true }) });
			expect(await total.innerText()).toMatch(words.share);
			expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
		});
	});

	it('asks for another period where the days are not in order', async () => {
		await asWhoever('sales.manager', 1280, async (page) => {
			await page.locator('.coverage-table').first().waitFor();
			await page.getByLabel(words.until).fill('2001-01-01');
			await page.getByText(words.disordered).waitFor();
		});
	});

	it('says so to somebody it is not open to', async () => {
		await asWhoever('production', 1280, async (page) => {
			await page.getByText(words.noPermission).waitFor();
		});
	});
});
