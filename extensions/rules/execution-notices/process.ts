import { hasRole } from '../organisation/people.js';
import { roles, type RoleKey } from '../organisation/roles.js';
import { defineGuard, defineProcess, type RowBase } from '../process/declaration.js';
import { executionNoticeWords as words } from './words.js';

export interface ExecutionNoticeRow extends RowBase {
	readonly role: RoleKey;
}

interface NoticeTypes {
	readonly state: 'issued' | 'acknowledged';
	readonly row: ExecutionNoticeRow;
	readonly facts: object;
}

const addressedToActor = defineGuard<NoticeTypes>()({
	rule: 'not-addressee',
	clause: 'ORD-01',
	text: words.notAddressee,
	needs: [],
	check: ({ row, actor }) => (hasRole(actor, [row.role]) ? [] : [{ values: { who: roles[row.role] } }]),
});

/** A production task order or process sheet, from issue to acknowledgement by the department (ORD-01). */
export const executionNoticeProcess = defineProcess<NoticeTypes>()({
	name: 'execution-notices',
	collection: 'crm_execution_notices',
	label: words.notice,
	initial: 'issued',
	states: {
		issued: { label: words.states.issued, kind: 'waiting' },
		acknowledged: { label: words.states.acknowledged, kind: 'in-force' },
	},
	commands: {
		acknowledge: {
			label: words.acknowledge,
			note: words.acknowledgeNote,
			tone: 'primary',
			from: ['issued'],
			to: 'acknowledged',
			by: ['anyone'],
			byClause: 'ORD-01',
			comment: 'optional',
			guards: [addressedToActor],
			effects: ({ now, actor }) => [{ kind: 'set', patch: { acknowledged_at: now, acknowledged_by: actor.id } }],
		},
	},
	governed: ['contract', 'contract_version', 'role', 'acknowledged_at', 'acknowledged_by'],
	setOnce: [],
	editable: [],
	editClause: 'ORD-01',
	children: [],
	deletable: false,
});
