import { paragraphInput } from '../forms/input.js';
import { z } from 'zod';
import { hasRole, type Person } from '../organisation/people.js';
import { roles, type RoleKey } from '../organisation/roles.js';
import { defineGuard, defineProcess, type Case } from '../process/declaration.js';
import type { RulingRow } from './complaint.js';
import type { DutyFacts } from './duty-process.js';
import { notify } from './handling.js';
import { namedWords, ruledOn, rulingForm, unnamed } from './resolving.js';
import { holdersOf } from './routing.js';
import { complaintWords as words } from './words.js';

interface RulingTypes {
	readonly state: RulingRow['status'];
	readonly row: RulingRow;
	readonly facts: DutyFacts & { readonly people: readonly Person[] };
}

const guard = defineGuard<RulingTypes>();

/** Who is ruled responsible may object, be it about themselves or their department; they see the ruling, not the complaint (CMP-20). */
const concernsActor = guard({
	rule: 'not-concerned',
	clause: 'CMP-20',
	text: words.notConcerned,
	needs: [],
	check: ({ row, actor }) =>
		(actor.id !== null && row.responsible_person === actor.id) ||
		(actor.department !== null && row.responsible_department === actor.department)
			? []
			: [{}],
});

const caseIsOpen = guard({
	rule: 'case-ended',
	clause: 'CMP-15',
	text: words.caseEnded,
	needs: ['complaint'],
	check: ({ facts: { complaint } }) => (['closed', 'archived'].includes(complaint.status) ? [{}] : []),
});

/**
 * Who decides on an objection: those the rulebook names, but neither whoever ruled first nor whom it is about. Where that leaves nobody (the
 * general manager leads some cases, and rules first in them), the supervising body stands in, so that no objection stays undecided (CMP-20).
 */
function deciders({ row, facts, rulebook }: Pick<Case<RulingTypes>, 'row' | 'facts' | 'rulebook'>): {
	readonly role: RoleKey;
	readonly people: readonly Person[];
} {
	const of = (role: RoleKey): readonly Person[] =>
		holdersOf(role, facts.people, facts.complaint.accused).filter(({ id }) => id !== row.ruled_by && id !== row.responsible_person);
	const role = rulebook.complaints.second_ruling;
	const named = of(role);
	return named.length > 0 ? { role, people: named } : { role: 'auditor', people: of('auditor') };
}

const decidesAgain = guard({
	rule: 'second-ruling-of-others',
	clause: 'CMP-20',
	text: words.secondRulingOf,
	needs: ['complaint', 'people'],
	check: (subject) => {
		const { role } = deciders(subject);
		return hasRole(subject.actor, [role, subject.rulebook.complaints.second_ruling]) ? [] : [{ values: { who: roles[role] } }];
	},
});

const notRuledFirst = guard({
	rule: 'ruled-first',
	clause: 'CMP-20',
	text: words.ruledFirst,
	needs: [],
	check: ({ row, actor }) => (row.ruled_by === actor.id ? [{}] : []),
});

const notAboutOneself = guard({
	rule: 'complained-of',
	clause: 'CMP-20',
	text: words.complainedOf,
	needs: ['complaint'],
	check: ({ row, actor, facts: { complaint } }) =>
		actor.id !== null && [complaint.accused, row.responsible_person].includes(actor.id) ? [{}] : [],
});

const namesResponsible = guard({
	rule: 'ruling-incomplete',
	clause: 'CMP-06',
	text: words.rulingIncomplete,
	needs: [],
	check: ({ input }) => unnamed(input).map((field) => ({ field: `input.${field}`, values: { what: namedWords[field] } })),
});

/** A ruling on where responsibility lies: given, objected to at most once, then ruled again for good (CMP-06, CMP-17, CMP-20). */
export const complaintRulingProcess = defineProcess<RulingTypes>()({
	name: 'complaints',
	collection: 'crm_complaint_rulings',
	label: words.ruling,
	initial: 'given',
	states: {
		given: { label: words.rulingStates.given, kind: 'in-force' },
		objected: { label: words.rulingStates.objected, kind: 'waiting' },
		replaced: { label: words.rulingStates.replaced, kind: 'ended' },
		final: { label: words.rulingStates.final, kind: 'in-force' },
	},
	commands: {
		object: {
			label: words.object,
			note: words.objectNote,
			from: ['given'],
			to: 'objected',
			by: ['anyone'],
			byClause: 'CMP-20',
			input: z.object({ objection: paragraphInput(words.reason) }),
			guards: [concernsActor, caseIsOpen],
			needs: ['people'],
			effects: (subject) => [
				{
					kind: 'set',
					patch: { objection: subject.input['objection'], objected_by: subject.actor.id, objected_at: subject.now },
				},
				...notify(
					deciders(subject).people.map(({ id }) => ({ user: id })),
					words.objectionSubject,
					words.objectionBody,
					{ number: subject.facts.complaint.number ?? '' },
				),
			],
		},
		rule_again: {
			label: words.ruleAgain,
			note: words.ruleAgainNote,
			tone: 'primary',
			from: ['objected'],
			to: 'replaced',
			by: ['anyone'],
			byClause: 'CMP-20',
			input: rulingForm,
			guards: [decidesAgain, notRuledFirst, notAboutOneself, caseIsOpen, namesResponsible],
			effects: ({ row, input, now, actor, newId, rulebook }) => {
				const outcome = ruledOn(input);
				return [
					{
						kind: 'insert',
						collection: 'crm_complaint_rulings',
						row: {
							id: newId(),
							status: 'final',
							revision: 0,
							complaint: row.complaint,
							round: row.round + 1,
							...outcome,
							reason: input['reason'],
							ruled_by: actor.id,
							ruled_at: now,
							objection: null,
							objected_by: null,
							objected_at: null,
							department: null,
							owner: null,
							rulebook_version: rulebook.version,
						},
					},
					{ kind: 'update', collection: 'crm_complaints', id: row.complaint, patch: { ...outcome } },
				];
			},
		},
	},
	governed: [
		'complaint',
		'round',
		'responsibility',
		'responsible_department',
		'responsible_person',
		'responsible_supplier',
		'reason',
		'ruled_by',
		'ruled_at',
		'objection',
		'objected_by',
		'objected_at',
	],
	setOnce: ['owner', 'department'],
	editable: [],
	editClause: 'CMP-20',
	children: [],
	deletable: false,
});
