import type { ComplaintRow } from '../complaints/complaint.js';
import type { Actor, Person } from '../organisation/people.js';
import type { Row } from '../process/effect.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { countingIds, uuid } from './ids.js';
import { testKindOf } from './kinds.js';
import { MemoryStore, type Answer, type StoredRow } from '../in-memory/store.js';
import { asActor, person } from './people.js';
import { rulebook } from './rulebook.js';
import { there } from './there.js';

export const complaintId = uuid(0xb00, 1);
export const serviceDepartment = uuid(0xb01, 1);
export const productionDepartment = uuid(0xb01, 2);

/** Tuesday 10 March 2026, 10:00 in Shanghai: an hour into a working day. */
export const tuesdayMorning = '2026-03-10T02:00:00.000Z';

/** A company that can handle any complaint. */
export const company = {
	agent: person(['service-agent'], { department: serviceDepartment }),
	manager: person(['service-manager'], { department: serviceDepartment }),
	registrar: person(['information-administrator']),
	quality: person(['quality-manager']),
	production: person(['production-manager'], { department: productionDepartment }),
	head: person(['business-head']),
	finance: person(['finance-officer']),
	director: person(['general-manager']),
	auditor: person(['auditor']),
	seller: person(['salesperson']),
} as const;

/** Monday to Friday, 9 to 12 and 13 to 18, in Shanghai; holidays are known until the end of the year. */
export const officeHours = {
	id: 'office',
	status: 'published',
	time_zone: 'Asia/Shanghai',
	usual_hours: [
		{ from: '09:00', to: '12:00' },
		{ from: '13:00', to: '18:00' },
	],
	usual_weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
	other_hours: null,
	published_until: '2026-12-31',
};

/** A filled-in register form about a service, not yet registered. */
export const complaintRow: ComplaintRow = {
	id: complaintId,
	status: 'received',
	revision: 0,
	number: null,
	title: 'Nobody answers the phone',
	kind: 'complaint',
	channel: 'telephone',
	received_at: tuesdayMorning,
	customer: null,
	complainant: 'Ms Wang',
	complainant_contact: '+86 21 5555 0101',
	content: 'I called five times.',
	customer_demand: 'A call back',
	nature: 'service',
	cause: 'non_quality',
	target: 'service_quality',
	accused: null,
	urgency: 'urgent',
	severity: 'general',
	major: false,
	complex: false,
	product_name: 'Silk tie',
	vehicle_number: '沪A·12345',
	order_number: null,
	product_model: null,
	quantity: null,
	shipment_date: null,
	batch_number: null,
	findings: null,
	cause_found: null,
	handling_opinion: null,
	handling_note: null,
	outcome: null,
	no_measure_reason: null,
	discussion_held_on: null,
	discussion_participants: null,
	discussion_solution: null,
	owner: company.seller.id,
	department: null,
	leader: null,
	registered_at: null,
	registered_by: null,
	first_response_at: null,
	customer_informed_at: null,
	investigated_at: null,
	replied_at: null,
	reply_form: null,
	reply_text: null,
	closed_at: null,
	reopened_at: null,
	responsibility: null,
	responsible_department: null,
	responsible_person: null,
	responsible_supplier: null,
	manager_informed_at: null,
	tracking_closed_at: null,
	report_filed_at: null,
	follow_up_at: null,
	follow_up_satisfied: null,
	paused_since: null,
	pauses: null,
	response_due_at: null,
	progress_due_at: null,
	investigation_due_at: null,
	reply_due_at: null,
	handling_due_at: null,
	follow_up_due_at: null,
	next_reminder_at: null,
	work_calendar: null,
	rulebook_version: null,
	date_created: tuesdayMorning,
};

/** What an investigation finds out and a decision says, when nothing is left open. */
export const findings = { findings: 'The line was cut.', cause_found: 'No second line', customer_demand: 'A call back' };
export const handling = { outcome: 'founded', handling_opinion: 'A second line is rented.', no_measure_reason: 'Rented already' };
export const productFacts = { order_number: 'HT2026-0001', product_model: 'T-145', quantity: '200', shipment_date: '2026-03-01' };

/** Forms of commands that are certain to be accepted as forms. */
export const complaintForms: Readonly<Record<string, Row>> = {
	inform_customer: { how: 'telephone', content: 'We are looking into it.' },
	wait_for_customer: { how: 'email', question: 'Which number did you call?' },
	customer_answered: { how: 'email', answer: 'The one on the box.' },
	rule: { responsibility: 'department', responsible_department: serviceDepartment, reason: 'Their phone' },
	reply: { form: 'written' },
	record_reaction: { reaction: 'accepted' },
	close_tracking: { statement: 'Settled' },
	follow_up: { satisfaction: 'satisfied', how: 'telephone' },
	appraise: { result: 'reminder', consequences: 'A customer waited.' },
	reclassify: { urgency: 'immediate' },
	complete: { result: 'Done as asked' },
	object: { objection: 'It was the supplier.' },
	rule_again: { responsibility: 'none', reason: 'Nobody cut it on purpose.' },
	grant: { granted_on: '2026-03-20' },
};

/** A complaint with the company around it, and time to pass. */
export class ComplaintStory {
	readonly store: MemoryStore;
	now: string;

	constructor(
		differing: Partial<ComplaintRow> = {},
		{
			people = Object.values(company),
			rules = rulebook(),
			now = tuesdayMorning,
		}: { people?: readonly Person[]; rules?: Rulebook; now?: string } = {},
	) {
		this.now = now;
		this.store = new MemoryStore({ rulebooks: [rules], people, kindOf: testKindOf, newId: countingIds(0xb02) });
		this.store.put('crm_work_calendars', officeHours);
		this.store.put('crm_complaints', { ...complaintRow, ...differing });
	}

	get row(): ComplaintRow {
		return this.store.row('crm_complaints', complaintId) as unknown as ComplaintRow;
	}

	wait(hours: number): void {
		this.now = new Date(Date.parse(this.now) + hours * 3_600_000).toISOString();
	}

	/** Changes the row without asking anybody. */
	become(patch: Row): this {
		this.store.put('crm_complaints', { ...this.row, ...patch, id: complaintId });
		return this;
	}

	edit(patch: Row): boolean {
		return this.store.edit({ collection: 'crm_complaints', id: complaintId, patch });
	}

	issue(command: string, who: Person | Actor, input: Row = complaintForms[command] ?? {}, comment: string | null = 'Because'): Answer {
		return this.on('crm_complaints', complaintId, command, who, input, comment);
	}

	on(
		collection: string,
		id: string,
		command: string,
		who: Person | Actor,
		input: Row = complaintForms[command] ?? {},
		comment: string | null = 'Because',
	): Answer {
		return this.store.issue({ collection, id, command, actor: 'system' in who ? who : asActor(who), now: this.now, input, comment });
	}

	/** Whoever handles the case, and who leads it. */
	get handler(): Person {
		return there(this.store.people.find(({ id }) => id === this.row.owner));
	}

	get leader(): Person {
		return there(this.store.people.find(({ id }) => id === this.row.leader));
	}

	get duties(): readonly StoredRow[] {
		return this.store.where('crm_complaint_tasks', { complaint: complaintId });
	}

	/** The latest ruling. */
	get ruling(): Row {
		return there(this.store.where('crm_complaint_rulings', { complaint: complaintId }).at(-1));
	}

	settleDuties(): void {
		for (const duty of this.duties.filter(({ status }) => status === 'open'))
			accepted(this.on('crm_complaint_tasks', duty['id'], 'complete', this.handler));
	}

	/** Takes the working calendar out of force. */
	withoutCalendar(): this {
		this.store.put('crm_work_calendars', { ...officeHours, status: 'superseded' });
		return this;
	}

	/** Goes on in the honest way until the complaint is in this state. */
	until(state: ComplaintRow['status']): this {
		const steps: Readonly<Record<ComplaintRow['status'], () => void>> = {
			received: () => accepted(this.issue('register', company.manager)),
			registered: () => accepted(this.issue('investigate', this.handler)),
			investigating: () => {
				this.edit({ ...findings, ...productFacts });
				if (this.store.where('crm_complaint_rulings', { complaint: complaintId }).length === 0) accepted(this.issue('rule', this.handler));
				accepted(this.issue('resolve', this.handler));
			},
			resolving: () => {
				this.edit({ ...handling });
				accepted(this.issue('reply', this.handler));
			},
			replied: () => {
				this.settleDuties();
				accepted(this.issue('file_report', this.handler));
				accepted(this.issue('close_tracking', this.leader));
				accepted(this.issue('close', this.handler));
			},
			closed: () => {
				accepted(this.issue('follow_up', company.manager));
				accepted(this.issue('appraise', company.manager));
				accepted(this.issue('archive', company.manager));
			},
			archived: () => undefined,
		};
		while (this.row.status !== state) {
			if (this.row.status === 'archived') throw new Error(`No honest way leads to ${state}.`);
			steps[this.row.status]();
		}
		return this;
	}
}

/** @throws Error with the rules that refused, so that a story fails where it goes wrong. */
export function accepted(answer: Answer): void {
	if (!answer.accepted)
		throw new Error(
			`Refused: ${answer.violations.map(({ rule, clause, field }) => `${rule} ${String(clause)} ${field ?? ''}`).join(', ')}`,
		);
}
