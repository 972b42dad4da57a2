import { z } from 'zod';
import { paragraphInput } from '../forms/input.js';
import { defineGuard, defineProcess, type RowBase } from '../process/declaration.js';
import { contractReviewWords as words } from './words.js';

export interface DoubtRow extends RowBase {
	readonly contract: string;
	readonly raised_by: string | null;
}

export interface DoubtFacts {
	/** Who submitted the contract that is being reviewed, and who is or was asked to review it. */
	readonly round: { readonly startedBy: string; readonly reviewers: readonly string[] } | null;
}

interface DoubtTypes {
	readonly state: 'open' | 'resolved';
	readonly row: DoubtRow;
	readonly facts: DoubtFacts;
}

const reviewerResolves = defineGuard<DoubtTypes>()({
	rule: 'resolver-not-reviewer',
	clause: 'REV-08',
	text: words.resolverNotReviewer,
	needs: ['round'],
	check: ({ row, actor, facts: { round } }) => {
		if (actor.id === null || round === null || round.startedBy === actor.id) return [{}];
		return row.raised_by === actor.id || round.reviewers.includes(actor.id) ? [] : [{}];
	},
});

/** A doubt a reviewer voices about a clause of the contract; the review cannot pass while it is open (REV-08). */
export const contractDoubtProcess = defineProcess<DoubtTypes>()({
	name: 'contract-review',
	collection: 'crm_contract_doubts',
	label: words.doubt,
	initial: 'open',
	states: {
		open: { label: words.doubtStates.open, kind: 'waiting' },
		resolved: { label: words.doubtStates.resolved, kind: 'ended' },
	},
	commands: {
		resolve: {
			label: words.resolve,
			note: words.resolveNote,
			tone: 'primary',
			from: ['open'],
			to: 'resolved',
			by: ['anyone'],
			byClause: 'REV-08',
			input: z.object({ resolution: paragraphInput(words.resolution) }),
			guards: [reviewerResolves],
			effects: ({ input, now, actor }) => [
				{ kind: 'set', patch: { resolution: input['resolution'], resolved_at: now, resolved_by: actor.id } },
			],
		},
	},
	governed: ['resolution', 'resolved_at', 'resolved_by'],
	setOnce: ['raised_by', 'contract'],
	editable: [{ states: ['open'], fields: '*' }],
	editClause: 'REV-08',
	children: [],
	deletable: false,
});
