import { z } from 'zod';
import { daysAfter, localDay } from '../calendar/local-date.js';
import { lineInput } from '../forms/input.js';
import { defineGuard, defineProcess, type RowBase } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import { hotlineWords as words } from './words.js';

export interface HotlineRow extends RowBase {
	readonly status: 'draft' | 'published' | 'superseded';
	readonly title: string;
	readonly office_phone: string | null;
	readonly duty_phone: string | null;
	readonly manager_office_phone: string | null;
	readonly manager_mobile: string | null;
	/** ISO days, both inclusive. */
	readonly valid_from: string | null;
	readonly valid_until: string | null;
	readonly reminded_at: string | null;
}

export interface HotlineFacts {
	/** Lists that are published at present, beside this one. */
	readonly published: readonly { readonly id: string }[];
}

interface HotlineTypes {
	readonly state: HotlineRow['status'];
	readonly row: HotlineRow;
	readonly facts: HotlineFacts;
}

const guard = defineGuard<HotlineTypes>();

/** Digits with the usual signs between them: what a telephone can dial (ITU-T E.164 has fifteen digits at the most). */
const telephone = /^\+?[\d\s()\-/.]{3,30}$/;

const blank = (value: string | null): boolean => (value ?? '').trim() === '';
const day = (value: string | null): string | null => value?.slice(0, 10) ?? null;

const numbersOf = (fields: readonly (keyof typeof words.numbers)[], clause: 'HOT-01' | 'HOT-02', rule: string) =>
	guard({
		rule,
		clause,
		text: words.numberMissing,
		needs: [],
		check: ({ row }) => fields.filter((field) => blank(row[field])).map((field) => ({ field, values: { what: words.numbers[field] } })),
	});

const serviceNumbers = numbersOf(['office_phone', 'duty_phone'], 'HOT-01', 'hotline-number-missing');
const managerNumbers = numbersOf(['manager_office_phone', 'manager_mobile'], 'HOT-02', 'manager-number-missing');

const numbersCanBeDialled = guard({
	rule: 'number-invalid',
	clause: 'HOT-01',
	text: words.numberInvalid,
	needs: [],
	check: ({ row }) =>
		(['office_phone', 'duty_phone', 'manager_office_phone', 'manager_mobile'] as const).flatMap((field) => {
			const value = row[field] ?? '';
			return value.trim() === '' || telephone.test(value.trim()) ? [] : [{ field, values: { value } }];
		}),
});

const validityIsSaid = guard({
	rule: 'validity-missing',
	clause: 'HOT-01',
	text: words.validityMissing,
	needs: [],
	check: ({ row }) => (['valid_from', 'valid_until'] as const).filter((field) => row[field] === null).map((field) => ({ field })),
});

const validityRunsForward = guard({
	rule: 'validity-reversed',
	clause: 'HOT-01',
	text: words.validityReversed,
	needs: [],
	check: ({ row }) => {
		const [from, until] = [day(row.valid_from), day(row.valid_until)];
		return from !== null && until !== null && until < from ? [{ field: 'valid_until' }] : [];
	},
});

const validityIsBounded = guard({
	rule: 'validity-too-long',
	clause: 'HOT-01',
	text: words.validityTooLong,
	needs: [],
	check: ({ row, rulebook: { hotlines } }) => {
		const [from, until] = [day(row.valid_from), day(row.valid_until)];
		return from !== null && until !== null && until > daysAfter(from, hotlines.valid_days)
			? [{ field: 'valid_until', values: { days: hotlines.valid_days } }]
			: [];
	},
});

const notOverYet = guard({
	rule: 'already-over',
	clause: 'HOT-01',
	text: words.alreadyOver,
	needs: [],
	check: ({ row, now, rulebook }) => {
		const until = day(row.valid_until);
		return until !== null && until < localDay(now, rulebook.time_zone) ? [{ field: 'valid_until' }] : [];
	},
});

const isOver = guard({
	rule: 'not-over',
	clause: 'HOT-01',
	text: words.notOver,
	needs: [],
	check: ({ row, now, rulebook }) => {
		const until = day(row.valid_until);
		return until !== null && until < localDay(now, rulebook.time_zone) ? [] : [{ field: 'valid_until' }];
	},
});

const isSoonOver = guard({
	rule: 'not-soon-over',
	clause: 'HOT-01',
	text: words.notSoonOver,
	needs: [],
	check: ({ row, now, rulebook }) => {
		const until = day(row.valid_until);
		const from = until === null ? null : daysAfter(until, -rulebook.hotlines.remind_days_before);
		return from !== null && from <= localDay(now, rulebook.time_zone) && row.reminded_at === null ? [] : [{ field: 'valid_until' }];
	},
});

const publishers = ['service-manager', 'information-administrator', 'general-manager'] as const;

const tellPublishers = (subject: typeof words.endsSubject, body: typeof words.endsBody, row: HotlineRow): Effect => ({
	kind: 'notify',
	to: publishers.slice(0, 2).map((role) => ({ role })),
	subject,
	body,
	values: { day: day(row.valid_until) ?? '' },
});

/** The list of telephone numbers customers are given: nothing is published while a number is missing (HOT-01, HOT-02). */
export const hotlineProcess = defineProcess<HotlineTypes>()({
	name: 'hotlines',
	collection: 'crm_hotlines',
	label: words.hotline,
	initial: 'draft',
	states: {
		draft: { label: words.states.draft, kind: 'draft' },
		published: { label: words.states.published, kind: 'in-force' },
		superseded: { label: words.states.superseded, kind: 'ended' },
	},
	commands: {
		publish: {
			label: words.publish,
			note: words.publishNote,
			tone: 'primary',
			from: ['draft'],
			to: 'published',
			by: publishers,
			byClause: 'HOT-01',
			comment: 'optional',
			input: z.object({ published_where: lineInput(words.whereInput).optional() }),
			guards: [serviceNumbers, managerNumbers, numbersCanBeDialled, validityIsSaid, validityRunsForward, validityIsBounded, notOverYet],
			needs: ['published'],
			effects: ({ facts, now, actor, input, rulebook }) => [
				{
					kind: 'set',
					patch: {
						published_at: now,
						published_by: actor.id,
						published_where: input['published_where'] ?? null,
						rulebook_version: rulebook.version,
					},
				},
				...facts.published.map(({ id }): Effect => ({ kind: 'update', collection: 'crm_hotlines', id, patch: { status: 'superseded' } })),
			],
		},
		withdraw: {
			label: words.withdraw,
			note: words.withdrawNote,
			tone: 'danger',
			from: ['published'],
			to: 'superseded',
			by: publishers,
			byClause: 'HOT-01',
			comment: 'required',
			guards: [],
		},
		expire: {
			label: words.expire,
			from: ['published'],
			to: 'superseded',
			by: ['system'],
			byClause: 'HOT-01',
			guards: [isOver],
			effects: ({ row }) => [tellPublishers(words.endedSubject, words.endedBody, row)],
		},
		remind: {
			label: words.remind,
			from: ['published'],
			by: ['system'],
			byClause: 'HOT-01',
			guards: [isSoonOver],
			effects: ({ row, now }) => [{ kind: 'set', patch: { reminded_at: now } }, tellPublishers(words.endsSubject, words.endsBody, row)],
		},
	},
	governed: ['published_at', 'published_by', 'published_where', 'reminded_at'],
	setOnce: ['owner', 'department'],
	editable: [{ states: ['draft'], fields: '*' }],
	editClause: 'HOT-01',
	children: [],
	deletable: true,
});
