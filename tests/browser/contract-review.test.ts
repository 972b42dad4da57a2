import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveCommand, isNow, refusalOf } from '../harness/command-bar.js';
import { Desks, goTo } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';
import { Office } from '../paths/office.js';

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
	let desks: Desks;
	let contract: string;

	beforeAll(async () => {
		office = await Office.open(directus);
		contract = await office.draft();
		desks = await Desks.open(directus, 'contract-review', language);
	});
	afterAll(() => desks.close());

	const openContract = async (page: Page): Promise<void> => {
		await goTo(page, `/content/crm_contracts/${contract}`);
		await page.locator('.command-bar .buttons').waitFor();
	};

	it('stops a salesperson from signing before the review, and says which clause', async () => {
		await desks.at('sales', async (page) => {
			await openContract(page);
			const text = await refusalOf(page, words.sign);
			expect(text).toContain(words.refusal);
			expect(text).toContain('REV-03');
			await desks.picture(page, 'refused');
			await page.keyboard.press('Escape');
			expect((await office.row('crm_contracts', contract))['status']).toBe('draft');
		});
	});

	it('lets them submit it from the form, which then shows the new state', async () => {
		await desks.at('sales', async (page) => {
			await openContract(page);
			await giveCommand(page, words.submit);
			await isNow(page, words.inReview);
		});
		expect((await office.row('crm_contracts', contract))['status']).toBe('in_review');
	});

	it('brings the decision to each reviewer’s desk, and takes it there', async () => {
		await office.answerReview(contract);
		for (const reviewer of ['production', 'technology', 'quality'] as const) {
			await desks.at(reviewer, async (page) => {
				await goTo(page, '/crm-desk');
				const { title } = await office.row('crm_contracts', contract);
				const entry = page
					.getByRole('option')
					.filter({ hasText: String(title) })
					.first();
				await entry.click();
				await page.locator('.command-bar .buttons').waitFor();
				await desks.picture(page, `inbox-${reviewer}`);
				await giveCommand(page, words.approve);
			});
		}
		expect((await office.row('crm_contracts', contract))['status']).toBe('approved');
	});

	it('lets the salesperson sign what has passed', async () => {
		await desks.at('sales', async (page) => {
			await openContract(page);
			await giveCommand(page, words.sign);
			await isNow(page, words.effective);
		});
		expect((await office.row('crm_contracts', contract))['status']).toBe('effective');
		await office.expectLedgerIntact();
	});
});
