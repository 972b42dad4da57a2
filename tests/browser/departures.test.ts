import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Giving, inDays } from '../gifts/giving.js';
import { chooseToday, giveCommand, isNow, refusalOf } from '../harness/command-bar.js';
import { Desks, goTo, pictures } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';

/** What people read in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		left: /^\d+ records are left in the person’s name$/,
		passes: 'passes to the successor',
		complete: 'Complete the departure',
		handOver: 'Hand everything over',
		nothing: 'Nothing is left in the person’s name.',
		receipt: 'Hand-over receipt (PDF)',
		agreement: 'Record the confidentiality agreement',
		completed: 'Completed',
		notForYou: 'What is left is shown to whoever runs the hand-over.',
	},
	'zh-CN': {
		left: /^该人员名下尚有 \d+ 项$/,
		passes: '移交接任人员',
		complete: '完成离职手续',
		handOver: '全部交接',
		nothing: '该人员名下已无遗留事项。',
		receipt: '离职交接清单（PDF）',
		agreement: '登记保密协议',
		completed: '已完成',
		notForYou: '遗留事项仅供交接经办人查看。',
	},
} as const;

describe.each(['en-US', 'zh-CN'] as const)('Somebody leaves, on the screen (%s)', (language) => {
	const words = spoken[language];
	const directus = useDirectus({ language });
	let giving: Giving;
	let desks: Desks;
	let departure: string;
	let customer: string;
	let gift: string;
	let name: string;

	beforeAll(async () => {
		giving = await Giving.open(directus);
		const made = await giving.customer('sales.second');
		customer = made.id;
		gift = await giving.draft('sales.second', customer, made.contacts[0] ?? null);
		name = ((await directus.database('crm_customers').where({ id: customer }).first()) as { name: string }).name;
		const opened = await giving.as('info.admin').request('POST', '/items/crm_departures', {
			person: giving.as('sales.second').user,
			successor: giving.as('sales').user,
			last_day: inDays(7),
		});
		expect(opened.body.errors, JSON.stringify(opened.body.errors)).toBeUndefined();
		departure = String(opened.body.data['id']);
		desks = await Desks.open(directus, 'departures', language);
	});
	afterAll(() => desks.close());

	const open = async (page: Page): Promise<void> => {
		await goTo(page, `/content/crm_departures/${departure}`);
		await page.locator('.command-bar .buttons').waitFor();
	};
	const part = (page: Page) => page.locator('.departure-hand-over');

	it('shows whoever runs the hand-over what is left, and why it cannot be completed yet (OFF-01)', async () => {
		await desks.at('info.admin', async (page) => {
			await open(page);
			await part(page).getByText(words.left).waitFor();
			const line = part(page).getByRole('listitem').filter({ hasText: name }).first();
			expect(await line.innerText()).toContain(words.passes);
			await part(page).scrollIntoViewIfNeeded();
			await desks.picture(page, 'left');
			await giveCommand(page, words.handOver);
			await part(page).getByText(words.nothing).waitFor();
			const reasons = await refusalOf(page, words.complete);
			expect(reasons).toContain('OFF-02');
			await page.keyboard.press('Escape');
		});
		for (const [collection, id] of [
			['crm_customers', customer],
			['crm_gifts', gift],
		] as const)
			expect(await directus.database(collection).where({ id }).first()).toMatchObject({ owner: giving.as('sales').user });
	});

	it('has a receipt on paper, for the successor too, who is not shown the rest', async () => {
		await desks.at(
			'sales',
			async (page) => {
				await goTo(page, `/content/crm_departures/${departure}`);
				await part(page).getByText(words.notForYou).waitFor();
				expect(await part(page).evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
				const link = part(page).getByRole('link', { name: words.receipt });
				const answer = await page.context().request.get(await link.evaluate((element) => (element as HTMLAnchorElement).href));
				expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
				writeFileSync(join(pictures, `departures-receipt-${language}.pdf`), await answer.body());
			},
			{ width: 360, height: 780, appearance: 'dark' },
		);
	});

	it('is completed once the agreement is recorded (OFF-02)', async () => {
		await desks.at('info.admin', async (page) => {
			await open(page);
			await giveCommand(page, words.agreement, async () => {
				await chooseToday(page, 'signed_on');
				await page
					.getByRole('dialog')
					.locator('input[type="file"]')
					.setInputFiles({ name: 'agreement.txt', mimeType: 'text/plain', buffer: Buffer.from('Signed') });
				await page
					.getByRole('dialog')
					.getByText(/agreement/i)
					.last()
					.waitFor();
				await desks.picture(page, 'agreement');
			});
			await giveCommand(page, words.complete);
			await isNow(page, words.completed);
		});
		expect(await directus.database('crm_departures').where({ id: departure }).first()).toMatchObject({ status: 'completed' });
		await giving.expectLedgerIntact();
	});
});
