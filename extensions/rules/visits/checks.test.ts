import { describe, expect, it } from 'vitest';
import { say } from '../words/text.js';
import { everybody, staff, withPerson } from '../testing/people.js';
import { rulebookWithVisits, rulebook } from '../testing/rulebook.js';
import { officeCalendar } from '../testing/working-calendar.js';
import { visitRow } from '../testing/visit.js';
import { pointsToNote, type Elsewhere } from './checks.js';
import type { VisitRow } from './visit.js';

const at = (from: string, until: string, person: string = staff.seller.id): Elsewhere => ({
	person,
	starts_at: `2026-03-10T${from}:00.000Z`,
	ends_at: `2026-03-10T${until}:00.000Z`,
});

function points(
	differing: {
		row?: Partial<VisitRow>;
		elsewhere?: readonly Elsewhere[];
		people?: typeof everybody;
		participants?: readonly string[];
		evidence?: 'warn' | 'require';
	} = {},
) {
	const found = pointsToNote(
		{
			row: { ...(visitRow as unknown as VisitRow), ...differing.row },
			rulebook: differing.evidence === undefined ? rulebook() : rulebookWithVisits({ evidence: differing.evidence }),
			facts: {
				participants: differing.participants ?? [],
				people: differing.people ?? everybody,
				groundwork: 0,
				calendar: { id: 'office', calendar: officeCalendar(), publishedUntil: '2026-12-31' },
			},
		},
		differing.elsewhere ?? [],
		(id) => (id === staff.seller.id ? 'Ann' : 'Bob'),
	);
	return found.map(({ rule, text, values }) => [rule, say(text, 'en-US', values)]);
}

describe('what speaks against a visit', () => {
	it('is nothing, mostly', () => {
		expect(points({ elsewhere: [at('07:00', '08:00'), at('06:30', '06:45', staff.otherSeller.id)] })).toEqual([]);
	});

	it('is that its visitor, or somebody who goes along, is elsewhere at the time', () => {
		const elsewhere = [at('06:30', '08:00'), at('05:00', '06:15', staff.director.id)];
		expect(points({ elsewhere, participants: [staff.director.id] }).map(([rule]) => rule)).toEqual(['visit-overlaps', 'visit-overlaps']);
		expect(points({ elsewhere })[0]?.[1]).toMatch(/^Ann has another visit from .*14:30.* until .*16:00/);
	});

	it('is that somebody is away, or that nobody works on the day', () => {
		const people = withPerson(everybody, staff.seller.id, {
			absences: [{ from: '2026-03-09', until: '2026-03-11', substitute: staff.otherSeller.id }],
		});
		expect(points({ people }).map(([rule]) => rule)).toEqual(['visitor-away']);
		const sunday = { starts_at: '2026-03-15T06:00:00.000Z', ends_at: '2026-03-15T07:00:00.000Z' };
		expect(points({ row: sunday }).map(([rule]) => rule)).toEqual(['day-not-worked']);
	});

	it('is evidence that a purpose lacks, where the rulebook only points it out (VIS-05)', () => {
		const row = { purpose: 'collect_receivables' } as const;
		expect(points({ row }).map(([rule]) => rule)).toEqual(['purpose-evidence-missing']);
		expect(points({ row, evidence: 'require' })).toEqual([]);
	});
});
