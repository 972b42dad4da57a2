import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desks, goTo } from '../harness/desks.js';
import { useDirectus } from '../harness/directus.js';

/** What people read in each language; the same journey is walked in both. */
const spoken = {
	'en-US': {
		suspects: 'Probably one customer',
		fromForm: 'Compare and merge',
		willFollow: 'Will follow the record that is kept',
		contacts: 'Contacts: 1',
		reason: 'Reason',
		merge: 'Merge',
		merged: 'Merged',
		undo: 'Undo the merge',
		undone: 'Undone',
		returned: 'Put back',
		denied: 'You may not merge customers',
	},
	'zh-CN': {
		suspects: '疑似同一客户',
		fromForm: '比较并合并',
		willFollow: '将转至保留档案',
		contacts: '联系人：1',
		reason: '理由',
		merge: '合并',
		merged: '已合并',
		undo: '撤销合并',
		undone: '已撤销',
		returned: '已还原',
		denied: '您无权合并客户档案',
	},
} as const;

const directus = useDirectus();

describe.each(['en-US', 'zh-CN'] as const)('Merging customers (%s)', (language) => {
	const words = spoken[language];

	let desks: Desks;

	beforeAll(async () => {
		desks = await Desks.open(directus, 'merge', language);
	});
	afterAll(() => desks.close());

	/** Two records of one customer with a contact each, of which only the second has an industry. */
	async function pair(name: string): Promise<readonly [string, string]> {
		const sales = await directus.login('sales@example.com');
		const make = async (values: Readonly<Record<string, unknown>>): Promise<string> => {
			const { body } = await sales.request('POST', '/items/crm_customers', { profile: 'enterprise', ...values });
			expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
			return String(body.data['id']);
		};
		const one = await make({ name, contacts: [{ name: 'Bo Chen' }] });
		const industry = language === 'en-US' ? 'Lanterns' : '灯笼';
		const duplicate_reason = 'I thought so';
		return [one, await make({ name: `${name} Ltd`, industry, duplicate_reason, contacts: [{ name: 'Mei Lin' }] })];
	}

	const row = (id: string) => directus.database('crm_customers').where({ id }).first() as Promise<Record<string, unknown>>;

	it('goes from the list of suspected pairs over the comparison to the receipt, and back', async () => {
		const name = language === 'en-US' ? 'Qzvbkw Holdfast' : 'Qzpldr Holdfast';
		const [one, other] = await pair(name);
		await desks.at('info.admin', async (page) => {
			await goTo(page, '/crm-desk/merge');
			await page.getByRole('heading', { name: words.suspects }).waitFor();
			const listed = page
				.locator('.suspects li')
				.filter({ hasText: `${name} Ltd` })
				.first();
			await listed.waitFor();
			await desks.picture(page, 'list');
			await listed.getByRole('button').click();

			await page.getByRole('heading', { name: words.willFollow }).waitFor();
			await page.getByText(words.contacts).waitFor();
			await desks.picture(page, 'compare');
			const act = page.getByRole('button', { name: words.merge, exact: true });
			expect(await act.isDisabled()).toBe(true);
			await page.getByRole('textbox', { name: words.reason }).fill('One shop');
			await act.click();

			await page.getByRole('status').filter({ hasText: words.merged }).waitFor();
			const [first, second] = [await row(one), await row(other)];
			const [kept, away] = first['merged_into'] === null ? [first, second] : [second, first];
			expect(away).toMatchObject({ merged_into: kept['id'], status: 'archived' });
			expect(kept['industry'], 'what the record did not say is offered to be taken').not.toBeNull();
			await desks.picture(page, 'receipt');

			await page.getByRole('textbox', { name: words.reason }).fill('They are two');
			await page.getByRole('button', { name: words.undo }).click();
			await page.getByRole('status').filter({ hasText: words.undone }).waitFor();
			expect((await row(String(away['id'])))['merged_into']).toBeNull();
			await desks.picture(page, 'undone');
		});
	});

	it('begins at the customer too, on a telephone', async () => {
		const name = language === 'en-US' ? 'Wdrtmx Ladder' : 'Wkpnvs Ladder';
		const [one] = await pair(name);
		await desks.at(
			'info.admin',
			async (page) => {
				await goTo(page, `/content/crm_customers/${one}`);
				await page.getByRole('link', { name: words.fromForm }).first().click();
				await page.getByRole('textbox', { name: words.reason }).waitFor();
				await page.getByText(`${name} Ltd`).first().waitFor();
				const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
				expect(wide, 'nothing is cut off at the side').toBeLessThanOrEqual(0);
			},
			{ width: 400 },
		);
	});

	it('is not for a salesperson, who is told whose work it is', async () => {
		await desks.at('sales', async (page) => {
			await goTo(page, '/crm-desk/merge');
			await page.getByText(words.denied).waitFor();
		});
	});
});
