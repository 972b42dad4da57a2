import { describe, expect, it } from 'vitest';
import { overrideAccessIds } from '@crm-policy/seeds/departments/role-ids';
import { useDirectus, type Body } from '../harness/directus.js';
import { useOffice } from '../paths/office.js';

const directus = useDirectus();
const office = useOffice(directus);

const reason = 'Quality control is ill and the ship leaves on Friday.';

/** Lets the time of everybody who is still asked about a contract run out, as somebody with the database's own tools could. */
async function letTimePass(contract: string): Promise<void> {
	const open: readonly unknown[] = await directus
		.database('crm_approval_tasks as task')
		.join('crm_approvals as approval', 'approval.id', 'task.approval')
		.where({ 'approval.contract': contract, 'task.status': 'open' })
		.pluck('task.id');
	for (const item of open.map(String)) {
		await directus.database.transaction(async (trx) => {
			await trx('crm_tickets').insert({ collection: 'crm_approval_tasks', item, op: 'update' });
			await trx('crm_approval_tasks').where({ id: item }).update({ due_at: '2026-01-01T00:00:00.000Z' });
		});
	}
}

/** A contract whose review lacks the signature of quality control, who does not come. */
async function stuck(): Promise<string> {
	const contract = await office.draft();
	await office.accepted('sales', 'crm_contracts', contract, 'submit');
	await office.answerReview(contract);
	await office.approve('production', contract);
	await office.approve('technology', contract);
	await letTimePass(contract);
	return contract;
}

describe('Overriding a review', () => {
	it('takes two people who may and a reason, and leaves the contract signed with all of it on record', async () => {
		const contract = await stuck();
		await office.accepted('sales.manager', 'crm_contracts', contract, 'override', { comment: reason });
		expect(await office.row('crm_contracts', contract)).toMatchObject({
			status: 'in_review',
			override_reason: reason,
			overridden_at: null,
		});
		expect((await office.refused('sales', 'crm_contracts', contract, 'sign'))[0]).toMatchObject({ rule: 'review-not-passed' });

		await office.approve('gm', contract, { comment: 'Agreed by telephone.' });
		const row = await office.row('crm_contracts', contract);
		expect(row).toMatchObject({ status: 'approved', override_reason: reason });
		expect(row['overridden_at']).not.toBeNull();
		expect((await office.accepted('sales', 'crm_contracts', contract, 'sign')).status).toBe('effective');

		expect((await office.ledgerEntries(contract)).map(({ command, actor }) => [command, actor])).toEqual([
			['submit', office.as('sales').user],
			['override', office.as('sales.manager').user],
			['sign', office.as('sales').user],
		]);
		await office.expectLedgerIntact();
	});

	it('is in the timeline, in the list of the auditor, and told to auditor and general manager', async () => {
		const contract = await stuck();
		await office.accepted('sales.manager', 'crm_contracts', contract, 'override', { comment: reason });
		const timeline = await office
			.as('auditor')
			.request<Body<{ approvals: { route_label: string; status: string }[]; history: unknown[] }>>(
				'GET',
				`/crm/timeline/crm_contracts/${contract}`,
			);
		expect(timeline.body.data.approvals.map(({ route_label, status }) => [route_label, status])).toEqual([
			['Override of a review that cannot be completed', 'pending'],
			['Routine contract: countersignature', 'withdrawn'],
		]);
		expect(timeline.body.data.history).toContainEqual(
			expect.objectContaining({ command: 'override', comment: reason, command_label: 'Override the review' }),
		);
		// Stored as text or as JSON, by database.
		const filters: readonly unknown[] = await directus.database('directus_presets').where({ collection: 'crm_contracts' }).pluck('filter');
		const filter = filters
			.map((stored) => (typeof stored === 'string' ? stored : JSON.stringify(stored)))
			.find((stored) => stored.includes('override_reason'));
		if (filter === undefined) throw new Error('No bookmark lists overridden reviews.');
		const listed = await office
			.as('auditor')
			.request<Body<{ id: string }[]>>('GET', `/items/crm_contracts?fields=id&limit=-1&filter=${encodeURIComponent(filter)}`);
		expect(listed.body.data.map(({ id }) => id)).toContain(contract);
		const told: readonly unknown[] = await directus
			.database('crm_outbox')
			.where({ item: contract })
			.where('body', 'like', `%${reason}%`)
			.pluck('recipient');
		expect(told).toEqual(expect.arrayContaining([office.as('auditor').user, office.as('gm').user, office.as('sales').user]));
	});

	it('is refused while reviewers have time, to the asker as the second person, and to whoever does not hold the policy', async () => {
		const early = await office.draft();
		await office.accepted('sales', 'crm_contracts', early, 'submit');
		expect((await office.refused('sales.manager', 'crm_contracts', early, 'override', { comment: reason }))[0]).toMatchObject({
			rule: 'review-not-stuck',
			clause: 'REV-02',
		});

		const contract = await stuck();
		expect((await office.refused('sales', 'crm_contracts', contract, 'override', { comment: reason }))[0]).toMatchObject({
			rule: 'not-your-duty',
		});
		expect((await office.refused('admin', 'crm_contracts', contract, 'override', { comment: reason }))[0]).toMatchObject({
			rule: 'not-your-duty',
		});
		await office.accepted('sales.manager', 'crm_contracts', contract, 'override', { comment: reason });
		const own = (await directus
			.database('crm_approval_tasks as task')
			.join('crm_approvals as approval', 'approval.id', 'task.approval')
			.where({ 'approval.contract': contract, 'task.role': 'business-head', 'task.status': 'open' })
			.select('task.id as id')
			.first()) as { id: string };
		expect((await office.refused('sales.manager', 'crm_approval_tasks', own.id, 'approve'))[0]).toMatchObject({
			rule: 'separation-of-duties',
		});

		const grant = `/access/${overrideAccessIds['general-manager'] ?? ''}`;
		const taken = await office.admin.request('GET', grant);
		expect(taken.status).toBe(200);
		await office.admin.request('DELETE', grant);
		try {
			const task = await office.taskOf('gm', contract);
			expect((await office.refused('gm', 'crm_approval_tasks', task, 'approve'))[0]).toMatchObject({
				rule: 'override-not-authorised',
				clause: 'ORG-10',
			});
		} finally {
			await office.admin.request('POST', '/access', taken.body.data);
		}
		expect(await office.row('crm_contracts', contract)).toMatchObject({ status: 'in_review', overridden_at: null });
		await office.approve('gm', contract);
		expect((await office.row('crm_contracts', contract))['status']).toBe('approved');
	});
});
