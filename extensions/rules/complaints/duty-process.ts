import { z } from 'zod';
import { paragraphInput } from '../forms/input.js';
import { hasRole } from '../organisation/people.js';
import { roles, type RoleKey } from '../organisation/roles.js';
import { defineGuard, defineProcess, type CommandDeclaration } from '../process/declaration.js';
import type { ComplaintRow, DutyRow } from './complaint.js';
import { complaintWords as words } from './words.js';

/** The complaint a duty, a ruling or a compensation belongs to. */
export interface DutyFacts {
	readonly complaint: Pick<ComplaintRow, 'id' | 'status' | 'number' | 'title' | 'owner' | 'leader' | 'accused' | 'rulebook_version'>;
}

interface DutyTypes {
	readonly state: DutyRow['status'];
	readonly row: DutyRow;
	readonly facts: DutyFacts;
}

const guard = defineGuard<DutyTypes>();

/** Duties are done by who holds the role of the department; the handler and the leader see to it that they are done (CMP-06, CMP-17). */
const isOnesDuty = guard({
	rule: 'duty-of-others',
	clause: 'CMP-06',
	text: words.dutyOfOthers,
	needs: ['complaint'],
	check: ({ row, actor, facts: { complaint } }) =>
		hasRole(actor, [row.role as RoleKey]) || (actor.id !== null && [complaint.owner, complaint.leader].includes(actor.id))
			? []
			: [{ values: { who: roles[row.role as RoleKey] } }],
});

const notAboutOneself = guard({
	rule: 'complained-of',
	clause: 'CMP-20',
	text: words.complainedOf,
	needs: ['complaint'],
	check: ({ actor, facts: { complaint } }) => (actor.id !== null && complaint.accused === actor.id ? [{}] : []),
});

const caseIsOpen = guard({
	rule: 'case-ended',
	clause: 'CMP-15',
	text: words.caseEnded,
	needs: ['complaint'],
	check: ({ facts: { complaint } }) => (['closed', 'archived'].includes(complaint.status) ? [{}] : []),
});

const guards: CommandDeclaration<DutyTypes>['guards'] = [isOnesDuty, notAboutOneself, caseIsOpen];

/** A duty of a department on one complaint: done with what was done, or not applicable with a reason (CMP-06 to CMP-08). */
export const complaintDutyProcess = defineProcess<DutyTypes>()({
	name: 'complaints',
	collection: 'crm_complaint_tasks',
	label: words.duty,
	initial: 'open',
	states: {
		open: { label: words.dutyStates.open, kind: 'waiting' },
		done: { label: words.dutyStates.done, kind: 'ended' },
		not_applicable: { label: words.dutyStates.not_applicable, kind: 'ended' },
	},
	commands: {
		complete: {
			label: words.completeDuty,
			note: words.completeDutyNote,
			tone: 'primary',
			from: ['open'],
			to: 'done',
			by: ['anyone'],
			byClause: 'CMP-06',
			input: z.object({ result: paragraphInput(words.dutyResult) }),
			guards,
			effects: ({ input, now, actor }) => [
				{ kind: 'set', patch: { result: input['result'], reason: null, settled_at: now, settled_by: actor.id } },
			],
		},
		mark_not_applicable: {
			label: words.notApplicable,
			note: words.notApplicableNote,
			from: ['open'],
			to: 'not_applicable',
			by: ['anyone'],
			byClause: 'CMP-06',
			comment: 'required',
			guards,
			effects: ({ comment, now, actor }) => [{ kind: 'set', patch: { reason: comment, settled_at: now, settled_by: actor.id } }],
		},
		redo: {
			label: words.redo,
			note: words.redoNote,
			from: ['done', 'not_applicable'],
			to: 'open',
			by: ['anyone'],
			byClause: 'CMP-06',
			comment: 'required',
			guards,
			effects: () => [{ kind: 'set', patch: { result: null, reason: null, settled_at: null, settled_by: null } }],
		},
	},
	governed: ['complaint', 'department_kind', 'duty', 'role', 'result', 'reason', 'settled_at', 'settled_by'],
	setOnce: ['owner', 'department'],
	editable: [],
	editClause: 'CMP-06',
	children: [],
	deletable: false,
});
