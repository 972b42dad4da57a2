import type { CaseCalendar } from '../complaints/complaint.js';
import type { CustomerState } from '../customers/customer.js';
import type { Person } from '../organisation/people.js';
import type { RowBase } from '../process/declaration.js';
import type { VisitTimes } from './times.js';

export const visitStates = ['planned', 'confirmed', 'under_way', 'done', 'reported', 'cancelled'] as const;
export type VisitState = (typeof visitStates)[number];

/** States in which a report is owed as soon as the visit is over (VIS-03). */
export const reportOwed = ['confirmed', 'under_way', 'done'] as const satisfies readonly VisitState[];

/** States in which a visit takes its people's time. */
export const takingTime = ['planned', 'confirmed', 'under_way'] as const satisfies readonly VisitState[];

/** The nine purposes of a visit, in the order of the policy (VIS-02). */
export const purposes = [
	'demonstrate_selling',
	'collect_receivables',
	'close_new_customer',
	'solve_difficulties',
	'handle_complaint',
	'cultivate_relationship',
	'learn_company_impression',
	'learn_staff_impression',
	'sell_new_product',
] as const;
export type Purpose = (typeof purposes)[number];

/** What customers say on a round trip, field C of the enquiry (VIS-06). */
export const opinionTypes = ['criticism', 'suggestion', 'hope', 'complaint'] as const;
export type OpinionType = (typeof opinionTypes)[number];

/** How often a visit is repeated. */
export const rhythms = ['week', 'two_weeks', 'month', 'quarter'] as const;
export type Rhythm = (typeof rhythms)[number];

export interface VisitRow extends RowBase, VisitTimes {
	readonly status: VisitState;
	readonly number: string | null;
	readonly title: string | null;
	readonly customer: string | null;
	/** A contact of the customer. */
	readonly contact: string | null;
	readonly purpose: Purpose | null;
	readonly further_purposes: readonly Purpose[] | null;
	readonly location: string | null;
	readonly agenda: string | null;
	/** The manager who goes along (VIS-04). */
	readonly accompanied_by: string | null;
	readonly receivable: string | null;
	readonly new_product: string | null;
	readonly complaint: string | null;
	/** The visits of one rule have this in common. */
	readonly series: string | null;
	readonly opinion_types: readonly OpinionType[] | null;
	/** ISO 8601 instants in UTC, as all fields ending in `_at`. */
	readonly first_starts_at: string | null;
	readonly postponed: number | null;
	readonly started_at: string | null;
	readonly finished_at: string | null;
	readonly report_due_at: string | null;
	readonly next_reminder_at: string | null;
	readonly work_calendar: string | null;
	readonly owner: string | null;
	readonly department: string | null;
	readonly rulebook_version: number | null;
}

export interface VisitFacts {
	readonly customer: { readonly id: string; readonly name: string; readonly status: CustomerState } | null;
	/** A contact who is named, with the customer they belong to. */
	readonly contact: { readonly customer: string } | null;
	readonly participants: readonly string[];
	readonly people: readonly Person[];
	readonly calendar: CaseCalendar | null;
	/** Reports the visitor owes on other visits and has not given in time. */
	readonly overdueReports: number;
	/** Earlier visits and contacts of the visitor with the customer (VIS-05). */
	readonly groundwork: number;
}

export interface VisitTypes {
	readonly state: VisitState;
	readonly row: VisitRow;
	readonly facts: VisitFacts;
}

/** Every purpose of a visit, the main one first. */
export const purposesOf = ({ purpose, further_purposes }: Pick<VisitRow, 'purpose' | 'further_purposes'>): readonly Purpose[] => [
	...new Set([...(purpose === null ? [] : [purpose]), ...(further_purposes ?? [])]),
];
