import { daysAfter } from '@crm-policy/rules/calendar/local-date';
import type { LedgerEntry } from '@crm-policy/rules/ledger/chain';
import type { Person } from '@crm-policy/rules/organisation/people';
import type { Locale } from '@crm-policy/rules/words/text';
import { departmentId } from '../departments/rows.js';
import { defaultRulebook } from '../rulebook/index.js';
import { people, personCalled } from './people.js';
import { qualifiedPeople } from './people-rows.js';
import { World } from './simulation/world.js';
import { amendmentStories } from './story/amendments.js';
import { communicationStories } from './story/communications.js';
import { complaintStories } from './story/complaints.js';
import { contractStories } from './story/contracts.js';
import { customerHistory } from './story/customer-history.js';
import { customerStories } from './story/customers.js';
import { giftStories } from './story/gifts.js';
import { foundationCalendarRows } from '../working-time/rows.js';
import { stockStories } from './story/products.js';
import { rulebookDraft } from './story/rulebook-draft.js';
import { visitStories } from './story/visits.js';
import { workCalendarDraft } from './story/work-calendar-draft.js';
import { Calendar, inOrder } from './story/timeline.js';

/** The people of the demo company as the rules see them. `today` is an ISO day. */
function staffOf(today: string): readonly Person[] {
	const until = daysAfter(today, 730);
	const qualification = {
		responsibleForProductionOrTechnology: until,
		industryStandards: until,
		lawsAndRegulations: until,
		qualityManagementSystem: until,
	};
	return people.map((person) => ({
		id: person.id,
		roles: [person.role],
		department: person.department === null ? null : departmentId(person.department),
		active: true,
		absences:
			person.who === 'quality'
				? [{ from: daysAfter(today, -1), until: daysAfter(today, 6), substitute: personCalled('quality.deputy').id }]
				: [],
		qualification: (qualifiedPeople as readonly string[]).includes(person.who) ? qualification : null,
	}));
}

/** When the demo company set the product up: before anything it has done with it. */
export const foundedAt = (now: string): string => new Calendar(now, defaultRulebook.time_zone).day(300, '08:00');

/**
 * Lets the demo company live up to the present under the rules themselves, so that everything it shows could have been done by
 * hand: numbers, hashes, approvals and ledger agree. Nothing in it is accepted that the rules refuse.
 * @param now the present, ISO 8601 in UTC
 * @param founding the entry its ledger begins with
 */
export function simulate(language: Locale, now: string, founding: LedgerEntry): World {
	const calendar = new Calendar(now, defaultRulebook.time_zone);
	const world = new World({ ...defaultRulebook, version: 1 }, staffOf(calendar.today), founding);
	// Deadlines are counted on the calendar the product comes with.
	for (const { collection, row } of foundationCalendarRows(language)) world.found(collection, row);
	const events = [
		...stockStories(calendar, language),
		...customerStories(calendar, language),
		...customerHistory(calendar, language),
		...communicationStories(calendar, language),
		...contractStories(calendar, language),
		...amendmentStories(calendar, language),
		...giftStories(calendar, language),
		...complaintStories(calendar, language),
		...visitStories(calendar, language),
		...rulebookDraft(calendar, language),
		...workCalendarDraft(calendar, language),
	];
	for (const { happen } of inOrder(events)) happen(world);
	return world;
}
