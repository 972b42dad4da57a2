import type { Person } from '../organisation/people.js';
import type { RowBase } from '../process/declaration.js';
import type { Pause } from '../working-time/deadline.js';
import type { WorkingCalendar } from '../working-time/calendar.js';
import type { DutyDepartment } from './duties.js';

export const complaintStates = ['received', 'registered', 'investigating', 'resolving', 'replied', 'closed', 'archived'] as const;
export type ComplaintState = (typeof complaintStates)[number];

/** What people bring: a complaint, an opinion or a suggestion; all go through the one register (FBK-02, FBK-03). */
export const feedbackKinds = ['complaint', 'opinion', 'suggestion'] as const;

/** How it came in (FBK-01). */
export const channels = ['telephone', 'email', 'online_service', 'social_media', 'other'] as const;

/** What it is about; decides, with the two categories, who handles it (CMP-05). */
export const natures = ['product', 'delivery', 'service', 'price', 'other'] as const;
export type Nature = (typeof natures)[number];

/** First axis of the category: caused by quality or by people (CMP-03). */
export const causes = ['quality', 'non_quality'] as const;
export type CauseClass = (typeof causes)[number];

/** Second axis of the category: service quality, or a particular member of staff (CMP-03). */
export const targets = ['service_quality', 'staff_member'] as const;
export type Target = (typeof targets)[number];

/** How pressing the need is; each class has time limits of its own (SLA-02). */
export const urgencies = ['immediate', 'urgent', 'ordinary'] as const;
export type Urgency = (typeof urgencies)[number];

/** Serious ones go to the company manager and ahead of others (CMP-09), general ones stay with the service department (CMP-10). */
export const severities = ['general', 'serious'] as const;

/** What the investigation found (CMP-14). */
export const outcomes = ['founded', 'not_founded', 'not_ours'] as const;
export type ComplaintOutcome = (typeof outcomes)[number];

/** Where responsibility lies (CMP-06, CMP-17). */
export const responsibilities = ['department', 'person', 'supplier', 'customer', 'none'] as const;
export type Responsibility = (typeof responsibilities)[number];

/** How the result was told to the customer (CMP-11). */
export const replyForms = ['written', 'other'] as const;

/** What the customer says to the reply. */
export const customerReactions = ['accepted', 'not_accepted', 'no_answer'] as const;

/** Consequences of the appraisal of those responsible (CMP-13). */
export const appraisalResults = ['none', 'reminder', 'warning', 'deduction'] as const;

export interface ComplaintRow extends RowBase {
	readonly status: ComplaintState;
	readonly number: string | null;
	readonly title: string | null;
	readonly kind: (typeof feedbackKinds)[number];
	readonly channel: (typeof channels)[number] | null;
	/** ISO 8601 instant in UTC; so are all fields ending in `_at`. */
	readonly received_at: string | null;
	readonly customer: string | null;
	readonly complainant: string | null;
	readonly complainant_contact: string | null;
	readonly content: string | null;
	readonly customer_demand: string | null;
	readonly nature: Nature | null;
	readonly cause: CauseClass | null;
	readonly target: Target | null;
	/** The member of staff complained of. */
	readonly accused: string | null;
	readonly urgency: Urgency | null;
	readonly severity: (typeof severities)[number] | null;
	/** A major problem of product or service, discussed internally (FBK-07). */
	readonly major: boolean;
	/** A complex case, in which the customer is kept informed (RCP-06). */
	readonly complex: boolean;
	readonly product_name: string | null;
	readonly vehicle_number: string | null;
	readonly order_number: string | null;
	readonly product_model: string | null;
	readonly quantity: string | number | null;
	readonly shipment_date: string | null;
	readonly batch_number: string | null;
	readonly findings: string | null;
	readonly cause_found: string | null;
	readonly handling_opinion: string | null;
	readonly handling_note: string | null;
	readonly outcome: ComplaintOutcome | null;
	readonly no_measure_reason: string | null;
	readonly discussion_held_on: string | null;
	readonly discussion_participants: string | null;
	readonly discussion_solution: string | null;
	readonly owner: string | null;
	readonly department: string | null;
	readonly leader: string | null;
	readonly registered_at: string | null;
	readonly registered_by: string | null;
	readonly first_response_at: string | null;
	/** When the customer last heard how the case stands (RCP-06). */
	readonly customer_informed_at: string | null;
	readonly investigated_at: string | null;
	readonly replied_at: string | null;
	readonly reply_form: (typeof replyForms)[number] | null;
	readonly reply_text: string | null;
	readonly closed_at: string | null;
	readonly reopened_at: string | null;
	readonly responsibility: Responsibility | null;
	readonly responsible_department: string | null;
	readonly responsible_person: string | null;
	readonly responsible_supplier: string | null;
	readonly manager_informed_at: string | null;
	readonly tracking_closed_at: string | null;
	readonly report_filed_at: string | null;
	readonly follow_up_at: string | null;
	readonly follow_up_satisfied: boolean | null;
	readonly paused_since: string | null;
	readonly pauses: readonly Pause[] | null;
	readonly response_due_at: string | null;
	readonly progress_due_at: string | null;
	readonly investigation_due_at: string | null;
	readonly reply_due_at: string | null;
	readonly handling_due_at: string | null;
	readonly follow_up_due_at: string | null;
	readonly next_reminder_at: string | null;
	/** The version of the working calendar the due times were counted on. */
	readonly work_calendar: string | null;
	readonly rulebook_version: number | null;
	/** When the record was made; not before Directus has made it. */
	readonly date_created?: string | null;
}

/** A duty of a department on one complaint, as a task. */
export interface DutyRow extends RowBase {
	readonly status: 'open' | 'done' | 'not_applicable';
	readonly complaint: string;
	readonly department_kind: DutyDepartment;
	readonly duty: string;
	readonly role: string;
	readonly result: string | null;
	/** Why it is not applicable. */
	readonly reason: string | null;
}

export interface RulingRow extends RowBase {
	readonly status: 'given' | 'objected' | 'replaced' | 'final';
	readonly complaint: string;
	readonly round: number;
	readonly responsibility: Responsibility;
	readonly responsible_department: string | null;
	readonly responsible_person: string | null;
	readonly responsible_supplier: string | null;
	readonly reason: string;
	readonly ruled_by: string;
	readonly ruled_at: string;
	readonly objection: string | null;
}

/** The working calendar a case goes by, and the last day its holidays are published until. */
export interface CaseCalendar {
	readonly id: string;
	readonly calendar: WorkingCalendar;
	readonly publishedUntil: string | null;
}

/** Something told to the customer, or heard from them. */
export interface Communication {
	readonly id: string;
	readonly kind: 'answer' | 'progress' | 'question' | 'reply' | 'reaction' | 'follow_up';
	readonly at: string;
	readonly content: string;
}

/** Goods that were sent to the customer, one line of a delivery (CUS-11, ORD-04). */
export interface SentGoods {
	/** The delivery's id and the line's place in it. */
	readonly id: string;
	/** A calendar day, `YYYY-MM-DD`. */
	readonly sent_on: string;
	readonly order_number: string | null;
	readonly product: string;
	readonly specification: string | null;
	readonly quantity: string | null;
	readonly batch: string | null;
}

export interface ComplaintFacts {
	/** Everybody of the company; the one complained of among them. */
	readonly people: readonly Person[];
	/** How many unfinished complaints each person handles, by id. */
	readonly openCases: Readonly<Record<string, number>>;
	readonly calendar: CaseCalendar | null;
	readonly duties: readonly DutyRow[];
	/** In the order of their rounds. */
	readonly rulings: readonly RulingRow[];
	readonly compensations: readonly {
		readonly id: string;
		readonly status: string;
		readonly type: string;
		readonly amount: string | number;
		readonly currency: string;
	}[];
	readonly actions: readonly {
		readonly id: string;
		readonly number: string | null;
		readonly title: string;
		readonly status: string;
		/** An action is a draft until it is started, with its cause and responsibility (CAP-03). */
		readonly started_at: string | null;
	}[];
	readonly communications: readonly Communication[];
	readonly appraisals: readonly { readonly id: string }[];
	/** What was last sent to the customer, newest first. */
	readonly sentGoods: readonly SentGoods[];
	/** Names of the people and departments the case mentions, by id. */
	readonly names: Readonly<Record<string, string>>;
}

export interface ComplaintTypes {
	readonly state: ComplaintState;
	readonly row: ComplaintRow;
	readonly facts: ComplaintFacts;
}
