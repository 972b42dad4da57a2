import { localDay } from '../calendar/local-date.js';
import type { Person } from '../organisation/people.js';
import { roles } from '../organisation/roles.js';
import { defineGuard, type Case } from '../process/declaration.js';
import type { Effect, Recipient, Row } from '../process/effect.js';
import type { Text } from '../words/text.js';
import type { ComplaintRow, ComplaintTypes } from './complaint.js';
import { dueTimes } from './deadlines.js';
import { canTake, designatedHandler, leaderInCharge, routingRuleOf, type Choice } from './routing.js';
import { complaintWords as words } from './words.js';

export type ComplaintCase = Case<ComplaintTypes>;

/** Ties a guard to complaints. */
export const guard = defineGuard<ComplaintTypes>();

export const blank = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/** A Text of several, joined as a list in each language. */
export const listed = (texts: readonly Text[]): Text => ({
	'en-US': texts.map((entry) => entry['en-US']).join(', '),
	'zh-CN': texts.map((entry) => entry['zh-CN']).join('、'),
});

/** The person complained of neither investigates nor closes, nor does anything else in the case (CMP-20). */
export const notComplainedOf = guard({
	rule: 'complained-of',
	clause: 'CMP-20',
	text: words.complainedOf,
	needs: [],
	check: ({ row, actor }) => (actor.id !== null && row.accused === actor.id ? [{ field: 'accused' }] : []),
});

/** A case is handled by whoever answers for it: its designated owner and the leader in charge (CMP-01, CMP-17). */
export const handlesCase = guard({
	rule: 'not-handling',
	clause: 'CMP-01',
	text: words.notHandling,
	needs: [],
	check: ({ row, actor }) => (actor.id !== null && [row.owner, row.leader].includes(actor.id) ? [] : [{ field: 'owner' }]),
});

export const byHandlers = [handlesCase, notComplainedOf] as const;

export const calendarIsThere = guard({
	rule: 'working-calendar-missing',
	clause: 'SLA-01',
	text: words.calendarMissing,
	needs: ['calendar'],
	check: ({ facts }) => (facts.calendar === null ? [{}] : []),
});

export const notWaitingForCustomer = guard({
	rule: 'customer-awaited',
	clause: 'SLA-04',
	text: words.customerAwaited,
	needs: [],
	check: ({ row }) => (row.paused_since === null ? [] : [{ field: 'paused_since' }]),
});

/** The due times of the case as it will be after `patch` (SLA-01, SLA-04); none without a calendar. */
export function timesAfter({ row, facts, rulebook, now }: ComplaintCase, patch: Partial<ComplaintRow>): Row {
	return facts.calendar === null
		? {}
		: { ...dueTimes({ ...row, ...patch }, rulebook.complaints, facts.calendar, now), work_calendar: facts.calendar.id };
}

export const choiceFor = ({ facts, rulebook, now }: ComplaintCase, accused: string | null): Choice => ({
	people: facts.people,
	accused,
	day: localDay(now, rulebook.time_zone),
	openCases: facts.openCases,
});

/** Who handles a complaint and who leads: by the routing table, never the one complained of (CMP-01, CMP-05, CMP-17, CMP-20). */
export function designate(
	subject: ComplaintCase,
	complaint: ComplaintRow,
): { readonly handler: Person | null; readonly leader: Person | null } {
	const rule = routingRuleOf(complaint, subject.rulebook.complaints);
	const choice = choiceFor(subject, complaint.accused);
	const handler = designatedHandler(rule, choice);
	return { handler, leader: leaderInCharge(rule, subject.rulebook.approvals.last_resort, choice, handler?.id ?? null) };
}

/** The complaint as it will be once the command's form is taken over. */
export const classifiedAnew = ({ row, input }: ComplaintCase): ComplaintRow => ({
	...row,
	...(input as Partial<ComplaintRow>),
	...(input['target'] === 'service_quality' ? { accused: null } : {}),
});

/** A queue is never without an owner, nor a case without a leader (CMP-01, CMP-17). */
export const somebodyTakesIt = guard({
	rule: 'queue-without-owner',
	clause: 'CMP-01',
	text: words.queueWithoutOwner,
	needs: ['people', 'openCases'],
	check: (subject) => {
		const complaint = classifiedAnew(subject);
		const rule = routingRuleOf(complaint, subject.rulebook.complaints);
		return designate(subject, complaint).handler === null
			? [{ field: 'nature', values: { handler: roles[rule.handler], deputy: roles[rule.deputy] } }]
			: [];
	},
});

export const somebodyLeads = guard({
	rule: 'leader-missing',
	clause: 'CMP-17',
	text: words.leaderMissing,
	needs: ['people', 'openCases'],
	check: (subject) => {
		const complaint = classifiedAnew(subject);
		return designate(subject, complaint).leader === null
			? [{ field: 'leader', values: { leader: roles[routingRuleOf(complaint, subject.rulebook.complaints).leader] } }]
			: [];
	},
});

/** Whether somebody is still able to answer for a case on a day. */
export const isStillThere = (id: string | null, people: readonly Person[], accused: string | null): boolean =>
	people.some((person) => person.id === id && canTake(person, { accused }));

/** Named people, without those there are none of and without the one complained of: nobody hears of a complaint about themselves. */
export const recipients = (ids: readonly (string | null)[], accused: string | null): readonly Recipient[] =>
	[...new Set(ids)].flatMap((id) => (id === null || id === accused ? [] : [{ user: id }]));

export const notify = (
	to: readonly Recipient[],
	subject: Text,
	body: Text,
	values: Readonly<Record<string, string | Text>>,
): readonly Effect[] => (to.length === 0 ? [] : [{ kind: 'notify', to, subject, body, values }]);
