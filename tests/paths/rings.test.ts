import { describe, expect, it } from 'vitest';
import { useOwnDirectus } from '../harness/directus.js';
import { dropGuardsOf } from '../harness/drop-guards.js';
import { writePaths } from './attempts.js';
import { useOffice, violationsIn, violationsOf } from './office.js';
import { contractTarget } from './subjects.js';

const directus = useOwnDirectus({ because: 'it is restarted for its guards' });
const office = useOffice(directus);

const attemptBy = (name: string) => {
	const path = writePaths.find((candidate) => candidate.name === name);
	if (path === undefined) throw new Error(`There is no write path “${name}”.`);
	return path.attempt;
};

describe('Each ring holds by itself', () => {
	it('permissions: the schema a salesperson writes against does not have the governed fields', async () => {
		const contract = await office.draft();
		const answer = await office.as('sales').request('POST', '/graphql', {
			query: `mutation { update_crm_contracts_item(id: "${contract}", data: { status: "effective" }) { id } }`,
		});
		expect(JSON.stringify(answer.body.errors)).toMatch(/Field \\?"status\\?" is not defined/);
		const allowed = await office.as('sales').request('POST', '/graphql', {
			query: `mutation { update_crm_contracts_item(id: "${contract}", data: { title: "Retitled" }) { id } }`,
		});
		expect(allowed.body.errors).toBeUndefined();
	});

	it('before the write: an administrator is told in their own language, about their own record', async () => {
		await office.admin.request('PATCH', '/users/me', { language: 'zh-CN' });
		try {
			const contract = await office.draft();
			const answer = await office.admin.request('PATCH', `/items/crm_contracts/${contract}`, { status: 'effective' });
			const [violation] = violationsOf(answer);
			expect(violation?.message).toMatch(/不能手工修改/);
			expect(answer.body.errors[0]?.extensions['id']).toBe(contract);
		} finally {
			await office.admin.request('PATCH', '/users/me', { language: 'en-US' });
		}
	});

	it('the database: a statement of its own is refused, and one with a ticket passes once', async () => {
		const contract = await office.draft();
		const { database } = directus;
		await expect(database('crm_contracts').where({ id: contract }).update({ status: 'approved' })).rejects.toThrow(
			/crm-policy:governed-field:crm_contracts:status/,
		);
		const takenBack = 'enough has been seen';
		const tried = database.transaction(async (trx) => {
			await trx('crm_tickets').insert({ collection: 'crm_contracts', item: contract, op: 'update' });
			await trx('crm_contracts').where({ id: contract }).update({ status: 'approved' });
			expect(await trx('crm_tickets').where({ item: contract })).toEqual([]);
			await expect(trx('crm_contracts').where({ id: contract }).update({ status: 'draft' })).rejects.toThrow(/crm-policy:governed-field/);
			throw new Error(takenBack);
		});
		await expect(tried).rejects.toThrow(takenBack);
	});

	it('refusals of the database: what a Flow slipped past the hooks is refused with rule and clause', async () => {
		const contract = await office.draft();
		const { status, errors } = await attemptBy('Flow that replaces the payload')(contractTarget(office, contract), { status: 'approved' });
		expect(status).toBe(422);
		expect(errors[0]?.extensions.code).toBe('POLICY_VIOLATION');
		const [violation] = violationsIn(errors);
		expect(violation).toMatchObject({ rule: 'governed-field', field: 'status' });
		expect(violation?.clause).toMatch(/^[A-Z]{3}-\d{2}$/);
		expect((await office.row('crm_contracts', contract))['status']).toBe('draft');
	});

	it('refusals that need no row are the same for rows that exist, rows that are hidden and rows that do not exist', async () => {
		const own = await office.draft();
		const hidden = await office.admin.request('POST', '/items/crm_contracts', {
			title: 'Hidden',
			order_form: 'written',
			owner: office.as('finance').user,
		});
		const answers = await Promise.all(
			[own, String(hidden.body.data['id']), '00000000-0000-4000-8000-000000000000'].map((id) =>
				office.as('sales').request('PATCH', `/items/crm_contracts/${id}`, { status: 'effective' }),
			),
		);
		const seen = answers.map(({ status, body }) => ({
			status,
			rules: violationsIn(body.errors).map(({ rule, field, message }) => ({ rule, field, message })),
		}));
		expect(seen[1]).toEqual(seen[0]);
		expect(seen[2]).toEqual(seen[0]);
	});

	it('after the write: with the database guards gone, a Flow without events still cannot approve a contract', async () => {
		const contract = await office.draft();
		await dropGuardsOf('crm_contracts', directus.database);
		try {
			await attemptBy('Flow with full access without events')(contractTarget(office, contract), { status: 'approved' });
			expect((await office.row('crm_contracts', contract))['status']).toBe('draft');
			await attemptBy('Flow with full access without events')(contractTarget(office, contract), { title: 'An ordinary edit' });
			expect((await office.row('crm_contracts', contract))['title']).toBe('An ordinary edit');
		} finally {
			await directus.restart();
		}
	});

	it('commands stop while a database guard is missing, and go on once it is back', async () => {
		const contract = await office.draft();
		await dropGuardsOf('crm_contracts', directus.database);
		const answer = await office.command('sales', 'crm_contracts', contract, 'submit');
		expect(answer.status).toBe(503);
		expect(answer.body.errors[0]?.extensions.code).toBe('UNSAFE_CONFIGURATION');
		expect((await office.row('crm_contracts', contract))['status']).toBe('draft');
		await directus.restart();
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
	});

	it('the hash of what was approved: a line changed with the database’s own tools leaves nothing to sign', async () => {
		const contract = await office.reviewed();
		await dropGuardsOf('crm_contract_lines', directus.database);
		await directus.database('crm_contract_lines').where({ contract }).update({ quantity: '9999' });
		await directus.restart();
		expect((await office.refused('sales', 'crm_contracts', contract, 'sign'))[0]).toMatchObject({
			rule: 'review-not-passed',
			clause: 'REV-03',
		});
		expect((await office.row('crm_contracts', contract))['status']).toBe('approved');
	});
});
