import { withdrawEffects } from '../approval/approval-process.js';
import { approvalSubject } from '../approval/subject.js';
import { approvalWords } from '../approval/words.js';
import type { TaskRow } from '../approval/rows.js';
import type { Person } from '../organisation/people.js';
import { defineGuard, type Case, type Guard } from '../process/declaration.js';
import type { Effect, Recipient } from '../process/effect.js';
import type { Route } from '../rulebook/rulebook.js';
import type { ContractTypes } from './contract.js';
import { titleOf } from './submission.js';
import { contractReviewWords as words } from './words.js';

/**
 * The override of a review that cannot be completed: two people who hold the access policy for it take the place of the reviewers who
 * do not sign. It replaces signatures and nothing else: it is a round of approval like any other, over the content as it stands, so
 * that “an approved approval exists for the present hash” stays the one predicate behind signing, and every rule about what must be
 * answered, resolved, confirmed or in stock holds as before (docs/decisions/override.md).
 */

type ContractCase = Case<ContractTypes>;

const guard = defineGuard<ContractTypes>();

/** The route of an override by the rulebook of the case; none where the rulebook has none. */
function overrideRoute({ rulebook }: ContractCase): { readonly key: string; readonly route: Route } | null {
	const key = rulebook.contract_review.override?.route;
	const route = key === undefined ? undefined : rulebook.approvals.routes[key];
	return key === undefined || route === undefined ? null : { key, route };
}

/** Whether the round that runs is an override. */
const isOverride = (subject: ContractCase): boolean => {
	const { pending } = subject.facts;
	return pending !== null && pending.approval.route === overrideRoute(subject)?.key;
};

/** Everybody on the side that wants the contract: who owns it and who has submitted it. None of them confirms. */
const wantingSide = ({ row, facts }: ContractCase): ReadonlySet<string> =>
	new Set([...(row.owner === null ? [] : [row.owner]), ...facts.approvals.map((approval) => approval.started_by)]);

const secondPeople = (subject: ContractCase): readonly Person[] => {
	const side = wantingSide(subject);
	return subject.facts.people.filter((person) => person.mayOverride === true && !side.has(person.id));
};

const overrideApproval = approvalSubject<ContractTypes>({
	collection: 'crm_contracts',
	relation: 'contract',
	title: titleOf,
	route: overrideRoute,
	missingRoute: { clause: 'REV-03', text: words.overrideNotForeseen },
	eligibleClause: 'ORG-10',
	needs: [],
});
const [, everyPartCanBeFilled] = overrideApproval.guards;

/** Offered only where the rulebook foresees it. */
export const overrideIsForeseen = guard({
	rule: 'override-not-foreseen',
	clause: 'REV-03',
	text: words.overrideNotForeseen,
	needs: [],
	check: (subject) => (overrideRoute(subject) === null ? [{}] : []),
});

const askerMayOverride = guard({
	rule: 'override-not-authorised',
	clause: 'ORG-10',
	text: words.overrideNotAuthorised,
	needs: [],
	check: ({ actor }) => (actor.mayOverride === true ? [] : [{}]),
});

const oneOverrideAtATime = guard({
	rule: 'override-asked-already',
	clause: 'REV-03',
	text: words.overrideAskedAlready,
	needs: ['pending'],
	check: (subject) => (isOverride(subject) ? [{}] : []),
});

/** Somebody had their time and did not sign: the decision is overdue, or has been handed on because it was or because nobody could. */
const notSignedInTime = (task: TaskRow, now: string): boolean =>
	task.superseded_by === 'escalated' ||
	task.superseded_by === 'rerouted' ||
	(task.status === 'open' && task.due_at !== null && task.due_at < now);

const reviewIsStuck = guard({
	rule: 'review-not-stuck',
	clause: 'REV-02',
	text: words.reviewNotStuck,
	needs: ['pending'],
	check: (subject) => {
		const tasks = isOverride(subject) ? [] : (subject.facts.pending?.tasks ?? []);
		return isOverride(subject) || tasks.some((task) => notSignedInTime(task, subject.now)) ? [] : [{}];
	},
});

/** An opinion that was given is not overridden, only one that is missing. */
const nobodyObjected = guard({
	rule: 'override-against-objection',
	clause: 'REV-05',
	text: words.overrideAgainstObjection,
	needs: ['pending'],
	check: ({ facts }) => ((facts.pending?.tasks ?? []).some(({ decision }) => decision !== null && decision !== 'approved') ? [{}] : []),
});

const secondPersonExists: Guard<ContractTypes> = {
	...everyPartCanBeFilled,
	rule: 'override-second-person-missing',
	text: words.overrideSecondPersonMissing,
	needs: [...everyPartCanBeFilled.needs, 'approvals'],
	check: (subject) => {
		const open = everyPartCanBeFilled.check({ ...subject, facts: { ...subject.facts, people: secondPeople(subject) } });
		return open.length > 0 ? [{}] : [];
	},
};

/** What must hold before an override is asked for. */
export const overrideGuards = [askerMayOverride, oneOverrideAtATime, reviewIsStuck, nobodyObjected, secondPersonExists] as const;

export const overrideNeeds = [...overrideApproval.needs, 'pending', 'approvals'] as const;

/** Whoever was handed the task confirms nothing unless they may override themselves, and nobody of the side that wants the contract. */
export const overrideIsConfirmedByAnother = [
	guard({
		rule: 'override-not-authorised',
		clause: 'ORG-10',
		text: words.overrideNotAuthorised,
		needs: ['pending'],
		check: (subject) => (isOverride(subject) && subject.actor.mayOverride !== true ? [{}] : []),
	}),
	guard({
		rule: 'separation-of-duties',
		clause: 'ORG-10',
		text: approvalWords.separationOfDuties,
		needs: ['pending', 'approvals'],
		check: (subject) => (isOverride(subject) && wantingSide(subject).has(subject.actor.id ?? '') ? [{}] : []),
	}),
] as const;

/** Whoever supervises, and whose contract it is. */
const informed = ({ row }: ContractCase): readonly Recipient[] => [
	{ role: 'general-manager' },
	{ role: 'auditor' },
	...(row.owner === null ? [] : [{ user: row.owner }]),
];

/** Ends the round that cannot be completed and asks a second person; the reason stands on the form from now on. */
export function askForOverride(subject: ContractCase): readonly Effect[] {
	const { facts, now, comment, row } = subject;
	const { pending, content } = facts;
	if (pending === null) throw new Error('An override was accepted although no review runs.');
	const round = {
		approval: pending.approval,
		tasks: pending.tasks,
		people: [],
		subject: { collection: 'crm_contracts', id: row.id, title: titleOf(subject), hash: content.hash },
	};
	return [
		// The contract stays in review, now under the override, so that the round which ends moves nothing.
		...withdrawEffects(round, now).filter(({ kind }) => kind !== 'conclude'),
		{ kind: 'set', patch: { override_reason: comment, overridden_at: null } },
		...overrideApproval.submit(subject),
		{
			kind: 'notify',
			to: informed(subject),
			except: subject.actor.id,
			subject: words.overrideAskedSubject,
			body: words.overrideAskedBody,
			values: { title: titleOf(subject), reason: comment ?? '' },
		},
	];
}

/** What a passed round leaves on the contract when it was an override. */
export const confirmOverride = (subject: ContractCase): readonly Effect[] =>
	isOverride(subject)
		? [
				{ kind: 'set', patch: { overridden_at: subject.now } },
				{
					kind: 'notify',
					to: informed(subject),
					except: subject.actor.id,
					subject: words.overriddenSubject,
					body: words.overriddenBody,
					values: { title: titleOf(subject) },
				},
			]
		: [];

/** An override is of one round; a contract that is submitted anew or revised is under none. */
export const noOverride = { override_reason: null, overridden_at: null } as const;
