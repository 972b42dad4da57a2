import Big from 'big.js';
import { z } from 'zod';
import { approvalSubject } from '../approval/subject.js';
import { localDay } from '../calendar/local-date.js';
import { mayBeContacted } from '../customers/consent.js';
import { dayInput, fileInput, lineInput, paragraphInput } from '../forms/input.js';
import { defineGuard, defineProcess, type Case, type Finding, type Guard } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import type { TextValues } from '../words/text.js';
import { assess } from './assessment.js';
import type { CapPosition } from './caps.js';
import { careOccasions, type GiftTypes } from './gift.js';
import { giftWords as words, periodName } from './words.js';

type GiftCase = Case<GiftTypes>;

const guard = defineGuard<GiftTypes>();

const today = ({ now, rulebook }: GiftCase): string => localDay(now, rulebook.time_zone);

/** The day a gift is judged by: that of the hand-over as soon as it is known, the planned one before. */
const dayOf = (subject: GiftCase): string => {
	const handedOver = subject.input['handed_over_on'];
	return typeof handedOver === 'string' ? handedOver : (subject.row.planned_on ?? today(subject));
};

const isBlank = (value: unknown): boolean => value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

const particularsAreFilled = guard({
	rule: 'gift-incomplete',
	clause: 'GFT-01',
	text: words.missing,
	needs: [],
	check: ({ row, rulebook }) =>
		(Object.keys(words.particulars) as (keyof typeof words.particulars)[])
			.filter((field) => field !== 'recipient' || (row.kind !== null && rulebook.gifts.kinds[row.kind].recipient))
			.filter((field) => isBlank(row[field]))
			.map((field) => ({ field, values: { what: words.particulars[field] } })),
});

const numbersMakeSense = guard({
	rule: 'gift-value-not-positive',
	clause: 'GFT-01',
	text: words.notPositive,
	needs: [],
	check: ({ row }) =>
		(['quantity', 'amount'] as const)
			.filter((field) => !isBlank(row[field]) && !new Big(row[field] ?? 0).gt(0))
			.map((field) => ({ field, values: { what: words.particulars[field] } })),
});

const currencyIsOurs = guard({
	rule: 'gift-foreign-currency',
	clause: 'GFT-01',
	text: words.foreignCurrency,
	needs: [],
	check: ({ row, rulebook }) =>
		isBlank(row.currency) || row.currency === rulebook.gifts.currency
			? []
			: [{ field: 'currency', values: { currency: rulebook.gifts.currency } }],
});

const customerIsOurs = guard({
	rule: 'customer-archived',
	clause: 'GFT-01',
	text: words.customerArchived,
	needs: ['customer'],
	check: ({ facts: { customer } }) => (customer?.status === 'archived' ? [{ field: 'customer', values: { customer: customer.name } }] : []),
});

const recipientIsTheirs = guard({
	rule: 'recipient-elsewhere',
	clause: 'GFT-01',
	text: words.recipientElsewhere,
	needs: ['recipient'],
	check: ({ row, facts: { recipient } }) => (recipient === null || recipient.customer === row.customer ? [] : [{ field: 'recipient' }]),
});

const careIsAgreedTo = guard({
	rule: 'consent-missing',
	clause: 'CON-01',
	text: words.careNotAgreed,
	needs: ['consents'],
	check: (subject) => {
		const { row, facts, rulebook } = subject;
		const ofCare = row.occasion !== null && careOccasions.includes(row.occasion);
		const asked = { use: 'care', contact: row.recipient, today: today(subject) } as const;
		return ofCare && !mayBeContacted(facts.consents, rulebook.customers.consent, asked) ? [{ field: 'occasion' }] : [];
	},
});

const askedBeforehand = guard({
	rule: 'asked-too-late',
	clause: 'GFT-01',
	text: words.tooLate,
	needs: [],
	check: (subject) => (isBlank(subject.row.planned_on) || dayOf(subject) >= today(subject) ? [] : [{ field: 'planned_on' }]),
});

const judged = ['customer', 'recipient', 'counted'] as const;

const capValues = (subject: GiftCase, { rule, total, left }: CapPosition): TextValues => ({
	scope: words.scopes[rule.scope],
	total,
	left,
	cap: rule.amount,
	currency: subject.rulebook.gifts.currency,
	period: periodName(subject.rulebook.gifts),
});

const exceeded = (subject: GiftCase, exceeding: CapPosition['rule']['exceeding']): readonly Finding[] =>
	(assess(subject, dayOf(subject))?.caps ?? [])
		.filter((position) => position.exceeded && position.rule.exceeding === exceeding)
		.map((position) => ({ field: 'amount', values: capValues(subject, position) }));

const capsAreKept = guard({
	rule: 'gift-cap-exceeded',
	clause: 'GFT-01',
	text: words.capExceeded,
	needs: judged,
	check: (subject) => exceeded(subject, 'refuse'),
});

/** Caps that only the route for exceptions goes beyond: this approval took another, because they were not exceeded at the time. */
const exceptionWasApproved = (routeTaken: (subject: GiftCase) => string | null, needs: Guard<GiftTypes>['needs']): Guard<GiftTypes> =>
	guard({
		rule: 'gift-exception-not-approved',
		clause: 'GFT-01',
		text: words.exceptionNotApproved,
		needs: [...judged, ...needs],
		check: (subject) => {
			if (routeTaken(subject) === subject.rulebook.gifts.exception_route) return [];
			// What others were granted beyond the cap since does not take away what this one had reserved before.
			const counted = subject.facts.counted.filter(({ exception }) => !exception);
			return exceeded({ ...subject, facts: { ...subject.facts, counted } }, 'escalate');
		},
	});

const approval = approvalSubject<GiftTypes>({
	collection: 'crm_gifts',
	relation: 'gift',
	title: ({ row, facts }) => [row.number, row.item, facts.customer?.name].filter((part) => !isBlank(part)).join(' · '),
	route: (subject) => {
		const key = assess(subject, dayOf(subject))?.route ?? null;
		const route = key === null ? undefined : subject.rulebook.approvals.routes[key];
		return key === null || route === undefined ? null : { key, route };
	},
	missingRoute: { clause: 'GFT-01', text: words.routeMissing },
	eligibleClause: 'GFT-01',
	needs: judged,
});

const needsApproval = (subject: GiftCase): boolean => assess(subject, dayOf(subject))?.needsApproval ?? false;

/** Rules about an approval, for gifts that need one (GFT-02). */
const whereApprovalIsNeeded = (rule: Guard<GiftTypes>): Guard<GiftTypes> => ({
	...rule,
	needs: [...new Set([...rule.needs, ...judged])],
	check: (subject) => (needsApproval(subject) ? rule.check(subject) : []),
});

/** The approval that passed over the gift as it reads now, or the clearance of what needed none. */
const covering = ({ row, facts }: GiftCase): { readonly route: string | null } | null =>
	facts.passed.find(({ hash }) => hash === facts.content.hash) ?? (row.cleared_hash === facts.content.hash ? { route: null } : null);

const approvalCoversIt = guard({
	rule: 'gift-not-approved',
	clause: 'GFT-01',
	text: words.approvalDoesNotCover,
	needs: ['content', 'passed'],
	check: (subject) => (covering(subject) === null ? [{}] : []),
});

const handedOverAfterApproval = guard({
	rule: 'handed-over-before-approval',
	clause: 'GFT-01',
	text: words.handedOverBeforeApproval,
	needs: [],
	check: ({ row, input, rulebook }) => {
		const day = input['handed_over_on'];
		if (typeof day !== 'string' || row.approved_at === null) return [];
		const approvedOn = localDay(row.approved_at, rulebook.time_zone);
		return day >= approvedOn ? [] : [{ field: 'input.handed_over_on', values: { day: approvedOn } }];
	},
});

const dayHasCome = (field: 'handed_over_on' | 'returned_on'): Guard<GiftTypes> =>
	guard({
		rule: 'day-in-the-future',
		clause: 'GFT-02',
		text: words.inTheFuture,
		needs: [],
		check: (subject) => {
			const day = subject.input[field];
			return typeof day === 'string' && day > today(subject) ? [{ field: `input.${field}` }] : [];
		},
	});

const returnedAfterHandOver = guard({
	rule: 'returned-before-hand-over',
	clause: 'GFT-02',
	text: words.returnedTooEarly,
	needs: [],
	check: ({ row, input }) => {
		const day = input['returned_on'];
		if (typeof day !== 'string' || row.handed_over_on === null || day >= row.handed_over_on) return [];
		return [{ field: 'input.returned_on', values: { day: row.handed_over_on } }];
	},
});

/** Takes the gift into what counts. Without anybody to ask it is cleared as it reads, and only as it reads. */
function submit(subject: GiftCase): readonly Effect[] {
	const { row, facts, now, rulebook } = subject;
	const assessment = assess(subject, dayOf(subject));
	const asksSomebody = assessment?.needsApproval ?? true;
	return [
		{ kind: 'number', sequence: 'gift' },
		{
			kind: 'set',
			patch: {
				rulebook_version: rulebook.version,
				counts_on: row.planned_on,
				decisive_amount: assessment?.decisive ?? null,
				exception: assessment?.exception ?? false,
				approved_at: asksSomebody ? null : now,
				cleared_hash: asksSomebody ? null : facts.content.hash,
			},
		},
		...(asksSomebody ? approval.submit(subject) : []),
	];
}

/** What an application leaves behind when it is taken back. */
const nothingCounts: Effect = {
	kind: 'set',
	patch: { counts_on: null, decisive_amount: null, exception: null, approved_at: null, cleared_hash: null },
};

/** A gift: asked for, approved, handed over with a receipt; sometimes returned, cancelled or refused (GFT-01 to GFT-03). */
export const giftProcess = defineProcess<GiftTypes>()({
	name: 'gifts',
	collection: 'crm_gifts',
	label: words.gift,
	initial: 'draft',
	states: {
		draft: { label: words.states.draft, kind: 'draft' },
		in_approval: { label: words.states.in_approval, kind: 'waiting' },
		approved: { label: words.states.approved, kind: 'in-force' },
		handed_over: { label: words.states.handed_over, kind: 'ended' },
		returned: { label: words.states.returned, kind: 'ended' },
		rejected: { label: words.states.rejected, kind: 'refused' },
		cancelled: { label: words.states.cancelled, kind: 'refused' },
	},
	commands: {
		submit: {
			label: words.submit,
			note: words.submitNote,
			tone: 'primary',
			from: ['draft'],
			to: (subject) => (needsApproval(subject) ? 'in_approval' : 'approved'),
			// The giver asks: nobody else can, so nobody approves a gift of their own by having it asked for.
			by: ['owner'],
			byClause: 'GFT-01',
			comment: 'optional',
			guards: [
				particularsAreFilled,
				numbersMakeSense,
				currencyIsOurs,
				customerIsOurs,
				recipientIsTheirs,
				careIsAgreedTo,
				askedBeforehand,
				capsAreKept,
				...approval.guards.map(whereApprovalIsNeeded),
			],
			needs: approval.needs,
			effects: submit,
		},
		withdraw: {
			...approval.withdraw,
			label: words.withdraw,
			note: words.withdrawNote,
			from: ['in_approval'],
			to: 'draft',
			by: ['owner'],
			byClause: 'GFT-01',
			comment: 'optional',
			effects: (subject) => [nothingCounts, ...approval.withdraw.effects(subject)],
		},
		hand_over: {
			label: words.handOver,
			note: words.handOverNote,
			tone: 'primary',
			from: ['approved'],
			to: 'handed_over',
			tooEarly: { states: ['draft', 'in_approval', 'rejected'], rule: 'gift-not-approved', clause: 'GFT-01', text: words.notApproved },
			by: ['owner', 'business-head'],
			byClause: 'GFT-01',
			comment: 'optional',
			input: ({ row, rulebook }) => {
				const file = row.kind !== null && rulebook.gifts.kinds[row.kind].receipt === 'file';
				return z.object({
					handed_over_on: dayInput(words.handedOverOn),
					received_by: lineInput(words.receivedBy),
					receipt_note: file ? paragraphInput(words.receiptNote).optional() : paragraphInput(words.receiptNote),
					receipt_file: file ? fileInput(words.receiptFile) : fileInput(words.receiptFile).optional(),
				});
			},
			guards: [
				customerIsOurs,
				careIsAgreedTo,
				approvalCoversIt,
				handedOverAfterApproval,
				dayHasCome('handed_over_on'),
				capsAreKept,
				exceptionWasApproved((subject) => covering(subject)?.route ?? null, ['content', 'passed']),
			],
			needs: ['content'],
			effects: ({ input, now, actor }) => [
				{
					kind: 'set',
					patch: {
						handed_over_on: input['handed_over_on'],
						counts_on: input['handed_over_on'],
						handed_over_at: now,
						handed_over_by: actor.id,
						received_by: input['received_by'],
						receipt_note: input['receipt_note'] ?? null,
						receipt_file: input['receipt_file'] ?? null,
					},
				},
			],
		},
		return_gift: {
			label: words.returnGift,
			note: words.returnNote,
			from: ['handed_over'],
			to: 'returned',
			by: ['owner', 'business-head'],
			byClause: 'GFT-02',
			comment: 'required',
			input: z.object({ returned_on: dayInput(words.returnedOn) }),
			guards: [returnedAfterHandOver, dayHasCome('returned_on')],
			effects: ({ input, comment }) => [{ kind: 'set', patch: { returned_on: input['returned_on'], return_reason: comment } }],
		},
		cancel: {
			label: words.cancel,
			note: words.cancelNote,
			tone: 'danger',
			from: ['approved', 'rejected'],
			to: 'cancelled',
			by: ['owner', 'business-head'],
			byClause: 'GFT-01',
			comment: 'required',
			guards: [],
			effects: ({ comment }) => [{ kind: 'set', patch: { cancel_reason: comment } }],
		},
		revise: {
			label: words.revise,
			note: words.reviseNote,
			from: ['rejected'],
			to: 'draft',
			by: ['owner'],
			byClause: 'GFT-01',
			comment: 'optional',
			guards: [],
			effects: () => [nothingCounts],
		},
	},
	outcomes: {
		approved: {
			from: 'in_approval',
			to: 'approved',
			guards: [customerIsOurs, capsAreKept, exceptionWasApproved(({ facts }) => facts.pending?.approval.route ?? null, ['pending'])],
			effects: ({ now }) => [{ kind: 'set', patch: { approved_at: now } }],
		},
		rejected: { from: 'in_approval', to: 'rejected', guards: [] },
		returned: { from: 'in_approval', to: 'draft', guards: [], effects: () => [nothingCounts] },
		withdrawn: { from: 'in_approval', to: 'draft', guards: [], effects: () => [nothingCounts] },
	},
	governed: [
		'counts_on',
		'decisive_amount',
		'exception',
		'approved_at',
		'cleared_hash',
		'handed_over_on',
		'handed_over_at',
		'handed_over_by',
		'received_by',
		'receipt_note',
		'receipt_file',
		'returned_on',
		'return_reason',
		'cancel_reason',
	],
	setOnce: ['owner', 'department'],
	editable: [{ states: ['draft'], fields: '*' }],
	editClause: 'GFT-01',
	children: [],
	reviewed: {
		fields: ['customer', 'recipient', 'occasion', 'kind', 'item', 'quantity', 'unit', 'amount', 'currency', 'planned_on', 'reason'],
		children: [],
		files: [],
	},
	// What was given stays the giver's: the yearly limits count by who gave.
	holdings: [{ field: 'owner', states: ['draft', 'in_approval', 'approved', 'rejected'], leaving: { by: 'transfer' } }],
	deletable: true,
	approvalRelation: 'gift',
});
