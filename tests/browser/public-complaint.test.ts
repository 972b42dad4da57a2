import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContext } from '../harness/browser.js';
import { Desks, goTo } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';

const spoken = {
	'en-US': {
		title: 'Complaints, opinions and suggestions',
		wrong: 'Please check this',
		done: 'We have received your message',
		state: 'Received',
	},
	'zh-CN': { title: '投诉、意见和建议', wrong: '请检查以下内容', done: '我们已收到您的反馈', state: '已接收' },
} as const;

const script = (where: string): string => `"><img src=x onerror="window.hurt='${where}'"><script>window.hurt='${where}'</script>`;
/** Files that are not what their names say, or of a kind nobody takes; each is named beside the field. */
const wrongFiles = [
	{ name: '<b>photo.png', mimeType: 'image/png', buffer: Buffer.from('<script>window.hurt=1</script>') },
	{ name: 'invoice.pdf', mimeType: 'application/pdf', buffer: Buffer.from(`MZ${'\0'.repeat(300)}`) },
	{ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>') },
	{ name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) },
];
const contact = `138 0000 1111 ${script('complainant_contact')}`;

describe.each(['en-US', 'zh-CN'] as const)('A complaint from a telephone, without a mouse (%s)', (language) => {
	const words = spoken[language];
	const directus = useDirectus({ language });
	let desks: Desks;
	let page: Page;
	const refused: string[] = [];

	beforeAll(async () => {
		desks = await Desks.open(directus, 'public', language);
		const context = await openContext(desks.browser, { viewport: { width: 360, height: 740 }, locale: language });
		page = await context.newPage();
		page.setDefaultTimeout(60_000);
		page.on('console', (message) => refused.push(message.text()));
		// Answered from the start: the browser must know before the key is pressed that somebody chooses for it.
		page.on('filechooser', (chooser) => void chooser.setFiles(wrongFiles));
	});
	afterAll(() => desks.close());

	const focused = (): Promise<string> =>
		page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.tagName ?? '');
	const tabTo = async (name: string): Promise<void> => {
		for (let step = 0; step < 40; step += 1) {
			await page.keyboard.press('Tab');
			if ((await focused()) === name) return;
		}
		throw new Error(`The keyboard does not reach ${name}.`);
	};
	const fitsScreen = (): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
	const press = async (): Promise<void> => {
		await tabTo('BUTTON');
		await Promise.all([
			page.waitForLoadState('load'),
			page.waitForResponse((response) => response.request().method() === 'POST'),
			page.keyboard.press('Enter'),
		]);
	};

	it('says beside the fields what is wrong, the file that is none included, and harms nobody', async () => {
		await page.goto(`${directus.url}/crm/public/complaints`);
		expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(words.title);
		expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
		expect(await fitsScreen()).toBe(true);
		// The style is applied although the page's policy refuses every other.
		expect(await page.locator('button').evaluate((button) => getComputedStyle(button).borderTopLeftRadius)).toBe('6px');
		for (const field of ['title', 'content', 'customer_demand', 'product_name', 'order_number', 'complainant']) {
			await tabTo(field);
			await page.keyboard.insertText(script(field));
		}
		await tabTo('complainant_contact');
		await tabTo('files');
		await page.keyboard.press('Enter');
		await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#files')?.files?.length === 4);
		await press();
		expect(await page.getByRole('alert').textContent()).toContain(words.wrong);
		expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
		const described = async (name: string): Promise<string> =>
			page.locator(`[name="${name}"]`).evaluate((field) =>
				(field.getAttribute('aria-describedby') ?? '')
					.split(' ')
					.map((id) => document.getElementById(id)?.textContent ?? 'missing')
					.join(' '),
			);
		const aboutFiles = await described('files');
		for (const { name } of wrongFiles) expect(aboutFiles).toContain(name);
		expect(await page.locator('[name="complainant_contact"]').getAttribute('aria-invalid')).toBe('true');
		expect(await described('complainant_contact')).not.toContain('missing');
		for (const field of ['title', 'content', 'customer_demand', 'complainant'])
			expect(await page.locator(`[name="${field}"]`).inputValue()).toBe(script(field));
		expect(await page.evaluate(() => (window as { hurt?: string }).hurt)).toBeUndefined();
		expect(await fitsScreen()).toBe(true);
		await desks.picture(page, 'wrong');
	});

	it('is sent by keyboard, and its link shows where it stands', async () => {
		await tabTo('complainant_contact');
		await page.keyboard.insertText(contact);
		await page.waitForTimeout(3000);
		await press();
		expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(words.done);
		expect(await fitsScreen()).toBe(true);
		await desks.picture(page, 'receipt');
		const link = page.locator('#status-link');
		expect(((await link.textContent()) ?? '').trim()).toBe(await link.getAttribute('href'));
		const secret = new URL((await link.getAttribute('href')) ?? '').pathname;
		const status = await page.goto(`${directus.url}${secret}`);
		expect(status?.status()).toBe(200);
		expect(((await page.locator('#state').textContent()) ?? '').trim()).toBe(words.state);
		expect(await page.content()).not.toContain('window.hurt');
		expect(await fitsScreen()).toBe(true);
		await desks.picture(page, 'status');
		await page.goto(`${directus.url}/crm/public/hotlines`);
		expect(await fitsScreen()).toBe(true);
	});

	it('shows staff what was written as text', async () => {
		const [row] = await directus
			.database('crm_complaints')
			.where({ title: script('title') })
			.select<{ id: string }[]>('id');
		await desks.at('admin', async (form) => {
			await goTo(form, `/content/crm_complaints/${row?.id ?? ''}`);
			await form.locator('.command-bar').waitFor();
			const shown = await form.locator('input, textarea').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
			for (const field of ['title', 'content', 'customer_demand', 'product_name', 'order_number', 'complainant'])
				expect(shown, field).toContain(script(field));
			expect(shown).toContain(contact);
			expect(await form.evaluate(() => (window as { hurt?: string }).hurt)).toBeUndefined();
		});
	});

	it('meets no refusal of the page’s own policy', () => {
		expect(refused.filter((message) => message.includes('Content Security Policy'))).toEqual([]);
	});
});
