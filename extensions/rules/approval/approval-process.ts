import { defineGuard, defineProcess } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import type { ApprovalFacts } from './facts.js';
import { recipientsOf } from './open.js';
import { endEffects } from './progress.js';
import type { ApprovalRow, ApprovalState } from './rows.js';
import { approvalWords } from './words.js';

interface ApprovalTypes {
	readonly state: ApprovalState;
	readonly row: ApprovalRow;
	readonly facts: ApprovalFacts;
}

const guard = defineGuard<ApprovalTypes>();

const startedByActor = guard({
	rule: 'only-starter',
	clause: 'ORG-10',
	text: approvalWords.onlyStarter,
	needs: [],
	check: ({ row, actor }) => (row.started_by === actor.id ? [] : [{}]),
});

/** Cancels what is still undecided and takes the record back to its draft. */
export function withdrawEffects(facts: ApprovalFacts, now: string): readonly Effect[] {
	return [
		...facts.tasks
			.filter((task) => task.status === 'open' || task.status === 'waiting')
			.map((task): Effect => ({ kind: 'update', collection: 'crm_approval_tasks', id: task.id, patch: { status: 'cancelled' } })),
		...endEffects(facts.approval, 'withdrawn', now, facts.subject.title).filter((effect) => effect.kind !== 'notify'),
	];
}

/** The process of one round of approval. Its states other than `pending` are set by decisions on its tasks. */
export const approvalProcess = defineProcess<ApprovalTypes>()({
	name: 'approval',
	collection: 'crm_approvals',
	label: approvalWords.approval,
	initial: 'pending',
	states: {
		pending: { label: approvalWords.approvalStates.pending, kind: 'waiting' },
		approved: { label: approvalWords.approvalStates.approved, kind: 'in-force' },
		rejected: { label: approvalWords.approvalStates.rejected, kind: 'refused' },
		returned: { label: approvalWords.approvalStates.returned, kind: 'ended' },
		withdrawn: { label: approvalWords.approvalStates.withdrawn, kind: 'ended' },
		void: { label: approvalWords.approvalStates.void, kind: 'refused' },
	},
	commands: {
		withdraw: {
			label: approvalWords.withdraw,
			note: approvalWords.withdrawNote,
			from: ['pending'],
			to: 'withdrawn',
			by: ['anyone'],
			byClause: 'ORG-10',
			comment: 'optional',
			guards: [startedByActor],
			needs: ['approval', 'tasks', 'subject'],
			effects: ({ facts, now }) => [
				{ kind: 'set', patch: { ended_at: now } },
				...withdrawEffects(facts, now).filter((effect) => !(effect.kind === 'update' && effect.collection === 'crm_approvals')),
			],
		},
		remind: {
			label: approvalWords.remind,
			note: approvalWords.remindNote,
			from: ['pending'],
			by: ['anyone'],
			byClause: 'ORG-10',
			guards: [
				startedByActor,
				guard({
					rule: 'reminded-recently',
					clause: 'REV-02',
					text: approvalWords.remindedRecently,
					needs: [],
					check: ({ row, now, rulebook }) => {
						const hours = rulebook.approvals.remind_every_hours;
						const last = row.reminded_at === null ? Number.NEGATIVE_INFINITY : Date.parse(row.reminded_at);
						return Date.parse(now) - last < hours * 3_600_000 ? [{ values: { hours } }] : [];
					},
				}),
			],
			needs: ['tasks', 'subject'],
			effects: ({ facts, now, row }) => [
				{ kind: 'set', patch: { reminded_at: now } },
				...facts.tasks
					.filter((task) => task.status === 'open')
					.map((task): Effect => ({
						kind: 'notify',
						to: recipientsOf(task),
						except: row.barred ?? null,
						subject: approvalWords.remindSubject,
						body: approvalWords.askedBody,
						values: { title: facts.subject.title, step: row.steps[task.position]?.label ?? '' },
					})),
			],
		},
	},
	governed: ['subject_collection', 'subject_id', 'subject_hash', 'result_hash', 'route', 'started_by', 'barred', 'started_at', 'ended_at'],
	setOnce: [],
	editable: [],
	editClause: 'REV-03',
	children: [],
	deletable: false,
});
