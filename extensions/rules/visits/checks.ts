import { substituteOn, type Person } from '../organisation/people.js';
import type { Case } from '../process/declaration.js';
import type { ClauseId } from '../process/violation.js';
import type { Text, TextValues } from '../words/text.js';
import { calendarDay } from '../working-time/days.js';
import { sayDay, sayInstant } from '../working-time/say-day.js';
import { companions, dayOf, missingEvidence } from './conduct.js';
import { overlap, type VisitTimes } from './times.js';
import type { VisitFacts, VisitTypes } from './visit.js';
import { visitWords as words } from './words.js';

/** Another visit of somebody who takes part in this one: that it is there, and nothing else of it. */
export interface Elsewhere extends Pick<VisitTimes, 'starts_at' | 'ends_at'> {
	readonly person: string;
}

/** Something to think about before a visit is confirmed. Nothing is refused because of it. */
export interface Point {
	readonly rule: string;
	readonly clause: ClauseId;
	readonly text: Text;
	readonly values: TextValues;
}

type Checked = Pick<Case<VisitTypes>, 'row' | 'rulebook'> & {
	readonly facts: Pick<VisitFacts, 'participants' | 'people' | 'groundwork' | 'calendar'>;
};

/** Everybody whose time a visit takes. */
export const takenUp = (subject: Pick<Checked, 'row' | 'facts'>): readonly string[] => [
	...(subject.row.owner === null ? [] : [subject.row.owner]),
	...companions(subject),
];

const isAway = (person: Person, day: string): boolean => substituteOn(person, day) !== null;

/**
 * What speaks against a visit as it is planned: somebody is elsewhere or away at the time, the day is not worked, a purpose lacks what
 * goes with it (VIS-05).
 *
 * @param elsewhere other visits of the people concerned
 * @param nameOf what people are called
 */
export function pointsToNote(subject: Checked, elsewhere: readonly Elsewhere[], nameOf: (id: string) => string): readonly Point[] {
	const { row, facts, rulebook } = subject;
	const zone = rulebook.time_zone;
	const day = dayOf(row, zone);
	const people = takenUp(subject);
	const busy = elsewhere
		.filter((other) => people.includes(other.person) && overlap(row, other))
		.map(({ person, starts_at, ends_at }): Point => ({
			rule: 'visit-overlaps',
			clause: 'VIS-01',
			text: words.points.overlaps,
			values: { who: nameOf(person), from: sayInstant(starts_at ?? '', zone), until: sayInstant(ends_at ?? '', zone) },
		}));
	const away =
		day === null
			? []
			: facts.people
					.filter((person) => people.includes(person.id) && isAway(person, day))
					.map(({ id }): Point => ({
						rule: 'visitor-away',
						clause: 'VIS-01',
						text: words.points.away,
						values: { who: nameOf(id), day: sayDay(day) },
					}));
	const free = day !== null && facts.calendar !== null && calendarDay(facts.calendar.calendar, day).hours.length === 0;
	return [
		...busy,
		...away,
		...(free ? [{ rule: 'day-not-worked', clause: 'SLA-01', text: words.points.free, values: { day: sayDay(day) } } as const] : []),
		...(rulebook.visits.evidence === 'warn'
			? missingEvidence(subject).map(({ purpose, what }): Point => ({
					rule: 'purpose-evidence-missing',
					clause: 'VIS-05',
					text: words.evidenceMissing,
					values: { purpose: words.purposes[purpose], what },
				}))
			: []),
	];
}
