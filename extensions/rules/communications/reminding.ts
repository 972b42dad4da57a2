import { daysAfter } from '../calendar/local-date.js';
import { hasRole, type Person } from '../organisation/people.js';
import type { ContactKind, VisitRules } from '../visits/settings.js';
import { dutiesOf, overdueDays, type Contacted } from './due.js';

/** Whose turn it is to hear of contact: whoever answers for it, and later those who answer for them. */
export const reminderStages = ['responsible', 'head'] as const;
export type ReminderStage = (typeof reminderStages)[number];

/** A reminder of contact with a customer. */
export interface ContactReminder {
	readonly contact: ContactKind;
	readonly stage: ReminderStage;
	/** The day the period began in which contact was not had: that of the last contact, or when it began to be owed. */
	readonly since: string;
	readonly due_on: string;
	/** 0 while it is only about to be due. */
	readonly overdue_days: number;
}

/** What tells one reminder from another: within one period each is given once. */
export const reminderKey = ({ contact, stage, since }: Pick<ContactReminder, 'contact' | 'stage' | 'since'>): string =>
	`${contact}/${stage}/${since}`;

/**
 * Which reminders of contact with a customer are to have been given by a day, those given before among them. The person who looks after it
 * hears once contact is overdue, their head some days later (VIS-07, COM-03, COM-04); the management hears of its quarterly contact before
 * the quarter ends (COM-01).
 *
 * @param today ISO day in the company's zone
 */
export function remindersOf(
	customer: Contacted,
	rules: Pick<VisitRules, 'contact' | 'contact_reminders'>,
	today: string,
): readonly ContactReminder[] {
	const { executive_days_before, after_days, escalate_after_days } = rules.contact_reminders;
	return dutiesOf(customer, rules).flatMap(({ contact, last, due_on }) => {
		const about = { contact, since: last ?? customer.since, due_on, overdue_days: overdueDays(due_on, today) };
		const first = contact === 'executive' ? daysAfter(due_on, -executive_days_before) : daysAfter(due_on, after_days + 1);
		return [
			...(first <= today ? [{ ...about, stage: 'responsible' as const }] : []),
			...(daysAfter(due_on, escalate_after_days + 1) <= today ? [{ ...about, stage: 'head' as const }] : []),
		];
	});
}

/** Who may have to hear of contact with a customer. */
export interface Answerable {
	readonly owner: string | null;
	readonly department: string | null;
	/** Who is named as the head of that department. */
	readonly head: string | null;
}

/**
 * Who hears a reminder. Of its own contact the management hears, and when it is overdue the general manager: there is nobody above. Of all
 * other contact whoever looks after the customer, then the head of the department. Where nobody looks after it, or they are their own head,
 * it goes one further up.
 */
export function hearers(
	{ contact, stage }: Pick<ContactReminder, 'contact' | 'stage'>,
	{ owner, department, head }: Answerable,
	people: readonly Person[],
	rules: Pick<VisitRules, 'executives' | 'contact_reminders'>,
): readonly string[] {
	const active = people.filter((person) => person.active);
	const holding = (...roles: VisitRules['executives']): readonly string[] =>
		active.filter((person) => hasRole(person, roles)).map(({ id }) => id);
	if (contact === 'executive') return stage === 'responsible' ? holding(...rules.executives) : holding('general-manager');
	const known = (id: string | null): readonly string[] => (active.some((person) => person.id === id) && id !== null ? [id] : []);
	const responsible = known(owner);
	if (stage === 'responsible' && responsible.length > 0) return responsible;
	const inDepartment = active
		.filter((person) => department !== null && person.department === department && hasRole(person, [rules.contact_reminders.escalate_to]))
		.map(({ id }) => id);
	const above = [...new Set([...known(head), ...inDepartment])].filter((id) => id !== owner);
	return above.length > 0 ? above : holding('general-manager').filter((id) => id !== owner);
}
