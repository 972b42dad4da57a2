import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desks, goTo } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';

/** What people read in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		none: 'No record resembles this one.',
		exists: 'There is probably a record of this customer already:',
		sayWhy: 'If this is another customer, say why in “Not a duplicate because” below.',
		tryIt: 'Try without importing',
		tried: 'Tried, not imported',
		start: 'Import 3 rows',
		imported: 'Imported',
		failed: /Not imported\s*1/,
		reason: 'Name: Empty, and needed.',
		report: 'Download the rows that failed',
		encoding: 'CSV, UTF-8, separated by “,”',
		denied: 'You may not import',
	},
	'zh-CN': {
		none: '未发现相似的客户档案。',
		exists: '该客户很可能已有档案：',
		sayWhy: '如确为不同客户，请在下方“非重复理由”中说明。',
		tryIt: '试运行（不导入）',
		tried: '已试运行，未导入',
		start: '导入 3 行',
		imported: '已导入',
		failed: /失败\s*1/,
		reason: '客户名称：必填项为空。',
		report: '下载失败的行',
		encoding: 'CSV，GB18030，以“;”分隔',
		denied: '您无权导入',
	},
} as const;

/** What a salesperson has on disk: the Chinese one as spreadsheets in China write it. */
const files = {
	'en-US': {
		name: 'fair.csv',
		buffer: Buffer.from('Name,Telephone\nBramblewick Mills,0571-88150001\nOxlip Yarns,0571-88150002\n,0571-88150003'),
	},
	'zh-CN': {
		name: '展会客户.csv',
		// 客户名称;电话 / 青木川织造;0571-88160001 / 紫云英丝坊;0571-88160002 / ;0571-88160003
		buffer: Buffer.from(
			'bfcdbba7c3fbb3c63bb5e7bbb00ac7e0c4beb4a8d6afd4ec3b303537312d38383136303030310ad7cfd4c6d3a2cbbfb7bb3b303537312d38383136303030320a3b303537312d3838313630303033',
			'hex',
		),
	},
} as const;

const directus = useDirectus();

describe.each(['en-US', 'zh-CN'] as const)('Entering and importing customers (%s)', (language) => {
	const words = spoken[language];

	let desks: Desks;
	/** A page of its own, because the host would ask before it leaves what was typed there. */
	const unsaved = { width: 1280 };

	beforeAll(async () => {
		desks = await Desks.open(directus, 'importing', language);
	});
	afterAll(() => desks.close());

	it('shows, while a name is typed, which record it probably repeats', async () => {
		await desks.at(
			'sales',
			async (page) => {
				await goTo(page, '/content/crm_customers/+');
				const name = page.locator('[data-field="name"] input').first();
				await name.fill(`Qzvbk ${language} Holdfast`);
				await page.getByText(words.none).waitFor();
				await name.fill('Hengda Departement Store Ltd');
				const found = page.locator('section.duplicates');
				await found.getByText(words.exists).waitFor();
				await found.getByRole('link', { name: 'Hengda Department Store' }).waitFor();
				await found.getByText(words.sayWhy).waitFor();
				await desks.picture(page, 'duplicate');
			},
			unsaved,
		);
	});

	it('brings a file in: read, mapped, tried, imported, and the row that failed with its reason', async () => {
		await desks.at('sales', async (page) => {
			await goTo(page, '/crm-desk/import');
			await page.locator('input[type="file"]').setInputFiles({ ...files[language], mimeType: 'text/csv' });
			await page.getByText(words.encoding).waitFor();
			await desks.picture(page, 'mapping');
			await page.getByRole('button', { name: words.tryIt }).click();
			await page.getByRole('heading', { name: words.tried }).waitFor();
			expect(
				await directus.database('crm_customers').where('phone', 'like', language === 'en-US' ? '0571-8815%' : '0571-8816%'),
			).toHaveLength(0);
			await page.getByRole('button', { name: words.start }).click();
			await page.getByRole('heading', { name: words.imported, exact: true }).waitFor();
			await page.getByRole('button', { name: words.failed }).click();
			await page.getByText(words.reason).waitFor();
			const download = page.waitForEvent('download');
			await page.getByRole('button', { name: words.report }).click();
			expect((await download).suggestedFilename()).toMatch(/-errors\.csv$/);
		});
		expect(
			await directus.database('crm_customers').where('phone', 'like', language === 'en-US' ? '0571-8815%' : '0571-8816%'),
		).toHaveLength(2);
	});

	it('fits a telephone, in the dark', async () => {
		await desks.at(
			'sales',
			async (page) => {
				await goTo(page, '/crm-desk/import');
				await page.getByRole('link', { name: files[language].name }).first().click();
				await page.getByRole('heading', { name: words.imported, exact: true }).waitFor();
				const report = page.locator('.import-page');
				expect(await report.evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
			},
			{ width: 360, appearance: 'dark' },
		);
	});

	it('says so to those who may not', async () => {
		await desks.at('finance', async (page) => {
			await goTo(page, '/crm-desk/import');
			await page.getByText(words.denied).waitFor();
		});
	});
});
