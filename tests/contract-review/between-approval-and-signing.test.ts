import { beforeAll, describe, expect, it } from 'vitest';
import { useDirectus } from '../harness/directus.js';
import { writePaths } from '../paths/attempts.js';
import { useOffice, violationsIn, violationsOf } from '../paths/office.js';
import type { Target } from '../paths/subjects.js';

const directus = useDirectus();
const office = useOffice(directus);

const linesOf = async (contract: string): Promise<readonly { readonly id: string; readonly quantity: string | number }[]> =>
	(await directus.database('crm_contract_lines').where({ contract }).orderBy('id')) as { id: string; quantity: string | number }[];

const lineOf = async (contract: string) => {
	const [line] = await linesOf(contract);
	if (line === undefined) throw new Error('The contract has no line.');
	return line;
};

describe('Between approval and signing', () => {
	let contract: string;
	let before: readonly unknown[];
	beforeAll(async () => {
		contract = await office.reviewed();
		before = await linesOf(contract);
	});

	const ways = writePaths.filter(({ throughRowsBelow }) => throughRowsBelow !== true);

	it.each(ways.map((way) => [way.name.replace('the customer', 'the contract'), way] as const))(
		'a line cannot be changed by %s',
		async (_name, { attempt, namesTheRule }) => {
			const target: Target = {
				admin: office.admin,
				directus,
				collection: 'crm_contract_lines',
				id: (await lineOf(contract)).id,
				harmless: 'sort',
				listedIn: { collection: 'crm_contracts', id: contract, list: 'lines' },
				below: null,
			};
			const { errors } = await attempt(target, { product: 'Something else' });
			expect(await linesOf(contract)).toEqual(before);
			if (namesTheRule) expect(violationsIn(errors)[0]).toMatchObject({ rule: 'not-editable', clause: 'AMD-01' });
		},
	);

	it('no line comes or goes', async () => {
		const { id } = await lineOf(contract);
		const line = { product: 'One more', quantity: '1', unit: 'pcs' };
		for (const refused of [
			await office.admin.request('POST', '/items/crm_contract_lines', { ...line, contract }),
			await office.admin.request('DELETE', `/items/crm_contract_lines/${id}`),
			await office.admin.request('PATCH', `/items/crm_contracts/${contract}`, { lines: { create: [line], update: [], delete: [] } }),
			await office.admin.request('PATCH', `/items/crm_contracts/${contract}`, { lines: { create: [], update: [], delete: [id] } }),
			await office.admin.request('PATCH', `/items/crm_contracts/${contract}`, { lines: [] }),
		])
			expect(violationsOf(refused)[0]).toMatchObject({ rule: 'not-editable', clause: 'AMD-01' });
		await expect(
			directus.database('crm_contract_lines').insert({ ...line, id: '00000000-0000-4000-8000-00000000aaaa', contract, from_stock: false }),
		).rejects.toThrow(/crm-policy:not-editable/);
		await expect(directus.database('crm_contract_lines').where({ id }).delete()).rejects.toThrow(/crm-policy:not-editable/);
		expect(await linesOf(contract)).toEqual(before);
	});

	it('and then what was approved is signed', async () => {
		await office.accepted('sales', 'crm_contracts', contract, 'sign');
		await office.expectLedgerIntact();
	});
});

describe('An approval is of the content that was read', () => {
	it('so that a file replaced behind its id leaves nothing to sign', async () => {
		const upload = (content: string): FormData => {
			const form = new FormData();
			form.append('file', new Blob([content], { type: 'text/plain' }), 'drawing.txt');
			return form;
		};
		const file = await office.as('sales').request('POST', '/files', upload('as the reviewers saw it'));
		expect(file.status, JSON.stringify(file.body)).toBe(200);
		const contract = await office.draft();
		const attached = await office.as('sales').request('POST', '/items/crm_contract_files', { contract, file: file.body.data['id'] });
		expect(attached.body.errors).toBeUndefined();
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		await office.answerReview(contract);
		for (const reviewer of ['production', 'technology', 'quality'] as const) await office.approve(reviewer, contract);

		await office.admin.request('PATCH', `/files/${String(file.body.data['id'])}`, upload('as it suits somebody'));
		expect((await office.refused('sales', 'crm_contracts', contract, 'sign'))[0]).toMatchObject({
			rule: 'review-not-passed',
			clause: 'REV-03',
		});
		await office.accepted('sales', 'crm_contracts', contract, 'revise');
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
	});
});
