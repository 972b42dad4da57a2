import { z } from 'zod';
import { choiceInput, dayInput, instantInput, numberInput, personInput } from '../forms/input.js';
import type { Effect } from '../process/effect.js';
import { guard, tell, tellCompanions, timesAfter, timesFinding, type VisitCase } from './conduct.js';
import { repeatedTimes, settledTimes, type VisitTimes } from './times.js';
import type { Rhythm } from './visit.js';
import { visitWords as words } from './words.js';

/** New days of an all-day visit, new times of any other. */
export const rescheduleForm = ({ row }: Pick<VisitCase, 'row'>): z.ZodObject =>
	row.all_day
		? z.object({ starts_on: dayInput(words.startsOn), ends_on: dayInput(words.endsOn) })
		: z.object({ starts_at: instantInput(words.startsAt), ends_at: instantInput(words.endsAt) });

/** A visit's times as the form of “Reschedule” has them. */
function movedTimes({ row, input, rulebook }: VisitCase): VisitTimes {
	const { all_day, starts_at, ends_at, starts_on, ends_on } = row;
	return settledTimes({ all_day, starts_at, ends_at, starts_on, ends_on }, input, rulebook.time_zone);
}

export const newTimesAreInOrder = guard({
	rule: 'visit-times',
	clause: 'VIS-01',
	text: words.timesWrong,
	needs: [],
	check: (subject) =>
		Object.keys(subject.input).length === 0 ? [] : timesFinding(movedTimes(subject), subject.rulebook.time_zone, 'input.'),
});

/** Moves a visit, which stays itself: what it was first planned for and how often it was put off are kept. */
export function reschedule(subject: VisitCase): readonly Effect[] {
	const { row } = subject;
	const times = movedTimes(subject);
	return [
		{
			kind: 'set',
			patch: {
				...times,
				...timesAfter(subject, times),
				first_starts_at: row.first_starts_at ?? row.starts_at,
				postponed: (row.postponed ?? 0) + 1,
			},
		},
		...tellCompanions(subject, words.movedBody),
	];
}

export const reassignForm = z.object({ visitor: personInput(words.visitor) });

const chosenVisitor = ({ input, facts }: VisitCase) =>
	facts.people.find(({ id, active, department }) => id === input['visitor'] && active && department !== null);

export const newVisitorIsFit = guard({
	rule: 'visitor-unfit',
	clause: 'VIS-01',
	text: words.visitorUnfit,
	needs: ['people'],
	check: (subject) =>
		typeof subject.input['visitor'] === 'string' && chosenVisitor(subject) === undefined ? [{ field: 'input.visitor' }] : [],
});

export function reassign(subject: VisitCase): readonly Effect[] {
	const visitor = chosenVisitor(subject);
	if (visitor === undefined) throw new Error('A visit was handed to nobody.');
	return [
		{ kind: 'set', patch: { owner: visitor.id, department: visitor.department } },
		...tell(subject, [{ user: visitor.id }], words.confirmedSubject, words.handedOverBody),
	];
}

/** Visits one rule plans at once; a year of weeks. */
const mostRepeats = 52;

export const repeatForm = z.object({
	rhythm: choiceInput(words.rhythm, words.rhythms),
	times: numberInput(words.repeats, { min: 1, max: mostRepeats }),
});

export const notRepeatedYet = guard({
	rule: 'repeated-already',
	clause: 'VIS-01',
	text: words.alreadyRepeated,
	needs: [],
	check: ({ row }) => (row.series === null ? [] : [{ field: 'series' }]),
});

/** Plans the visits of a rule, each a visit of its own with the series in common. */
export function repeat(subject: VisitCase): readonly Effect[] {
	const { row, input, rulebook, newId, facts } = subject;
	const series = newId();
	const { all_day, starts_at, ends_at, starts_on, ends_on } = row;
	const visits = Array.from({ length: Number(input['times']) }, (_, index) => ({
		id: newId(),
		...repeatedTimes({ all_day, starts_at, ends_at, starts_on, ends_on }, input['rhythm'] as Rhythm, index + 1, rulebook.time_zone),
		series_position: index + 2,
	}));
	return [
		{ kind: 'set', patch: { series, series_position: 1 } },
		...visits.map((visit): Effect => ({
			kind: 'insert',
			collection: 'crm_visits',
			row: {
				...visit,
				status: 'planned',
				revision: 0,
				title: row.title,
				customer: row.customer,
				contact: row.contact,
				purpose: row.purpose,
				further_purposes: row.further_purposes,
				location: row.location,
				agenda: row.agenda,
				accompanied_by: row.accompanied_by,
				series,
				owner: row.owner,
				department: row.department ?? null,
			},
		})),
		...visits.flatMap(({ id: visit }) =>
			facts.participants.map((user): Effect => ({
				kind: 'insert',
				collection: 'crm_visit_participants',
				row: { id: newId(), visit, user },
			})),
		),
	];
}
