import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.mjs';
import { openBrowser, openContext, signInByForm } from '../harness/browser.js';
import { useDirectus } from '../harness/directus.js';
import { Office, type Colleague } from '../paths/office.js';

/** Pictures of what people saw, for looking at after a run. */
const pictures = join(root, '.data', 'pictures');

/** What the buttons are called in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		sign: 'Sign',
		submit: 'Submit for review',
		approve: 'Approve',
		draft: 'Draft',
		inReview: 'In review',
		passed: 'Review passed',
		effective: 'Effective',
		refusal: 'A contract is reviewed before anybody commits to it.',
	},
	'zh-CN': {
		sign: '签订',
		submit: '提交评审',
		approve: '同意',
		draft: '草稿',
		inReview: '评审中',
		passed: '评审通过',
		effective: '已生效',
		refusal: '合同签订前须先评审。',
	},
} as const;

describe.each(['en-US', 'zh-CN'] as const)('A contract’s way through the screens (%s)', (language) => {
	const words = spoken[language];
	const directus = useDirectus({ language });
	let office: Office;
	let browser: Browser;
	let contract: string;

	beforeAll(async () => {
		mkdirSync(pictures, { recursive: true });
		office = await Office.open(directus);
		contract = await office.draft();
		browser = await openBrowser();
	});
	afterAll(async () => {
		await browser.close();
	});

	/** A page of a colleague who has just signed in; closed when the work is done. */
	async function atTheDeskOf(who: Colleague, work: (page: Page) => Promise<void>): Promise<void> {
		const context = await openContext(browser, { viewport: { width: 1360, height: 900 }, locale: language });
		const page = await context.newPage();
		page.setDefaultTimeout(60_000);
		try {
			await signInByForm(page, directus.url, `${who}@example.com`);
			await work(page);
		} finally {
			await page.screenshot({ path: join(pictures, `${language}-${who}.png`) });
			await context.close();
		}
	}

	const openContract = async (page: Page): Promise<void> => {
		await page.goto(`${directus.url}/admin/content/crm_contracts/${contract}`);
		await page.locator('.command-bar .buttons').waitFor();
	};

	/** Chooses a command in the bar and confirms it in its dialog. */
	async function issue(page: Page, command: string): Promise<void> {
		await page.locator('.command-bar').getByRole('button', { name: command, exact: true }).first().click();
		await page.getByRole('dialog').getByRole('button', { name: command, exact: true }).click();
		await page.getByRole('dialog').waitFor({ state: 'detached' });
	}

	it('stops a salesperson from signing before the review, and says which clause', async () => {
		await atTheDeskOf('sales', async (page) => {
			await openContract(page);
			await page.locator('.command-bar button.refused').filter({ hasText: words.sign }).first().click({ force: true });
			const reasons = page.locator('.refused-button .reasons');
			await reasons.waitFor();
			const text = await reasons.innerText();
			expect(text).toContain(words.refusal);
			expect(text).toContain('REV-03');
			await page.screenshot({ path: join(pictures, `${language}-refused.png`) });
			await page.keyboard.press('Escape');
			expect((await office.row('crm_contracts', contract))['status']).toBe('draft');
		});
	});

	it('lets them submit it from the form, which then shows the new state', async () => {
		await atTheDeskOf('sales', async (page) => {
			await openContract(page);
			await issue(page, words.submit);
			await page.locator('.command-bar').getByText(words.inReview, { exact: true }).first().waitFor();
		});
		expect((await office.row('crm_contracts', contract))['status']).toBe('in_review');
	});

	it('brings the decision to each reviewer’s desk, and takes it there', async () => {
		await office.answerReview(contract);
		for (const reviewer of ['production', 'technology', 'quality'] as const) {
			await atTheDeskOf(reviewer, async (page) => {
				await page.goto(`${directus.url}/admin/crm-desk`);
				const { title } = await office.row('crm_contracts', contract);
				const entry = page
					.getByRole('option')
					.filter({ hasText: String(title) })
					.first();
				await entry.click();
				await page.locator('.command-bar .buttons').waitFor();
				await page.screenshot({ path: join(pictures, `${language}-inbox-${reviewer}.png`) });
				await issue(page, words.approve);
			});
		}
		expect((await office.row('crm_contracts', contract))['status']).toBe('approved');
	});

	it('lets the salesperson sign what has passed', async () => {
		await atTheDeskOf('sales', async (page) => {
			await openContract(page);
			await issue(page, words.sign);
			await page.locator('.command-bar').getByText(words.effective, { exact: true }).first().waitFor();
		});
		expect((await office.row('crm_contracts', contract))['status']).toBe('effective');
		await office.expectLedgerIntact();
	});
});
