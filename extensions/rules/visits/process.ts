import { defineProcess, type CommandDeclaration } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import * as conduct from './conduct.js';
import { dueTimes } from './due.js';
import * as moving from './moving.js';
import * as reporting from './reporting.js';
import { timeFields } from './times.js';
import type { VisitTypes } from './visit.js';
import { visitWords as words } from './words.js';

const { guard, tell } = conduct;

/** Whoever makes a visit, and those who answer for what their people do. */
const planners: CommandDeclaration<VisitTypes>['by'] = ['owner', 'business-head', 'service-manager', 'general-manager'];

const reminderIsDue = guard({
	rule: 'reminder-not-due',
	clause: 'VIS-03',
	text: words.notDue,
	needs: [],
	check: ({ row, now }) =>
		row.next_reminder_at !== null && Date.parse(row.next_reminder_at) <= Date.parse(now) ? [] : [{ field: 'next_reminder_at' }],
});

const dueTimesDiffer = guard({
	rule: 'nothing-to-recount',
	clause: 'VIS-03',
	text: words.nothingToRecount,
	needs: ['calendar'],
	check: ({ row, facts, rulebook, now }) => {
		if (facts.calendar === null) return [];
		const due = dueTimes(row, rulebook.visits.report.limit, facts.calendar, now);
		const same = row.work_calendar === facts.calendar.id && Date.parse(row.report_due_at ?? '') === Date.parse(due.report_due_at ?? '');
		return same ? [{ field: 'report_due_at' }] : [];
	},
});

/** Reminds the visitor; once the report is overdue, those who answer for it hear of it too (VIS-03). */
function remind(subject: conduct.VisitCase): readonly Effect[] {
	const { row, rulebook, now } = subject;
	const overdue = row.report_due_at !== null && Date.parse(row.report_due_at) <= Date.parse(now);
	const to = [
		...(row.owner === null ? [] : [{ user: row.owner }]),
		...(overdue ? [{ role: rulebook.visits.report.escalate_to, department: null }] : []),
	];
	return [
		{ kind: 'set', patch: conduct.timesAfter(subject, {}) },
		...tell(subject, to, words.reminderSubject, overdue ? words.overdueBody : words.reminderBody),
	];
}

/** What is found out on a visit, and may be written down until it is closed (VIS-06, VIS-11). */
const enquiry = [
	'lines_of_business',
	'stock',
	'purchasing',
	'sales',
	'opinion_types',
	'opinions',
	'market',
	'competitors',
	'marketing_policies',
	'note',
	'complaint',
	'receivable',
	'new_product',
] as const;

/** A visit: planned, confirmed with the customer, made, and closed with its report (VIS-01 to VIS-08). */
export const visitProcess = defineProcess<VisitTypes>()({
	name: 'visits',
	collection: 'crm_visits',
	label: words.visit,
	initial: 'planned',
	states: {
		planned: { label: words.states.planned, kind: 'draft' },
		confirmed: { label: words.states.confirmed, kind: 'in-force' },
		under_way: { label: words.states.under_way, kind: 'waiting' },
		done: { label: words.states.done, kind: 'waiting' },
		reported: { label: words.states.reported, kind: 'ended' },
		cancelled: { label: words.states.cancelled, kind: 'refused' },
	},
	commands: {
		confirm: {
			label: words.confirm,
			note: words.confirmNote,
			tone: 'primary',
			from: ['planned'],
			to: 'confirmed',
			by: planners,
			byClause: 'VIS-01',
			comment: 'optional',
			guards: [
				conduct.particularsAreFilled,
				conduct.purposeIsGiven,
				conduct.timesAreInOrder,
				conduct.customerIsOurs,
				conduct.contactIsTheirs,
				conduct.evidenceIsThere,
				conduct.reportsAreGiven,
				conduct.calendarIsThere,
			],
			needs: ['participants', 'calendar'],
			effects: (subject) => [
				{ kind: 'number', sequence: 'visit' },
				{
					kind: 'set',
					patch: {
						rulebook_version: subject.rulebook.version,
						confirmed_at: subject.now,
						...conduct.timesAfter(subject, { status: 'confirmed' }),
					},
				},
				...conduct.tellCompanions(subject, words.confirmedBody),
			],
		},
		start: {
			label: words.start,
			note: words.startNote,
			tone: 'primary',
			from: ['confirmed'],
			to: 'under_way',
			tooEarly: { states: ['planned'], rule: 'visit-not-confirmed', clause: 'VIS-01', text: words.notConfirmed },
			by: planners,
			byClause: 'VIS-01',
			comment: 'optional',
			guards: [conduct.itsDayHasCome],
			effects: ({ now }) => [{ kind: 'set', patch: { started_at: now } }],
		},
		finish: {
			label: words.finish,
			note: words.finishNote,
			tone: 'primary',
			from: ['confirmed', 'under_way'],
			to: 'done',
			tooEarly: { states: ['planned'], rule: 'visit-not-confirmed', clause: 'VIS-01', text: words.notConfirmed },
			by: planners,
			byClause: 'VIS-01',
			comment: 'optional',
			guards: [conduct.itsDayHasCome, conduct.calendarIsThere],
			needs: ['calendar'],
			effects: (subject) => [
				{
					kind: 'set',
					patch: { finished_at: subject.now, ...conduct.timesAfter(subject, { status: 'done', finished_at: subject.now }) },
				},
			],
		},
		report: {
			label: words.report,
			note: words.reportNote,
			tone: 'primary',
			from: ['done'],
			to: 'reported',
			tooEarly: { states: ['planned', 'confirmed', 'under_way'], rule: 'visit-not-finished', clause: 'VIS-03', text: words.notFinished },
			by: planners,
			byClause: 'VIS-03',
			input: reporting.reportForm,
			inputRule: { rule: 'report-incomplete', clause: 'VIS-03', text: words.reportIncomplete },
			guards: [
				reporting.visitedAlready,
				reporting.complaintIsWhole,
				reporting.complaintIsRaised,
				reporting.tasksAreAhead,
				reporting.taskHoldersAreFit,
			],
			needs: ['customer', 'people'],
			effects: reporting.fileReport,
		},
		reschedule: {
			label: words.reschedule,
			note: words.rescheduleNote,
			from: ['planned', 'confirmed'],
			by: planners,
			byClause: 'VIS-01',
			comment: 'required',
			input: moving.rescheduleForm,
			guards: [moving.newTimesAreInOrder],
			needs: ['calendar', 'customer', 'participants'],
			effects: moving.reschedule,
		},
		reassign: {
			label: words.reassign,
			note: words.reassignNote,
			from: ['planned', 'confirmed'],
			by: planners,
			byClause: 'VIS-01',
			comment: 'optional',
			input: moving.reassignForm,
			guards: [moving.newVisitorIsFit],
			needs: ['people', 'customer'],
			effects: moving.reassign,
		},
		repeat: {
			label: words.repeat,
			note: words.repeatNote,
			from: ['planned', 'confirmed'],
			by: planners,
			byClause: 'VIS-01',
			input: moving.repeatForm,
			guards: [conduct.particularsAreFilled, conduct.timesAreInOrder, moving.notRepeatedYet, conduct.reportsAreGiven],
			needs: ['participants'],
			effects: moving.repeat,
		},
		cancel: {
			label: words.cancel,
			note: words.cancelNote,
			tone: 'danger',
			from: ['planned', 'confirmed'],
			to: 'cancelled',
			by: planners,
			byClause: 'VIS-01',
			comment: 'required',
			guards: [],
			needs: ['customer', 'participants'],
			effects: (subject) => [
				{
					kind: 'set',
					patch: { cancelled_at: subject.now, cancel_reason: subject.comment, report_due_at: null, next_reminder_at: null },
				},
				...conduct.tellCompanions(subject, words.cancelledBody),
			],
		},
		remind: {
			label: words.remind,
			from: ['confirmed', 'under_way', 'done'],
			by: ['system'],
			byClause: 'VIS-03',
			guards: [reminderIsDue, conduct.calendarIsThere],
			needs: ['calendar', 'customer'],
			effects: remind,
		},
		recompute: {
			label: words.recompute,
			from: ['confirmed', 'under_way', 'done'],
			by: ['system'],
			byClause: 'VIS-03',
			guards: [conduct.calendarIsThere, dueTimesDiffer],
			needs: ['calendar'],
			effects: (subject) => [{ kind: 'set', patch: conduct.timesAfter(subject, {}) }],
		},
	},
	governed: [
		'plan_line',
		'series',
		'series_position',
		'first_starts_at',
		'postponed',
		'confirmed_at',
		'started_at',
		'finished_at',
		'reported_at',
		'reported_by',
		'report_due_at',
		'next_reminder_at',
		'work_calendar',
		'cancelled_at',
		'cancel_reason',
		'raised_complaint',
	],
	setOnce: ['owner', 'department'],
	editable: [
		{ states: ['planned'], fields: '*' },
		{ states: ['planned'], fields: [...timeFields], instead: { states: ['confirmed'], text: words.useReschedule } },
		{ states: ['planned', 'confirmed', 'under_way', 'done'], fields: [...enquiry] },
	],
	editClause: 'VIS-01',
	children: [
		{ collection: 'crm_visit_participants', parent: 'visit', editable: [{ states: ['planned', 'confirmed'], fields: '*' }] },
		{ collection: 'crm_visit_files', parent: 'visit', editable: [{ states: ['planned', 'confirmed', 'under_way', 'done'], fields: '*' }] },
	],
	deletable: true,
});
