import { describe, expect, it } from 'vitest';
import type { Person } from '../organisation/people.js';
import { everybody, person, staff, withPerson } from '../testing/people.js';
import { rulesOf, submitted } from '../testing/review-story.js';
import { route, step } from '../testing/rulebook.js';
import { there } from '../testing/there.js';

const guest = person([]);
const company = [...everybody, guest];
const sidesNotFree = 'person-not-available ORG-10';

const two = (mode: 'all' | 'any' = 'all', people: readonly Person[] = company) =>
	submitted(route(step('review', mode, ['production-manager', 'technology-manager'])), { people });

describe('adding a signer', () => {
	const adding = (place: string, mode: 'all' | 'any' = 'all') => {
		const story = two(mode);
		const mine = story.taskOf('production-manager');
		expect(rulesOf(story.task(mine, 'add_signer', staff.production, { user: guest.id, place }))).toEqual([]);
		return { story, mine, added: story.taskOf(guest) };
	};

	it('before me takes my task off the table until the other has approved', () => {
		const { story, mine, added } = adding('before');
		expect(story.again(mine)).toMatchObject({ status: 'waiting', waits_for: added.id });
		expect(rulesOf(story.task(mine, 'approve', staff.production))).toEqual(['wrong-state ORG-10']);
		story.task(added, 'approve', guest);
		expect(story.again(mine).status).toBe('open');
		story.task(mine, 'approve', staff.production);
		story.task(story.taskOf('technology-manager'), 'approve', staff.technology);
		expect(story.status).toBe('approved');
	});

	it('beside me lets both decide at once, and both are needed', () => {
		const { story, mine, added } = adding('beside');
		story.task(mine, 'approve', staff.production);
		story.task(story.taskOf('technology-manager'), 'approve', staff.technology);
		expect(story.status).toBe('in_review');
		story.task(added, 'approve', guest);
		expect(story.status).toBe('approved');
	});

	it('after me lets the other wait for my approval', () => {
		const { story, mine, added } = adding('after');
		expect(added).toMatchObject({ status: 'waiting', waits_for: mine.id, opened_at: null });
		story.task(mine, 'approve', staff.production);
		expect(story.again(added)).toMatchObject({ status: 'open', opened_at: story.now });
		story.task(added, 'approve', guest);
		expect(story.status).toBe('in_review');
		story.task(story.taskOf('technology-manager'), 'approve', staff.technology);
		expect(story.status).toBe('approved');
	});

	it.each(['before', 'beside', 'after'])('%s me where one of several is enough still needs the added one', (place) => {
		const { story, added } = adding(place, 'any');
		const other = story.taskOf('technology-manager');
		if (place === 'after') {
			story.task(story.taskOf('production-manager'), 'approve', staff.production);
		} else {
			story.task(other, 'approve', staff.technology);
		}
		expect(story.status).toBe('in_review');
		story.task(added, 'approve', guest);
		expect(story.status).toBe('approved');
		expect(story.openTasks).toEqual([]);
	});

	it.each(['before', 'beside'])('%s me ends the approval when the added one refuses', (place) => {
		const { story, added } = adding(place);
		story.task(added, 'reject', guest);
		expect(story.status).toBe('rejected');
		expect(story.tasks.every((task) => task.status === 'decided' || task.status === 'cancelled')).toBe(true);
	});

	it('may be repeated: the added one adds another before themselves', () => {
		const { story, mine, added } = adding('before');
		story.task(added, 'add_signer', guest, { user: staff.keeper.id, place: 'before' });
		story.task(story.taskOf(staff.keeper), 'approve', staff.keeper);
		expect([story.again(mine).status, story.again(added).status]).toEqual(['waiting', 'open']);
		story.task(added, 'approve', guest);
		expect(story.again(mine).status).toBe('open');
	});

	it('keeps whoever waits waiting for the one who takes the task over', () => {
		const { story, mine, added } = adding('after');
		story.task(mine, 'transfer', staff.production, { user: staff.deputy.id });
		const taken = story.taskOf(staff.deputy);
		expect(story.again(added)).toMatchObject({ status: 'waiting', waits_for: taken.id });
		story.task(taken, 'approve', staff.deputy);
		expect(story.again(added).status).toBe('open');
	});
});

describe('choosing a person', () => {
	const choose = (command: string, user: string, people: readonly Person[] = company) => {
		const story = two('all', people);
		return rulesOf(
			story.task(story.taskOf('production-manager'), command, staff.production, {
				user,
				...(command === 'add_signer' ? { place: 'beside' } : {}),
			}),
		);
	};

	describe.each(['transfer', 'delegate', 'add_signer'])('to %s', (command) => {
		it('accepts an active person on no side of the approval', () => {
			expect(choose(command, guest.id)).toEqual([]);
		});

		it.each([
			['the person who submitted', staff.seller.id],
			['oneself', staff.production.id],
			['somebody nobody knows', '00000000-0000-4000-8000-0000000000ff'],
		])('refuses %s', (_, user) => {
			expect(choose(command, user)).toEqual([sidesNotFree]);
		});

		it('refuses somebody who has left', () => {
			expect(choose(command, guest.id, withPerson(company, guest.id, { active: false }))).toEqual([sidesNotFree]);
		});

		it('refuses somebody who has already signed', () => {
			const story = two();
			story.task(story.taskOf('technology-manager'), 'approve', staff.technology);
			const input = { user: staff.technology.id, ...(command === 'add_signer' ? { place: 'beside' } : {}) };
			expect(rulesOf(story.task(story.taskOf('production-manager'), command, staff.production, input))).toEqual([sidesNotFree]);
		});

		it('wants a form with a person in it', () => {
			const story = two();
			const answer = story.task(story.taskOf('production-manager'), command, staff.production, { user: 'Mr Li' });
			expect(answer.accepted ? [] : answer.violations.map(({ rule, field }) => `${rule} ${String(field)}`)).toContain(
				'input-invalid input.user',
			);
		});

		it('is refused to somebody who is not asked', () => {
			const story = two();
			expect(
				rulesOf(
					story.task(story.taskOf('production-manager'), command, staff.keeper, {
						user: guest.id,
						...(command === 'add_signer' ? { place: 'beside' } : {}),
					}),
				),
			).toEqual(['not-your-task ORG-10']);
		});

		it('wants a qualified person where the step does (REV-07)', () => {
			const unqualified = person([], { qualification: null });
			const story = submitted(route(step('review', 'all', ['production-manager'], { qualified: true })), {
				people: [...everybody, unqualified],
			});
			const input = { user: unqualified.id, ...(command === 'add_signer' ? { place: 'beside' } : {}) };
			expect(story.task(story.taskOf('production-manager'), command, staff.production, input)).toMatchObject({
				accepted: false,
				violations: [{ rule: 'reviewer-not-qualified', clause: 'REV-07', field: 'input.user' }],
			});
		});
	});
});

describe('handing a task on', () => {
	it('by transfer leaves the first person out of it: they may sign another part', () => {
		const both = person(['production-manager', 'technology-manager']);
		const story = two('all', [staff.seller, both, guest, staff.deputy]);
		story.task(story.taskOf('production-manager'), 'transfer', both, { user: guest.id });
		const passedOn = story.taskOf(guest);
		expect(passedOn).toMatchObject({ assignee: guest.id, role: null, on_behalf_of: null });
		story.task(passedOn, 'approve', guest);
		expect(rulesOf(story.task(story.taskOf('technology-manager'), 'approve', both))).toEqual([]);
		expect(story.status).toBe('approved');
	});

	it('supersedes the first task, tells the new person and keeps the time limit', () => {
		const story = two();
		const first = story.taskOf('production-manager');
		story.task(first, 'transfer', staff.production, { user: guest.id }, 'Guest knows this yarn');
		expect(story.again(first)).toMatchObject({
			status: 'superseded',
			superseded_by: 'transferred',
			decision: null,
			comment: 'Guest knows this yarn',
		});
		expect(story.taskOf(guest)).toMatchObject({ replaces: first.id, due_at: first.due_at, status: 'open' });
		expect(story.store.messages.at(-1)?.to).toEqual([{ user: guest.id }]);
	});

	it('by delegation records both names, and both have then signed', () => {
		const both = person(['production-manager', 'technology-manager']);
		const story = two('all', [staff.seller, both, guest, staff.deputy]);
		story.task(story.taskOf('production-manager'), 'delegate', both, { user: guest.id });
		const delegated = story.taskOf(guest);
		story.task(delegated, 'approve', guest);
		expect(story.again(delegated)).toMatchObject({ decided_by: guest.id, on_behalf_of: both.id });
		expect(rulesOf(story.task(story.taskOf('technology-manager'), 'approve', both))).toEqual(['separation-of-duties ORG-10']);
	});

	it('by delegation of a delegation still acts for the first person', () => {
		const story = two();
		story.task(story.taskOf('production-manager'), 'delegate', staff.production, { user: guest.id });
		story.task(story.taskOf(guest), 'delegate', guest, { user: staff.keeper.id });
		const task = story.taskOf(staff.keeper);
		story.task(task, 'approve', staff.keeper);
		expect(story.again(task)).toMatchObject({ decided_by: staff.keeper.id, on_behalf_of: staff.production.id });
	});

	it('does not let a delegate decide for somebody who has meanwhile signed another part', () => {
		const both = person(['production-manager', 'technology-manager']);
		const story = two('all', [staff.seller, both, guest, staff.deputy]);
		story.task(story.taskOf('production-manager'), 'delegate', both, { user: guest.id });
		story.task(story.taskOf('technology-manager'), 'approve', both);
		expect(rulesOf(story.task(story.taskOf(guest), 'approve', guest))).toEqual(['separation-of-duties ORG-10']);
	});
});

describe('separation of duties (ORG-10)', () => {
	it('refuses the person who submitted, whatever role they hold', () => {
		const sellerAndManager = { ...staff.seller, roles: ['salesperson', 'production-manager'] as const };
		const story = two('all', [sellerAndManager, staff.technology, staff.production]);
		expect(rulesOf(story.task(story.taskOf('production-manager'), 'approve', sellerAndManager))).toEqual(['separation-of-duties ORG-10']);
	});

	it('refuses a substitute of the person who submitted, deciding in their place', () => {
		const sellerAndManager = {
			...staff.seller,
			roles: ['salesperson', 'production-manager'] as const,
			absences: [{ from: '2026-03-01', until: '2026-03-31', substitute: guest.id }],
		};
		const story = two('all', [sellerAndManager, staff.technology, staff.production, guest]);
		expect(rulesOf(story.task(story.taskOf('production-manager'), 'approve', guest))).toEqual(['separation-of-duties ORG-10']);
	});

	it('lets nobody sign twice, though they hold both roles', () => {
		const both = person(['production-manager', 'technology-manager']);
		const story = two('all', [staff.seller, both, staff.production]);
		story.task(story.taskOf('production-manager'), 'approve', both);
		expect(rulesOf(story.task(story.taskOf('technology-manager'), 'approve', both))).toEqual(['separation-of-duties ORG-10']);
	});

	it('lets nobody sign again as the substitute of somebody else', () => {
		const absent = person(['technology-manager'], {
			absences: [{ from: '2026-03-10', until: '2026-03-10', substitute: staff.production.id }],
		});
		const story = two('all', [staff.seller, staff.production, absent]);
		story.task(story.taskOf('production-manager'), 'approve', staff.production);
		expect(rulesOf(story.task(story.taskOf('technology-manager'), 'approve', staff.production))).toEqual(['separation-of-duties ORG-10']);
	});

	it('counts somebody whose substitute has signed as having signed', () => {
		const absent = person(['production-manager', 'technology-manager'], {
			absences: [{ from: '2026-03-10', until: '2026-03-10', substitute: guest.id }],
		});
		const story = two('all', [staff.seller, absent, guest, staff.technology]);
		const task = story.taskOf('production-manager');
		story.task(task, 'approve', guest);
		expect(story.again(task)).toMatchObject({ decided_by: guest.id, on_behalf_of: absent.id });
		expect(rulesOf(story.task(story.taskOf('technology-manager'), 'approve', absent))).toEqual(['separation-of-duties ORG-10']);
	});

	it('starts afresh with the next round', () => {
		const story = two();
		story.task(story.taskOf('production-manager'), 'return', staff.production);
		expect(story.status).toBe('draft');
		expect(rulesOf(story.contract('submit', staff.seller))).toEqual([]);
		expect(rulesOf(story.task(story.taskOf('production-manager'), 'approve', staff.production))).toEqual([]);
		expect(story.latestApproval.round).toBe(2);
	});
});

describe('who is qualified (REV-07)', () => {
	const qualifiedStep = route(step('review', 'all', ['production-manager'], { qualified: true }));

	it('is asked again on the day of the decision', () => {
		const story = submitted(qualifiedStep);
		story.store.people = withPerson(everybody, staff.production.id, {
			qualification: { ...there(staff.production.qualification), industryStandards: '2026-03-09' },
		});
		expect(rulesOf(story.task(story.taskOf('production-manager'), 'approve', staff.production))).toEqual(['reviewer-not-qualified REV-07']);
	});

	it('is not excused by a qualified colleague: a substitute must be qualified too', () => {
		const absent = { ...staff.production, absences: [{ from: '2026-03-10', until: '2026-03-12', substitute: guest.id }] };
		const story = submitted(qualifiedStep, { people: [staff.seller, absent, { ...guest, qualification: null }] });
		expect(rulesOf(story.task(story.taskOf('production-manager'), 'approve', guest))).toEqual(['reviewer-not-qualified REV-07']);
	});
});
