import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Giving } from '../gifts/giving.js';
import { chooseToday, giveCommand, isNow, refusalOf } from '../harness/command-bar.js';
import { Desks, goTo } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';

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
	let desks: Desks;
	let gift: string;

	beforeAll(async () => {
		giving = await Giving.open(directus);
		const { id: customer, contacts } = await giving.customer('sales');
		const earlier = await giving.draft('sales', customer, contacts[0] ?? null, { amount: '900.00' });
		await giving.accepted('sales', earlier, 'submit');
		gift = await giving.draft('sales', customer, contacts[0] ?? null, { amount: '300.00' });
		desks = await Desks.open(directus, 'gifts', language, { height: 1100 });
	});
	afterAll(() => desks.close());

	const openGift = async (page: Page): Promise<void> => {
		await goTo(page, `/content/crm_gifts/${gift}`);
		await page.locator('.command-bar .buttons').waitFor();
	};
	const limits = (page: Page) => page.locator('.gift-limits');
	const amount = (page: Page) => page.locator('[data-field="amount"] input').first();

	it('begins with an empty form that says what will appear', async () => {
		await desks.at('sales', async (page) => {
			await goTo(page, '/content/crm_gifts/+');
			await limits(page).getByText(words.hint).waitFor();
		});
	});

	it('shows the salesperson what is left while they type, and that too much will be refused', async () => {
		await desks.at('sales', async (page) => {
			await openGift(page);
			await limits(page).getByText(words.left).first().waitFor();
			await amount(page).fill('1100.01');
			await limits(page).getByText(words.beyond).waitFor();
			await limits(page).getByText(words.split).waitFor();
			await limits(page).getByText(words.route).waitFor();
			await limits(page).scrollIntoViewIfNeeded();
			await desks.picture(page, 'limit-exceeded');
			await page.keyboard.press('Control+s');
			const reasons = await refusalOf(page, words.submit);
			expect(reasons).toContain(words.refusal);
			expect(reasons).toContain('GFT-01');
			await desks.picture(page, 'refused');
		});
		expect(await giving.row(gift)).toMatchObject({ status: 'draft' });
	});

	it('fits a telephone', async () => {
		await desks.at(
			'sales',
			async (page) => {
				await openGift(page);
				await limits(page).getByText(words.beyond).waitFor();
				await limits(page).scrollIntoViewIfNeeded();
				const box = await limits(page).boundingBox();
				expect(box?.width).toBeLessThanOrEqual(390);
				expect(await limits(page).evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
			},
			{ width: 390 },
		);
	});

	it('lets them ask for what there is room for', async () => {
		await desks.at('sales', async (page) => {
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
			await giveCommand(page, words.submit);
			await isNow(page, words.inApproval);
		});
		expect(await giving.row(gift)).toMatchObject({ status: 'in_approval' });
	});

	it('brings the decision to the desks of those who approve', async () => {
		for (const who of ['sales.manager', 'gm'] as const) {
			await desks.at(who, async (page) => {
				await goTo(page, '/crm-desk');
				const { number } = await giving.row(gift);
				await page
					.getByRole('option')
					.filter({ hasText: String(number) })
					.first()
					.click();
				await page.locator('.command-bar .buttons').waitFor();
				await desks.picture(page, `inbox-${who}`);
				await giveCommand(page, words.approve);
			});
		}
		expect(await giving.row(gift)).toMatchObject({ status: 'approved' });
	});

	it('lets the salesperson record the hand-over with its receipt', async () => {
		await desks.at('sales', async (page) => {
			await openGift(page);
			await giveCommand(page, words.handOver, async () => {
				const dialog = page.getByRole('dialog');
				await dialog.getByRole('textbox', { name: words.by }).fill('L. Wang');
				await dialog.getByRole('textbox', { name: words.proof }).fill('Signed on the delivery note');
				await chooseToday(page, 'handed_over_on');
				await desks.picture(page, 'hand-over');
			});
			await isNow(page, words.handedOver);
		});
		expect(await giving.row(gift)).toMatchObject({ status: 'handed_over', received_by: 'L. Wang' });
		await giving.expectLedgerIntact();
	});
});
