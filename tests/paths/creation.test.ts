import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useDirectus } from '../harness/directus.js';
import { useOffice, violationsIn, violationsOf } from './office.js';

const directus = useDirectus();
const office = useOffice(directus);

describe('Creating records past the commands', () => {
	it('refuses a contract that is born effective, for administrators too', async () => {
		const id = randomUUID();
		const answer = await office.admin.request('POST', '/items/crm_contracts', {
			id,
			title: 'Born effective',
			order_form: 'written',
			status: 'effective',
		});
		expect(violationsOf(answer)[0]).toMatchObject({ rule: 'governed-field', field: 'status' });
		expect(await directus.database('crm_contracts').where({ id }).first()).toBeUndefined();
	});

	it('refuses it in an upsert, nested under a customer, by import and by SQL', async () => {
		const nested = await office.admin.request('PATCH', `/items/crm_customers/${office.activeCustomer}`, {
			contracts: { create: [{ title: 'Nested', order_form: 'written', status: 'approved' }], update: [], delete: [] },
		});
		expect(violationsOf(nested)[0]).toMatchObject({ rule: 'governed-field' });
		const form = new FormData();
		form.append(
			'file',
			new Blob([JSON.stringify([{ title: 'Imported', order_form: 'written', status: 'effective' }])], { type: 'application/json' }),
			'contracts.json',
		);
		const imported = await office.admin.request('POST', '/utils/import/crm_contracts', form);
		expect(violationsIn(imported.body.errors)[0]).toMatchObject({ rule: 'governed-field' });
		await expect(
			directus
				.database('crm_contracts')
				.insert({ id: randomUUID(), title: 'SQL', order_form: 'written', status: 'effective', revision: 0 }),
		).rejects.toThrow(/crm-policy:governed-field/);
		expect(await directus.database('crm_contracts').whereIn('title', ['Nested', 'Imported', 'SQL'])).toEqual([]);
	});

	it.each([
		'crm_approvals',
		'crm_approval_tasks',
		'crm_approval_meetings',
		'crm_contract_versions',
		'crm_customer_changes',
		'crm_customer_classes',
		'crm_customer_verifications',
		'crm_execution_notices',
		'crm_ledger',
		'crm_command_comments',
	])('lets nobody write %s by hand', async (collection) => {
		const created = await office.admin.request('POST', `/items/${collection}`, { status: 'approved' });
		expect(violationsOf(created)[0]).toMatchObject({ rule: 'governed-field' });
		const contract = await office.reviewed();
		await office.accepted('sales', 'crm_contracts', contract, 'sign', { comment: 'Signed at the fair.' });
		const row = (await directus.database(collection).first()) as { id: string } | undefined;
		if (row === undefined) return;
		expect(violationsOf(await office.admin.request('PATCH', `/items/${collection}/${row.id}`, { status: 'approved' }))[0]).toMatchObject({
			rule: 'governed-field',
		});
		expect(violationsOf(await office.admin.request('DELETE', `/items/${collection}/${row.id}`))[0]).toMatchObject({
			rule: 'governed-field',
		});
		await expect(directus.database(collection).where({ id: row.id }).delete()).rejects.toThrow(/crm-policy:/);
		expect(await directus.database(collection).where({ id: row.id }).first()).toBeDefined();
	});

	it('keeps what has entered its process and lets a draft go, with its lines', async () => {
		const draft = await office.draft();
		const deleted = await office.as('sales').request('DELETE', `/items/crm_contracts/${draft}`);
		expect(deleted.status).toBe(204);
		expect(await directus.database('crm_contract_lines').where({ contract: draft })).toEqual([]);

		const submitted = await office.draft();
		await office.accepted('sales', 'crm_contracts', submitted, 'submit');
		expect(violationsOf(await office.admin.request('DELETE', `/items/crm_contracts/${submitted}`))[0]).toMatchObject({
			rule: 'not-deletable',
		});
		await expect(directus.database('crm_contracts').where({ id: submitted }).delete()).rejects.toThrow(/crm-policy:not-deletable/);
		expect((await office.row('crm_contracts', submitted))['status']).toBe('in_review');
	});

	it('does not let sales draft for another department or hang a line on a contract they cannot see', async () => {
		const foreign = (await directus.database('crm_departments').where({ key: 'finance' }).first()) as { id: string };
		const drafted = await office
			.as('sales')
			.request('POST', '/items/crm_contracts', { title: 'For finance', order_form: 'written', department: foreign.id });
		expect(drafted.status).toBe(403);
		const hidden = await office.admin.request('POST', '/items/crm_contracts', {
			title: 'Hidden',
			order_form: 'written',
			department: foreign.id,
		});
		const line = await office
			.as('sales')
			.request('POST', '/items/crm_contract_lines', { contract: hidden.body.data['id'], product: 'Tie', quantity: '1', unit: 'pcs' });
		const missing = await office
			.as('sales')
			.request('POST', '/items/crm_contract_lines', { contract: randomUUID(), product: 'Tie', quantity: '1', unit: 'pcs' });
		expect(line.status).toBe(403);
		expect(missing.status).toBe(403);
		expect(line.body.errors[0]?.message).toBe(missing.body.errors[0]?.message);
		expect(await directus.database('crm_contract_lines').where({ contract: hidden.body.data['id'] as string })).toEqual([]);
	});
});
