import { describe, expect, it } from 'vitest';
import { contractId } from '../testing/contract.js';
import { person, staff } from '../testing/people.js';
import { rulesOf, submitted } from '../testing/review-story.js';
import { route, step } from '../testing/rulebook.js';
import { there } from '../testing/there.js';
import type { TaskDecision } from './rows.js';

const [first, second, third] = [staff.production, staff.technology, staff.quality];
const roles = ['production-manager', 'technology-manager', 'quality-manager'] as const;
const commandOf: Readonly<Record<TaskDecision, string>> = { approved: 'approve', returned: 'return', rejected: 'reject' };
const contractAfter = { pending: 'in_review', approved: 'approved', returned: 'draft', rejected: 'rejected' } as const;

const shorthand: Readonly<Record<string, TaskDecision>> = { a: 'approved', t: 'returned', j: 'rejected' };

describe.each<['all' | 'any', string, keyof typeof contractAfter]>([
	// Decisions of the three signers in turn: a approves, t returns, j rejects.
	['all', 'a', 'pending'],
	['all', 'aa', 'pending'],
	['all', 'aaa', 'approved'],
	['all', 'j', 'rejected'],
	['all', 't', 'returned'],
	['all', 'aj', 'rejected'],
	['all', 'at', 'returned'],
	['all', 'aaj', 'rejected'],
	['all', 'aat', 'returned'],
	['any', 'a', 'approved'],
	['any', 'j', 'rejected'],
	['any', 't', 'returned'],
])('a step of mode “%s” after the decisions “%s”', (mode, decisions, expected) => {
	it(`leaves the approval ${expected}`, () => {
		const story = submitted(route(step('review', mode, roles)));
		Array.from(decisions).forEach((decision, index) => {
			const signer = there([first, second, third][index]);
			expect(rulesOf(story.task(story.taskOf(there(roles[index])), commandOf[there(shorthand[decision])], signer))).toEqual([]);
		});
		expect(story.latestApproval.status).toBe(expected);
		expect(story.status).toBe(contractAfter[expected]);
		expect(story.openTasks.length).toBe(expected === 'pending' ? 3 - decisions.length : 0);
	});
});

describe('steps one after the other', () => {
	const twoSteps = () =>
		submitted(
			route(step('one', 'all', ['production-manager', 'technology-manager']), step('two', 'any', ['quality-manager', 'general-manager'])),
		);

	it('open only when the step before has passed', () => {
		const story = twoSteps();
		const later = story.taskOf('quality-manager');
		expect(later.status).toBe('waiting');
		expect(rulesOf(story.task(later, 'approve', staff.quality))).toEqual(['wrong-state ORG-10']);
		story.task(story.taskOf('production-manager'), 'approve', first);
		expect(story.again(later).status).toBe('waiting');
		story.task(story.taskOf('technology-manager'), 'approve', second);
		expect(story.again(later)).toMatchObject({ status: 'open', opened_at: story.now, due_at: '2026-03-11T04:00:00.000Z' });
	});

	it('tell those who are asked next, and in the end the person who submitted', () => {
		const story = twoSteps();
		expect(story.store.messages.at(-1)?.to).toEqual([
			{ role: 'production-manager', department: null },
			{ role: 'technology-manager', department: null },
		]);
		story.task(story.taskOf('production-manager'), 'approve', first);
		story.task(story.taskOf('technology-manager'), 'approve', second);
		expect(story.store.messages.at(-1)?.to).toEqual([
			{ role: 'quality-manager', department: null },
			{ role: 'general-manager', department: null },
		]);
		story.task(story.taskOf('general-manager'), 'approve', staff.director);
		expect(story.store.messages.at(-1)).toMatchObject({ to: [{ user: staff.seller.id }] });
	});

	it('cancel what nobody needs to decide any more when one of several is enough', () => {
		const story = twoSteps();
		story.task(story.taskOf('production-manager'), 'approve', first);
		story.task(story.taskOf('technology-manager'), 'approve', second);
		const spare = story.taskOf('general-manager');
		story.task(story.taskOf('quality-manager'), 'approve', third);
		expect(story.again(spare).status).toBe('cancelled');
		expect(story.status).toBe('approved');
	});

	it('end with a refusal in the first step, and the second never opens', () => {
		const story = twoSteps();
		story.task(story.taskOf('production-manager'), 'reject', first);
		expect(story.tasks.map((task) => task.status)).toEqual(['decided', 'cancelled', 'cancelled', 'cancelled']);
		expect(story.latestApproval).toMatchObject({ status: 'rejected', ended_at: story.now });
	});
});

describe('deciding', () => {
	const one = () => submitted(route(step('review', 'all', ['production-manager', 'technology-manager'])));

	it('records who decided what, when and why', () => {
		const story = one();
		const task = story.taskOf('production-manager');
		story.task(task, 'approve', first, {}, 'Looms are free in April');
		expect(story.again(task)).toMatchObject({
			status: 'decided',
			decision: 'approved',
			decided_by: first.id,
			decided_at: story.now,
			comment: 'Looms are free in April',
			on_behalf_of: null,
		});
	});

	it.each(['return', 'reject'])('to %s wants a reason', (command) => {
		const story = one();
		expect(rulesOf(story.task(story.taskOf('production-manager'), command, first, {}, ' '))).toEqual(['comment-required ORG-10']);
	});

	it('is refused to whoever is not asked', () => {
		const story = one();
		expect(rulesOf(story.task(story.taskOf('production-manager'), 'approve', staff.keeper))).toEqual(['not-your-task ORG-10']);
	});

	it('is refused a second time', () => {
		const story = one();
		const task = story.taskOf('production-manager');
		story.task(task, 'approve', first);
		expect(rulesOf(story.task(task, 'reject', first))).toEqual(['wrong-state ORG-10']);
	});

	it('is refused over content that is no longer what was submitted, while it can still be returned', () => {
		const story = one();
		// No edit in the form gets past the windows; this is the backstop behind them.
		story.store.put('crm_contracts', { ...story.store.row('crm_contracts', contractId), id: contractId, amount: '1.00' });
		const task = story.taskOf('production-manager');
		expect(rulesOf(story.task(task, 'approve', first))).toEqual(['content-changed REV-03']);
		expect(rulesOf(story.task(task, 'return', first))).toEqual([]);
	});

	it('is refused last when the subject’s own rules for passing do not hold, and nothing is kept of the attempt', () => {
		const story = one();
		story.store.edit({
			collection: 'crm_contracts',
			id: contractId,
			patch: { capable: false },
			child: { collection: 'crm_contract_reviews', row: String(story.store.rows('crm_contract_reviews')[0]?.['id']) },
		});
		story.task(story.taskOf('production-manager'), 'approve', first);
		const last = story.taskOf('technology-manager');
		const entries = story.store.ledger.length;
		expect(rulesOf(story.task(last, 'approve', second))).toEqual(['capability-negative REV-05']);
		expect(story.again(last)).toMatchObject({ status: 'open', decided_by: null });
		expect(story.store.ledger).toHaveLength(entries);
	});
});

describe('signers of the record’s own department', () => {
	it('are asked only there', () => {
		const own = person(['operations-manager'], { department: staff.seller.department });
		const elsewhere = person(['operations-manager'], { department: null });
		const near = { ...step('near', 'all', []), signers: [{ role: 'operations-manager' as const, same_department: true }] };
		const story = submitted(route(near), { people: [staff.seller, own, elsewhere] });
		const task = story.taskOf('operations-manager');
		expect(rulesOf(story.task(task, 'approve', elsewhere))).toEqual(['not-your-task ORG-10']);
		expect(rulesOf(story.task(task, 'approve', own))).toEqual([]);
	});
});

describe('withdrawing and reminding', () => {
	const story = () =>
		submitted(route(step('one', 'all', ['production-manager', 'technology-manager']), step('two', 'all', ['quality-manager'])));

	it.each(['the contract', 'the approval'])(
		'withdrawing %s cancels every task that is not decided and takes the contract back to draft',
		(what) => {
			const told = story();
			told.task(told.taskOf('production-manager'), 'approve', first);
			const answer = what === 'the contract' ? told.contract('withdraw', staff.seller) : told.approval('withdraw', staff.seller);
			expect(rulesOf(answer)).toEqual([]);
			expect(told.tasks.map((task) => task.status)).toEqual(['decided', 'cancelled', 'cancelled']);
			expect(told.latestApproval).toMatchObject({ status: 'withdrawn', ended_at: told.now });
			expect(told.status).toBe('draft');
		},
	);

	it('only the person who submitted withdraws', () => {
		const told = story();
		expect(rulesOf(told.contract('withdraw', staff.head))).toEqual(['only-submitter ORG-10']);
		expect(rulesOf(told.approval('withdraw', staff.head))).toEqual(['only-starter ORG-10']);
	});

	it('reminding tells everyone who has not decided, and not again before the rulebook’s hours are over', () => {
		const told = story();
		told.task(told.taskOf('production-manager'), 'approve', first);
		expect(rulesOf(told.approval('remind', staff.seller))).toEqual([]);
		expect(told.store.messages.at(-1)?.to).toEqual([{ role: 'technology-manager', department: null }]);
		told.wait(3.9);
		expect(rulesOf(told.approval('remind', staff.seller))).toEqual(['reminded-recently REV-02']);
		told.wait(0.1);
		expect(rulesOf(told.approval('remind', staff.seller))).toEqual([]);
		expect(rulesOf(told.approval('remind', staff.otherSeller))).toEqual(['only-starter ORG-10', 'reminded-recently REV-02']);
	});
});
