import { localDay } from '../calendar/local-date.js';
import { hasRole } from '../organisation/people.js';
import { defineGuard, type Case, type Finding } from '../process/declaration.js';
import type { Effect, Recipient, Row } from '../process/effect.js';
import type { Text, TextValues } from '../words/text.js';
import { dueTimes } from './due.js';
import { timesProblem, type VisitTimes } from './times.js';
import { purposesOf, type Purpose, type VisitRow, type VisitTypes } from './visit.js';
import { visitWords as words } from './words.js';

export type VisitCase = Case<VisitTypes>;

/** Ties a guard to visits. */
export const guard = defineGuard<VisitTypes>();

export const blank = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

export const today = ({ now, rulebook }: Pick<VisitCase, 'now' | 'rulebook'>): string => localDay(now, rulebook.time_zone);

/** The local day a visit begins on. */
export const dayOf = ({ starts_on, starts_at }: VisitTimes, timeZone: string): string | null =>
	starts_on ?? (starts_at === null ? null : localDay(starts_at, timeZone));

export const particularsAreFilled = guard({
	rule: 'visit-incomplete',
	clause: 'VIS-01',
	text: words.missing,
	needs: [],
	check: ({ row }) =>
		(['customer', 'title', 'owner'] as const)
			.filter((field) => blank(row[field]))
			.map((field) => ({ field, values: { what: words.particulars[field] } })),
});

/** Every visit says what it is for; where the rulebook asks it of accompanied visits only, those (VIS-02). */
export const purposeIsGiven = guard({
	rule: 'purpose-missing',
	clause: 'VIS-02',
	text: words.purposeMissing,
	needs: [],
	check: ({ row, rulebook }) =>
		row.purpose === null && (rulebook.visits.purpose === 'every-visit' || row.accompanied_by !== null) ? [{ field: 'purpose' }] : [],
});

/** What is wrong with times, as a finding of a field. */
export function timesFinding(times: VisitTimes, timeZone: string, prefix = ''): readonly Finding[] {
	const problem = timesProblem(times, timeZone);
	if (problem === null) return [];
	const fields = times.all_day ? (['starts_on', 'ends_on'] as const) : (['starts_at', 'ends_at'] as const);
	const missing = problem === 'missing' ? fields.filter((field) => times[field] === null) : [];
	return [{ field: `${prefix}${missing[0] ?? fields[1]}`, values: { problem: words.times[problem] } }];
}

export const timesAreInOrder = guard({
	rule: 'visit-times',
	clause: 'VIS-01',
	text: words.timesWrong,
	needs: [],
	check: ({ row, rulebook }) => timesFinding(row, rulebook.time_zone),
});

export const customerIsOurs = guard({
	rule: 'customer-archived',
	clause: 'VIS-07',
	text: words.customerArchived,
	needs: ['customer'],
	check: ({ facts: { customer } }) => (customer?.status === 'archived' ? [{ field: 'customer', values: { customer: customer.name } }] : []),
});

export const contactIsTheirs = guard({
	rule: 'contact-elsewhere',
	clause: 'VIS-07',
	text: words.contactElsewhere,
	needs: ['contact'],
	check: ({ row, facts: { contact } }) => (contact === null || contact.customer === row.customer ? [] : [{ field: 'contact' }]),
});

/** Whether the one who goes along is a manager in the sense of the rulebook (VIS-04). */
export const isAccompanied = ({
	row,
	facts,
	rulebook,
}: Pick<VisitCase, 'row' | 'rulebook'> & { facts: Pick<VisitTypes['facts'], 'people'> }): boolean =>
	row.accompanied_by !== null &&
	facts.people.some((person) => person.id === row.accompanied_by && hasRole(person, rulebook.visits.accompanied.managers));

/** What a purpose goes with, and whether the visit has it (VIS-05). */
export function missingEvidence(
	subject: Pick<VisitCase, 'row' | 'rulebook'> & { facts: Pick<VisitTypes['facts'], 'people' | 'groundwork'> },
): readonly { readonly field: keyof VisitRow; readonly purpose: Purpose; readonly what: Text }[] {
	const { row, facts } = subject;
	const wanted = purposesOf(row);
	const lacking = (purpose: Purpose, field: keyof VisitRow, there: boolean, what: Text) =>
		wanted.includes(purpose) && !there ? [{ field, purpose, what }] : [];
	return [
		...lacking('collect_receivables', 'receivable', !blank(row.receivable), words.evidence.receivable),
		...lacking('close_new_customer', 'accompanied_by', isAccompanied(subject), words.evidence.manager),
		...lacking('close_new_customer', 'purpose', facts.groundwork > 0, words.evidence.groundwork),
		...lacking('handle_complaint', 'complaint', row.complaint !== null, words.evidence.complaint),
		...lacking('sell_new_product', 'new_product', !blank(row.new_product), words.evidence.newProduct),
	];
}

export const evidenceIsThere = guard({
	rule: 'purpose-evidence-missing',
	clause: 'VIS-05',
	text: words.evidenceMissing,
	needs: ['people', 'groundwork'],
	check: (subject) =>
		subject.rulebook.visits.evidence === 'require'
			? missingEvidence(subject).map(({ field, purpose, what }) => ({ field, values: { purpose: words.purposes[purpose], what } }))
			: [],
});

/** Who owes reports plans nothing further, as the rulebook says (VIS-03). */
export const reportsAreGiven = guard({
	rule: 'visit-reports-overdue',
	clause: 'VIS-03',
	text: words.reportsOverdue,
	needs: ['overdueReports'],
	check: ({ facts, rulebook }) => {
		const limit = rulebook.visits.report.block_at;
		return limit !== null && facts.overdueReports >= limit ? [{ values: { count: facts.overdueReports } }] : [];
	},
});

export const calendarIsThere = guard({
	rule: 'working-calendar-missing',
	clause: 'SLA-01',
	text: words.calendarMissing,
	needs: ['calendar'],
	check: ({ facts }) => (facts.calendar === null ? [{}] : []),
});

/** Nothing is recorded of a visit before its day. */
export const itsDayHasCome = guard({
	rule: 'visit-lies-ahead',
	clause: 'VIS-03',
	text: words.tooEarly,
	needs: [],
	check: (subject) => {
		const day = dayOf(subject.row, subject.rulebook.time_zone);
		return day !== null && day > today(subject) ? [{ field: 'starts_at', values: { day } }] : [];
	},
});

/** The due times of the visit as it will be after `patch` (VIS-03); none without a calendar. */
export function timesAfter({ row, facts, rulebook, now }: VisitCase, patch: Partial<VisitRow>): Row {
	return facts.calendar === null
		? {}
		: { ...dueTimes({ ...row, ...patch }, rulebook.visits.report.limit, facts.calendar, now), work_calendar: facts.calendar.id };
}

/** Everybody who goes along, without the visitor. */
export const companions = ({
	row,
	facts,
}: Pick<VisitCase, 'row'> & { readonly facts: Pick<VisitTypes['facts'], 'participants'> }): readonly string[] =>
	[...new Set([...facts.participants, ...(row.accompanied_by === null ? [] : [row.accompanied_by])])].filter((id) => id !== row.owner);

const saidOf = ({ row, facts }: VisitCase): TextValues => ({ title: row.title ?? '', customer: facts.customer?.name ?? '' });

/** Tells people about the visit, but not the one who did it. */
export function tell(subject: VisitCase, to: readonly Recipient[], heading: Text, body: Text): readonly Effect[] {
	return to.length === 0 ? [] : [{ kind: 'notify', to, except: subject.actor.id, subject: heading, body, values: saidOf(subject) }];
}

export const tellCompanions = (subject: VisitCase, body: Text): readonly Effect[] =>
	tell(
		subject,
		companions(subject).map((user) => ({ user })),
		words.confirmedSubject,
		body,
	);
