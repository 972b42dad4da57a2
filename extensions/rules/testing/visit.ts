import type { Actor, Person } from '../organisation/people.js';
import type { Row } from '../process/effect.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { customerId } from './contract.js';
import { officeHours } from './complaint.js';
import { countingIds, uuid } from './ids.js';
import { testKindOf } from './kinds.js';
import { MemoryStore, type Answer, type StoredRow } from '../in-memory/store.js';
import { asActor, everybody, staff, theSystem } from './people.js';
import { rulebook } from './rulebook.js';

export const visitId = uuid(0xf20, 1);

/** Tuesday 10 March 2026, 10:00 in Shanghai. */
export const visitMorning = '2026-03-10T02:00:00.000Z';

/** A visit that lacks nothing: that Tuesday from 14:00 to 15:00 in Shanghai. */
export const visitRow: Row & { readonly id: string } = {
	id: visitId,
	status: 'planned',
	revision: 0,
	number: null,
	title: 'Spring collection',
	customer: customerId,
	contact: null,
	purpose: 'cultivate_relationship',
	further_purposes: null,
	location: null,
	agenda: null,
	accompanied_by: null,
	receivable: null,
	new_product: null,
	complaint: null,
	series: null,
	opinion_types: null,
	all_day: false,
	starts_at: '2026-03-10T06:00:00.000Z',
	ends_at: '2026-03-10T07:00:00.000Z',
	starts_on: null,
	ends_on: null,
	first_starts_at: null,
	postponed: null,
	started_at: null,
	finished_at: null,
	report_due_at: null,
	next_reminder_at: null,
	work_calendar: null,
	owner: staff.seller.id,
	department: staff.seller.department,
	rulebook_version: null,
};

/** The six points of a report. */
export const sixPoints = {
	visited: 'Ms Wang, Silk Road Ltd',
	visited_at: '2026-03-10T06:00:00.000Z',
	purposes: ['cultivate_relationship'],
	main_results: 'Two new patterns agreed.',
	customer_opinions: 'Deliveries are on time.',
	suggestions: 'Send swatches earlier.',
} as const;

/** Visits of one salesperson, and time to pass. */
export class VisitStory {
	readonly store: MemoryStore;
	#now = visitMorning;
	#made = 1;

	constructor(
		settings: { readonly rulebook?: Rulebook; readonly visit?: Row; readonly people?: readonly Person[]; readonly calendar?: boolean } = {},
	) {
		this.store = new MemoryStore({
			rulebooks: [settings.rulebook ?? rulebook()],
			people: settings.people ?? everybody,
			kindOf: testKindOf,
			newId: countingIds(0xf21),
		});
		if (settings.calendar !== false) this.store.put('crm_work_calendars', officeHours);
		this.store.put('crm_customers', { id: customerId, name: 'Silk Road Ltd', status: 'active', revision: 0 });
		this.store.put('crm_visits', { ...visitRow, ...settings.visit, id: visitId });
	}

	get now(): string {
		return this.#now;
	}

	/** Lets time pass until an instant. */
	until(instant: string): void {
		this.#now = instant;
	}

	/** Another visit of the same person. */
	another(differing: Row = {}): string {
		this.#made += 1;
		const id = uuid(0xf20, this.#made);
		this.store.put('crm_visits', { ...visitRow, ...differing, id });
		return id;
	}

	do(
		command: string,
		{
			id = visitId,
			who = staff.seller,
			input = {},
			comment = null,
		}: { id?: string; who?: Person | Actor; input?: Readonly<Record<string, unknown>>; comment?: string | null } = {},
	): Answer {
		const actor: Actor = 'system' in who ? who : asActor(who);
		return this.store.issue({ collection: 'crm_visits', id, command, actor, now: this.#now, input, comment });
	}

	clock(command: string, id = visitId): Answer {
		return this.do(command, { id, who: theSystem });
	}

	report(differing: Readonly<Record<string, unknown>> = {}, id = visitId): Answer {
		return this.do('report', { id, input: { ...sixPoints, ...differing } });
	}

	row(id = visitId): StoredRow {
		return this.store.row('crm_visits', id);
	}
}
