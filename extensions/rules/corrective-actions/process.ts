import { z } from 'zod';
import { localDay } from '../calendar/local-date.js';
import { choiceInput, paragraphInput } from '../forms/input.js';
import { hasRole } from '../organisation/people.js';
import { roles } from '../organisation/roles.js';
import { defineGuard, defineProcess } from '../process/declaration.js';
import type { CorrectiveActionRow, CorrectiveActionTypes } from './action.js';
import { correctiveActionWords as words } from './words.js';

const guard = defineGuard<CorrectiveActionTypes>();

const blank = (value: string | null): boolean => (value ?? '').trim() === '';

const isDescribed = guard({
	rule: 'action-incomplete',
	clause: 'CAP-01',
	text: words.incomplete,
	needs: [],
	check: ({ row }) => [
		...(['title', 'trigger', 'responsible_department', 'assignee', 'due_on'] as const)
			.filter((field) => blank(row[field]))
			.map((field) => ({ field, values: { what: words.basics[field] } })),
		...(blank(row.corrective_measure) && blank(row.preventive_measure)
			? [{ field: 'corrective_measure', values: { what: words.basics.measure } }]
			: []),
		...(row.trigger === 'complaint' && row.complaint === null ? [{ field: 'complaint', values: { what: words.basics.complaint } }] : []),
	],
});

const causeIsEstablished = guard({
	rule: 'cause-or-responsibility-missing',
	clause: 'CAP-03',
	text: words.causeMissing,
	needs: [],
	check: ({ row }) =>
		(['cause', 'responsibility'] as const)
			.filter((field) => blank(row[field]))
			.map((field) => ({ field, values: { what: words.basics[field] } })),
});

const notStartedYet = guard({
	rule: 'already-started',
	clause: 'CAP-03',
	text: words.alreadyStarted,
	needs: [],
	check: ({ row }) => (row.started_at === null ? [] : [{ field: 'started_at' }]),
});

const isStarted = guard({
	rule: 'not-started',
	clause: 'CAP-03',
	text: words.notStarted,
	needs: [],
	check: ({ row }) => (row.started_at === null ? [{ field: 'started_at' }] : []),
});

const notExecutedYet = guard({
	rule: 'already-executed',
	clause: 'CAP-05',
	text: words.alreadyExecuted,
	needs: ['content'],
	check: ({ row, facts }) => (row.executed_at !== null && row.executed_hash === facts.content.hash ? [{ field: 'executed_at' }] : []),
});

const isExecuted = guard({
	rule: 'not-executed',
	clause: 'CAP-05',
	text: words.notExecuted,
	needs: [],
	check: ({ row }) => (row.executed_at === null ? [{ field: 'executed_at' }] : []),
});

const isReportedByExecutor = guard({
	rule: 'not-executor',
	clause: 'CAP-01',
	text: words.notExecutor,
	needs: [],
	check: ({ row, actor }) => (actor.id !== null && [row.assignee, row.owner].includes(actor.id) ? [] : [{ field: 'assignee' }]),
});

const verifierIsDesignated = guard({
	rule: 'verifier-not-designated',
	clause: 'CAP-05',
	text: words.verifiersOnly,
	needs: [],
	check: ({ actor, rulebook: { corrective_actions: rules } }) =>
		hasRole(actor, rules.verifiers) ? [] : [{ values: { who: roles[rules.verifiers[0] ?? 'quality-manager'] } }],
});

/** The effect is checked by somebody else than who carried the action out (CAP-05). */
const verifierIsSomebodyElse = guard({
	rule: 'verifier-is-executor',
	clause: 'CAP-05',
	text: words.verifiesOwnWork,
	needs: ['accused'],
	check: ({ row, actor, facts }) =>
		actor.id !== null && [row.assignee, row.executed_by, facts.accused].includes(actor.id) ? [{ field: 'assignee' }] : [],
});

const unchangedSinceExecution = guard({
	rule: 'changed-since-execution',
	clause: 'CAP-05',
	text: words.changedSince,
	needs: ['content'],
	check: ({ row, facts }) => (row.executed_hash !== null && row.executed_hash !== facts.content.hash ? [{ field: 'executed_at' }] : []),
});

const isOverdue = guard({
	rule: 'not-overdue',
	clause: 'CAP-05',
	text: words.dueNotPassed,
	needs: [],
	check: ({ row, now, rulebook }) =>
		row.due_on !== null &&
		row.due_on.slice(0, 10) < localDay(now, rulebook.time_zone) &&
		row.executed_at === null &&
		row.overdue_reminded_at === null
			? []
			: [{ field: 'due_on' }],
});

const valuesOf = (row: CorrectiveActionRow) => ({
	number: row.number ?? '',
	title: row.title ?? '',
	due: row.due_on?.slice(0, 10) ?? '',
});

/** A corrective or preventive action: started once cause and responsibility are known, closed once somebody else found it effective (CAP-01 to CAP-05). */
export const correctiveActionProcess = defineProcess<CorrectiveActionTypes>()({
	name: 'corrective-actions',
	collection: 'crm_corrective_actions',
	label: words.action,
	initial: 'open',
	states: {
		open: { label: words.states.open, kind: 'waiting' },
		verified: { label: words.states.verified, kind: 'ended' },
	},
	commands: {
		start: {
			label: words.start,
			note: words.startNote,
			tone: 'primary',
			from: ['open'],
			by: ['owner', 'quality-manager', 'service-manager', 'production-manager'],
			byClause: 'CAP-03',
			comment: 'optional',
			guards: [notStartedYet, isDescribed, causeIsEstablished],
			needs: ['content'],
			effects: ({ row, now, rulebook }) => [
				{ kind: 'number', sequence: 'corrective_action' },
				{ kind: 'set', patch: { started_at: now, rulebook_version: rulebook.version } },
				...(row.assignee === null
					? []
					: [
							{
								kind: 'notify' as const,
								to: [{ user: row.assignee }],
								subject: words.startedSubject,
								body: words.startedBody,
								values: valuesOf(row),
							},
						]),
			],
		},
		complete: {
			label: words.complete,
			note: words.completeNote,
			tone: 'primary',
			from: ['open'],
			by: ['anyone'],
			byClause: 'CAP-01',
			input: z.object({ result: paragraphInput(words.executionResult) }),
			guards: [isStarted, isReportedByExecutor, notExecutedYet, isDescribed],
			needs: ['content', 'accused'],
			effects: ({ row, input, now, actor, facts, rulebook }) => [
				{
					kind: 'set',
					patch: { execution_result: input['result'], executed_at: now, executed_by: actor.id, executed_hash: facts.content.hash },
				},
				{
					kind: 'notify',
					to: rulebook.corrective_actions.verifiers.map((role) => ({ role })),
					except: facts.accused,
					subject: words.completedSubject,
					body: words.completedBody,
					values: valuesOf(row),
				},
			],
		},
		verify: {
			label: words.verify,
			note: words.verifyNote,
			tone: 'primary',
			from: ['open'],
			to: ({ input }) => (input['effect'] === 'effective' ? 'verified' : 'open'),
			by: ['anyone'],
			byClause: 'CAP-05',
			input: z.object({ effect: choiceInput(words.effect, words.effects), evidence: paragraphInput(words.evidence) }),
			guards: [verifierIsDesignated, isStarted, isExecuted, verifierIsSomebodyElse, unchangedSinceExecution],
			needs: ['content'],
			effects: ({ row, input, now, actor }) =>
				input['effect'] === 'effective'
					? [
							{
								kind: 'set',
								patch: { effect: 'effective', effect_evidence: input['evidence'], verified_at: now, verified_by: actor.id },
							},
						]
					: [
							{
								kind: 'set',
								patch: {
									effect: 'not_effective',
									effect_evidence: input['evidence'],
									execution_result: null,
									executed_at: null,
									executed_by: null,
									executed_hash: null,
								},
							},
							{
								kind: 'notify',
								to: [row.assignee, row.owner ?? null].flatMap((user) => (user === null ? [] : [{ user }])),
								subject: words.ineffectiveSubject,
								body: words.ineffectiveBody,
								values: valuesOf(row),
							},
						],
		},
		remind: {
			label: words.remind,
			from: ['open'],
			by: ['system'],
			byClause: 'CAP-05',
			guards: [isOverdue],
			needs: ['content', 'accused'],
			effects: ({ row, now, rulebook, facts }) => [
				{ kind: 'set', patch: { overdue_reminded_at: now } },
				{
					kind: 'notify',
					to: [...(row.assignee === null ? [] : [{ user: row.assignee }]), { role: rulebook.corrective_actions.supervisor }],
					except: facts.accused === row.assignee ? null : facts.accused,
					subject: words.overdueSubject,
					body: words.overdueBody,
					values: valuesOf(row),
				},
			],
		},
	},
	governed: [
		'started_at',
		'execution_result',
		'executed_at',
		'executed_by',
		'executed_hash',
		'effect',
		'effect_evidence',
		'verified_at',
		'verified_by',
		'overdue_reminded_at',
	],
	setOnce: ['owner', 'department', 'complaint'],
	editable: [{ states: ['open'], fields: '*' }],
	editClause: 'CAP-05',
	children: [],
	reviewed: {
		fields: [
			'title',
			'kind',
			'cause',
			'responsibility',
			'corrective_measure',
			'preventive_measure',
			'responsible_department',
			'assignee',
			'due_on',
		],
		children: [],
		files: [],
	},
	holdings: ['owner', 'assignee'].map((field) => ({ field, states: ['open'], leaving: { by: 'transfer' } as const })),
	deletable: false,
});
