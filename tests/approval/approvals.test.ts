import { describe, expect, it } from 'vitest';
import { useDirectus, type Body } from '../harness/directus.js';
import { useOffice } from '../paths/office.js';

const directus = useDirectus();
const office = useOffice(directus);

const submitted = async (): Promise<string> => {
	const contract = await office.draft();
	await office.accepted('sales', 'crm_contracts', contract, 'submit');
	return contract;
};

const approvalOf = async (contract: string): Promise<{ id: string; status: string }> =>
	(await directus.database('crm_approvals').where({ contract }).orderBy('started_at', 'desc').first()) as { id: string; status: string };

const tasksOf = async (
	contract: string,
): Promise<
	{ id: string; status: string; assignee: string | null; role: string | null; on_behalf_of: string | null; decided_by: string | null }[]
> => (await directus.database('crm_approval_tasks').where({ approval: (await approvalOf(contract)).id })) as never;

/** The open task that asks this person by name. */
const openTaskOf = async (contract: string, user: string): Promise<{ id: string; on_behalf_of: string | null }> => {
	const task = (await tasksOf(contract)).find((open) => open.status === 'open' && open.assignee === user);
	if (task === undefined) throw new Error('Nothing asks this person by name.');
	return task;
};

/** Waits for what happens after an answer: messages, reroutes. Fails when it has not happened in time. */
async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
	const until = Date.now() + 90_000;
	for (;;) {
		const found = await look();
		if (found !== undefined) return found;
		if (Date.now() > until) throw new Error('It did not happen within a minute and a half.');
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}

describe('An approval', () => {
	it('goes back to the submitter with the reason, and starts anew when submitted again', async () => {
		const contract = await submitted();
		const task = await office.taskOf('technology', contract);
		expect((await office.refused('technology', 'crm_approval_tasks', task, 'return'))[0]).toMatchObject({
			rule: 'comment-required',
			field: 'comment',
		});
		await office.accepted('technology', 'crm_approval_tasks', task, 'return', { comment: 'The loom cannot weave this width.' });
		expect((await office.row('crm_contracts', contract))['status']).toBe('draft');
		expect((await tasksOf(contract)).filter((open) => open.status === 'open')).toEqual([]);
		const edited = await office.as('sales').request('PATCH', `/items/crm_contracts/${contract}`, { delivery_date: '2027-04-01' });
		expect(edited.body.errors).toBeUndefined();
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		const rounds = (await directus.database('crm_approvals').where({ contract }).orderBy('round').select('round', 'status')) as unknown[];
		expect(rounds).toEqual([
			{ round: 1, status: 'returned' },
			{ round: 2, status: 'pending' },
		]);
	});

	it('ends at one refusal; the contract is revised and its number kept', async () => {
		const contract = await submitted();
		const { number } = await office.row('crm_contracts', contract);
		await office.accepted('quality', 'crm_approval_tasks', await office.taskOf('quality', contract), 'reject', {
			comment: 'Not testable.',
		});
		expect((await office.row('crm_contracts', contract))['status']).toBe('rejected');
		await office.accepted('sales', 'crm_contracts', contract, 'revise');
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		expect((await office.row('crm_contracts', contract))['number']).toBe(number);
	});

	it('is withdrawn by the person who submitted and by nobody else', async () => {
		const contract = await submitted();
		const approval = await approvalOf(contract);
		expect((await office.refused('sales.manager', 'crm_approvals', approval.id, 'withdraw'))[0]).toMatchObject({ rule: 'only-starter' });
		await office.accepted('sales', 'crm_approvals', approval.id, 'withdraw');
		expect((await office.row('crm_contracts', contract))['status']).toBe('draft');
		expect((await approvalOf(contract)).status).toBe('withdrawn');
	});

	it('reminds those who have not decided, but not again within hours', async () => {
		const contract = await submitted();
		const approval = await approvalOf(contract);
		await office.accepted('sales', 'crm_approvals', approval.id, 'remind');
		expect((await office.refused('sales', 'crm_approvals', approval.id, 'remind'))[0]).toMatchObject({ rule: 'reminded-recently' });
	});

	it('tells the people asked by a notification in their own language', async () => {
		const contract = await submitted();
		const { title } = await office.row('crm_contracts', contract);
		const notice = await eventually(async () => {
			const { body } = await office
				.as('quality')
				.request<Body<{ subject: string; item: string }[]>>('GET', '/notifications?limit=-1&sort=-timestamp');
			return body.data.find((entry) => entry.subject.includes(String(title)) && entry.item === contract);
		});
		expect(notice.subject).toMatch(/^Your decision is asked/);
	});

	it('lets a reviewer transfer, and keeps the submitter from receiving it', async () => {
		const contract = await submitted();
		const task = await office.taskOf('production', contract);
		const toSubmitter = await office.refused('production', 'crm_approval_tasks', task, 'transfer', {
			input: { user: office.as('sales').user },
		});
		expect(toSubmitter.map((violation) => violation.rule)).toContain('person-not-available');
		const unqualified = await office.refused('production', 'crm_approval_tasks', task, 'transfer', {
			input: { user: office.as('finance').user },
		});
		expect(unqualified[0]).toMatchObject({ rule: 'reviewer-not-qualified', clause: 'REV-07', field: 'input.user' });
		const deputy = await directus.login('production.deputy@example.com');
		await office.accepted('production', 'crm_approval_tasks', task, 'transfer', { input: { user: deputy.user }, comment: 'Your line.' });
		const next = await openTaskOf(contract, deputy.user);
		const decided = await deputy.request('POST', `/crm/commands/crm_approval_tasks/${next.id}/approve`, {});
		expect(decided.status).toBe(200);
	});

	it('holds the delegator to the same side as the delegate', async () => {
		const contract = await submitted();
		const task = await office.taskOf('production', contract);
		const deputy = await directus.login('production.deputy@example.com');
		await office.accepted('production', 'crm_approval_tasks', task, 'delegate', { input: { user: deputy.user } });
		const delegated = await openTaskOf(contract, deputy.user);
		expect(delegated).toMatchObject({ on_behalf_of: office.as('production').user });
		await deputy.request('POST', `/crm/commands/crm_approval_tasks/${delegated.id}/approve`, {});
		const technology = await office.taskOf('technology', contract);
		const back = await office.refused('technology', 'crm_approval_tasks', technology, 'transfer', {
			input: { user: office.as('production').user },
		});
		expect(back.map((violation) => violation.rule)).toContain('person-not-available');
	});

	it.each(['before', 'beside', 'after'])('waits for a signer added %s', async (place) => {
		const contract = await submitted();
		await office.answerReview(contract);
		const deputy = await directus.login('quality.deputy@example.com');
		await office.accepted('production', 'crm_approval_tasks', await office.taskOf('production', contract), 'add_signer', {
			input: { user: deputy.user, place },
		});
		await office.approve('technology', contract);
		await office.approve('quality', contract);
		if (place !== 'before') await office.approve('production', contract);
		expect((await office.row('crm_contracts', contract))['status']).toBe('in_review');
		const added = await openTaskOf(contract, deputy.user);
		const decided = await deputy.request('POST', `/crm/commands/crm_approval_tasks/${added.id}/approve`, {});
		expect(decided.status, JSON.stringify(decided.body)).toBe(200);
		if (place === 'before') await office.approve('production', contract);
		expect((await office.row('crm_contracts', contract))['status']).toBe('approved');
	});

	it('cannot pass while a doubt is open, and only a reviewer resolves it', async () => {
		const contract = await submitted();
		await office.answerReview(contract);
		const raised = await office
			.as('technology')
			.request('POST', '/items/crm_contract_doubts', { contract, clause_text: 'Guarantee', opinion: 'Two years is too long for silk.' });
		expect(raised.body.errors).toBeUndefined();
		const doubt = String(raised.body.data['id']);
		await office.approve('production', contract);
		await office.approve('technology', contract);
		const [violation] = await office.refused('quality', 'crm_approval_tasks', await office.taskOf('quality', contract), 'approve');
		expect(violation).toMatchObject({ rule: 'doubt-open', clause: 'REV-08' });
		const own = await office.refused('sales', 'crm_contract_doubts', doubt, 'resolve', { input: { resolution: 'It is fine.' } });
		expect(own[0]).toMatchObject({ rule: 'resolver-not-reviewer' });
		await office.accepted('technology', 'crm_contract_doubts', doubt, 'resolve', {
			input: { resolution: 'One year agreed with the customer.' },
		});
		await office.approve('quality', contract);
		expect((await office.row('crm_contracts', contract))['status']).toBe('approved');
	});

	it('lets the substitute of an absent reviewer decide in their place, and see what it is about', async () => {
		const substitute = await directus.login('service.manager@example.com');
		await office.admin.request('POST', '/items/crm_qualifications', {
			user: substitute.user,
			responsible_until: '2030-01-01',
			standards_until: '2030-01-01',
			laws_until: '2030-01-01',
			quality_system_until: '2030-01-01',
		});
		const absence = await office.admin.request('POST', '/items/crm_absences', {
			user: office.as('technology').user,
			substitute: substitute.user,
			starts_on: '2026-01-01',
			ends_on: '2035-12-31',
		});
		expect(absence.body.errors).toBeUndefined();
		const contract = await submitted();
		const line = await eventually(async () => {
			const { body } = await substitute.request<Body<{ task: string; id: string }[]>>('GET', '/crm/inbox?box=todo&limit=100');
			const found = body.data.find((candidate) => candidate.id === contract);
			const visible = found === undefined ? undefined : await substitute.request('GET', `/crm/commands/crm_approval_tasks/${found.task}`);
			return visible?.status === 200 ? found : undefined;
		});
		const decided = await substitute.request('POST', `/crm/commands/crm_approval_tasks/${line.task}/approve`, {});
		expect(decided.status, JSON.stringify(decided.body)).toBe(200);
		expect(await office.row('crm_approval_tasks', line.task)).toMatchObject({
			decided_by: substitute.user,
			on_behalf_of: office.as('technology').user,
		});
		await office.admin.request('DELETE', `/items/crm_absences/${String(absence.body.data['id'])}`);
	});

	it('gives the task of a person who lost their role to somebody who can decide it', async () => {
		const contract = await submitted();
		const deputy = await directus.login('production.deputy@example.com');
		await office.accepted('production', 'crm_approval_tasks', await office.taskOf('production', contract), 'transfer', {
			input: { user: deputy.user },
		});
		const { role } = await directus.database('directus_users').where({ id: deputy.user }).select('role').first<{ role: string }>();
		await office.admin.request('PATCH', `/users/${deputy.user}`, { role: null });
		const rerouted = await eventually(async () =>
			(await tasksOf(contract)).find((task) => task.status === 'open' && task.role === 'production-manager'),
		);
		expect(rerouted.assignee).toBeNull();
		await office.approve('production', contract);
		await office.admin.request('PATCH', `/users/${deputy.user}`, { role });
		await office.expectLedgerIntact();
	});
});
