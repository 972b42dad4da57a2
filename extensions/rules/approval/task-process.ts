import { z } from 'zod';
import { hoursAfter, localDay } from '../calendar/local-date.js';
import { choiceInput, instantInput, lineInput, paragraphInput, peopleInput, personInput } from '../forms/input.js';
import { isQualified } from '../organisation/people.js';
import { roles, type RoleKey } from '../organisation/roles.js';
import { defineGuard, defineProcess, type Case, type CommandDeclaration } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import { text } from '../words/text.js';
import { asDecider, deciders, principals, standsOnASide } from './eligibility.js';
import type { ApprovalFacts } from './facts.js';
import { newTask, recipientsOf } from './open.js';
import { decisionEffects } from './progress.js';
import type { TaskDecision, TaskRow, TaskState } from './rows.js';
import { approvalWords } from './words.js';

interface TaskTypes {
	readonly state: TaskState;
	readonly row: TaskRow;
	readonly facts: ApprovalFacts;
}

type TaskCase = Case<TaskTypes>;

const guard = defineGuard<TaskTypes>();

const today = (subject: TaskCase): string => localDay(subject.now, subject.rulebook.time_zone);
const taken = (subject: TaskCase): ReadonlySet<string> => standsOnASide(subject.facts.approval, subject.facts.tasks);
const candidates = (subject: TaskCase) => deciders(subject.row, subject.facts.people, taken(subject), today(subject));
const actingAs = (subject: TaskCase) => asDecider(subject.actor.id, candidates(subject));

/** Whether the actor would be asked, were it not for separation of duties or a missing qualification. */
const askedOtherwise = (subject: TaskCase) =>
	asDecider(
		subject.actor.id,
		deciders({ ...subject.row, qualified: false, on_behalf_of: null }, subject.facts.people, new Set(), today(subject)),
	);

const everyone: readonly (keyof ApprovalFacts)[] = ['approval', 'tasks', 'people'];

const approvalIsPending = guard({
	rule: 'approval-not-pending',
	clause: 'REV-03',
	text: approvalWords.approvalNotPending,
	needs: ['approval'],
	check: ({ facts }) => (facts.approval.status === 'pending' ? [] : [{ field: 'status' }]),
});

const separationOfDuties = guard({
	rule: 'separation-of-duties',
	clause: 'ORG-10',
	text: approvalWords.separationOfDuties,
	needs: everyone,
	check: (subject) => {
		const asked = askedOtherwise(subject);
		if (asked === undefined) return [];
		const sides = taken(subject);
		const own = sides.has(asked.person);
		const through = asked.onBehalfOf !== null && sides.has(asked.onBehalfOf);
		const delegator = subject.row.on_behalf_of !== null && sides.has(subject.row.on_behalf_of);
		return own || through || delegator ? [{}] : [];
	},
});

const reviewerIsQualified = guard({
	rule: 'reviewer-not-qualified',
	clause: 'REV-07',
	text: approvalWords.reviewerNotQualified,
	needs: everyone,
	check: (subject) => {
		if (!subject.row.qualified || askedOtherwise(subject) === undefined) return [];
		const person = subject.facts.people.find((candidate) => candidate.id === subject.actor.id);
		return person !== undefined && isQualified(person, today(subject)) ? [] : [{ values: { whose: approvalWords.yours } }];
	},
});

const taskIsMine = guard({
	rule: 'not-your-task',
	clause: 'ORG-10',
	text: approvalWords.notYourTask,
	needs: everyone,
	check: (subject) =>
		askedOtherwise(subject) === undefined
			? [{ values: { who: subject.row.role === null ? approvalWords.someoneElse : roles[subject.row.role] } }]
			: [],
});

const contentIsAsSubmitted = guard({
	rule: 'content-changed',
	clause: 'REV-03',
	text: approvalWords.contentChanged,
	needs: ['approval', 'subject'],
	check: ({ facts }) => (facts.approval.subject_hash === facts.subject.hash ? [] : [{}]),
});

const isChair = (subject: TaskCase): boolean => subject.row.mode === 'meeting' && subject.row.part === 'chair';
const liveSigners = (subject: TaskCase): readonly TaskRow[] =>
	subject.facts.tasks.filter(
		(task) => task.position === subject.row.position && task.part === 'signer' && ['open', 'waiting', 'decided'].includes(task.status),
	);

const meetingModel = z.object({
	held_at: instantInput(approvalWords.heldAt),
	place: lineInput(approvalWords.meetingPlace).optional(),
	attendance: peopleInput(approvalWords.attendance),
	minutes: paragraphInput(approvalWords.minutes),
	conclusion: paragraphInput(approvalWords.conclusion),
});

/** Whoever the chair asked to sign after them cannot have given an opinion before the conclusion. */
const signsAfterTheChair = (subject: TaskCase, task: TaskRow): boolean => task.status === 'waiting' && task.waits_for === subject.row.id;

const everyOpinionIsGiven = guard({
	rule: 'opinion-missing',
	clause: 'REV-14',
	text: approvalWords.opinionMissing,
	needs: ['tasks'],
	check: (subject) => {
		if (!isChair(subject)) return [];
		const missing = liveSigners(subject).filter((task) => task.status !== 'decided' && !signsAfterTheChair(subject, task)).length;
		return missing > 0 ? [{ values: { count: missing } }] : [];
	},
});

const nobodyObjected = guard({
	rule: 'meeting-objection',
	clause: 'REV-14',
	text: approvalWords.meetingObjection,
	needs: ['tasks'],
	check: (subject) =>
		isChair(subject) && liveSigners(subject).some((task) => task.status === 'decided' && task.decision !== 'approved') ? [{}] : [],
});

const attendanceIsComplete = guard({
	rule: 'attendance-incomplete',
	clause: 'REV-14',
	text: approvalWords.attendanceIncomplete,
	needs: ['tasks'],
	check: (subject) => {
		if (!isChair(subject)) return [];
		const record = meetingModel.safeParse(subject.input);
		if (!record.success) return [];
		const gaveOpinion = liveSigners(subject).flatMap((task) => (task.decided_by === null ? [] : [task.decided_by]));
		const complete = gaveOpinion.every((person) => record.data.attendance.includes(person));
		return complete && record.data.attendance.length >= 2 ? [] : [{ field: 'input.attendance', values: { count: 2 } }];
	},
});

const personIsAvailable = guard({
	rule: 'person-not-available',
	clause: 'ORG-10',
	text: approvalWords.personNotAvailable,
	needs: everyone,
	check: (subject) => {
		const chosen = subject.input['user'];
		if (typeof chosen !== 'string') return [];
		const person = subject.facts.people.find((candidate) => candidate.id === chosen);
		const fits = person !== undefined && person.active && chosen !== subject.actor.id && !taken(subject).has(chosen);
		return fits ? [] : [{ field: 'input.user' }];
	},
});

const chosenPersonIsQualified = guard({
	rule: 'reviewer-not-qualified',
	clause: 'REV-07',
	text: approvalWords.reviewerNotQualified,
	needs: ['people'],
	check: (subject) => {
		const chosen = subject.input['user'];
		if (!subject.row.qualified || typeof chosen !== 'string') return [];
		const person = subject.facts.people.find((candidate) => candidate.id === chosen);
		return person === undefined || isQualified(person, today(subject))
			? []
			: [{ field: 'input.user', values: { whose: approvalWords.theirs } }];
	},
});

/** Whoever handles a task must be asked for it, qualified where the step wants it, and on no side of the approval yet. */
const mine = [approvalIsPending, taskIsMine, separationOfDuties, reviewerIsQualified] as const;

const decisionCommand = (
	decision: TaskDecision,
): Pick<CommandDeclaration<TaskTypes>, 'from' | 'to' | 'by' | 'byClause' | 'needs' | 'effects'> => ({
	from: ['open'],
	to: 'decided',
	by: ['anyone'],
	byClause: 'ORG-10',
	needs: ['approval', 'tasks', 'people', 'subject'],
	effects: (subject) => {
		const acting = actingAs(subject);
		if (acting === undefined) throw new Error('A decision was accepted from somebody the guards refuse.');
		return [
			...(decision === 'approved' && isChair(subject) ? [meetingRecord(subject)] : []),
			...decisionEffects(
				subject.facts.approval,
				subject.facts.tasks,
				subject.row,
				{ decision, decidedBy: acting.person, onBehalfOf: acting.onBehalfOf, comment: subject.comment },
				subject.now,
				subject.facts.subject.title,
			),
		];
	},
});

function meetingRecord(subject: TaskCase): Effect {
	const record = meetingModel.parse(subject.input);
	return {
		kind: 'insert',
		collection: 'crm_approval_meetings',
		row: {
			id: subject.newId(),
			approval: subject.row.approval,
			step: subject.row.step,
			...record,
			recorded_by: subject.actor.id,
			recorded_at: subject.now,
		},
	};
}

/** A new task in the place of this one. */
function replacement(subject: TaskCase, fields: Partial<TaskRow>): { readonly id: string; readonly effect: Effect } {
	const { row } = subject;
	const id = subject.newId();
	return {
		id,
		effect: newTask({
			id,
			approval: row.approval,
			step: row.step,
			position: row.position,
			mode: row.mode,
			part: row.part,
			assignee: row.assignee,
			role: row.role,
			department: row.department,
			qualified: row.qualified,
			on_behalf_of: row.on_behalf_of,
			added: row.added,
			status: 'open',
			opened_at: subject.now,
			due_at: row.due_at,
			replaces: row.id,
			...fields,
		}),
	};
}

/** Hands a task on: this one is superseded, whoever waits for it waits for its replacement, and the new person is told. */
function handOn(subject: TaskCase, why: NonNullable<TaskRow['superseded_by']>, fields: Partial<TaskRow>): readonly Effect[] {
	const next = replacement(subject, fields);
	const asked = { assignee: null, role: null, department: null, ...fields };
	return [
		{ kind: 'set', patch: { superseded_by: why, comment: subject.comment } },
		next.effect,
		...subject.facts.tasks
			.filter((task) => task.waits_for === subject.row.id && task.status === 'waiting')
			.map((task): Effect => ({ kind: 'update', collection: 'crm_approval_tasks', id: task.id, patch: { waits_for: next.id } })),
		{
			kind: 'notify',
			to: recipientsOf(asked),
			except: subject.facts.approval.barred ?? null,
			subject: why === 'escalated' ? approvalWords.escalatedSubject : approvalWords.askedSubject,
			body: approvalWords.askedBody,
			values: { title: subject.facts.subject.title, step: subject.facts.approval.steps[subject.row.position]?.label ?? text('', '') },
		},
	];
}

const chosenPerson = (subject: TaskCase): string => z.uuid().parse(subject.input['user']);

const handOnNeeds: readonly (keyof ApprovalFacts)[] = ['approval', 'tasks', 'people', 'subject'];

/** The process of one decision asked of somebody (clauses REV-02, REV-07, REV-13, REV-14, ORG-10). */
export const approvalTaskProcess = defineProcess<TaskTypes>()({
	name: 'approval',
	collection: 'crm_approval_tasks',
	label: approvalWords.task,
	initial: 'waiting',
	states: {
		waiting: { label: approvalWords.taskStates.waiting, kind: 'draft' },
		open: { label: approvalWords.taskStates.open, kind: 'waiting' },
		decided: { label: approvalWords.taskStates.decided, kind: 'ended' },
		superseded: { label: approvalWords.taskStates.superseded, kind: 'ended' },
		cancelled: { label: approvalWords.taskStates.cancelled, kind: 'ended' },
	},
	commands: {
		approve: {
			...decisionCommand('approved'),
			label: approvalWords.approve,
			note: approvalWords.approveNote,
			tone: 'primary',
			comment: 'optional',
			input: (subject) => (isChair(subject) ? meetingModel : z.object({})),
			inputRule: { rule: 'meeting-record-missing', clause: 'REV-14', text: approvalWords.meetingRecordMissing },
			guards: [...mine, contentIsAsSubmitted, everyOpinionIsGiven, nobodyObjected, attendanceIsComplete],
		},
		return: {
			...decisionCommand('returned'),
			label: approvalWords.return,
			note: approvalWords.returnNote,
			comment: 'required',
			guards: [...mine],
		},
		reject: {
			...decisionCommand('rejected'),
			label: approvalWords.reject,
			note: approvalWords.rejectNote,
			tone: 'danger',
			comment: 'required',
			guards: [...mine],
		},
		transfer: {
			label: approvalWords.transfer,
			note: approvalWords.transferNote,
			from: ['open'],
			to: 'superseded',
			by: ['anyone'],
			byClause: 'ORG-10',
			comment: 'optional',
			input: z.object({ user: personInput(approvalWords.person) }),
			guards: [...mine, personIsAvailable, chosenPersonIsQualified],
			needs: handOnNeeds,
			effects: (subject) => handOn(subject, 'transferred', { assignee: chosenPerson(subject), role: null, department: null }),
		},
		delegate: {
			label: approvalWords.delegate,
			note: approvalWords.delegateNote,
			from: ['open'],
			to: 'superseded',
			by: ['anyone'],
			byClause: 'ORG-10',
			comment: 'optional',
			input: z.object({ user: personInput(approvalWords.person) }),
			guards: [...mine, personIsAvailable, chosenPersonIsQualified],
			needs: handOnNeeds,
			effects: (subject) =>
				handOn(subject, 'delegated', {
					assignee: chosenPerson(subject),
					role: null,
					department: null,
					on_behalf_of: subject.row.on_behalf_of ?? actingAs(subject)?.onBehalfOf ?? subject.actor.id,
				}),
		},
		add_signer: {
			label: approvalWords.addSigner,
			note: approvalWords.addSignerNote,
			from: ['open'],
			to: (subject) => (subject.input['place'] === 'before' ? 'waiting' : 'open'),
			by: ['anyone'],
			byClause: 'ORG-10',
			comment: 'optional',
			input: z.object({
				user: personInput(approvalWords.person),
				place: choiceInput(approvalWords.place, {
					before: approvalWords.placeBefore,
					beside: approvalWords.placeBeside,
					after: approvalWords.placeAfter,
				}),
			}),
			guards: [...mine, personIsAvailable, chosenPersonIsQualified],
			needs: handOnNeeds,
			effects: (subject) => {
				const after = subject.input['place'] === 'after';
				const added = replacement(subject, {
					assignee: chosenPerson(subject),
					role: null,
					department: null,
					on_behalf_of: null,
					part: 'signer',
					added: true,
					replaces: null,
					waits_for: after ? subject.row.id : null,
					status: after ? 'waiting' : 'open',
					opened_at: after ? null : subject.now,
				});
				return [
					...(subject.input['place'] === 'before' ? [{ kind: 'set', patch: { waits_for: added.id } } satisfies Effect] : []),
					added.effect,
					...(after
						? []
						: [
								{
									kind: 'notify',
									to: [{ user: chosenPerson(subject) }],
									subject: approvalWords.askedSubject,
									body: approvalWords.askedBody,
									values: {
										title: subject.facts.subject.title,
										step: subject.facts.approval.steps[subject.row.position]?.label ?? text('', ''),
									},
								} satisfies Effect,
							]),
				];
			},
		},
		escalate: {
			label: approvalWords.escalate,
			from: ['open'],
			to: 'superseded',
			by: ['system'],
			byClause: 'REV-02',
			guards: [
				approvalIsPending,
				guard({
					rule: 'not-overdue',
					clause: 'REV-02',
					text: approvalWords.notOverdue,
					needs: [],
					check: ({ row, now }) => (row.due_at !== null && row.due_at < now ? [] : [{}]),
				}),
			],
			needs: handOnNeeds,
			effects: (subject) => {
				const step = subject.facts.approval.steps[subject.row.position];
				const role = escalationRole(subject, step?.escalate_to ?? subject.rulebook.approvals.last_resort);
				return handOn(subject, 'escalated', { ...inTheirOwnRight(role), due_at: hoursAfter(subject.now, step?.due_hours ?? 24) });
			},
		},
		reroute: {
			label: approvalWords.reroute,
			from: ['open', 'waiting'],
			to: 'superseded',
			by: ['system'],
			byClause: 'REV-02',
			guards: [
				approvalIsPending,
				guard({
					rule: 'still-available',
					clause: 'REV-02',
					text: approvalWords.stillAvailable,
					needs: everyone,
					check: (subject) => (candidates(subject).length > 0 ? [{}] : []),
				}),
				guard({
					rule: 'nobody-to-reroute-to',
					clause: 'REV-02',
					text: approvalWords.nobodyToRerouteTo,
					needs: everyone,
					check: (subject) => (canBeDecidedBy(subject, reroutedRole(subject)) ? [] : [{}]),
				}),
			],
			needs: handOnNeeds,
			effects: (subject) =>
				handOn(subject, 'rerouted', {
					...inTheirOwnRight(reroutedRole(subject)),
					status: subject.row.status,
					opened_at: subject.row.opened_at,
					waits_for: subject.row.waits_for,
				}),
		},
	},
	governed: [
		'approval',
		'assignee',
		'role',
		'department',
		'qualified',
		'added',
		'decision',
		'decided_by',
		'decided_at',
		'on_behalf_of',
		'superseded_by',
	],
	setOnce: [],
	editable: [],
	editClause: 'REV-03',
	children: [],
	// Asked by name. What a role is asked stays with those who hold it.
	holdings: [{ field: 'assignee', states: ['waiting', 'open'], leaving: { by: 'transfer' } }],
	deletable: false,
});

/** Whoever gets a task from the system acts for nobody: the one in whose place it was to be decided may have signed elsewhere by now. */
const inTheirOwnRight = (role: RoleKey) => ({ assignee: null, role, department: null, on_behalf_of: null }) satisfies Partial<TaskRow>;

const canBeDecidedBy = (subject: TaskCase, role: RoleKey): boolean =>
	deciders({ ...inTheirOwnRight(role), qualified: subject.row.qualified }, subject.facts.people, taken(subject), today(subject)).length > 0;

/** The role a task goes to when those asked cannot or do not decide; the last resort if nobody of the wanted one can. */
const escalationRole = (subject: TaskCase, wanted: RoleKey): RoleKey =>
	canBeDecidedBy(subject, wanted) ? wanted : subject.rulebook.approvals.last_resort;

/** The role a task was asked of before it was handed to named people; none for a signer somebody added. */
function firstAskedRole({ row, facts }: TaskCase): RoleKey | null {
	let task: TaskRow | undefined = row;
	while (task !== undefined && task.role === null) {
		const { replaces }: TaskRow = task;
		task = facts.tasks.find((earlier) => earlier.id === replaces);
	}
	return task?.role ?? null;
}

/** Where a task goes that nobody can decide any more: from a named person back to the role, from the role to whom the step escalates. */
function reroutedRole(subject: TaskCase): RoleKey {
	const step = subject.facts.approval.steps[subject.row.position];
	const original = firstAskedRole(subject) ?? step?.signers[0]?.role ?? subject.rulebook.approvals.last_resort;
	return escalationRole(subject, subject.row.assignee === null ? (step?.escalate_to ?? original) : original);
}

/** Names of the people a task asks, for lists: nobody twice. */
export const askedPeople = (subject: Pick<TaskCase, 'row' | 'facts'>): readonly string[] => [
	...new Set(principals(subject.row, subject.facts.people).map((person) => person.id)),
];
