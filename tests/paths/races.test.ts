import { describe, expect, it } from 'vitest';
import { useDirectus } from '../harness/directus.js';
import { useOffice, violationsIn } from './office.js';

const directus = useDirectus();
const office = useOffice(directus);

describe('At the same instant', () => {
	it('two last signatures end the approval once', async () => {
		const contract = await office.draft();
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		await office.answerReview(contract);
		await office.approve('production', contract);
		const [technology, quality] = [await office.taskOf('technology', contract), await office.taskOf('quality', contract)];
		const answers = await Promise.all([
			office.command('technology', 'crm_approval_tasks', technology, 'approve'),
			office.command('quality', 'crm_approval_tasks', quality, 'approve'),
		]);
		expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200]);
		expect((await office.row('crm_contracts', contract))['status']).toBe('approved');
		const approvals = (await directus.database('crm_approvals').where({ contract })) as { status: string }[];
		expect(approvals.map((approval) => approval.status)).toEqual(['approved']);
		await office.expectLedgerIntact();
	});

	it('one person pressing twice signs once', async () => {
		const contract = await office.draft();
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		const task = await office.taskOf('production', contract);
		const answers = await Promise.all(Array.from({ length: 5 }, () => office.command('production', 'crm_approval_tasks', task, 'approve')));
		expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
		expect(answers.filter((answer) => answer.status !== 200).every((answer) => [409, 422].includes(answer.status))).toBe(true);
		expect((await office.ledgerEntries(task)).map((entry) => entry['command'])).toEqual(['approve']);
	});

	it('an edit never slips in behind the submission', async () => {
		for (let round = 0; round < 5; round++) {
			const contract = await office.draft();
			const [submitted, edited] = await Promise.all([
				office.command('sales', 'crm_contracts', contract, 'submit'),
				office.as('sales').request('PATCH', `/items/crm_contracts/${contract}`, { amount: '1.00' }),
			]);
			expect(submitted.status).toBe(200);
			const approval = (await directus.database('crm_approvals').where({ contract }).first()) as { submitted: unknown };
			const frozen = (typeof approval.submitted === 'string' ? JSON.parse(approval.submitted) : approval.submitted) as {
				fields: { amount: string };
			};
			expect(frozen.fields.amount).toBe(String(Number((await office.row('crm_contracts', contract))['amount'])));
			if (edited.status !== 200) expect(violationsIn(edited.body.errors)[0]?.rule).toBe('not-editable');
		}
	});

	it('a command on an outdated revision is a conflict and leaves nothing behind', async () => {
		const contract = await office.draft();
		const seen = Number((await office.row('crm_contracts', contract))['revision']);
		await office.as('sales').request('PATCH', `/items/crm_contracts/${contract}`, { title: 'Changed meanwhile' });
		const answer = await office.command('sales', 'crm_contracts', contract, 'submit', { revision: seen });
		expect(answer.status).toBe(409);
		expect(answer.body.errors[0]?.extensions.code).toBe('STALE_REVISION');
		expect((await office.row('crm_contracts', contract))['status']).toBe('draft');
		expect(await office.ledgerEntries(contract)).toEqual([]);
	});

	it('parallel submissions get numbers without a gap', async () => {
		const contracts = await Promise.all(Array.from({ length: 12 }, () => office.draft()));
		const answers = await Promise.all(contracts.map((contract) => office.command('sales', 'crm_contracts', contract, 'submit')));
		expect(answers.every((answer) => answer.status === 200)).toBe(true);
		const rows: readonly unknown[] = await directus.database('crm_contracts').whereIn('id', contracts).pluck('number');
		const numbers = rows.map((number) => Number(String(number).split('-')[1]));
		expect(Math.max(...numbers) - Math.min(...numbers)).toBe(contracts.length - 1);
		await office.expectLedgerIntact();
	});
});
