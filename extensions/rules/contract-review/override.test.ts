import { describe, expect, it } from 'vitest';
import type { Person } from '../organisation/people.js';
import { contractId, favourableAnswers, unansweredReview } from '../testing/contract.js';
import { everybody, person, staff, withPerson } from '../testing/people.js';
import { ReviewStory, rulesOf, type StorySettings } from '../testing/review-story.js';
import { rulebookWithReview } from '../testing/rulebook.js';

const reason = 'Quality control is in hospital and the ship leaves on Friday.';

/** A contract in review of which two reviewers have signed and the third has let the time pass. */
function stuck(settings: StorySettings = {}): ReviewStory {
	const story = new ReviewStory(settings);
	story.contract('submit', staff.seller);
	story.answerEverything();
	story.task(story.taskOf('production-manager'), 'approve', staff.production);
	story.task(story.taskOf('technology-manager'), 'approve', staff.technology);
	story.wait(49);
	return story;
}

const ask = (story: ReviewStory, who: Person = staff.head, why: string | null = reason) => story.contract('override', who, {}, why);

/** The general manager's confirmation, or that of somebody the task was handed to. */
const confirm = (story: ReviewStory, who: Person = staff.director, asked: Person | string = 'general-manager') =>
	story.task(story.taskOf(asked), 'approve', who);

const contract = (story: ReviewStory) => story.store.row('crm_contracts', contractId);

describe('overriding a review that cannot be completed', () => {
	it('takes a reason and two people who may, and then the contract is signed like any other', () => {
		const story = stuck();
		expect(rulesOf(ask(story))).toEqual([]);
		expect(contract(story)).toMatchObject({ status: 'in_review', override_reason: reason, overridden_at: null });
		expect(rulesOf(story.contract('sign', staff.seller))).toEqual(['review-not-passed REV-03']);
		expect(rulesOf(confirm(story))).toEqual([]);
		expect(contract(story)).toMatchObject({ status: 'approved', override_reason: reason, overridden_at: story.now });
		expect(rulesOf(story.contract('sign', staff.seller))).toEqual([]);
		expect(contract(story)).toMatchObject({ status: 'effective', overridden_at: story.now });
	});

	it('leaves the evidence every signature rests on: an approved approval over the present hash', () => {
		const story = stuck();
		ask(story);
		confirm(story);
		expect(story.store.rows('crm_approvals').map(({ status, route }) => [route, status])).toEqual([
			['countersign', 'withdrawn'],
			['override', 'approved'],
		]);
		story.store.put('crm_contracts', { ...contract(story), id: contractId, amount: '1.00' });
		expect(rulesOf(story.contract('sign', staff.seller))).toEqual(['review-not-passed REV-03']);
	});

	it('is in the ledger twice, by the one who asked and by the one who confirmed', () => {
		const story = stuck();
		const before = story.store.ledger.length;
		ask(story);
		confirm(story);
		expect(story.store.ledger.slice(before).map(({ command, actor, collection }) => [collection, command, actor])).toEqual([
			['crm_contracts', 'override', staff.head.id],
			['crm_approval_tasks', 'approve', staff.director.id],
		]);
		expect(story.store.comments.map(({ author, comment }) => [author, comment])).toContainEqual([staff.head.id, reason]);
	});

	it('is told to the general manager, the auditor and the owner, when it is asked for and when it is confirmed', () => {
		const story = stuck();
		ask(story);
		confirm(story);
		const told = story.store.messages.filter(({ to }) => to.some((recipient) => 'role' in recipient && recipient.role === 'auditor'));
		expect(told.map(({ except }) => except)).toEqual([staff.head.id, staff.director.id]);
		for (const { to } of told) expect(to).toEqual([{ role: 'general-manager' }, { role: 'auditor' }, { user: staff.seller.id }]);
		expect(told[0]?.values).toMatchObject({ reason });
	});

	it('cancels what the reviewers were still asked', () => {
		const story = stuck();
		const missing = story.taskOf('quality-manager');
		ask(story);
		expect(story.again(missing).status).toBe('cancelled');
		expect(rulesOf(story.task(missing, 'approve', staff.quality))).toEqual(['wrong-state ORG-10']);
	});

	it('may be asked for when the clock has handed the overdue decision on', () => {
		const story = stuck();
		story.tick();
		expect(story.tasks.map(({ superseded_by }) => superseded_by)).toContain('escalated');
		expect(rulesOf(ask(story))).toEqual([]);
	});

	it('may be sent back, and then the contract is a draft again', () => {
		const story = stuck();
		ask(story);
		story.task(story.taskOf('general-manager'), 'return', staff.director);
		expect(contract(story)['status']).toBe('draft');
		story.contract('submit', staff.seller);
		expect(contract(story)).toMatchObject({ status: 'in_review', override_reason: null });
	});

	it('is over when the contract is revised', () => {
		const story = stuck();
		ask(story);
		confirm(story);
		story.contract('revise', staff.seller);
		expect(contract(story)).toMatchObject({ status: 'draft', override_reason: null, overridden_at: null });
	});
});

describe('an override is refused', () => {
	it('without a reason', () => {
		expect(rulesOf(ask(stuck(), staff.head, ' '))).toEqual(['comment-required REV-03']);
	});

	it('to whoever does not hold its access policy, whatever their role', () => {
		const people = withPerson(everybody, staff.head.id, { mayOverride: false });
		expect(rulesOf(ask(stuck({ people }), { ...staff.head, mayOverride: false }))).toContain('override-not-authorised ORG-10');
		expect(rulesOf(ask(stuck(), staff.seller))).toEqual(['not-your-duty REV-03']);
	});

	it('while every reviewer still has time', () => {
		const story = new ReviewStory();
		story.contract('submit', staff.seller);
		expect(rulesOf(ask(story))).toEqual(['review-not-stuck REV-02']);
	});

	it('against an objection', () => {
		const story = new ReviewStory({ contract: { special_requirements: 'With the crest' } });
		story.contract('submit', staff.seller);
		story.answerEverything();
		story.task(story.taskOf('production-manager'), 'reject', staff.production);
		story.wait(100);
		expect(rulesOf(ask(story, staff.director))).toEqual(['override-against-objection REV-05']);
	});

	it('of a review that has failed, of a draft, and twice', () => {
		const failed = new ReviewStory();
		failed.contract('submit', staff.seller);
		failed.task(failed.taskOf('quality-manager'), 'reject', staff.quality);
		expect(rulesOf(ask(failed))).toEqual(['wrong-state REV-03']);
		expect(rulesOf(ask(new ReviewStory()))).toEqual(['wrong-state REV-03']);
		const twice = stuck();
		ask(twice);
		expect(rulesOf(ask(twice, staff.director))).toContain('override-asked-already REV-03');
	});

	it('where nobody else could confirm it', () => {
		const people = withPerson(everybody, staff.director.id, { mayOverride: false });
		expect(rulesOf(ask(stuck({ people })))).toEqual(['override-second-person-missing ORG-10']);
		// The other person who may override is the owner.
		const owner = { contract: { owner: staff.director.id } };
		const story = new ReviewStory(owner);
		story.contract('submit', staff.director);
		story.wait(49);
		expect(rulesOf(ask(story))).toEqual(['override-second-person-missing ORG-10']);
	});

	it('where the rulebook foresees none', () => {
		const story = stuck({ rulebook: rulebookWithReview({ override: undefined }) });
		expect(rulesOf(ask(story))).toContain('override-not-foreseen REV-03');
	});
});

describe('confirming an override', () => {
	it('is not for the one who asked', () => {
		const story = stuck();
		ask(story);
		expect(rulesOf(confirm(story, staff.head, 'business-head'))).toEqual(['separation-of-duties ORG-10']);
	});

	it('is not for somebody it was handed to who may not override', () => {
		const story = stuck();
		ask(story);
		story.task(story.taskOf('general-manager'), 'transfer', staff.director, { user: staff.keeper.id });
		expect(rulesOf(confirm(story, staff.keeper, staff.keeper))).toEqual(['override-not-authorised ORG-10']);
		expect(contract(story)).toMatchObject({ status: 'in_review', overridden_at: null });
	});

	it('is not for a substitute who may not override', () => {
		const people = withPerson(everybody, staff.director.id, {
			absences: [{ from: '2026-03-01', until: '2026-03-31', substitute: staff.keeper.id }],
		});
		const story = stuck({ people });
		ask(story);
		expect(rulesOf(confirm(story, staff.keeper))).toEqual(['override-not-authorised ORG-10']);
	});

	it('is not for the owner, nor for whoever submitted the review that is overridden', () => {
		const third = person(['general-manager'], { mayOverride: true });
		const submitted = new ReviewStory({ people: [...everybody, third] });
		submitted.contract('submit', staff.head);
		submitted.answerEverything();
		submitted.wait(49);
		ask(submitted, staff.director);
		expect(rulesOf(confirm(submitted, staff.head, 'business-head'))).toEqual(['separation-of-duties ORG-10']);
		expect(rulesOf(confirm(submitted, third))).toEqual([]);
	});

	it('replaces signatures only: what is unanswered, negative or doubted still stands in the way', () => {
		const edit = (story: ReviewStory, patch: Readonly<Record<string, unknown>>) =>
			story.store.edit({
				collection: 'crm_contracts',
				id: contractId,
				patch,
				child: { collection: 'crm_contract_reviews', row: unansweredReview.id },
			});
		const story = stuck();
		ask(story);
		edit(story, { capable: null });
		expect(rulesOf(confirm(story))).toEqual(['capability-unanswered REV-05']);
		edit(story, { ...favourableAnswers, capable: false });
		expect(rulesOf(confirm(story))).toEqual(['capability-negative REV-05']);
		edit(story, favourableAnswers);
		story.store.put('crm_contract_doubts', { id: contractId, contract: contractId, status: 'open', revision: 0 });
		expect(rulesOf(confirm(story))).toEqual(['doubt-open REV-08']);
	});
});
