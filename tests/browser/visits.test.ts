import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desks, goTo } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';
import { Visiting } from '../visits/visiting.js';

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
	let desks: Desks;
	let visit: string;
	const title = `Loom ${language}`;

	beforeAll(async () => {
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
		desks = await Desks.open(directus, 'visits', language, {
			width: 360,
			height: 780,
			appearance: language === 'zh-CN' ? 'dark' : 'light',
		});
	});
	afterAll(() => desks.close());

	const card = (page: Page) => page.locator('.visit-card').filter({ hasText: title });
	const step = (page: Page, name: string) => card(page).getByRole('button', { name, exact: true });
	const entry = (page: Page, name: string) =>
		card(page).locator('[data-input]').filter({ hasText: name }).locator('input, textarea').first();

	it('shows the way, the call and the next step, and fits 360 pixels', async () => {
		await desks.at('export', async (page) => {
			await goTo(page, '/crm-desk/today');
			await step(page, words.start).waitFor();
			expect(await card(page).getByRole('link', { name: words.route }).getAttribute('href')).toContain(
				encodeURIComponent('12 Silk Road, Shanghai'),
			);
			expect(await card(page).getByRole('link', { name: words.call }).getAttribute('href')).toBe('tel:+862155550100');
			expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
			await desks.picture(page, 'today');
			await step(page, words.start).click();
			await step(page, words.finish).click();
			await step(page, words.report).waitFor();
		});
		expect(await visiting.row(visit)).toMatchObject({ status: 'done' });
	});

	it('keeps what is typed when the page is closed and when the connection is gone, and sends it once', async () => {
		await desks.at('export', async (page) => {
			await goTo(page, '/crm-desk/today');
			await step(page, words.report).click();
			await entry(page, words.visited).fill('Ms Wang');
			await card(page).getByText(words.kept).waitFor();
			await page.reload();
			await step(page, words.goOn).click();
			expect(await entry(page, words.visited).inputValue()).toBe('Ms Wang');
			await step(page, words.report).click();
			await card(page).getByText(words.missing).first().waitFor();
			await desks.picture(page, 'report');
			await entry(page, words.results).fill('Two new patterns agreed.');
			await entry(page, words.opinions).fill('Deliveries are on time.');
			await entry(page, words.suggestions).fill('Send swatches earlier.');
			await page.context().setOffline(true);
			await step(page, words.report).click();
			await card(page).getByText(words.waiting).waitFor();
			await desks.picture(page, 'waiting');
			expect(await visiting.row(visit)).toMatchObject({ status: 'done' });
			await page.context().setOffline(false);
			await page.getByText(words.resent).waitFor();
		});
		expect(await visiting.row(visit)).toMatchObject({ status: 'reported' });
		expect(await directus.database('crm_visit_reports').where({ visit })).toHaveLength(1);
	});

	it('opens visits as a calendar that says the state of each', async () => {
		await desks.at(
			'export',
			async (page) => {
				await goTo(page, '/content/crm_visits');
				await page.locator('.fc-event').first().waitFor();
				await desks.picture(page, 'calendar');
			},
			{ width: 1360 },
		);
	});
});
