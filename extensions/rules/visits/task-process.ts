import { z } from 'zod';
import { paragraphInput } from '../forms/input.js';
import { defineProcess, type CommandDeclaration } from '../process/declaration.js';
import type { RowBase } from '../process/declaration.js';
import { visitWords as words } from './words.js';

export const visitTaskStates = ['open', 'settled', 'dropped'] as const;

/** A task somebody took home from a visit. */
export interface VisitTaskTypes {
	readonly state: (typeof visitTaskStates)[number];
	readonly row: RowBase & {
		readonly visit: string;
		readonly what: string;
		/** ISO day. */
		readonly due_on: string;
		readonly owner: string | null;
		readonly department: string | null;
	};
	readonly facts: object;
}

const holders: CommandDeclaration<VisitTaskTypes>['by'] = ['owner', 'business-head', 'service-manager', 'general-manager'];

/** A follow-up task from a visit report: what the customer asked for is answered or served (VIS-08, COM-02). */
export const visitTaskProcess = defineProcess<VisitTaskTypes>()({
	name: 'visits',
	collection: 'crm_visit_tasks',
	label: words.task,
	initial: 'open',
	states: {
		open: { label: words.taskStates.open, kind: 'waiting' },
		settled: { label: words.taskStates.settled, kind: 'ended' },
		dropped: { label: words.taskStates.dropped, kind: 'refused' },
	},
	commands: {
		settle: {
			label: words.settle,
			note: words.settleNote,
			tone: 'primary',
			from: ['open'],
			to: 'settled',
			by: holders,
			byClause: 'VIS-08',
			input: z.object({ result: paragraphInput(words.result) }),
			guards: [],
			effects: ({ input, now, actor }) => [{ kind: 'set', patch: { result: input['result'], settled_at: now, settled_by: actor.id } }],
		},
		drop: {
			label: words.drop,
			note: words.dropNote,
			tone: 'danger',
			from: ['open'],
			to: 'dropped',
			by: holders,
			byClause: 'VIS-08',
			comment: 'required',
			guards: [],
			effects: ({ comment, now, actor }) => [{ kind: 'set', patch: { result: comment, settled_at: now, settled_by: actor.id } }],
		},
	},
	governed: ['result', 'settled_at', 'settled_by'],
	setOnce: ['visit', 'customer', 'what', 'due_on', 'owner', 'department'],
	editable: [],
	editClause: 'VIS-08',
	children: [],
	deletable: false,
});
