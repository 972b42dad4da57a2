import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.mjs';
import { Handling, findings, handling } from '../complaints/handling.js';
import { openBrowser, signIn } from '../harness/browser.js';
import { useDirectus } from '../harness/directus.js';

/** Pictures of what people saw, for looking at after a run. */
const pictures = join(root, '.data', 'pictures');

/** What people read and press in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		more: 'More commands',
		register: 'Register',
		investigate: 'Investigate',
		rule: 'Rule on responsibility',
		nobody: 'Nobody',
		resolve: 'Finish the investigation',
		done: 'Done',
		notApplicable: 'Not applicable',
		reply: 'Reply to the customer',
		written: 'In writing',
		language: 'English',
		reaction: 'Record the customer’s reaction',
		accepts: 'Accepts the result',
		report: 'File the handling report',
		tracking: 'End the leader’s tracking',
		close: 'Close',
		missing: 'CMP-06',
		followUp: 'Record follow-up',
		satisfied: 'satisfied',
		telephone: 'Telephone',
		appraise: 'Enter the appraisal',
		reminder: 'Reminder',
		archive: 'Archive',
		archived: 'Archived',
		why: 'Why it is due then',
		replyLink: 'Written reply',
		reportLink: 'Handling report',
		letter: 'Dear L. Wang',
	},
	'zh-CN': {
		more: '更多操作',
		register: '登记',
		investigate: '开始调查',
		rule: '判定责任',
		nobody: '无责任方',
		resolve: '完成调查',
		done: '完成',
		notApplicable: '不适用',
		reply: '答复客户',
		written: '书面',
		language: '中文',
		reaction: '登记客户反馈',
		accepts: '认可处理结果',
		report: '提交处理报告',
		tracking: '主管领导结束跟踪',
		close: '结案',
		missing: 'CMP-06',
		followUp: '登记回访',
		satisfied: '满意',
		telephone: '电话',
		appraise: '登记考核',
		reminder: '提醒',
		archive: '归档',
		archived: '已归档',
		why: '期限说明',
		replyLink: '答复函',
		reportLink: '处理报告',
		letter: '尊敬的L. Wang',
	},
} as const;

describe.each(['en-US', 'zh-CN'] as const)('A complaint’s way through the screens (%s)', (language) => {
	const words = spoken[language];
	const directus = useDirectus({ language });
	let office: Handling;
	let browser: Browser;
	let complaint: string;

	beforeAll(async () => {
		mkdirSync(pictures, { recursive: true });
		office = await Handling.open(directus);
		complaint = await office.takeIn({ title: '电话无人接听 Nobody answers', content: '本周五次来电均无人接听。 Five calls, no answer.' });
		browser = await openBrowser();
	});
	afterAll(async () => {
		await browser.close();
	});

	const picture = (page: Page, name: string) =>
		page.screenshot({ path: join(pictures, `complaints-${language}-${name}.png`), fullPage: true });

	/** A page of a colleague who has just signed in; closed when the work is done. */
	async function atTheDeskOf(email: string, work: (page: Page) => Promise<void>): Promise<void> {
		const context = await browser.newContext({
			viewport: { width: 1360, height: 1100 },
			locale: language,
			timezoneId: 'Asia/Shanghai',
			acceptDownloads: true,
		});
		const page = await context.newPage();
		page.setDefaultTimeout(60_000);
		try {
			await signIn(page, directus.url, email);
			await work(page);
		} finally {
			await picture(page, `${email.split('@')[0] ?? ''}-at-the-end`);
			await context.close();
		}
	}

	const emailOf = async (field: 'owner' | 'leader'): Promise<string> =>
		(await office.person((await office.complaint(complaint))[field])).email;

	const openRecord = async (page: Page, collection = 'crm_complaints', id = complaint): Promise<void> => {
		await page.goto(`${directus.url}/admin/content/${collection}/${id}`);
		await page.locator('.command-bar .buttons').waitFor();
	};
	const allowed = (page: Page, command: string) =>
		page.locator('.command-bar').getByRole('button', { name: command, exact: true }).and(page.locator(':not(.refused)')).first();

	const choose = async (page: Page, input: string, option: string): Promise<void> => {
		await page.getByRole('dialog').locator(`[data-input="${input}"] .v-select`).click();
		await page
			.locator('.v-menu-content .v-list-item')
			.filter({ hasText: new RegExp(`^\\s*${option}\\s*$`) })
			.first()
			.click();
	};
	const write = (page: Page, input: string, text: string): Promise<void> =>
		page.getByRole('dialog').locator(`[data-input="${input}"]`).locator('input, textarea').first().fill(text);

	/** Presses a command, in the bar or behind the three dots, fills its form in, and waits until it was done. */
	async function press(page: Page, command: string, fill: () => Promise<void> = () => Promise.resolve()): Promise<void> {
		await page.locator('.command-bar[aria-busy="false"] .buttons').first().waitFor();
		const inBar = allowed(page, command);
		if (await inBar.isVisible()) await inBar.click();
		else {
			await page.locator('.command-bar').getByRole('button', { name: words.more }).click();
			await page.locator('.command-menu button.allowed').filter({ hasText: command }).first().click();
		}
		const dialog = page.getByRole('dialog');
		await dialog.waitFor();
		await fill();
		await dialog.getByRole('button', { name: command, exact: true }).click();
		await dialog.waitFor({ state: 'detached' });
	}

	it('is registered by service, gets its number, its handler and its time limits, with the reasons for them', async () => {
		await atTheDeskOf('service@example.com', async (page) => {
			await openRecord(page);
			await picture(page, '1-received');
			await press(page, words.register);
			await allowed(page, words.investigate).waitFor();
			await page.locator('.due-explanation').scrollIntoViewIfNeeded();
			await picture(page, '2-registered');
		});
		expect(await office.complaint(complaint)).toMatchObject({
			status: 'registered',
			number: expect.stringContaining('浙B12345') as string,
		});
	});

	it('is investigated by its handler, who rules on responsibility', async () => {
		await atTheDeskOf(await emailOf('owner'), async (page) => {
			await openRecord(page);
			await press(page, words.investigate);
			await allowed(page, words.rule).waitFor();
			await office.edited('service.manager', complaint, findings);
			await openRecord(page);
			await press(page, words.rule, async () => {
				await choose(page, 'responsibility', words.nobody);
				await write(page, 'reason', '线路被施工挖断。');
				await picture(page, '3-rule');
			});
			await allowed(page, words.resolve).waitFor();
			await press(page, words.resolve);
		});
		expect(await office.complaint(complaint)).toMatchObject({ status: 'resolving', responsibility: 'none' });
	});

	it('is answered with the letter of the rulebook, which can be read and downloaded', async () => {
		await office.edited('service.manager', complaint, { ...handling, no_measure_reason: null });
		await atTheDeskOf(await emailOf('owner'), async (page) => {
			await openRecord(page);
			await press(page, words.reply, async () => {
				await choose(page, 'form', words.written);
				await choose(page, 'language', words.language);
				await picture(page, '4-reply');
			});
			await openRecord(page);
			const link = page.locator('.complaint-documents').getByRole('link', { name: words.replyLink });
			await link.scrollIntoViewIfNeeded();
			const letter = await page.context().request.get(await link.evaluate((element) => (element as HTMLAnchorElement).href));
			expect([letter.status(), letter.headers()['content-type']]).toEqual([200, 'application/pdf']);
			expect(letter.headers()['content-disposition']).toContain(`-${language}.pdf`);
			writeFileSync(join(pictures, `reply-${language}.pdf`), await letter.body());
		});
		const { reply_text: text } = await office.complaint(complaint);
		expect(text).toContain(words.letter);
	});

	it('shows why it cannot be closed yet, and lets the duties be done one by one', async () => {
		const duties = (await office.belonging('crm_complaint_tasks', complaint)).filter(({ status }) => status === 'open');
		const [first, second] = duties;
		await atTheDeskOf(await emailOf('owner'), async (page) => {
			await openRecord(page);
			const refused = page.locator('.command-bar button.refused').filter({ hasText: words.report });
			await refused.first().click({ force: true });
			const reasons = page.locator('.refused-button .reasons');
			await reasons.waitFor();
			expect(await reasons.innerText()).toContain(words.missing);
			await picture(page, '5-not-yet');
			await openRecord(page, 'crm_complaint_tasks', String(first?.['id']));
			await press(page, words.done, () => write(page, 'result', '已核实。'));
			await openRecord(page, 'crm_complaint_tasks', String(second?.['id']));
			await press(page, words.notApplicable, () => page.getByRole('dialog').locator('textarea').last().fill('与产品无关。'));
			await picture(page, '6-duty');
		});
		const handler = await office.person((await office.complaint(complaint))['owner']);
		for (const { id } of (await office.belonging('crm_complaint_tasks', complaint)).filter(({ status }) => status === 'open'))
			await office.accepted(handler, 'crm_complaint_tasks', String(id), 'complete', { result: '已完成。' });
		await office.edited(handler, complaint, { no_measure_reason: '已增设一条线路。' });
	});

	it('is closed with its report once the leader’s tracking has ended', async () => {
		await atTheDeskOf(await emailOf('owner'), async (page) => {
			await openRecord(page);
			await press(page, words.reaction, async () => choose(page, 'reaction', words.accepts));
			await openRecord(page);
			await press(page, words.report);
			await openRecord(page);
			await picture(page, '7-report-filed');
		});
		await atTheDeskOf(await emailOf('leader'), async (page) => {
			await openRecord(page);
			await press(page, words.tracking, () => write(page, 'statement', '处理得当。'));
			await allowed(page, words.close).waitFor();
			await press(page, words.close);
			await allowed(page, words.followUp).waitFor();
		});
		expect(await office.complaint(complaint)).toMatchObject({ status: 'closed', customer_reaction: 'accepted' });
	});

	it('is followed up, appraised and archived, and its report downloaded', async () => {
		await atTheDeskOf('service.manager@example.com', async (page) => {
			await openRecord(page);
			await press(page, words.followUp, async () => {
				await choose(page, 'satisfaction', words.satisfied);
				await choose(page, 'how', words.telephone);
			});
			await openRecord(page);
			await press(page, words.appraise, async () => {
				await choose(page, 'result', words.reminder);
				await write(page, 'consequences', '客户等待三天。');
				await picture(page, '8-appraise');
			});
			await openRecord(page);
			await press(page, words.archive);
			await page.locator('.command-bar').getByText(words.archived, { exact: true }).first().waitFor();
			const link = page.locator('.complaint-documents').getByRole('link', { name: words.reportLink });
			await link.scrollIntoViewIfNeeded();
			const report = await page.context().request.get(await link.evaluate((element) => (element as HTMLAnchorElement).href));
			expect([report.status(), report.headers()['content-type']]).toEqual([200, 'application/pdf']);
			writeFileSync(join(pictures, `report-${language}.pdf`), await report.body());
			await picture(page, '9-archived');
		});
		expect(await office.complaint(complaint)).toMatchObject({ status: 'archived' });
		await office.expectLedgerIntact();
	});
});
