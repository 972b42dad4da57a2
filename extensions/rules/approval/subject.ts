import { localDay } from '../calendar/local-date.js';
import type { Content } from '../canonical/content.js';
import type { Person } from '../organisation/people.js';
import { roles } from '../organisation/roles.js';
import { defineGuard, type Case, type CommandDeclaration, type Guard, type ProcessTypes } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import type { ClauseId } from '../process/violation.js';
import type { Route } from '../rulebook/rulebook.js';
import { text, type Text } from '../words/text.js';
import { withdrawEffects } from './approval-process.js';
import { openApproval, unfilledParts } from './open.js';
import type { ApprovalRow, TaskRow } from './rows.js';
import { approvalWords } from './words.js';

/** What every record that goes through an approval can say about itself. The bundle loads these for all of them alike. */
export interface SubjectFacts {
	/** The reviewed content as it is now: its hash, and the canonical form a reviewer is shown. */
	readonly content: { readonly hash: string; readonly canonical: Content };
	/** The round that is still running, with its tasks. */
	readonly pending: { readonly approval: ApprovalRow; readonly tasks: readonly TaskRow[] } | null;
	/** How many rounds there have been. */
	readonly rounds: number;
	readonly people: readonly Person[];
}

export interface SubjectTypes extends ProcessTypes {
	readonly facts: SubjectFacts;
}

/** How a domain sends its records through the approval engine. */
export interface ApprovalSubject<T extends SubjectTypes> {
	readonly collection: string;
	/** The relation on `crm_approvals` that points at the collection. */
	readonly relation: string;
	/** What people call the record in messages. */
	readonly title: (subject: Case<T>) => string;
	/** The route this submission takes by the rulebook; without one it cannot be submitted. */
	readonly route: (subject: Case<T>) => { readonly key: string; readonly route: Route } | null;
	readonly missingRoute: { readonly clause: ClauseId; readonly text: Text };
	/** The clause that asks for reviewers fit for their part. */
	readonly eligibleClause: ClauseId;
	/** Somebody the matter is about, who is never asked to decide on it (CMP-20). */
	readonly barred?: (subject: Case<T>) => string | null;
	/** Facts the route depends on. */
	readonly needs: readonly (keyof T['facts'] & string)[];
}

/** The pieces of a declaration that every record under approval shares. */
export interface SubjectRules<T extends SubjectTypes> {
	/** The rulebook has a route for it, and every part of that route can be filled, so that no submission gets stuck. */
	readonly guards: readonly [Guard<T>, Guard<T>];
	/** What a submission needs beside the guards. */
	readonly needs: readonly (keyof T['facts'] & string)[];
	/** Opens the next round over the content as it is now. */
	readonly submit: (subject: Case<T>) => readonly Effect[];
	/** Takes a submission back: only the person who submitted it, and only while it runs. */
	readonly withdraw: Pick<CommandDeclaration<T>, 'label' | 'note' | 'guards' | 'needs'> & {
		readonly effects: (subject: Case<T>) => readonly Effect[];
	};
}

/** Makes the guards, the submission and the withdrawal of a record that goes through an approval (ORG-10). */
export function approvalSubject<T extends SubjectTypes>(declared: ApprovalSubject<T>): SubjectRules<T> {
	const guard = defineGuard<T>();
	// `needs` lists names of the domain's own facts, of which these are always some.
	const facts = (...names: readonly (keyof SubjectFacts)[]) => names as readonly (keyof T['facts'] & string)[];

	const routeIsDefined = guard({
		rule: 'route-missing',
		...declared.missingRoute,
		needs: declared.needs,
		check: (subject) => (declared.route(subject) === null ? [{}] : []),
	});

	const everyPartCanBeFilled = guard({
		rule: 'no-eligible-reviewer',
		clause: declared.eligibleClause,
		text: approvalWords.nobodyEligible,
		needs: [...declared.needs, ...facts('people')],
		check: (subject) => {
			const chosen = declared.route(subject);
			if (chosen === null || subject.actor.id === null) return [];
			const day = localDay(subject.now, subject.rulebook.time_zone);
			const barred = declared.barred?.(subject) ?? null;
			const people = subject.facts.people.filter(({ id }) => id !== barred);
			return unfilledParts(chosen.route, people, subject.actor.id, subject.row.department, day).map(({ step, signer }) => ({
				values: { step: step.label, role: roles[signer.role], qualified: step.qualified ? approvalWords.qualifiedWord : text('', '') },
			}));
		},
	});

	const submittedByActor = guard({
		rule: 'only-submitter',
		clause: 'ORG-10',
		text: approvalWords.onlyStarter,
		needs: facts('pending'),
		check: ({ facts: { pending }, actor }) => (pending === null || pending.approval.started_by === actor.id ? [] : [{}]),
	});

	return {
		guards: [routeIsDefined, everyPartCanBeFilled],
		needs: [...declared.needs, ...facts('content', 'rounds', 'people')],
		submit: (subject) => {
			const chosen = declared.route(subject);
			if (chosen === null || subject.actor.id === null) throw new Error('A submission was accepted without a route or a person.');
			return openApproval({
				collection: declared.collection,
				relation: declared.relation,
				subject: { id: subject.row.id, department: subject.row.department ?? null, title: declared.title(subject) },
				hash: subject.facts.content.hash,
				submitted: subject.facts.content.canonical,
				routeKey: chosen.key,
				route: chosen.route,
				round: subject.facts.rounds + 1,
				startedBy: subject.actor.id,
				barred: declared.barred?.(subject) ?? null,
				rulebookVersion: subject.rulebook.version,
				now: subject.now,
				newId: subject.newId,
			}).effects;
		},
		withdraw: {
			label: approvalWords.withdraw,
			note: approvalWords.withdrawNote,
			guards: [submittedByActor],
			needs: facts('pending', 'content'),
			effects: (subject) => {
				const { pending, content } = subject.facts;
				if (pending === null) return [];
				const facts = {
					approval: pending.approval,
					tasks: pending.tasks,
					people: [],
					subject: { collection: declared.collection, id: subject.row.id, title: declared.title(subject), hash: content.hash },
				};
				// The record's own command moves the record, so nothing is left to conclude.
				return withdrawEffects(facts, subject.now).filter((effect) => effect.kind !== 'conclude');
			},
		},
	};
}
