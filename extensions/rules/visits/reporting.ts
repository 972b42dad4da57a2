import { z } from 'zod';
import { choicesInput, dayInput, instantInput, lineInput, markInput, paragraphInput, personInput } from '../forms/input.js';
import type { Effect } from '../process/effect.js';
import { blank, guard, today, type VisitCase } from './conduct.js';
import { purposesOf } from './visit.js';
import { visitWords as words } from './words.js';

/** A task somebody takes home from a visit. */
const followUp = z.object({
	what: lineInput(words.followUpWhat),
	by: personInput(words.followUpBy).optional(),
	due_on: dayInput(words.followUpOn),
});
type FollowUp = z.infer<typeof followUp>;

/** The report of six points, what is to be done because of it, and the complaint it gives rise to (VIS-03, CMP-02). */
export const reportForm = ({ row }: VisitCase) => {
	// A visit may have been over before it was to begin.
	const at = [row.started_at ?? row.starts_at, row.finished_at]
		.filter((time) => time !== null)
		.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0];
	const time = instantInput(words.reportFields.visited_at);
	const purposes = choicesInput(words.reportFields.purposes, words.purposes);
	const planned = purposesOf(row);
	return z.object({
		visited: lineInput(words.reportFields.visited),
		visited_at: at === undefined ? time : time.default(at),
		purposes: planned.length === 0 ? purposes : purposes.default([...planned]),
		main_results: paragraphInput(words.reportFields.main_results),
		customer_opinions: paragraphInput(words.reportFields.customer_opinions),
		suggestions: paragraphInput(words.reportFields.suggestions),
		follow_ups: z
			.array(followUp)
			.max(20)
			.optional()
			.meta({ title: words.followUps } as unknown as Record<string, unknown>),
		complaint_subject: lineInput(words.complaintSubject).optional(),
		complaint_content: paragraphInput(words.complaintContent).optional(),
		// Sent again after a bad connection, a report can be recognised by the mark its sender gave it.
		submission: markInput(words.submission).optional(),
	});
};

export const visitedAlready = guard({
	rule: 'visit-reported-ahead',
	clause: 'VIS-03',
	text: words.reportInFuture,
	needs: [],
	check: ({ input, now }) => {
		const at = input['visited_at'];
		return typeof at === 'string' && Date.parse(at) > Date.parse(now) ? [{ field: 'input.visited_at' }] : [];
	},
});

/** Before anything has been entered there is nothing to judge. */
const isFilledIn = ({ input }: Pick<VisitCase, 'input'>): boolean => Object.keys(input).length > 0;

const raisesComplaint = ({ input }: Pick<VisitCase, 'input'>): boolean =>
	!blank(input['complaint_subject']) && !blank(input['complaint_content']);

export const complaintIsWhole = guard({
	rule: 'complaint-incomplete',
	clause: 'CMP-02',
	text: words.complaintHalf,
	needs: [],
	check: ({ input }) =>
		blank(input['complaint_subject']) === blank(input['complaint_content'])
			? []
			: [{ field: blank(input['complaint_subject']) ? 'input.complaint_subject' : 'input.complaint_content' }],
});

/** What the customer complained of on the round trip becomes a complaint (VIS-06, CMP-02). */
export const complaintIsRaised = guard({
	rule: 'complaint-not-raised',
	clause: 'VIS-06',
	text: words.complaintNotRaised,
	needs: [],
	check: ({ row, input }) =>
		isFilledIn({ input }) && (row.opinion_types ?? []).includes('complaint') && row.complaint === null && !raisesComplaint({ input })
			? [{ field: 'input.complaint_content' }]
			: [],
});

export const tasksAreAhead = guard({
	rule: 'task-due-in-the-past',
	clause: 'VIS-03',
	text: words.followUpPast,
	needs: [],
	check: (subject) =>
		((subject.input['follow_ups'] ?? []) as readonly FollowUp[])
			.map(({ due_on }, index) => ({ due_on, field: `input.follow_ups.${String(index)}.due_on` }))
			.filter(({ due_on }) => due_on < today(subject))
			.map(({ field }) => ({ field })),
});

export const taskHoldersAreFit = guard({
	rule: 'visitor-unfit',
	clause: 'VIS-03',
	text: words.visitorUnfit,
	needs: ['people'],
	check: ({ input, facts }) =>
		((input['follow_ups'] ?? []) as readonly FollowUp[])
			.map(({ by }, index) => ({ by, field: `input.follow_ups.${String(index)}.by` }))
			.filter(({ by }) => by !== undefined && !facts.people.some(({ id, active }) => id === by && active))
			.map(({ field }) => ({ field })),
});

/** Writes the report down, gives the tasks out and raises the complaint, all with the one command that closes the visit (VIS-03, VIS-08). */
export function fileReport(subject: VisitCase): readonly Effect[] {
	const { row, input, now, actor, newId, facts, rulebook } = subject;
	const complaint = raisesComplaint(subject) ? newId() : null;
	const tasks = (input['follow_ups'] ?? []) as readonly FollowUp[];
	const report = newId();
	return [
		...(complaint === null
			? []
			: [
					{
						kind: 'insert' as const,
						collection: 'crm_complaints',
						row: {
							id: complaint,
							status: 'received',
							revision: 0,
							title: input['complaint_subject'],
							kind: 'complaint',
							channel: 'other',
							received_at: input['visited_at'],
							customer: row.customer,
							complainant: input['visited'],
							content: input['complaint_content'],
							major: false,
							complex: false,
							owner: actor.id,
							department: actor.department ?? row.department ?? null,
						},
					},
				]),
		{
			kind: 'insert',
			collection: 'crm_visit_reports',
			row: {
				id: report,
				visit: row.id,
				visited: input['visited'],
				visited_at: input['visited_at'],
				purposes: input['purposes'],
				main_results: input['main_results'],
				customer_opinions: input['customer_opinions'],
				suggestions: input['suggestions'],
				complaint,
				filed_by: actor.id,
				filed_at: now,
				submission: input['submission'] ?? null,
			},
		},
		...tasks.flatMap(({ what, by, due_on }): readonly Effect[] => {
			const holder = by ?? row.owner;
			return [
				{
					kind: 'insert',
					collection: 'crm_visit_tasks',
					row: {
						id: newId(),
						status: 'open',
						revision: 0,
						visit: row.id,
						customer: row.customer,
						what,
						due_on,
						owner: holder,
						department: facts.people.find(({ id }) => id === holder)?.department ?? row.department ?? null,
						rulebook_version: rulebook.version,
					},
				},
				{
					kind: 'notify',
					to: holder === null ? [] : [{ user: holder }],
					except: actor.id,
					subject: words.taskSubject,
					body: words.taskBody,
					values: { customer: facts.customer?.name ?? '', what, day: due_on },
				},
			];
		}),
		{
			kind: 'set',
			patch: {
				reported_at: now,
				reported_by: actor.id,
				report_due_at: null,
				next_reminder_at: null,
				...(complaint === null ? {} : { raised_complaint: complaint }),
			},
		},
	];
}
