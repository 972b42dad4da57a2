import { z } from 'zod';
import { localDay } from '../calendar/local-date.js';
import { dayInput, fileInput } from '../forms/input.js';
import { defineGuard, defineProcess, type Case, type CommandDeclaration } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import type { DepartureTypes } from './departure.js';
import { departureWords as words } from './words.js';

type DepartureCase = Case<DepartureTypes>;

const guard = defineGuard<DepartureTypes>();

/** Where a refusal lists records, it lists this many; a person sees what kind they are, the receipt has all. */
const listed = 20;

const personIsNamed = guard({
	rule: 'leaver-missing',
	clause: 'OFF-01',
	text: words.personMissing,
	needs: [],
	check: ({ row }) => (row.person === null ? [{ field: 'person' }] : []),
});

const successorIsNamed = guard({
	rule: 'successor-missing',
	clause: 'OFF-01',
	text: words.successorMissing,
	needs: [],
	check: ({ row }) => (row.successor === null ? [{ field: 'successor' }] : []),
});

const successorIsSomebodyElse = guard({
	rule: 'successor-is-leaver',
	clause: 'OFF-01',
	text: words.successorIsPerson,
	needs: [],
	check: ({ row }) => (row.successor !== null && row.successor === row.person ? [{ field: 'successor' }] : []),
});

const successorIsStaff = guard({
	rule: 'successor-not-on-staff',
	clause: 'OFF-01',
	text: words.successorUnfit,
	needs: ['people'],
	check: ({ row, facts }) => {
		if (row.successor === null) return [];
		const successor = facts.people.find(({ id }) => id === row.successor);
		return successor?.active === true && successor.roles.length > 0 ? [] : [{ field: 'successor' }];
	},
});

const successorIsOfTheDepartment = guard({
	rule: 'successor-elsewhere',
	clause: 'OFF-01',
	text: words.successorElsewhere,
	needs: ['people'],
	check: ({ row, facts }) => {
		const department = facts.people.find(({ id }) => id === row.person)?.department ?? null;
		const successor = facts.people.find(({ id }) => id === row.successor);
		return department === null || successor === undefined || successor.department === department ? [] : [{ field: 'successor' }];
	},
});

const somebodyElseActs = guard({
	rule: 'own-departure',
	clause: 'OFF-01',
	text: words.ownDeparture,
	needs: [],
	check: ({ row, actor }) => (actor.id !== null && actor.id === row.person ? [{}] : []),
});

const ownMattersAreSettled = guard({
	rule: 'settle-first',
	clause: 'OFF-01',
	text: words.settleFirst,
	needs: ['held'],
	check: ({ facts }) =>
		facts.held
			.filter(({ leaving }) => leaving.by === 'settle')
			.slice(0, listed)
			.map(({ title }) => ({ values: { title } })),
});

const successorMayDecide = guard({
	rule: 'successor-cannot-decide',
	clause: 'OFF-01',
	text: words.cannotDecide,
	needs: ['held'],
	check: ({ facts }) =>
		facts.held
			.filter(({ fits }) => !fits)
			.slice(0, listed)
			.map(({ title }) => ({ field: 'successor', values: { title } })),
});

const nothingIsLeft = guard({
	rule: 'hand-over-incomplete',
	clause: 'OFF-01',
	text: words.somethingLeft,
	needs: ['held'],
	check: ({ facts: { held } }) => (held.length === 0 ? [] : [{ values: { count: held.length, title: held[0]?.title ?? '' } }]),
});

const headsNothing = guard({
	rule: 'still-head',
	clause: 'GOV-04',
	text: words.stillHead,
	needs: ['heads'],
	check: ({ facts }) => facts.heads.map((department) => ({ values: { department } })),
});

const agreementIsRecorded = guard({
	rule: 'confidentiality-agreement-missing',
	clause: 'OFF-02',
	text: words.agreementMissing,
	needs: [],
	check: ({ row }) => (row.agreement_signed_on === null || row.agreement_file === null ? [{ field: 'agreement_signed_on' }] : []),
});

const itWasSigned = guard({
	rule: 'day-in-the-future',
	clause: 'OFF-02',
	text: words.inTheFuture,
	needs: [],
	check: ({ input, now, rulebook }) => {
		const day = input['signed_on'];
		return typeof day === 'string' && day > localDay(now, rulebook.time_zone) ? [{ field: 'input.signed_on' }] : [];
	},
});

/** Every record once, whatever the number of its fields that name the person. */
function moves({ row, facts, newId, now }: DepartureCase): readonly Effect[] {
	const records = new Map<string, { readonly collection: string; readonly id: string; patch: Record<string, unknown> }>();
	for (const { collection, id, field, leaving } of facts.held) {
		const key = `${collection}/${id}`;
		const record = records.get(key) ?? { collection, id, patch: {} };
		record.patch = { ...record.patch, ...(leaving.by === 'end' ? { status: leaving.to } : { [field]: row.successor }) };
		records.set(key, record);
	}
	return [
		...facts.held.map(({ collection, id, field, status, title, leaving }): Effect => ({
			kind: 'insert',
			collection: 'crm_departure_items',
			row: {
				id: newId(),
				departure: row.id,
				subject_collection: collection,
				subject_id: id,
				field,
				state: status,
				title: title.slice(0, 255),
				outcome: leaving.by,
				from_person: row.person,
				to_person: leaving.by === 'transfer' ? row.successor : null,
				moved_at: now,
			},
		})),
		...[...records.values()].map(({ collection, id, patch }): Effect => ({ kind: 'update', collection, id, patch })),
	];
}

const supervisors: CommandDeclaration<DepartureTypes>['by'] = ['general-manager', 'business-head', 'information-administrator'];

const handOverGuards = [
	personIsNamed,
	successorIsNamed,
	successorIsSomebodyElse,
	somebodyElseActs,
	successorIsStaff,
	successorIsOfTheDepartment,
	ownMattersAreSettled,
	successorMayDecide,
];

/** Somebody leaves: hands over what they answer for, signs the confidentiality agreement, and only then goes (OFF-01, OFF-02). */
export const departureProcess = defineProcess<DepartureTypes>()({
	name: 'departures',
	collection: 'crm_departures',
	label: words.departure,
	initial: 'open',
	states: {
		open: { label: words.states.open, kind: 'draft' },
		handed_over: { label: words.states.handed_over, kind: 'waiting' },
		completed: { label: words.states.completed, kind: 'ended' },
		cancelled: { label: words.states.cancelled, kind: 'refused' },
	},
	commands: {
		hand_over: {
			label: words.handOver,
			note: words.handOverNote,
			tone: 'primary',
			// Again, for what came to the person's name in the meantime.
			from: ['open', 'handed_over'],
			to: 'handed_over',
			by: supervisors,
			byClause: 'OFF-01',
			comment: 'optional',
			guards: handOverGuards,
			needs: ['held'],
			effects: (subject) => {
				const { row, facts, actor, now, rulebook } = subject;
				return [
					{ kind: 'set', patch: { rulebook_version: rulebook.version, handed_over_at: now, handed_over_by: actor.id } },
					...moves(subject),
					...(row.successor === null || facts.held.length === 0
						? []
						: [
								{
									kind: 'notify' as const,
									to: [{ user: row.successor }],
									subject: words.tookOverSubject,
									body: words.tookOverBody,
									values: { count: facts.held.length },
								},
							]),
				];
			},
		},
		record_agreement: {
			label: words.recordAgreement,
			note: words.recordAgreementNote,
			from: ['open', 'handed_over'],
			by: supervisors,
			byClause: 'OFF-02',
			input: z.object({ signed_on: dayInput(words.signedOn), file: fileInput(words.agreementFile) }),
			guards: [personIsNamed, somebodyElseActs, itWasSigned],
			effects: ({ input }) => [{ kind: 'set', patch: { agreement_signed_on: input['signed_on'], agreement_file: input['file'] } }],
		},
		complete: {
			label: words.complete,
			note: words.completeNote,
			tone: 'primary',
			from: ['handed_over'],
			to: 'completed',
			by: supervisors,
			byClause: 'OFF-01',
			comment: 'optional',
			guards: [somebodyElseActs, nothingIsLeft, headsNothing, agreementIsRecorded],
			needs: ['feeds'],
			// Whoever has an address of theirs is out, also if the account should be used again.
			effects: ({ now, actor, facts: { feeds } }) => [
				{ kind: 'set', patch: { completed_at: now } },
				...(feeds.length === 0
					? []
					: [
							{
								kind: 'updateAll' as const,
								collection: 'crm_calendar_feeds',
								ids: feeds,
								patch: { revoked_at: now, revoked_by: actor.id },
							},
						]),
			],
		},
		cancel: {
			label: words.cancel,
			note: words.cancelNote,
			tone: 'danger',
			from: ['open', 'handed_over'],
			to: 'cancelled',
			by: supervisors,
			byClause: 'OFF-01',
			comment: 'required',
			guards: [somebodyElseActs],
		},
	},
	governed: ['agreement_signed_on', 'agreement_file', 'handed_over_at', 'handed_over_by', 'completed_at'],
	setOnce: ['owner', 'department', 'person'],
	editable: [{ states: ['open'], fields: '*' }],
	editClause: 'OFF-01',
	children: [],
	deletable: true,
});
