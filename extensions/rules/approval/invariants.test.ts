import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '../organisation/people.js';
import type { RoleKey } from '../organisation/roles.js';
import type { Route, RouteStep } from '../rulebook/rulebook.js';
import { contractId } from '../testing/contract.js';
import { person, staff, theSystem } from '../testing/people.js';
import { ReviewStory } from '../testing/review-story.js';
import { route, rulebookWithRoute, step } from '../testing/rulebook.js';
import { brokenApprovalInvariants, TaskMemory } from '../testing/invariants.js';
import { there } from '../testing/there.js';

const roles: readonly RoleKey[] = ['production-manager', 'technology-manager', 'quality-manager', 'business-head', 'general-manager'];

/** Nine people with overlapping roles, some of whom stand in for others. */
const company = ((): readonly Person[] => {
	const people: Person[] = [
		staff.seller,
		person(['production-manager']),
		person(['production-manager', 'technology-manager']),
		person(['technology-manager', 'quality-manager']),
		person(['quality-manager'], { qualification: null }),
		person(['business-head', 'production-manager']),
		person(['business-head']),
		person(['general-manager', 'business-head']),
		person([]),
	];
	const away = (index: number, substitute: number): void => {
		people[index] = {
			...there(people[index]),
			absences: [{ from: '2026-03-01', until: '2026-03-12', substitute: there(people[substitute]).id }],
		};
	};
	away(1, 8);
	away(3, 5);
	away(6, 0);
	return people;
})();

const routes: fc.Arbitrary<Route> = fc
	.array(
		fc.record({
			mode: fc.constantFrom<RouteStep['mode']>('all', 'any', 'meeting'),
			signers: fc.subarray([...roles], { minLength: 1, maxLength: 3 }),
			qualified: fc.boolean(),
			escalate_to: fc.constantFrom(...roles),
		}),
		{ minLength: 1, maxLength: 3 },
	)
	.map((steps) =>
		route(
			...steps.map(({ mode, signers, qualified, escalate_to }, index) => step(`step-${index}`, mode, signers, { qualified, escalate_to })),
		),
	);

const whoever = fc.nat({ max: company.length - 1 });

type Act =
	| {
			readonly kind: 'task';
			readonly command: string;
			readonly nth: number;
			readonly who: number;
			readonly chosen: number;
			readonly place: string;
	  }
	| { readonly kind: 'willing'; readonly nth: number; readonly command: string }
	| { readonly kind: 'withdraw'; readonly who: number }
	| { readonly kind: 'time'; readonly hours: number }
	| { readonly kind: 'staff'; readonly who: number };

const acts: fc.Arbitrary<Act> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constant('task' as const),
			command: fc.constantFrom('approve', 'approve', 'transfer', 'delegate', 'add_signer', 'return', 'reject', 'escalate', 'reroute'),
			nth: fc.nat({ max: 5 }),
			who: whoever,
			chosen: whoever,
			place: fc.constantFrom('before', 'beside', 'after'),
		}),
	},
	// Somebody who may do it does it, so that rounds get somewhere.
	{
		weight: 8,
		arbitrary: fc.record({
			kind: fc.constant('willing' as const),
			nth: fc.nat({ max: 5 }),
			command: fc.constantFrom('approve', 'approve', 'approve', 'approve', 'approve', 'approve', 'delegate', 'return', 'reject'),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), who: fc.constantFrom(0, 0, 1) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('time' as const), hours: fc.integer({ min: 1, max: 72 }) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('staff' as const), who: fc.integer({ min: 1, max: company.length - 1 }) }) },
);

const inputFor = (command: string, chosen: Person, place: string): Readonly<Record<string, unknown>> => {
	if (command === 'transfer' || command === 'delegate') return { user: chosen.id };
	return command === 'add_signer' ? { user: chosen.id, place } : {};
};

/** The record of a meeting that everybody attended, for a chair; an empty form for everybody else. */
const approval = (isChair: boolean) =>
	isChair ? { held_at: '2026-03-10T03:00:00Z', attendance: company.map(({ id }) => id), minutes: 'Held', conclusion: 'Passed' } : {};

function perform(story: ReviewStory, act: Act): void {
	const live = story.tasks.filter((task) => task.status === 'open' || task.status === 'waiting');
	const pick =
		act.kind === 'task'
			? story.tasks[act.nth % story.tasks.length]
			: act.kind === 'willing'
				? live[act.nth % Math.max(1, live.length)]
				: undefined;
	const isChair = pick?.mode === 'meeting' && pick.part === 'chair';
	switch (act.kind) {
		case 'task': {
			if (pick === undefined) return;
			const who = act.command === 'escalate' || act.command === 'reroute' ? theSystem : there(company[act.who]);
			const input = act.command === 'approve' ? approval(isChair) : inputFor(act.command, there(company[act.chosen]), act.place);
			story.task(pick, act.command, who, input);
			return;
		}
		case 'willing': {
			if (pick === undefined) return;
			const input = act.command === 'approve' ? approval(isChair) : inputFor(act.command, there(company[8]), 'beside');
			company.some((who) => story.task(pick, act.command, who, input).accepted);
			return;
		}
		case 'withdraw':
			story.approval('withdraw', there(company[act.who]));
			return;
		case 'time':
			story.wait(act.hours);
			story.tick();
			return;
		case 'staff':
			story.store.people = story.store.people.map((somebody, index) =>
				index === act.who ? { ...somebody, active: !somebody.active } : somebody,
			);
			story.tick();
			return;
	}
}

describe('an approval, whatever anybody does', { timeout: 120_000 }, () => {
	it('never has one person on two sides, never changes a decided task, and ends only as its steps say', () => {
		const ends = new Set<string>();
		fc.assert(
			fc.property(routes, fc.array(acts, { minLength: 5, maxLength: 40 }), (routine, sequence) => {
				const story = new ReviewStory({ rulebook: rulebookWithRoute(routine), people: company });
				if (!story.contract('submit', staff.seller).accepted) return;
				story.answerEverything();
				const memory = new TaskMemory();
				for (const act of sequence) {
					perform(story, act);
					expect([...brokenApprovalInvariants(story.latestApproval, story.tasks), ...memory.changedSince(story.tasks)]).toEqual([]);
				}
				ends.add(story.latestApproval.status);
				if (story.latestApproval.status === 'approved') expect(story.store.row('crm_contracts', contractId)['status']).toBe('approved');
			}),
			{ numRuns: 120 },
		);
		// A property that only ever sees one ending proves little.
		expect([...ends].toSorted()).toEqual(['approved', 'pending', 'rejected', 'returned', 'withdrawn']);
	});

	it('never gets stuck: with time, staff of the last resort and good will it ends', () => {
		fc.assert(
			fc.property(routes, fc.array(acts, { maxLength: 15 }), (routine, sequence) => {
				const reserves = Array.from({ length: 8 }, () => person(['general-manager', 'business-head']));
				const story = new ReviewStory({ rulebook: rulebookWithRoute(routine), people: [...company, ...reserves] });
				if (!story.contract('submit', staff.seller).accepted) return;
				story.answerEverything();
				for (const act of sequence) if (act.kind !== 'withdraw') perform(story, act);
				for (let round = 0; round < 40 && story.latestApproval.status === 'pending'; round++) {
					for (const task of story.openTasks) {
						const form =
							task.mode === 'meeting' && task.part === 'chair'
								? { ...approval(true), attendance: story.store.people.map(({ id }) => id) }
								: {};
						const decided = story.store.people.some((who) => story.task(task, 'approve', who, form).accepted);
						const objected = story.tasks.some(
							(other) => other.position === task.position && (other.decision === 'rejected' || other.decision === 'returned'),
						);
						if (!decided && objected) story.store.people.some((who) => story.task(task, 'return', who).accepted);
					}
					story.tick();
				}
				expect(story.latestApproval.status).not.toBe('pending');
			}),
			{ numRuns: 120 },
		);
	});
});
