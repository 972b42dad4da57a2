import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.mjs';
import { Giving, inDays, type Colleague } from '../gifts/giving.js';
import { openBrowser, signIn } from '../harness/browser.js';
import { startDirectus, type Body, type Directus } from '../harness/directus.js';

/** Pictures of what people saw, for looking at after a run. */
const pictures = join(root, '.data', 'pictures');

/** What people read in each language; the same journeys are walked in both. */
const spoken = {
	'en-US': {
		submit: 'Ask for access',
		inApproval: 'In approval',
		approve: 'Approve',
		end: 'End the access',
		ended: 'Ended early',
		handOver: 'Hand everything over',
		handedOver: 'Handed over',
		complete: 'Complete the departure',
		agreementMissing: 'The confidentiality agreement is not recorded.',
		completed: 'Completed',
		ask: 'Why do they (not) see it?',
		who: 'Who',
		person: 'Sofia Moreau',
		seesNot: 'does not see',
		needed: 'the record belongs to their department',
		forbidden: 'You may not see this, or it does not exist.',
	},
	'zh-CN': {
		submit: '提交申请',
		inApproval: '审批中',
		approve: '同意',
		end: '终止查阅',
		ended: '已提前终止',
		handOver: '全部交接',
		handedOver: '已交接',
		complete: '完成离职手续',
		agreementMissing: '尚未登记保密协议。',
		completed: '已完成',
		ask: '为何能（不能）查阅？',
		who: '人员',
		person: '苏婉清',
		seesNot: '不能查阅',
		needed: '记录属于本部门',
		forbidden: '您无权查看此内容，或该内容不存在。',
	},
} as const;

describe.each(['en-US', 'zh-CN'] as const)('Departments on the screen (%s)', (language) => {
	const words = spoken[language];
	let directus: Directus;
	let giving: Giving;
	let browser: Browser;
	let customer: { id: string; name: string };

	beforeAll(async () => {
		mkdirSync(pictures, { recursive: true });
		directus = await startDirectus({ language });
		giving = await Giving.open(directus);
		const { id } = await giving.customer('sales');
		const { body } = await giving.as('sales').request<Body<{ name: string }>>('GET', `/items/crm_customers/${id}?fields=name`);
		customer = { id, name: body.data.name };
		browser = await openBrowser();
	});
	afterAll(async () => {
		await browser.close();
		await directus.stop();
	});

	const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `departments-${language}-${name}.png`) });

	/** A page of a colleague who has just signed in; closed when the work is done. */
	async function atTheDeskOf(who: Colleague, work: (page: Page) => Promise<void>, width = 1360): Promise<void> {
		const context = await browser.newContext({ viewport: { width, height: 1100 }, locale: language, timezoneId: 'Asia/Shanghai' });
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

	async function openRecord(page: Page, collection: string, id: string): Promise<void> {
		await page.goto(`${directus.url}/admin/content/${collection}/${id}`);
		await page.locator('.command-bar .buttons').waitFor();
	}

	const open = (page: Page, command: string): Promise<void> =>
		page.locator('.command-bar').getByRole('button', { name: command, exact: true }).first().click();

	async function confirm(page: Page, command: string): Promise<void> {
		await page.getByRole('dialog').getByRole('button', { name: command, exact: true }).click();
		await page.getByRole('dialog').waitFor({ state: 'detached' });
	}

	const reached = (page: Page, state: string) => page.locator('.command-bar').getByText(state, { exact: true }).first().waitFor();

	/** Asks on the open page why the salesperson for export sees the record or not. */
	async function askWhy(page: Page): Promise<void> {
		const who = page.getByRole('combobox', { name: words.who });
		await who.locator('input').or(who).first().click();
		await page.keyboard.type(words.person);
		await page.locator('.people-picker [role="option"]').filter({ hasText: words.person }).first().click();
		await page.getByRole('button', { name: words.ask }).click();
	}

	it('lets somebody ask for a customer of others, see it once the head has agreed, and give the access back', async () => {
		const made = await giving.as('export').request('POST', '/items/crm_access_requests', {
			sought: customer.name,
			contents: 'contacts',
			purpose: 'A tender both departments bid for',
			until: inDays(5),
		});
		const request = String(made.body.data['id']);
		await atTheDeskOf('export', async (page) => {
			await openRecord(page, 'crm_access_requests', request);
			await open(page, words.submit);
			await confirm(page, words.submit);
			await reached(page, words.inApproval);
			await picture(page, 'asked');
		});
		await atTheDeskOf('sales.manager', async (page) => {
			await page.goto(`${directus.url}/admin/crm-desk`);
			await page.getByRole('option').filter({ hasText: customer.name }).first().click();
			await page.locator('.command-bar .buttons').waitFor();
			await picture(page, 'consent');
			await open(page, words.approve);
			await confirm(page, words.approve);
		});
		await atTheDeskOf('export', async (page) => {
			await openRecord(page, 'crm_customers', customer.id);
			await picture(page, 'granted');
			await openRecord(page, 'crm_access_requests', request);
			await open(page, words.end);
			await page.getByRole('dialog').locator('textarea').first().fill('The tender is over.');
			await confirm(page, words.end);
			await reached(page, words.ended);
		});
		const { status } = await giving.as('export').request('GET', `/items/crm_customers/${customer.id}?fields=id`);
		expect(status).toBe(403);
	});

	it('tells supervision why somebody does not see a record, on a telephone too', async () => {
		for (const width of [1360, 360]) {
			await atTheDeskOf(
				'auditor',
				async (page) => {
					await page.goto(`${directus.url}/admin/crm-desk/access/crm_customers/${customer.id}`);
					await askWhy(page);
					const answer = page.locator('.access-page .answer');
					await answer.waitFor();
					expect(await answer.innerText()).toContain(words.seesNot);
					expect(await answer.innerText()).toContain(words.needed);
					expect(await answer.evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
					await picture(page, `why-${String(width)}`);
				},
				width,
			);
		}
	});

	it('shows others nothing of that page but that it is not for them', async () => {
		await atTheDeskOf('export', async (page) => {
			await page.goto(`${directus.url}/admin/crm-desk/access/crm_customers/${customer.id}`);
			await askWhy(page);
			await page.locator('.access-page').getByText(words.forbidden).waitFor();
			expect(await page.locator('.access-page .answer').count()).toBe(0);
		});
	});

	it('lets the information administrator hand everything over, and says what is still missing', async () => {
		const { id } = await giving.customer('sales.second');
		const made = await giving.as('info.admin').request('POST', '/items/crm_departures', {
			person: giving.as('sales.second').user,
			successor: giving.as('sales').user,
			last_day: inDays(7),
		});
		const departure = String(made.body.data['id']);
		const form = new FormData();
		form.append('file', new Blob(['signed'], { type: 'text/plain' }), 'agreement.txt');
		const file = String((await giving.as('info.admin').request('POST', '/files', form)).body.data['id']);
		await atTheDeskOf('info.admin', async (page) => {
			await openRecord(page, 'crm_departures', departure);
			await open(page, words.handOver);
			await confirm(page, words.handOver);
			await reached(page, words.handedOver);
			const refused = page.locator('.command-bar button.refused').filter({ hasText: words.complete });
			await refused.first().waitFor();
			await refused.first().click({ force: true });
			const reasons = page.locator('.refused-button .reasons');
			await reasons.waitFor();
			expect(await reasons.innerText()).toContain(words.agreementMissing);
			expect(await reasons.innerText()).toContain('OFF-02');
			await picture(page, 'agreement-missing');
			const recorded = await giving.command(
				'info.admin',
				departure,
				'record_agreement',
				{ input: { signed_on: inDays(0), file } },
				'crm_departures',
			);
			expect(recorded.body.errors, JSON.stringify(recorded.body.errors)).toBeUndefined();
			await openRecord(page, 'crm_departures', departure);
			await open(page, words.complete);
			await confirm(page, words.complete);
			await reached(page, words.completed);
		});
		const row = (await directus.database('crm_customers').where({ id }).first('owner')) as { owner: string };
		expect(row.owner).toBe(giving.as('sales').user);
	});
});
