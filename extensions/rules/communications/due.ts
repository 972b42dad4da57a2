import { daysAfter } from '../calendar/local-date.js';
import { contactInterval } from '../visits/contact.js';
import { contactKinds, type ContactKind, type ContactTarget, type VisitRules } from '../visits/settings.js';

/** What is known of contact with a customer. Days are ISO days in the company's zone. */
export interface Contacted {
	readonly target: ContactTarget;
	/** When we began to owe it regular contact: when it came into the archive, or became a key customer. */
	readonly since: string;
	/** The last visit that was made. */
	readonly lastVisit: string | null;
	/** The last contact of another form. */
	readonly lastContact: string | null;
	/** The last time somebody of the top management visited it or spoke with it. */
	readonly lastExecutive: string | null;
}

/** Contact of one kind that a customer is owed. */
export interface Duty {
	readonly contact: ContactKind;
	readonly every_days: number;
	readonly clauses: readonly string[];
	readonly last: string | null;
	readonly due_on: string;
}

const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);

/** The last day of the calendar quarter after the one of a day. */
export function endOfNextQuarter(day: string): string {
	const [year = 0, month = 1] = day.split('-').map(Number);
	const beginsAfter = Math.floor((month - 1) / 3) * 3 + 6;
	return new Date(Date.UTC(year, beginsAfter, 0)).toISOString().slice(0, 10);
}

const lastOf = ({ lastVisit, lastContact, lastExecutive }: Contacted): Readonly<Record<ContactKind, string | null>> => ({
	visit: lastVisit,
	// A visit is contact too; so is what the management did.
	any: later(later(lastVisit, lastContact), lastExecutive),
	executive: lastExecutive,
});

/** The day contact is due again. The management has it in every quarter, however the days between fall (COM-01). */
const dueAfter = (kind: ContactKind, day: string, every: number): string => {
	const due = daysAfter(day, every);
	const quarter = endOfNextQuarter(day);
	return kind === 'executive' && quarter < due ? quarter : due;
};

/**
 * What contact the rulebook asks for with a customer and when it is due, the most pressing first: so many days after the last of its kind, and
 * where there was none, after the day we began to owe it (VIS-07, VIS-08, COM-01, COM-03, COM-04).
 */
export function dutiesOf(customer: Contacted, rules: Pick<VisitRules, 'contact'>): readonly Duty[] {
	const last = lastOf(customer);
	return contactKinds
		.flatMap((contact): readonly Duty[] => {
			const rule = contactInterval(customer.target, contact, rules);
			if (rule === null) return [];
			const { every_days, clauses } = rule;
			const from = last[contact];
			return [{ contact, every_days, clauses, last: from, due_on: dueAfter(contact, from ?? customer.since, every_days) }];
		})
		.toSorted((a, b) => a.due_on.localeCompare(b.due_on));
}

/** Days something is overdue on a day; none before the day after it was due. */
export const overdueDays = (due_on: string, today: string): number =>
	Math.max(0, Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${due_on}T00:00:00Z`)) / 86_400_000));
