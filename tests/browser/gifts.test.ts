import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.mjs';
import { Giving, type Colleague } from '../gifts/giving.js';
import { openBrowser, openContext, signIn } from '../harness/browser.js';
import { useDirectus } from '../harness/directus.js';

/** Pictures of what people saw, for looking at after a run. */
const pictures = join(root, '.data', 'pictures');

/** What people read in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		hint: 'Choose a customer and enter the value: what is left for this gift appears here.',
		left: '1,100.00 left',
		beyond: 'This gift goes beyond the limit and will be refused.',
		split: 'Together with other gifts of these days it counts as',
		route: 'Will go to: Gift of value: head and management',
		submit: 'Ask for approval',
		refusal: 'at most 2000.00 is allowed. 1100.00 is left.',
		approve: 'Approve',
		inApproval: 'In approval',
		handOver: 'Record the hand-over',
		by: 'Received by',
		proof: 'Proof of receipt, in words',
		handedOver: 'Handed over',
	},
	'zh-CN': {
		hint: '选择客户并填写价值后，此处显示本次赠送的剩余额度。',
		left: '1,100.00',
		beyond: '本次赠送超出限额，提交时将被拒绝。',
		split: '与近日其他赠送合并计为',
		route: '将提交至：贵重礼品：主管审核、总经理审批',
		submit: '提交申请',
		refusal: '上限为 2000.00，剩余额度 1100.00。',
		approve: '同意',
		inApproval: '审批中',
		handOver: '登记送出',
		by: '签收人',
		proof: '签收说明',
		handedOver: '已送出',
	},
} as const;

describe.each(['en-US', 'zh-CN'] as const)('A gift’s way through the screens (%s)', (language) => {
	const words = spoken[language];
	const directus = useDirectus({ language });
	let giving: Giving;
	let browser: Browser;
	let gift: string;

	beforeAll(async () => {
		mkdirSync(pictures, { recursive: true });
		giving = await Giving.open(directus);
		const { id: customer, contacts } = await giving.customer('sales');
		const earlier = await giving.draft('sales', customer, contacts[0] ?? null, { amount: '900.00' });
		await giving.accepted('sales', earlier, 'submit');
		gift = await giving.draft('sales', customer, contacts[0] ?? null, { amount: '300.00' });
		browser = await openBrowser();
	});
	afterAll(async () => {
		await browser.close();
	});

	const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `gifts-${language}-${name}.png`) });

	/** A page of a colleague who has just signed in; closed when the work is done. */
	async function atTheDeskOf(who: Colleague, work: (page: Page) => Promise<void>, width = 1360): Promise<void> {
		const context = await openContext(browser, { viewport: { width, height: 1100 }, locale: language, timezoneId: 'Asia/Shanghai' });
		const page = await context.newPage();
		page.setDefaultTimeout(60_000);
		try {
			await signIn(page, directus.url, `${who}@example.com`);
			await work(page);
		} finally {
			await picture(page, `${who}-at-the-end`);
			await context.close();
		}
	}

	const openGift = async (page: Page): Promise<void> => {
		await page.goto(`${directus.url}/admin/content/crm_gifts/${gift}`);
		await page.locator('.command-bar .buttons').waitFor();
	};
	const limits = (page: Page) => page.locator('.gift-limits');
	const amount = (page: Page) => page.locator('[data-field="amount"] input').first();

	const open = async (page: Page, command: string): Promise<void> =>
		page.locator('.command-bar').getByRole('button', { name: command, exact: true }).first().click();

	/** Confirms the open dialog of a command. */
	async function confirm(page: Page, command: string): Promise<void> {
		await page.getByRole('dialog').getByRole('button', { name: command, exact: true }).click();
		await page.getByRole('dialog').waitFor({ state: 'detached' });
	}

	it('begins with an empty form that says what will appear', async () => {
		await atTheDeskOf('sales', async (page) => {
			await page.goto(`${directus.url}/admin/content/crm_gifts/+`);
			await limits(page).getByText(words.hint).waitFor();
		});
	});

	it('shows the salesperson what is left while they type, and that too much will be refused', async () => {
		await atTheDeskOf('sales', async (page) => {
			await openGift(page);
			await limits(page).getByText(words.left).first().waitFor();
			await amount(page).fill('1100.01');
			await limits(page).getByText(words.beyond).waitFor();
			await limits(page).getByText(words.split).waitFor();
			await limits(page).getByText(words.route).waitFor();
			await limits(page).scrollIntoViewIfNeeded();
			await picture(page, 'limit-exceeded');
			await page.keyboard.press('Control+s');
			const refused = page.locator('.command-bar button.refused').filter({ hasText: words.submit });
			await refused.first().waitFor();
			await refused.first().click({ force: true });
			const reasons = page.locator('.refused-button .reasons');
			await reasons.waitFor();
			expect(await reasons.innerText()).toContain(words.refusal);
			expect(await reasons.innerText()).toContain('GFT-01');
			await picture(page, 'refused');
		});
		expect(await giving.row(gift)).toMatchObject({ status: 'draft' });
	});

	it('fits a telephone', async () => {
		await atTheDeskOf(
			'sales',
			async (page) => {
				await openGift(page);
				await limits(page).getByText(words.beyond).waitFor();
				await limits(page).scrollIntoViewIfNeeded();
				const box = await limits(page).boundingBox();
				expect(box?.width).toBeLessThanOrEqual(390);
				expect(await limits(page).evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
				await limits(page).screenshot({ path: join(pictures, `gifts-${language}-telephone.png`) });
			},
			390,
		);
	});

	it('lets them ask for what there is room for', async () => {
		await atTheDeskOf('sales', async (page) => {
			await openGift(page);
			await amount(page).fill('600');
			await limits(page).getByText(words.beyond).waitFor({ state: 'detached' });
			await page.keyboard.press('Control+s');
			await page
				.locator('.command-bar')
				.getByRole('button', { name: words.submit, exact: true })
				.and(page.locator(':not(.refused)'))
				.first()
				.waitFor();
			await open(page, words.submit);
			await confirm(page, words.submit);
			await page.locator('.command-bar').getByText(words.inApproval, { exact: true }).first().waitFor();
		});
		expect(await giving.row(gift)).toMatchObject({ status: 'in_approval' });
	});

	it('brings the decision to the desks of those who approve', async () => {
		for (const who of ['sales.manager', 'gm'] as const) {
			await atTheDeskOf(who, async (page) => {
				await page.goto(`${directus.url}/admin/crm-desk`);
				const { number } = await giving.row(gift);
				await page
					.getByRole('option')
					.filter({ hasText: String(number) })
					.first()
					.click();
				await page.locator('.command-bar .buttons').waitFor();
				await picture(page, `inbox-${who}`);
				await open(page, words.approve);
				await confirm(page, words.approve);
			});
		}
		expect(await giving.row(gift)).toMatchObject({ status: 'approved' });
	});

	it('lets the salesperson record the hand-over with its receipt', async () => {
		await atTheDeskOf('sales', async (page) => {
			await openGift(page);
			await open(page, words.handOver);
			const dialog = page.getByRole('dialog');
			await dialog.getByRole('textbox', { name: words.by }).fill('L. Wang');
			await dialog.getByRole('textbox', { name: words.proof }).fill('Signed on the delivery note');
			await dialog.locator('[data-input="handed_over_on"] .v-list-item').first().click();
			await page.locator('[data-today]').first().click();
			await picture(page, 'hand-over');
			await confirm(page, words.handOver);
			await page.locator('.command-bar').getByText(words.handedOver, { exact: true }).first().waitFor();
		});
		expect(await giving.row(gift)).toMatchObject({ status: 'handed_over', received_by: 'L. Wang' });
		await giving.expectLedgerIntact();
	});
});
