import { z } from 'zod';
import { choiceInput, flagInput, paragraphInput, personInput } from '../forms/input.js';
import { hasRole } from '../organisation/people.js';
import { roles } from '../organisation/roles.js';
import { complaintNumberParts, partsShown } from '../numbering/pattern.js';
import type { Effect } from '../process/effect.js';
import type { ComplaintRow } from './complaint.js';
import { everyDuty } from './duties.js';
import { remindersFor } from './deadlines.js';
import {
	blank,
	classifiedAnew,
	designate,
	guard,
	isStillThere,
	listed,
	notify,
	recipients,
	timesAfter,
	type ComplaintCase,
} from './handling.js';
import { canTake, holdersOf } from './routing.js';
import { complaintWords as words } from './words.js';

/** Whoever receives a complaint takes it in; registrars confirm and number it (CMP-02). */
export const registrarRegisters = guard({
	rule: 'registrar-not-designated',
	clause: 'CMP-02',
	text: words.registrarOnly,
	needs: [],
	check: ({ actor, rulebook: { complaints } }) =>
		hasRole(actor, complaints.registrars) ? [] : [{ values: { who: listed(complaints.registrars.map((role) => roles[role])) } }],
});

export const registerFormIsFilled = guard({
	rule: 'complaint-incomplete',
	clause: 'CMP-02',
	text: words.incomplete,
	needs: [],
	check: ({ row }) => [
		...(['title', 'content', 'channel', 'received_at'] as const)
			.filter((field) => blank(row[field]))
			.map((field) => ({ field, values: { what: words.basics[field] } })),
		...(blank(row.customer) && blank(row.complainant) ? [{ field: 'complainant', values: { what: words.basics.complainant } }] : []),
	],
});

export const receivedAlready = guard({
	rule: 'received-later',
	clause: 'CMP-02',
	text: words.receivedLater,
	needs: [],
	check: ({ row, now }) => (row.received_at !== null && Date.parse(row.received_at) > Date.parse(now) ? [{ field: 'received_at' }] : []),
});

export const categoryIsGiven = guard({
	rule: 'category-missing',
	clause: 'CMP-03',
	text: words.categoryMissing,
	needs: [],
	check: (subject) => {
		const complaint = classifiedAnew(subject);
		return (['cause', 'target'] as const)
			.filter((axis) => subject.rulebook.complaints.axes[axis] && complaint[axis] === null)
			.map((axis) => ({ field: axis, values: { what: words.axes[axis] } }));
	},
});

export const accusedIsNamed = guard({
	rule: 'accused-missing',
	clause: 'CMP-03',
	text: words.accusedMissing,
	needs: [],
	check: (subject) => {
		const { target, accused } = classifiedAnew(subject);
		return target === 'staff_member' && accused === null ? [{ field: 'accused' }] : [];
	},
});

export const natureIsGiven = guard({
	rule: 'nature-missing',
	clause: 'CMP-05',
	text: words.incomplete,
	needs: [],
	check: ({ row }) => (row.nature === null ? [{ field: 'nature', values: { what: words.basics.nature } }] : []),
});

export const severityIsGiven = guard({
	rule: 'severity-missing',
	clause: 'CMP-09',
	text: words.incomplete,
	needs: [],
	check: ({ row }) => (row.severity === null ? [{ field: 'severity', values: { what: words.basics.severity } }] : []),
});

export const urgencyIsGiven = guard({
	rule: 'urgency-missing',
	clause: 'SLA-02',
	text: words.urgencyMissing,
	needs: [],
	check: ({ row }) => (row.urgency === null ? [{ field: 'urgency' }] : []),
});

const partFields = { vehicle: 'vehicle_number', product: 'product_name' } as const satisfies Record<
	(typeof complaintNumberParts)[number],
	keyof ComplaintRow
>;

/** Vehicle number and product name are needed where the number shows them (CMP-04). */
export const numberPartsAreThere = guard({
	rule: 'number-part-missing',
	clause: 'CMP-04',
	text: words.numberPartMissing,
	needs: [],
	check: ({ row, rulebook }) =>
		partsShown(rulebook.numbering.complaint, complaintNumberParts)
			.filter((part) => blank(row[partFields[part]]))
			.map((part) => ({ field: partFields[part], values: { what: words.numberParts[part] } })),
});

const titleAndNumber = ({ row }: ComplaintCase): { readonly number: string; readonly title: string } => ({
	number: row.number ?? '',
	title: row.title ?? '',
});

/** The company manager hears of a serious matter at once (CMP-09); whoever holds the role and is not complained of. */
function informManager(subject: ComplaintCase, complaint: ComplaintRow): { readonly told: boolean; readonly effects: readonly Effect[] } {
	const { facts, rulebook } = subject;
	const holders = holdersOf(rulebook.complaints.manager, facts.people, complaint.accused);
	// Where the manager is the one complained of, the supervising body stands in.
	const managers = (holders.length > 0 ? holders : holdersOf('auditor', facts.people, complaint.accused)).map(({ id }) => id);
	return {
		told: managers.length > 0,
		effects: notify(recipients(managers, complaint.accused), words.seriousSubject, words.seriousBody, titleAndNumber(subject)),
	};
}

/** Passes a complaint on: owner, leader, their messages (CMP-05, CMP-17). */
function passOn(
	subject: ComplaintCase,
	complaint: ComplaintRow,
): { readonly patch: Partial<ComplaintRow>; readonly effects: readonly Effect[] } {
	const { handler, leader } = designate(subject, complaint);
	if (handler === null || leader === null) throw new Error('A complaint was passed on without an owner or a leader.');
	const values = { ...titleAndNumber(subject), urgency: complaint.urgency === null ? '' : words.urgencies[complaint.urgency] };
	return {
		patch: { owner: handler.id, department: handler.department, leader: leader.id },
		effects: [
			...notify([{ user: handler.id }], words.registeredSubject, words.handlerBody, values),
			...notify([{ user: leader.id }], words.registeredSubject, words.leaderBody, values),
		],
	};
}

/** Numbers the complaint, names who answers for it, starts its clocks and gives the departments their duties (CMP-02, CMP-04 to CMP-09, CMP-17). */
export function register(subject: ComplaintCase): readonly Effect[] {
	const { row, facts, rulebook, now, actor, newId } = subject;
	const { patch, effects } = passOn(subject, row);
	const manager = row.severity === 'serious' ? informManager(subject, row) : { told: false, effects: [] };
	const { departments } = rulebook.complaints;
	const asked = [...new Set(Object.values(departments))].flatMap((role) => holdersOf(role, facts.people, row.accused).map(({ id }) => id));
	return [
		{
			kind: 'number',
			sequence: 'complaint',
			parts: { vehicle: row.vehicle_number ?? '', product: row.product_name ?? '' },
		},
		{
			kind: 'set',
			patch: {
				...patch,
				...timesAfter(subject, { registered_at: now }),
				registered_at: now,
				registered_by: actor.id,
				manager_informed_at: manager.told ? now : null,
				rulebook_version: rulebook.version,
			},
		},
		...everyDuty.map(({ department, duty }): Effect => ({
			kind: 'insert',
			collection: 'crm_complaint_tasks',
			row: {
				id: newId(),
				status: duty === 'register' ? 'done' : 'open',
				revision: 0,
				complaint: row.id,
				department_kind: department,
				duty,
				role: departments[department],
				result: null,
				reason: null,
				settled_at: duty === 'register' ? now : null,
				settled_by: duty === 'register' ? actor.id : null,
				department: null,
				owner: null,
				rulebook_version: rulebook.version,
			},
		})),
		...effects,
		...manager.effects,
		...notify(recipients(asked, row.accused), words.dutySubject, words.dutyBody, titleAndNumber(subject)),
	];
}

export const reclassifyForm = z.object({
	nature: choiceInput(words.reclassify, words.natures).optional(),
	cause: choiceInput(words.axes.cause, words.causes).optional(),
	target: choiceInput(words.axes.target, words.targets).optional(),
	accused: personInput(words.targets.staff_member).optional(),
	urgency: choiceInput(words.report.urgency, words.urgencies).optional(),
	severity: choiceInput(words.report.severity, words.severities).optional(),
	major: flagInput(words.majorProblem).optional(),
	complex: flagInput(words.complexCase).optional(),
});

export const somethingIsReclassified = guard({
	rule: 'nothing-changes',
	clause: 'CMP-03',
	text: words.nothingChanges,
	needs: [],
	check: ({ row, input }) =>
		Object.entries(input).some(([field, value]) => row[field as keyof ComplaintRow] !== value) ? [] : [{ field: 'input' }],
});

/** Takes over the new classification; passes the case on where the routing table says so, and informs the manager where it became serious. */
export function reclassify(subject: ComplaintCase): readonly Effect[] {
	const { row, facts, now } = subject;
	const complaint = classifiedAnew(subject);
	const before = designate(subject, row);
	const after = designate(subject, complaint);
	const moves =
		before.handler?.id !== after.handler?.id ||
		!isStillThere(row.owner, facts.people, complaint.accused) ||
		!isStillThere(row.leader, facts.people, complaint.accused);
	const passed = moves ? passOn(subject, complaint) : { patch: {}, effects: [] };
	const becameSerious = complaint.severity === 'serious' && row.manager_informed_at === null;
	const manager = becameSerious ? informManager(subject, complaint) : { told: false, effects: [] };
	return [
		{
			kind: 'set',
			patch: {
				...subject.input,
				accused: complaint.accused,
				...passed.patch,
				...timesAfter(subject, { urgency: complaint.urgency, complex: complaint.complex }),
				...(manager.told ? { manager_informed_at: now } : {}),
			},
		},
		...passed.effects,
		...manager.effects,
	];
}

export const reassignForm = z.object({ handler: personInput(words.handler) });

export const newHandlerIsFit = guard({
	rule: 'handler-unfit',
	clause: 'CMP-01',
	text: words.handlerUnfit,
	needs: ['people'],
	check: ({ input, facts, row }) => {
		const chosen = input['handler'];
		if (typeof chosen !== 'string') return [];
		return facts.people.some((person) => person.id === chosen && canTake(person, row)) ? [] : [{ field: 'input.handler' }];
	},
});

export function reassign(subject: ComplaintCase): readonly Effect[] {
	const { row, input, facts } = subject;
	const handler = facts.people.find(({ id }) => id === input['handler']);
	if (handler === undefined) throw new Error('A complaint was handed to nobody.');
	return [
		{ kind: 'set', patch: { owner: handler.id, department: handler.department } },
		...notify([{ user: handler.id }], words.registeredSubject, words.handlerBody, {
			...titleAndNumber(subject),
			urgency: row.urgency === null ? '' : words.urgencies[row.urgency],
		}),
	];
}

/** The deputy takes over only when the owner is gone, so that no queue is without one (CMP-01). */
export const handlerIsGone = guard({
	rule: 'handler-still-there',
	clause: 'CMP-01',
	text: words.handlerStillThere,
	needs: ['people'],
	check: ({ row, facts }) =>
		isStillThere(row.owner, facts.people, row.accused) && isStillThere(row.leader, facts.people, row.accused) ? [{ field: 'owner' }] : [],
});

export function handOver(subject: ComplaintCase): readonly Effect[] {
	const { row, facts } = subject;
	const { patch, effects } = passOn(subject, row);
	const keeps = isStillThere(row.owner, facts.people, row.accused) ? { owner: row.owner, department: row.department ?? null } : {};
	return [{ kind: 'set', patch: { ...patch, ...keeps } }, ...effects];
}

export const informForm = z.object({
	how: choiceInput(words.informedHow, words.channels),
	content: paragraphInput(words.informedText),
});

/** Writes down what was said to the customer or heard from them. */
export const communicated = (subject: ComplaintCase, kind: string, content: string, how: string | null = null): Effect => ({
	kind: 'insert',
	collection: 'crm_complaint_communications',
	row: { id: subject.newId(), complaint: subject.row.id, kind, how, content, at: subject.now, recorded_by: subject.actor.id },
});

/** Once the customer has been answered, the clock of the first answer has stopped (SLA-01), and the next word counts from this one (RCP-06). */
export function answered(subject: ComplaintCase, patch: Partial<ComplaintRow>): Readonly<Record<string, unknown>> {
	const first = {
		...patch,
		customer_informed_at: subject.now,
		...(subject.row.first_response_at === null ? { first_response_at: subject.now } : {}),
	};
	return { ...first, ...timesAfter(subject, first) };
}

export function informCustomer(subject: ComplaintCase): readonly Effect[] {
	const kind = subject.row.first_response_at === null ? 'answer' : 'progress';
	return [
		{ kind: 'set', patch: answered(subject, {}) },
		communicated(subject, kind, String(subject.input['content']), String(subject.input['how'])),
	];
}

export const waitForm = z.object({ how: choiceInput(words.informedHow, words.channels), question: paragraphInput(words.question) });

export const doesNotWaitYet = guard({
	rule: 'already-waiting',
	clause: 'SLA-04',
	text: words.alreadyWaiting,
	needs: [],
	check: ({ row }) => (row.paused_since === null ? [] : [{ field: 'paused_since' }]),
});

export const waits = guard({
	rule: 'not-waiting',
	clause: 'SLA-04',
	text: words.notWaiting,
	needs: [],
	check: ({ row }) => (row.paused_since === null ? [{ field: 'paused_since' }] : []),
});

/** Asking the customer is an answer too; the other clocks stand still until theirs comes. */
export function waitForCustomer(subject: ComplaintCase): readonly Effect[] {
	return [
		{ kind: 'set', patch: answered(subject, { paused_since: subject.now }) },
		communicated(subject, 'question', String(subject.input['question']), String(subject.input['how'])),
	];
}

export const answerForm = z.object({ how: choiceInput(words.informedHow, words.channels), answer: paragraphInput(words.answer) });

export function customerAnswered(subject: ComplaintCase): readonly Effect[] {
	const { row, now, input } = subject;
	const patch = {
		paused_since: null,
		pauses: [...(row.pauses ?? []), ...(row.paused_since === null ? [] : [{ from: row.paused_since, until: now }])],
	};
	return [
		{ kind: 'set', patch: { ...patch, ...timesAfter(subject, patch) } },
		communicated(subject, 'reaction', String(input['answer']), String(input['how'])),
	];
}

/** After a change of the calendar only what falls at another time is written (SLA-01). */
export const dueTimesDiffer = guard({
	rule: 'due-unchanged',
	clause: 'SLA-01',
	text: words.dueUnchanged,
	needs: ['calendar'],
	check: (subject) => {
		const times = timesAfter(subject, {});
		return Object.entries(times).every(([field, value]) => sameInstant(subject.row[field as keyof ComplaintRow], value)) ? [{}] : [];
	},
});

const sameInstant = (left: unknown, right: unknown): boolean =>
	left === right || (typeof left === 'string' && typeof right === 'string' && Date.parse(left) === Date.parse(right));

export const recompute = (subject: ComplaintCase): readonly Effect[] => [{ kind: 'set', patch: timesAfter(subject, {}) }];

export const reminderIsDue = guard({
	rule: 'not-due-yet',
	clause: 'SLA-01',
	text: words.notDueYet,
	needs: [],
	check: ({ row, now }) =>
		row.next_reminder_at === null || Date.parse(row.next_reminder_at) > Date.parse(now) ? [{ field: 'next_reminder_at' }] : [],
});

/** Warns the owner, and after a missed limit the leader too (SLA-01); of a follow-up also the head of those who follow up (CMP-16). */
export function remind(subject: ComplaintCase): readonly Effect[] {
	const { row, facts, rulebook, now } = subject;
	const since = Date.parse(row.next_reminder_at ?? now);
	const due =
		facts.calendar === null
			? []
			: remindersFor(row, rulebook.complaints, facts.calendar.calendar).filter(
					({ at }) => Date.parse(at) >= since && Date.parse(at) <= Date.parse(now),
				);
	const late = due.some(({ when }) => when === 'after');
	const followers = due.some(({ clock }) => clock === 'follow_up')
		? holdersOf('service-manager', facts.people, row.accused).map(({ id }) => id)
		: [];
	return [
		{ kind: 'set', patch: timesAfter(subject, {}) },
		...notify(recipients([row.owner, ...(late ? [row.leader] : []), ...followers], row.accused), words.dueSubject, words.dueBody, {
			...titleAndNumber(subject),
			which: listed([...new Set(due.map(({ clock }) => clock))].map((clock) => words.clocks[clock])),
		}),
	];
}

const hours = 3_600_000;

/** When those who register are told next of a complaint that waits for its number; never where the rulebook has no interval. */
function registrationReminder({ row, rulebook }: Pick<ComplaintCase, 'row' | 'rulebook'>): number {
	const every = rulebook.complaints.registration?.remind_every_hours;
	const created = Date.parse(row.date_created ?? '');
	if (every === undefined || Number.isNaN(created)) return Infinity;
	return row.next_reminder_at === null ? created + every * hours : Date.parse(row.next_reminder_at);
}

export const waitsForRegistration = guard({
	rule: 'registration-not-overdue',
	clause: 'CMP-02',
	text: words.notDueYet,
	needs: [],
	check: (subject) => (registrationReminder(subject) > Date.parse(subject.now) ? [{ field: 'next_reminder_at' }] : []),
});

/** Tells those who register that a complaint has no number yet: it is registered at once (CMP-02). */
export function remindToRegister(subject: ComplaintCase): readonly Effect[] {
	const { row, facts, rulebook, now } = subject;
	const { registrars, registration } = rulebook.complaints;
	const asked = registrars.flatMap((role) => holdersOf(role, facts.people, row.accused).map(({ id }) => id));
	const every = registration?.remind_every_hours ?? 0;
	return [
		{ kind: 'set', patch: { next_reminder_at: new Date(Date.parse(now) + every * hours).toISOString() } },
		...notify(recipients(asked, row.accused), words.toRegisterSubject, words.toRegisterBody, { title: row.title ?? '' }),
	];
}
