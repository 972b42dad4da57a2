import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.mjs';
import { openBrowser, signIn } from '../harness/browser.js';
import { useDirectus } from '../harness/directus.js';
import { Visiting } from '../visits/visiting.js';

/** Pictures of what people saw, for looking at after a run. */
const pictures = join(root, '.data', 'pictures');

/** The smallest picture there is. */
const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** What people read in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		start: 'Start',
		finish: 'Finish',
		report: 'Report',
		goOn: 'Go on with the report',
		kept: 'Kept on this device as you type.',
		waiting: 'The report is kept on this device and sent as soon as there is a connection.',
		resent: 'The report that waited was sent.',
		photoKept: '1 photo is kept on this device and sent as soon as there is a connection.',
		missing: 'Please fill this in.',
		route: 'Route',
		call: 'Call',
		visited: 'Person or organisation visited',
		results: 'Main results',
		opinions: 'Opinions expressed by the customer',
		suggestions: 'Suggestions for improvement',
	},
	'zh-CN': {
		start: '开始',
		finish: '结束',
		report: '提交报告',
		goOn: '继续填写报告',
		kept: '填写内容随时保存在本设备。',
		waiting: '报告已保存在本设备，恢复连接后自动发送。',
		resent: '1 份待发送的报告已发送。',
		photoKept: '1 张照片已保存在本设备，联网后自动上传。',
		missing: '请填写此项。',
		route: '路线',
		call: '电话',
		visited: '走访对象',
		results: '走访主要收获',
		opinions: '客户反映意见',
		suggestions: '改进建议',
	},
} as const;

describe.each(['en-US', 'zh-CN'] as const)('A day of visits on a telephone (%s)', (language) => {
	const words = spoken[language];
	const directus = useDirectus({ language });
	let visiting: Visiting;
	let browser: Browser;
	let visit: string;
	const title = `Loom ${language}`;

	beforeAll(async () => {
		mkdirSync(pictures, { recursive: true });
		visiting = await Visiting.open(directus);
		const customer = await visiting.customer('export');
		const phone = await visiting.as('export').request('PATCH', `/items/crm_customers/${customer}`, { phone: '+86 21 5555 0100' });
		expect(phone.status).toBe(200);
		const now = Date.now();
		visit = await visiting.plan('export', customer, {
			title,
			location: '12 Silk Road, Shanghai',
			starts_at: new Date(now - 60_000).toISOString(),
			ends_at: new Date(now + 3_600_000).toISOString(),
		});
		await visiting.accepted('export', visit, 'confirm');
		browser = await openBrowser();
	});
	afterAll(async () => {
		await browser.close();
	});

	const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `visits-${language}-${name}.png`), fullPage: true });

	async function atTheDesk(work: (page: Page, context: BrowserContext) => Promise<void>, width = 360): Promise<void> {
		const context = await browser.newContext({
			viewport: { width, height: 780 },
			locale: language,
			timezoneId: 'Asia/Shanghai',
			colorScheme: language === 'zh-CN' ? 'dark' : 'light',
		});
		const page = await context.newPage();
		page.setDefaultTimeout(60_000);
		try {
			await signIn(page, directus.url, 'export@example.com');
			await work(page, context);
		} finally {
			await picture(page, 'at-the-end');
			await context.close();
		}
	}

	const card = (page: Page) => page.locator('.visit-card').filter({ hasText: title });
	const step = (page: Page, name: string) => card(page).getByRole('button', { name, exact: true });
	const entry = (page: Page, name: string) =>
		card(page).locator('[data-input]').filter({ hasText: name }).locator('input, textarea').first();

	it('shows the way, the call and the next step, and fits 360 pixels', async () => {
		await atTheDesk(async (page) => {
			await page.goto(`${directus.url}/admin/crm-desk/today`);
			await step(page, words.start).waitFor();
			expect(await card(page).getByRole('link', { name: words.route }).getAttribute('href')).toContain(
				encodeURIComponent('12 Silk Road, Shanghai'),
			);
			expect(await card(page).getByRole('link', { name: words.call }).getAttribute('href')).toBe('tel:+862155550100');
			expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
			await picture(page, 'today');
			await step(page, words.start).click();
			await step(page, words.finish).click();
			await step(page, words.report).waitFor();
		});
		expect(await visiting.row(visit)).toMatchObject({ status: 'done' });
	});

	it('keeps what is typed when the page is closed and when the connection is gone, and sends it once', async () => {
		await atTheDesk(async (page, context) => {
			await page.goto(`${directus.url}/admin/crm-desk/today`);
			await step(page, words.report).click();
			await entry(page, words.visited).fill('Ms Wang');
			await card(page).getByText(words.kept).waitFor();
			await page.reload();
			await step(page, words.goOn).click();
			expect(await entry(page, words.visited).inputValue()).toBe('Ms Wang');
			await step(page, words.report).click();
			await card(page).getByText(words.missing).first().waitFor();
			await picture(page, 'report');
			await entry(page, words.results).fill('Two new patterns agreed.');
			await entry(page, words.opinions).fill('Deliveries are on time.');
			await entry(page, words.suggestions).fill('Send swatches earlier.');
			// A photo that does not get through is there when the page is opened again.
			await context.route('**/files', (route) => route.abort());
			await card(page).locator('input[type=file]').setInputFiles({ name: 'shelf.png', mimeType: 'image/png', buffer: onePixel });
			await card(page).getByText(words.photoKept).waitFor();
			await page.reload();
			await step(page, words.goOn).click();
			await card(page).getByText(words.photoKept).waitFor();
			await picture(page, 'photo');
			expect(await directus.database('crm_visit_files').where({ visit })).toEqual([]);
			await context.setOffline(true);
			await context.unroute('**/files');
			await step(page, words.report).click();
			await card(page).getByText(words.waiting).waitFor();
			await picture(page, 'waiting');
			expect(await visiting.row(visit)).toMatchObject({ status: 'done' });
			await context.setOffline(false);
			await page.getByText(words.resent).waitFor();
		});
		expect(await visiting.row(visit)).toMatchObject({ status: 'reported' });
		expect(await directus.database('crm_visit_reports').where({ visit })).toHaveLength(1);
		expect(await directus.database('crm_visit_files').where({ visit })).toHaveLength(1);
	});

	it('opens visits as a calendar that says the state of each', async () => {
		await atTheDesk(async (page) => {
			await page.goto(`${directus.url}/admin/content/crm_visits`);
			await page.locator('.fc-event').first().waitFor();
			await picture(page, 'calendar');
		}, 1360);
	});
});
