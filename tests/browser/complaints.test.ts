import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.mjs';
import { Handling, findings } from '../complaints/handling.js';
import { openBrowser, signIn } from '../harness/browser.js';
import { useDirectus, type Body } from '../harness/directus.js';
import { eventually } from '../provision/database-state.js';

/** Pictures of what people saw, for looking at after a run. */
const pictures = join(root, '.data', 'pictures');

/** What people read and press in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		more: 'More commands',
		register: 'Register',
		registered: 'Registered',
		dueWithin: '4 working hours from',
		investigate: 'Investigate',
		rule: 'Rule on responsibility',
		department: 'A department',
		resolve: 'Finish the investigation',
		resolving: 'Being resolved',
		submit: 'Submit for approval',
		inApproval: 'In approval',
		approve: 'Approve',
		grant: 'Record as granted',
		granted: 'Granted',
		start: 'Start',
		done: 'Done',
		notApplicable: 'Not applicable',
		reply: 'Reply to the customer',
		replied: 'Replied',
		written: 'In writing',
		language: 'English',
		reaction: 'Record the customer’s reaction',
		accepts: 'Accepts the result',
		report: 'File the handling report',
		tracking: 'End the leader’s tracking',
		close: 'Close',
		closed: 'Closed',
		followUp: 'Record follow-up',
		satisfied: 'satisfied',
		telephone: 'Telephone',
		appraise: 'Enter the appraisal',
		reminder: 'Reminder',
		archive: 'Archive',
		archived: 'Archived',
		replyLink: 'Written reply',
		reportLink: 'Handling report',
		letter: 'Dear L. Wang',
	},
	'zh-CN': {
		more: '更多操作',
		register: '登记',
		registered: '已登记',
		dueWithin: '起 4 个工作小时',
		investigate: '开始调查',
		rule: '判定责任',
		department: '部门',
		resolve: '完成调查',
		resolving: '处理中',
		submit: '提交审批',
		inApproval: '审批中',
		approve: '同意',
		grant: '登记兑现',
		granted: '已兑现',
		start: '启动',
		done: '完成',
		notApplicable: '不适用',
		reply: '答复客户',
		replied: '已答复',
		written: '书面',
		language: '中文',
		reaction: '登记客户反馈',
		accepts: '认可处理结果',
		report: '提交处理报告',
		tracking: '主管领导结束跟踪',
		close: '结案',
		closed: '已结案',
		followUp: '登记回访',
		satisfied: '满意',
		telephone: '电话',
		appraise: '登记考核',
		reminder: '提醒',
		archive: '归档',
		archived: '已归档',
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
	/** The department that is ruled responsible, by its name. */
	let responsible: string;
	/** Everybody signs in once and keeps their page. */
	const desks = new Map<string, Promise<Page>>();

	beforeAll(async () => {
		mkdirSync(pictures, { recursive: true });
		office = await Handling.open(directus);
		const { body } = await office.as('service').request<Body<{ id: string }[]>>('GET', '/items/crm_customers?fields=id&limit=1');
		complaint = await office.takeIn({
			title: '电话无人接听 Nobody answers',
			content: '本周五次来电均无人接听。 Five calls, no answer.',
			customer: body.data[0]?.id,
		});
		const { crm_department: department } = await office.row('directus_users', office.as('production').user);
		responsible = String((await office.row('crm_departments', String(department)))['name']);
		browser = await openBrowser();
	});
	afterAll(async () => {
		await browser.close();
	});

	const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `complaints-${language}-${name}.png`) });

	async function sitDown(email: string): Promise<Page> {
		const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: language, timezoneId: 'Asia/Shanghai' });
		const page = await context.newPage();
		page.setDefaultTimeout(120_000);
		await signIn(page, directus.url, email);
		return page;
	}

	/** Somebody at work; what was last on their screen is kept as a picture. */
	async function atTheDeskOf({ email }: { readonly email: string }, work: (page: Page) => Promise<void>): Promise<void> {
		const desk = desks.get(email) ?? sitDown(email);
		desks.set(email, desk);
		const page = await desk;
		try {
			await work(page);
		} finally {
			await picture(page, `last-of-${email.split('@')[0] ?? ''}`);
		}
	}

	const answering = async (field: 'owner' | 'leader') => office.person((await office.complaint(complaint))[field]);

	const openRecord = async (page: Page, collection = 'crm_complaints', id = complaint): Promise<void> => {
		await page.goto(`${directus.url}/admin/content/${collection}/${id}`);
		await page.locator('.command-bar .buttons').waitFor();
	};
	const bar = (page: Page) => page.locator('.command-bar');
	const isNow = (page: Page, state: string): Promise<void> => bar(page).getByText(state, { exact: true }).first().waitFor();
	const heading = (page: Page) => page.locator('.title-container').first();

	const choose = async (page: Page, input: string, option: string): Promise<void> => {
		const select = page.getByRole('dialog').locator(`[data-input="${input}"] .v-select`);
		// What there is to choose may still be on its way.
		await select.locator('input:enabled').first().waitFor();
		await select.click();
		await page
			.locator('.v-menu-content .v-list-item')
			.filter({ hasText: new RegExp(`^\\s*${option}\\s*$`) })
			.first()
			.click();
	};
	const write = (page: Page, input: string, text: string): Promise<void> =>
		page.getByRole('dialog').locator(`[data-input="${input}"]`).locator('input, textarea').first().fill(text);

	/** Opens a command, in the bar or behind the three dots; where the bar is still being renewed, it is looked for again. */
	async function open(page: Page, command: string): Promise<void> {
		const inBar = bar(page).getByRole('button', { name: command, exact: true }).and(page.locator(':not(.refused)')).first();
		const more = bar(page).getByRole('button', { name: words.more });
		const inMenu = page.locator('.command-menu button.allowed').filter({ hasText: command }).first();
		const opened = await eventually(async () => {
			if (await inBar.isVisible()) await inBar.click();
			else if (await inMenu.isVisible()) await inMenu.click();
			else {
				if (await more.isVisible()) await more.click();
				return false;
			}
			await page.getByRole('dialog').waitFor();
			return true;
		}, 60_000);
		expect(opened, `${command} is offered`).toBe(true);
	}

	/** Gives a command, with its form filled in, and waits until it was done. */
	async function press(page: Page, command: string, fill: () => Promise<void> = () => Promise.resolve()): Promise<void> {
		await open(page, command);
		await fill();
		const dialog = page.getByRole('dialog');
		await dialog.getByRole('button', { name: command, exact: true }).click();
		await dialog.waitFor({ state: 'detached' });
	}

	/** The file behind a link, kept for looking at; a PDF, or the test fails. */
	async function download(page: Page, link: Locator, name: string): Promise<void> {
		const answer = await page.context().request.get(await link.evaluate((element) => (element as HTMLAnchorElement).href));
		expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
		expect(answer.headers()['content-disposition']).toContain(`-${language}.pdf`);
		writeFileSync(join(pictures, `${name}-${language}.pdf`), await answer.body());
	}

	it('is registered by service: number, handler and time limits are there at once, with the reasons for them', async () => {
		await atTheDeskOf(office.as('service'), async (page) => {
			await openRecord(page);
			await picture(page, '1-received');
			await press(page, words.register);
			await isNow(page, words.registered);
			await heading(page).getByText('浙B12345').waitFor();
			const limits = page.locator('.due-explanation');
			await limits.locator('summary').first().click();
			await limits.getByText(words.dueWithin).first().waitFor();
			await limits.scrollIntoViewIfNeeded();
			await picture(page, '2-registered');
		});
		expect(await office.complaint(complaint)).toMatchObject({
			status: 'registered',
			number: expect.stringContaining('浙B12345') as string,
		});
	});

	it('fits a telephone, in the dark too', async () => {
		await atTheDeskOf(office.as('service'), async (page) => {
			await page.emulateMedia({ colorScheme: 'dark' });
			await page.setViewportSize({ width: 360, height: 780 });
			await bar(page).scrollIntoViewIfNeeded();
			const { left, right } = await bar(page).evaluate((element) => {
				const box = element.getBoundingClientRect();
				return { left: box.left, right: box.right };
			});
			expect(left).toBeGreaterThanOrEqual(0);
			expect(right).toBeLessThanOrEqual(360);
			expect(await bar(page).evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
			await picture(page, '3-telephone-dark');
			await page.locator('.due-explanation').scrollIntoViewIfNeeded();
			await picture(page, '3-telephone-dark-limits');
			await page.emulateMedia({ colorScheme: 'light' });
			await page.setViewportSize({ width: 1280, height: 1000 });
		});
	});

	it('is investigated by its handler, who rules on responsibility and asks for compensation', async () => {
		const handler = await answering('owner');
		await atTheDeskOf(handler, async (page) => {
			await openRecord(page);
			await press(page, words.investigate);
			await office.edited('service.manager', complaint, findings);
			await press(page, words.rule, async () => {
				await choose(page, 'responsibility', words.department);
				await choose(page, 'responsible_department', responsible);
				await write(page, 'reason', '总机线路由生产部切断。');
				await picture(page, '4-rule');
			});
			const made = await handler.request('POST', '/items/crm_complaint_compensations?fields=id', {
				complaint,
				type: 'goodwill',
				amount: '800.00',
				currency: 'CNY',
				reason: '耽误客户五次来电。',
			});
			await openRecord(page, 'crm_complaint_compensations', String(made.body.data['id']));
			await press(page, words.submit);
			await isNow(page, words.inApproval);
			await picture(page, '5-compensation');
			await openRecord(page);
			await press(page, words.resolve);
			await isNow(page, words.resolving);
		});
		expect(await office.complaint(complaint)).toMatchObject({ status: 'resolving', responsibility: 'department' });
	});

	it('comes to the desk of who decides on the compensation, and finance, which is told, records that it was granted', async () => {
		const [compensation] = await office.belonging('crm_complaint_compensations', complaint);
		await atTheDeskOf(office.as('sales.manager'), async (page) => {
			await page.goto(`${directus.url}/admin/crm-desk`);
			await page
				.getByRole('option')
				.filter({ hasText: /\b800(\.00)? CNY/ })
				.first()
				.click();
			await press(page, words.approve);
		});
		expect(await office.row('crm_complaint_compensations', String(compensation?.['id']))).toMatchObject({ status: 'approved' });
		await atTheDeskOf(office.as('finance'), async (page) => {
			await openRecord(page, 'crm_complaint_compensations', String(compensation?.['id']));
			await press(page, words.grant, async () => {
				await page.getByRole('dialog').locator('[data-input="granted_on"] .v-list-item').first().click();
				await page.locator('[data-today]').first().click();
			});
			await isNow(page, words.granted);
		});
	});

	it('leads to a measure, and is answered with the letter of the rulebook, which can be read and downloaded', async () => {
		const handler = await answering('owner');
		const production = office.as('production').user;
		const made = await handler.request('POST', '/items/crm_corrective_actions?fields=id', {
			title: '增设备用线路 A second line',
			trigger: 'complaint',
			complaint,
			cause: '只有一条线路。',
			responsibility: '生产部',
			corrective_measure: '增设备用线路。',
			responsible_department: (await office.row('directus_users', production))['crm_department'],
			assignee: production,
			due_on: '2027-01-31',
		});
		expect(made.body.errors, JSON.stringify(made.body.errors)).toBeUndefined();
		await office.edited('service.manager', complaint, { outcome: 'founded', handling_opinion: '向客户致歉并补偿，增设备用线路。' });
		await atTheDeskOf(handler, async (page) => {
			await openRecord(page, 'crm_corrective_actions', String(made.body.data['id']));
			await press(page, words.start);
			await heading(page).getByText('JZ').waitFor();
			await openRecord(page);
			await press(page, words.reply, async () => {
				await choose(page, 'form', words.written);
				await choose(page, 'language', words.language);
				await picture(page, '6-reply');
			});
			await isNow(page, words.replied);
			const link = page.locator('.complaint-documents').getByRole('link', { name: words.replyLink });
			await link.scrollIntoViewIfNeeded();
			await download(page, link, 'reply');
		});
		const { reply_text: text } = await office.complaint(complaint);
		expect(text).toContain(words.letter);
	});

	it('says why it cannot be closed yet, lets the duties be settled one by one, and takes down what the customer thinks', async () => {
		const handler = await answering('owner');
		const openDuties = async () => (await office.belonging('crm_complaint_tasks', complaint)).filter(({ status }) => status === 'open');
		const [first, second] = await openDuties();
		await atTheDeskOf(handler, async (page) => {
			await bar(page).scrollIntoViewIfNeeded();
			await bar(page).locator('button.refused').filter({ hasText: words.report }).first().click({ force: true });
			const reasons = page.locator('.refused-button .reasons');
			await reasons.waitFor();
			expect(await reasons.innerText()).toContain('CMP-06');
			await picture(page, '7-not-yet');
			await page.keyboard.press('Escape');
			await press(page, words.reaction, () => choose(page, 'reaction', words.accepts));
			await openRecord(page, 'crm_complaint_tasks', String(first?.['id']));
			await press(page, words.done, () => write(page, 'result', '已核实。'));
			await openRecord(page, 'crm_complaint_tasks', String(second?.['id']));
			await press(page, words.notApplicable, () => page.getByRole('dialog').locator('textarea').last().fill('与产品无关。'));
			await picture(page, '8-duty');
			for (const { id } of await openDuties())
				await office.accepted(handler, 'crm_complaint_tasks', String(id), 'complete', { result: '已完成。' });
			await openRecord(page);
			await press(page, words.report);
		});
		expect(await office.complaint(complaint)).toMatchObject({ customer_reaction: 'accepted' });
	});

	it('is closed when the leader has ended the tracking, followed up, appraised and archived with its report', async () => {
		await atTheDeskOf(await answering('leader'), async (page) => {
			await openRecord(page);
			await press(page, words.tracking, () => write(page, 'statement', '处理得当。'));
			await press(page, words.close);
			await isNow(page, words.closed);
			await press(page, words.followUp, async () => {
				await choose(page, 'satisfaction', words.satisfied);
				await choose(page, 'how', words.telephone);
			});
			await press(page, words.appraise, async () => {
				await choose(page, 'result', words.reminder);
				await write(page, 'consequences', '客户等待三天。');
				await picture(page, '9-appraise');
			});
			await press(page, words.archive);
			await isNow(page, words.archived);
			await picture(page, '10-archived');
			const link = page.locator('.complaint-documents').getByRole('link', { name: words.reportLink });
			await link.scrollIntoViewIfNeeded();
			await download(page, link, 'report');
			await picture(page, '11-documents');
		});
		expect(await office.complaint(complaint)).toMatchObject({ status: 'archived' });
		await office.expectLedgerIntact();
	});

	it('counts in the appraisals of the month for the department responsible', async () => {
		await atTheDeskOf(await answering('leader'), async (page) => {
			await page.goto(`${directus.url}/admin/crm-desk/appraisals`);
			const line = page.locator('.appraisals-page tbody tr').filter({ hasText: responsible }).first();
			await line.waitFor();
			expect(Number(await line.locator('.total').innerText())).toBeGreaterThan(0);
			await picture(page, '12-appraisals');
		});
	});
});
