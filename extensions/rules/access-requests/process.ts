import { approvalSubject } from '../approval/subject.js';
import { daysAfter, localDay } from '../calendar/local-date.js';
import { endOfDay } from '../calendar/end-of-day.js';
import { defineGuard, defineProcess, type Case } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import type { AccessRequestTypes } from './request.js';
import { accessRequestWords as words } from './words.js';

type RequestCase = Case<AccessRequestTypes>;

const guard = defineGuard<AccessRequestTypes>();

const today = ({ now, rulebook }: RequestCase): string => localDay(now, rulebook.time_zone);

const isBlank = (value: string | null): boolean => value === null || value.trim() === '';

/** The request by its number and what was written in it; never the name of what was found. */
const titleOf = ({ row }: Pick<RequestCase, 'row'>): string => [row.number, row.sought].filter((part) => part !== null).join(' ');

const particularsAreFilled = guard({
	rule: 'access-request-incomplete',
	clause: 'CUS-05',
	text: words.missing,
	needs: [],
	check: ({ row }) =>
		(Object.keys(words.particulars) as (keyof typeof words.particulars)[])
			.filter((field) => isBlank(row[field]))
			.map((field) => ({ field, values: { what: words.particulars[field] } })),
});

const endLiesAhead = guard({
	rule: 'access-already-over',
	clause: 'CUS-05',
	text: words.untilPassed,
	needs: [],
	check: (subject) => (subject.row.until !== null && subject.row.until < today(subject) ? [{ field: 'until' }] : []),
});

const endIsNear = guard({
	rule: 'access-too-long',
	clause: 'CUS-05',
	text: words.untilTooFar,
	needs: [],
	check: (subject) => {
		const days = subject.rulebook.access_requests.most_days;
		const latest = daysAfter(today(subject), days);
		return subject.row.until !== null && subject.row.until > latest ? [{ field: 'until', values: { days, day: latest } }] : [];
	},
});

/** Said to whoever decides. Whoever asks reads the same whether there is such a customer or not. */
const oneCustomerWasFound = guard({
	rule: 'nothing-to-grant',
	clause: 'CUS-05',
	text: words.nothingToGrant,
	needs: [],
	check: ({ row }) => (row.customer !== null && row.matches === 1 ? [] : [{ values: { count: row.matches ?? 0 } }]),
});

const approval = approvalSubject<AccessRequestTypes>({
	collection: 'crm_access_requests',
	relation: 'access_request',
	title: titleOf,
	route: ({ rulebook }) => {
		const { route: key } = rulebook.access_requests;
		const route = rulebook.approvals.routes[key];
		return route === undefined ? null : { key, route };
	},
	missingRoute: { clause: 'CUS-05', text: words.routeMissing },
	eligibleClause: 'CUS-05',
	needs: [],
});

const itsDayIsOver = guard({
	rule: 'access-not-over',
	clause: 'CUS-05',
	text: words.notOver,
	needs: [],
	check: ({ row, now }) => (row.expires_at !== null && Date.parse(row.expires_at) <= Date.parse(now) ? [] : [{}]),
});

/** What was found is forgotten with every way back to draft: a corrected name may mean somebody else. */
const nothingFound: Effect = { kind: 'set', patch: { customer: null, matches: null } };

const told = ({ row }: RequestCase, subject: typeof words.endedSubject, body: typeof words.endedBody): Effect => ({
	kind: 'notify',
	to: row.owner === null || row.owner === undefined ? [] : [{ user: row.owner }],
	subject,
	body,
	values: { title: titleOf({ row }) },
});

/** Asking to see a customer one does not see: approved by one of two, for a time, and gone by itself (CUS-05). */
export const accessRequestProcess = defineProcess<AccessRequestTypes>()({
	name: 'access-requests',
	collection: 'crm_access_requests',
	label: words.request,
	initial: 'draft',
	states: {
		draft: { label: words.states.draft, kind: 'draft' },
		in_approval: { label: words.states.in_approval, kind: 'waiting' },
		granted: { label: words.states.granted, kind: 'in-force' },
		rejected: { label: words.states.rejected, kind: 'refused' },
		ended: { label: words.states.ended, kind: 'ended' },
		expired: { label: words.states.expired, kind: 'ended' },
	},
	commands: {
		submit: {
			label: words.submit,
			note: words.submitNote,
			tone: 'primary',
			from: ['draft'],
			to: 'in_approval',
			by: ['owner'],
			byClause: 'CUS-05',
			comment: 'optional',
			guards: [particularsAreFilled, endLiesAhead, endIsNear, ...approval.guards],
			needs: [...approval.needs, 'found'],
			effects: (subject) => {
				const { found } = subject.facts;
				return [
					{ kind: 'number', sequence: 'access_request' },
					{
						kind: 'set',
						patch: {
							rulebook_version: subject.rulebook.version,
							customer: found.length === 1 ? (found[0] ?? null) : null,
							matches: found.length,
						},
					},
					...approval.submit(subject),
				];
			},
		},
		withdraw: {
			...approval.withdraw,
			label: words.withdraw,
			note: words.withdrawNote,
			from: ['in_approval'],
			to: 'draft',
			by: ['owner'],
			byClause: 'CUS-05',
			comment: 'optional',
			effects: (subject) => [nothingFound, ...approval.withdraw.effects(subject)],
		},
		end: {
			label: words.end,
			note: words.endNote,
			tone: 'danger',
			from: ['granted'],
			to: 'ended',
			by: ['owner', 'business-head', 'general-manager', 'information-administrator'],
			byClause: 'CUS-05',
			comment: 'required',
			guards: [],
			effects: (subject) => [
				{ kind: 'set', patch: { expires_at: subject.now } },
				...(subject.actor.id === subject.row.owner ? [] : [told(subject, words.endedSubject, words.endedBody)]),
			],
		},
		expire: {
			label: words.expire,
			from: ['granted'],
			to: 'expired',
			by: ['system'],
			byClause: 'CUS-05',
			guards: [itsDayIsOver],
			effects: (subject) => [told(subject, words.expiredSubject, words.expiredBody)],
		},
		revise: {
			label: words.revise,
			note: words.reviseNote,
			from: ['rejected'],
			to: 'draft',
			by: ['owner'],
			byClause: 'CUS-05',
			comment: 'optional',
			guards: [],
			effects: () => [nothingFound],
		},
	},
	outcomes: {
		approved: {
			from: 'in_approval',
			to: 'granted',
			guards: [oneCustomerWasFound, endLiesAhead],
			effects: ({ now, row, rulebook }) => [
				{
					kind: 'set',
					patch: { granted_at: now, expires_at: row.until === null ? now : endOfDay(row.until, rulebook.time_zone) },
				},
			],
		},
		rejected: { from: 'in_approval', to: 'rejected', guards: [] },
		returned: { from: 'in_approval', to: 'draft', guards: [], effects: () => [nothingFound] },
		withdrawn: { from: 'in_approval', to: 'draft', guards: [], effects: () => [nothingFound] },
	},
	governed: ['customer', 'matches', 'granted_at', 'expires_at'],
	setOnce: ['owner', 'department'],
	editable: [{ states: ['draft'], fields: '*' }],
	editClause: 'CUS-05',
	children: [],
	reviewed: { fields: ['sought', 'contents', 'on_behalf_of', 'purpose', 'until'], children: [], files: [] },
	// Consent is given to a person. It does not pass to another; what is still being decided is withdrawn or decided before.
	holdings: [
		{ field: 'owner', states: ['in_approval'], leaving: { by: 'settle' } },
		{ field: 'owner', states: ['granted'], leaving: { by: 'end', to: 'ended' } },
	],
	deletable: true,
	approvalRelation: 'access_request',
});
