import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchCalendar } from '../calendars/subscribing.js';
import { Desks, goTo } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';

/** One person in each language; the narrow one is on a phone, at night. */
const people = [
	{
		language: 'en-US',
		who: 'sales',
		width: 1280,
		appearance: 'light',
		words: {
			empty: 'No feed yet',
			create: 'New feed',
			make: 'Make the feed',
			detail: 'Everything I may see',
			busy: 'Busy times only',
			once: 'This address is shown only now.',
			label: 'Address',
			google: 'Add to Google Calendar',
			qr: 'QR code of the address, for a phone',
			done: 'I have it',
			never: 'Not fetched yet',
			fetched: /Fetched .* by Phone\/1\.0/,
			rotate: 'New address',
			revoke: 'Revoke',
			refused: 'A calendar of the whole department is for those who lead one.',
			department: 'Visits of my department',
			mine: 'My visits',
			refresh: '8 to 24 hours',
		},
	},
	{
		language: 'zh-CN',
		who: 'sales.second',
		width: 360,
		appearance: 'dark',
		words: {
			empty: '尚无日历订阅',
			create: '新建订阅',
			make: '创建订阅',
			detail: '全部内容',
			busy: '仅忙碌时段',
			once: '此地址只显示这一次。',
			label: '地址',
			google: '添加到 Google 日历',
			qr: '地址的二维码，供手机扫描',
			done: '我已保存',
			never: '尚未获取过',
			fetched: /最近获取：.*（Phone\/1\.0）/,
			rotate: '更换地址',
			revoke: '停用',
			refused: '部门日历仅限部门负责人使用',
			department: '本部门拜访',
			mine: '我的拜访',
			refresh: '8 至 24 小时',
		},
	},
] as const;

/** Whether a page holds something anywhere, seen or not. */
const saysAnywhere = async (page: Page, secret: string): Promise<boolean> => (await page.content()).includes(secret);

const directus = useDirectus();

describe.each(people)('Calendar feeds on the desk ($language, $width px, $appearance)', ({ language, who, width, appearance, words }) => {
	let desks: Desks;

	beforeAll(async () => {
		desks = await Desks.open(directus, 'feeds', language, { width, height: 900, appearance });
	});
	afterAll(() => desks.close());

	it('are made, used, renewed and revoked', async () => {
		await desks.at(who, async (page) => {
			await goTo(page, '/crm-desk/feeds');
			await page.getByText(words.empty).waitFor();
			await page.getByText(words.refresh).waitFor();
			await desks.picture(page, 'empty');

			await page.getByRole('button', { name: words.create }).last().click();
			const form = page.getByRole('dialog');
			const scope = form.locator('.v-select').first();
			await scope.click();
			await page.getByText(words.department, { exact: true }).last().click();
			await form.getByRole('button', { name: words.make }).click();
			await form.getByText(words.refused).waitFor();
			await desks.picture(page, 'refused');
			await scope.click();
			await page.getByText(words.mine, { exact: true }).last().click();
			await form.getByRole('button', { name: words.make }).click();

			const shown = page.getByRole('dialog');
			await shown.getByText(words.once).waitFor();
			await shown.getByAltText(words.qr).waitFor();
			await desks.picture(page, 'address');
			const url = await shown.getByRole('textbox', { name: words.label }).inputValue();
			expect(url).toMatch(/\/crm\/feeds\/[\w-]{43}\.ics$/);
			const google = await shown.getByRole('link', { name: words.google }).getAttribute('href');
			expect(new URL(google ?? '').searchParams.get('cid')).toBe(url.replace(/^http/, 'webcal'));
			expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
			await shown.getByRole('button', { name: words.done }).click();
			await page.getByText(words.never).waitFor();
			await shown.waitFor({ state: 'detached' });
			expect(await saysAnywhere(page, url)).toBe(false);

			const { pathname } = new URL(url);
			expect((await fetchCalendar(directus, pathname, { 'user-agent': 'Phone/1.0' })).status).toBe(200);
			await page.reload();
			await page.getByText(words.fetched).waitFor();
			await desks.picture(page, 'list');
			expect(await saysAnywhere(page, pathname)).toBe(false);

			await page.getByRole('button', { name: words.rotate }).click();
			await page.getByRole('dialog').getByRole('button', { name: words.rotate }).click();
			await page.getByText(words.once).waitFor();
			expect((await fetchCalendar(directus, pathname)).status).toBe(404);
			await page.getByRole('button', { name: words.done }).click();
			await page.getByRole('button', { name: words.revoke }).click();
			await page.getByRole('dialog').getByRole('button', { name: words.revoke }).click();
			await page.getByText(words.empty).waitFor();
		});
	});
});
