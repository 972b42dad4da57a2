import { z } from 'zod';
import { digest } from '../canonical/digest.js';
import { localDay } from '../calendar/local-date.js';
import { choiceInput, paragraphInput } from '../forms/input.js';
import type { Guard } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import type { ComplaintTypes } from './complaint.js';
import { dutyClauses, dutyDepartmentLabels, dutyDepartments, dutyLabel, type DutyDepartment } from './duties.js';
import { blank, guard, listed, notify, timesAfter, type ComplaintCase } from './handling.js';
import { communicated } from './registration.js';
import { handlingReport } from './report.js';
import { handlersOf } from './resolving.js';
import { complaintWords as words } from './words.js';

/** Every duty of a department is done or not applicable, each under its own clause (CMP-06, CMP-07, CMP-08). */
const dutiesAreSettled = (department: DutyDepartment): Guard<ComplaintTypes> =>
	guard({
		rule: `${department}-duties-open`,
		clause: dutyClauses[department],
		text: words.dutiesOpen,
		needs: ['duties'],
		check: ({ facts }) => {
			const open = facts.duties.filter((task) => task.department_kind === department && task.status === 'open');
			const labels = open.map(({ duty }) => dutyLabel(duty));
			return open.length === 0
				? []
				: [
						{
							field: 'crm_complaint_tasks.status',
							values: {
								department: dutyDepartmentLabels[department],
								count: open.length,
								which: listed(labels.filter((label) => typeof label !== 'string')),
							},
						},
					];
		},
	});

export const everyDutyIsSettled = dutyDepartments.map(dutiesAreSettled);

export const reportIsFiled = guard({
	rule: 'report-missing',
	clause: 'CMP-15',
	text: words.reportMissing,
	needs: [],
	check: ({ row }) => (row.report_filed_at === null ? [{ field: 'report_filed_at' }] : []),
});

export const customerWasAnswered = guard({
	rule: 'feedback-missing',
	clause: 'CMP-10',
	text: words.replyMissing,
	needs: [],
	check: ({ row }) => (row.replied_at === null ? [{ field: 'replied_at' }] : []),
});

export const trackingHasEnded = guard({
	rule: 'tracking-open',
	clause: 'CMP-17',
	text: words.trackingOpen,
	needs: [],
	check: ({ row }) => (row.tracking_closed_at === null ? [{ field: 'tracking_closed_at' }] : []),
});

export const managerIsInformed = guard({
	rule: 'manager-not-informed',
	clause: 'CMP-09',
	text: words.managerNotInformed,
	needs: [],
	check: ({ row }) => (row.severity === 'serious' && row.manager_informed_at === null ? [{ field: 'manager_informed_at' }] : []),
});

export const majorProblemWasDiscussed = guard({
	rule: 'discussion-missing',
	clause: 'FBK-07',
	text: words.discussionMissing,
	needs: [],
	check: ({ row }) =>
		row.major
			? (['discussion_held_on', 'discussion_participants', 'discussion_solution'] as const)
					.filter((field) => blank(row[field]))
					.map((field) => ({ field, values: { what: words.discussion[field] } }))
			: [],
});

/** Every problem leads to a measure, or to a reason why none is needed (FBK-06). */
export const measureIsPlanned = guard({
	rule: 'measure-missing',
	clause: 'FBK-06',
	text: words.measureMissing,
	needs: ['actions'],
	check: ({ row, facts }) => (facts.actions.length === 0 && blank(row.no_measure_reason) ? [{ field: 'no_measure_reason' }] : []),
});

export const byLeader = guard({
	rule: 'only-leader',
	clause: 'CMP-17',
	text: words.onlyLeader,
	needs: [],
	check: ({ row, actor }) => (actor.id !== null && row.leader === actor.id ? [] : [{ field: 'leader' }]),
});

/** Facts the report is written from. */
export const reportFacts = ['duties', 'rulings', 'compensations', 'actions', 'communications', 'names'] as const;

export function fileReport(subject: ComplaintCase): readonly Effect[] {
	const { row, facts, now, actor, rulebook, newId } = subject;
	const content = handlingReport({ row, facts, now, timeZone: rulebook.time_zone });
	return [
		{ kind: 'set', patch: { report_filed_at: now } },
		{
			kind: 'insert',
			collection: 'crm_complaint_reports',
			row: { id: newId(), complaint: row.id, content, content_hash: digest(content), filed_at: now, filed_by: actor.id },
		},
	];
}

export const trackingForm = z.object({ statement: paragraphInput(words.statement) });

export const endTracking = ({ input, now, actor }: ComplaintCase): readonly Effect[] => [
	{ kind: 'set', patch: { tracking_closed_at: now, tracking_closed_by: actor.id, tracking_statement: input['statement'] } },
];

export function close(subject: ComplaintCase): readonly Effect[] {
	const patch = { closed_at: subject.now };
	return [{ kind: 'set', patch: { ...patch, closed_by: subject.actor.id, ...timesAfter(subject, patch) } }];
}

export const followUpForm = z.object({
	satisfaction: choiceInput(words.satisfied, words.satisfactions),
	how: choiceInput(words.informedHow, words.channels),
	remaining_need: paragraphInput(words.remainingNeed).optional(),
});

/** What the customer says afterwards; where they are not satisfied the supervising body hears of it (CMP-16). */
export function followUp(subject: ComplaintCase): readonly Effect[] {
	const { row, input, now, actor } = subject;
	const satisfaction = input['satisfaction'] as keyof typeof words.satisfactions;
	const need = (input['remaining_need'] as string | undefined) ?? null;
	const told = words.satisfactions[satisfaction];
	return [
		{
			kind: 'set',
			patch: {
				...timesAfter(subject, { follow_up_at: now }),
				follow_up_at: now,
				follow_up_by: actor.id,
				follow_up_satisfied: satisfaction === 'satisfied',
				remaining_need: need,
			},
		},
		communicated(subject, 'follow_up', need ?? told['zh-CN'], String(input['how'])),
		...(satisfaction === 'satisfied'
			? []
			: notify([{ role: 'auditor' }, ...handlersOf(subject)], words.unsatisfiedSubject, words.unsatisfiedBody, {
					number: row.number ?? '',
				})),
	];
}

export const appraisalForm = z.object({
	result: choiceInput(words.appraisalResult, words.appraisalResults),
	consequences: paragraphInput(words.consequences),
});

/** The appraisal entry of those responsible: what monthly appraisals are made of (CMP-13, KPI-07). */
export const appraise = ({ row, input, now, actor, rulebook, newId }: ComplaintCase): readonly Effect[] => [
	{
		kind: 'insert',
		collection: 'crm_appraisal_entries',
		row: {
			id: newId(),
			complaint: row.id,
			month: localDay(now, rulebook.time_zone).slice(0, 7),
			department: row.responsible_department,
			person: row.responsible_person,
			cause: row.cause_found,
			consequences: input['consequences'],
			result: input['result'],
			entered_by: actor.id,
			entered_at: now,
		},
	},
];

export const followUpIsDone = guard({
	rule: 'follow-up-missing',
	clause: 'CMP-16',
	text: words.followUpMissing,
	needs: [],
	check: ({ row }) => (row.follow_up_at === null ? [{ field: 'follow_up_at' }] : []),
});

export const customerIsSatisfied = guard({
	rule: 'follow-up-unsatisfied',
	clause: 'CMP-16',
	text: words.followUpUnsatisfied,
	needs: [],
	check: ({ row }) => (row.follow_up_satisfied === false ? [{ field: 'follow_up_satisfied' }] : []),
});

/** What the customer was promised has been given, or is on record as not taken up: nothing of an archived case moves any more (CMP-19). */
export const compensationIsSettled = guard({
	rule: 'compensation-not-granted',
	clause: 'CMP-19',
	text: words.compensationNotGranted,
	needs: ['compensations'],
	check: ({ facts }) =>
		facts.compensations.some(({ status }) => status === 'approved') ? [{ field: 'crm_complaint_compensations.status' }] : [],
});

/** An action that was drafted and never started has neither cause nor owner's order behind it: it is no measure of the procedure (CAP-01, CAP-03). */
const nothingLinked = ({ row, facts }: ComplaintCase): boolean =>
	row.outcome === 'founded' && facts.actions.every(({ started_at }) => started_at === null) && blank(row.no_measure_reason);

const ownFault = ({ row }: ComplaintCase): boolean => row.responsibility === 'department' || row.responsibility === 'person';

export const correctiveActionIsLinked = guard({
	rule: 'corrective-action-missing',
	clause: 'CMP-18',
	text: words.correctiveActionMissing,
	needs: ['actions'],
	check: (subject) => (nothingLinked(subject) && ownFault(subject) ? [{ field: 'crm_corrective_actions.complaint' }] : []),
});

export const improvementIsPlanned = guard({
	rule: 'improvement-missing',
	clause: 'CMP-12',
	text: words.measureMissing,
	needs: ['actions'],
	check: (subject) => (nothingLinked(subject) && !ownFault(subject) ? [{ field: 'no_measure_reason' }] : []),
});

export const responsibleAreAppraised = guard({
	rule: 'appraisal-missing',
	clause: 'CMP-13',
	text: words.appraisalMissing,
	needs: ['appraisals'],
	check: ({ facts }) => (facts.appraisals.length === 0 ? [{ field: 'crm_appraisal_entries.complaint' }] : []),
});

/** A reopened case starts over from the investigation: what it ended with does not count any more (CMP-16, CMP-20). */
export function reopen(subject: ComplaintCase): readonly Effect[] {
	const { row, facts, now } = subject;
	const patch = {
		reopened_at: now,
		investigated_at: null,
		replied_at: null,
		closed_at: null,
		report_filed_at: null,
		tracking_closed_at: null,
		follow_up_at: null,
		follow_up_satisfied: null,
	};
	return [
		{
			kind: 'set',
			patch: {
				...patch,
				...timesAfter(subject, patch),
				reply_form: null,
				reply_text: null,
				replied_by: null,
				closed_by: null,
				tracking_closed_by: null,
				tracking_statement: null,
				customer_reaction: null,
				follow_up_by: null,
				remaining_need: null,
			},
		},
		...facts.duties
			.filter(({ duty, status }) => duty !== 'register' && status !== 'open')
			.map(({ id }): Effect => ({
				kind: 'update',
				collection: 'crm_complaint_tasks',
				id,
				patch: { status: 'open', result: null, reason: null, settled_at: null, settled_by: null },
			})),
		...notify(handlersOf(subject), words.reopenedSubject, words.reopenedBody, { number: row.number ?? '' }),
	];
}
