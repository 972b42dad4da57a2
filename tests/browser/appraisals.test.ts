import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.mjs';
import { openBrowser, openContext, signIn } from '../harness/browser.js';
import { Handling } from '../complaints/handling.js';
import { useDirectus, type Body } from '../harness/directus.js';

/** Pictures of what people saw, for looking at after a run. */
const pictures = join(root, '.data', 'pictures');

interface Line {
	readonly results: Readonly<Record<string, number>>;
	readonly total: number;
}

/** What people read in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		month: 'Month',
		warning: 'Warning',
		empty: 'No appraisal in this month',
		noMonth: 'Choose a month.',
		noPermission: 'Appraisals are not open to you',
	},
	'zh-CN': {
		month: '月份',
		warning: '警告',
		empty: '该月无考核记录',
		noMonth: '请选择月份。',
		noPermission: '您无权查看考核汇总',
	},
} as const;

describe.each(['en-US', 'zh-CN'] as const)('Appraisals of a month (%s)', (language) => {
	const words = spoken[language];
	const directus = useDirectus({ language });
	let browser: Browser;
	let office: Handling;

	beforeAll(async () => {
		mkdirSync(pictures, { recursive: true });
		browser = await openBrowser();
		office = await Handling.open(directus);
		await office.until('archived', await office.takeIn());
	});
	afterAll(async () => {
		await browser.close();
	});

	async function asWhoever(who: string, width: number, work: (page: Page) => Promise<void>): Promise<void> {
		const context = await openContext(browser, {
			viewport: { width, height: 800 },
			locale: language,
			timezoneId: 'Asia/Shanghai',
			colorScheme: language === 'zh-CN' ? 'dark' : 'light',
		});
		const page = await context.newPage();
		page.setDefaultTimeout(60_000);
		try {
			await signIn(page, directus.url, `${who}@example.com`);
			await page.goto(`${directus.url}/admin/crm-desk/appraisals`);
			await work(page);
		} finally {
			await page.screenshot({ path: join(pictures, `appraisals-${language}-${who}-${String(width)}.png`), fullPage: true });
			await context.close();
		}
	}

	it.each([1280, 360])('adds up what complaints meant for each person, and fits %i pixels', async (width) => {
		await asWhoever('service.manager', width, async (page) => {
			const chosen = page.getByLabel(words.month, { exact: true });
			await chosen.fill('2001-01');
			await page.getByText(words.empty).waitFor();
			await chosen.fill('');
			await page.getByText(words.noMonth).waitFor();
			const { body } = await office
				.as('service.manager')
				.request<Body<readonly Line[]> & { meta: { month: string } }>('GET', '/crm/appraisals');
			await chosen.fill(body.meta.month);
			await page.getByRole('columnheader', { name: words.warning }).waitFor();
			const figures = body.data.map(({ results, total }) => [
				...['none', 'reminder', 'warning', 'deduction'].map((result) => results[result]),
				total,
			]);
			expect(figures.length).toBeGreaterThan(0);
			for (const [place, row] of figures.entries())
				expect(
					(
						await page
							.getByRole('row')
							.nth(place + 1)
							.getByRole('cell')
							.allInnerTexts()
					).slice(1),
				).toEqual(row.map(String));
			expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
		});
	});

	it('says so to somebody it is not open to', async () => {
		await asWhoever('production', 1280, async (page) => {
			await page.getByText(words.noPermission).waitFor();
		});
	});
});
