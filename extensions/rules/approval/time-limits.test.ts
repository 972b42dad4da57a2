import { describe, expect, it } from 'vitest';
import type { Person } from '../organisation/people.js';
import { everybody, person, staff, theSystem, withPerson } from '../testing/people.js';
import { rulesOf, submitted } from '../testing/review-story.js';
import { route, step } from '../testing/rulebook.js';

const guest = person([]);
const two = (people: readonly Person[] = [...everybody, guest]) =>
	submitted(route(step('review', 'all', ['production-manager', 'technology-manager'])), { people });
const withoutDeputy = [...everybody.filter(({ id }) => id !== staff.deputy.id), guest];

describe('a task whose time limit has passed (REV-02)', () => {
	it('goes to the role the step names, with a new time limit, and that role is told', () => {
		const story = two();
		const late = story.taskOf('production-manager');
		story.wait(24.1);
		expect(rulesOf(story.task(late, 'escalate', theSystem))).toEqual([]);
		expect(story.again(late)).toMatchObject({ status: 'superseded', superseded_by: 'escalated' });
		expect(story.taskOf('business-head')).toMatchObject({
			status: 'open',
			assignee: null,
			replaces: late.id,
			due_at: '2026-03-12T04:06:00.000Z',
		});
		expect(story.store.messages.at(-1)?.to).toEqual([{ role: 'business-head', department: null }]);
		expect(rulesOf(story.task(story.taskOf('business-head'), 'approve', staff.head))).toEqual([]);
	});

	it('is not passed on a moment too early', () => {
		const story = two();
		story.wait(24);
		expect(rulesOf(story.task(story.taskOf('production-manager'), 'escalate', theSystem))).toEqual(['not-overdue REV-02']);
	});

	it('is passed on by the system alone', () => {
		const story = two();
		story.wait(25);
		for (const who of [staff.production, staff.head, staff.seller]) {
			expect(rulesOf(story.task(story.taskOf('production-manager'), 'escalate', who))).toEqual(['not-your-duty REV-02']);
		}
	});

	it('goes to the last resort when nobody of that role is free', () => {
		const story = two(withPerson(withoutDeputy, staff.head.id, { active: false }));
		story.wait(25);
		story.task(story.taskOf('production-manager'), 'escalate', theSystem);
		expect(story.taskOf('general-manager').status).toBe('open');
	});

	it('keeps those waiting who waited for it', () => {
		const story = two();
		const late = story.taskOf('production-manager');
		story.task(late, 'add_signer', staff.production, { user: guest.id, place: 'after' });
		story.wait(25);
		story.task(late, 'escalate', theSystem);
		expect(story.taskOf(guest)).toMatchObject({ status: 'waiting', waits_for: story.taskOf('business-head').id });
	});

	it('does not act for a delegator any more: whoever gets it decides in their own right', () => {
		const both = person(['production-manager', 'technology-manager']);
		const story = two([staff.seller, both, staff.deputy, staff.head, staff.director, guest]);
		story.task(story.taskOf('production-manager'), 'delegate', both, { user: guest.id });
		story.task(story.taskOf('technology-manager'), 'approve', both);
		story.wait(25);
		story.task(story.taskOf(guest), 'escalate', theSystem);
		const passedOn = story.taskOf('business-head');
		expect(passedOn.on_behalf_of).toBeNull();
		expect(rulesOf(story.task(passedOn, 'approve', staff.head))).toEqual([]);
	});
});

describe('a task that nobody can decide any more', () => {
	it('stays where it is while somebody can', () => {
		const story = two();
		expect(rulesOf(story.task(story.taskOf('production-manager'), 'reroute', theSystem))).toEqual(['still-available REV-02']);
	});

	it('of a role goes to the role the step escalates to', () => {
		const story = two(withoutDeputy);
		story.store.people = withPerson(withoutDeputy, staff.production.id, { active: false });
		const stuck = story.taskOf('production-manager');
		expect(rulesOf(story.task(stuck, 'reroute', theSystem))).toEqual([]);
		expect(story.again(stuck)).toMatchObject({ status: 'superseded', superseded_by: 'rerouted' });
		expect(rulesOf(story.task(story.taskOf('business-head'), 'approve', staff.head))).toEqual([]);
	});

	it('of a person goes back to the role it was first asked of, not to that of another signer', () => {
		const story = two();
		story.task(story.taskOf('technology-manager'), 'transfer', staff.technology, { user: staff.keeper.id });
		story.task(story.taskOf(staff.keeper), 'transfer', staff.keeper, { user: guest.id });
		story.store.people = withPerson(story.store.people, guest.id, { active: false });
		story.task(story.taskOf(guest), 'reroute', theSystem);
		expect(story.taskOf('technology-manager')).toMatchObject({ status: 'open', assignee: null });
		expect(story.openTasks.map((task) => task.role).toSorted()).toEqual(['production-manager', 'technology-manager']);
	});

	it('of the chair goes back to the chair’s role', () => {
		const story = submitted(route(step('meeting', 'meeting', ['production-manager'])), { people: [...everybody, guest] });
		story.task(story.taskOf('business-head'), 'transfer', staff.head, { user: guest.id });
		story.store.people = withPerson(story.store.people, guest.id, { active: false });
		story.task(story.taskOf(guest), 'reroute', theSystem);
		expect(story.taskOf('business-head')).toMatchObject({ part: 'chair', status: 'open' });
	});

	it('that was delegated by somebody who has meanwhile signed another part is decided by others in their own right', () => {
		const both = person(['production-manager', 'technology-manager']);
		const story = two([staff.seller, both, staff.deputy, staff.head, guest]);
		story.task(story.taskOf('production-manager'), 'delegate', both, { user: guest.id });
		story.task(story.taskOf('technology-manager'), 'approve', both);
		expect(rulesOf(story.task(story.taskOf(guest), 'reroute', theSystem))).toEqual([]);
		expect(rulesOf(story.task(story.taskOf('production-manager'), 'approve', staff.deputy))).toEqual([]);
		expect(story.status).toBe('approved');
	});

	it('of a later step is rerouted before its turn comes and keeps waiting', () => {
		const story = submitted(route(step('one', 'all', ['production-manager']), step('two', 'all', ['quality-manager'])), {
			people: withoutDeputy,
		});
		story.store.people = withPerson(withoutDeputy, staff.quality.id, { active: false });
		story.task(story.taskOf('quality-manager'), 'reroute', theSystem);
		expect(story.taskOf('business-head')).toMatchObject({ status: 'waiting', position: 1 });
		story.task(story.taskOf('production-manager'), 'approve', staff.production);
		expect(rulesOf(story.task(story.taskOf('business-head'), 'approve', staff.head))).toEqual([]);
		expect(story.status).toBe('approved');
	});

	it('is not handed around when there is nobody left to hand it to', () => {
		const alone = [staff.seller, staff.production, staff.technology];
		const story = two(alone);
		story.store.people = withPerson(alone, staff.production.id, { active: false });
		const stuck = story.taskOf('production-manager');
		expect(rulesOf(story.task(stuck, 'reroute', theSystem))).toEqual(['nobody-to-reroute-to REV-02']);
		expect(story.again(stuck).status).toBe('open');
	});
});
