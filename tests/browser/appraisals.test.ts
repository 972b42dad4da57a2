import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desks, goTo } from '../harness/desks.js';
import { Handling } from '../complaints/handling.js';
import { useDirectus, type Body } from '../harness/directus.js';

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
	let desks: Desks;
	let office: Handling;

	beforeAll(async () => {
		desks = await Desks.open(directus, 'appraisals', language, {
			width: 1280,
			height: 800,
			appearance: language === 'zh-CN' ? 'dark' : 'light',
		});
		office = await Handling.open(directus);
		await office.until('archived', await office.takeIn());
	});
	afterAll(() => desks.close());

	const asWhoever = (who: string, width: number, work: (page: Page) => Promise<void>): Promise<void> =>
		desks.at(
			who,
			async (page) => {
				await goTo(page, '/crm-desk/appraisals');
				await work(page);
			},
			{ width },
		);

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
