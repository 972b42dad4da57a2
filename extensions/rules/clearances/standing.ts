import Big from 'big.js';
import { approvalSubject, type SubjectFacts } from '../approval/subject.js';
import { approvalWords } from '../approval/words.js';
import type { ContractFacts } from '../contract-review/contract.js';
import { defineGuard, defineProcess, type Case, type RowBase } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import { clearanceWords as words } from './words.js';

export const standingStates = ['draft', 'in_review', 'in_force', 'rejected', 'revoked'] as const;
export type StandingState = (typeof standingStates)[number];

export interface StandingRow extends RowBase {
	readonly status: StandingState;
	readonly key: string;
	readonly title: string;
	readonly currency: string | null;
	readonly at_most: string | number | null;
	/** ISO days, both inclusive. */
	readonly valid_from: string | null;
	readonly valid_until: string | null;
}

export interface StandingFacts extends SubjectFacts {
	readonly approvals: ContractFacts['approvals'];
}

interface StandingTypes {
	readonly state: StandingState;
	readonly row: StandingRow;
	readonly facts: StandingFacts;
}

type StandingCase = Case<StandingTypes>;

const guard = defineGuard<StandingTypes>();

const ruleOf = ({ row, rulebook }: StandingCase) => rulebook.clearances.standing.find(({ key }) => key === row.key);

const rulebookNamesIt = guard({
	rule: 'standing-approval-unknown',
	clause: 'REV-04',
	text: words.standing.unknown,
	needs: [],
	check: (subject) => (ruleOf(subject) === undefined ? [{ field: 'key', values: { key: subject.row.key } }] : []),
});

const limitsAreSaid = guard({
	rule: 'standing-approval-incomplete',
	clause: 'REV-09',
	text: words.standing.incomplete,
	needs: [],
	check: ({ row }) =>
		(['currency', 'at_most', 'valid_from', 'valid_until'] as const)
			.filter((field) => (row[field] ?? '') === '')
			.map((field) => ({ field, values: { what: words.standing.particulars[field] } })),
});

const withinTheRulebook = guard({
	rule: 'standing-approval-too-wide',
	clause: 'REV-04',
	text: words.standing.tooWide,
	needs: [],
	check: (subject) => {
		const rule = ruleOf(subject);
		const { at_most: atMost, currency } = subject.row;
		if (rule === undefined || atMost === null || atMost === '') return [];
		const values = { amount: rule.at_most, currency: rule.currency };
		return currency === rule.currency && new Big(atMost).gt(0) && new Big(atMost).lte(rule.at_most) ? [] : [{ field: 'at_most', values }];
	},
});

const endsAfterItBegins = guard({
	rule: 'validity-reversed',
	clause: 'REV-04',
	text: words.standing.reversed,
	needs: [],
	check: ({ row }) =>
		row.valid_from !== null && row.valid_until !== null && row.valid_until < row.valid_from ? [{ field: 'valid_until' }] : [],
});

const submitters = ['business-head', 'general-manager'] as const;

const approval = approvalSubject<StandingTypes>({
	collection: 'crm_standing_approvals',
	relation: 'standing_approval',
	title: ({ row }) => row.title,
	route: ({ rulebook }) => {
		const key = rulebook.clearances.standing_route;
		const route = rulebook.approvals.routes[key];
		return route === undefined ? null : { key, route };
	},
	missingRoute: { clause: 'REV-04', text: approvalWords.routeMissing },
	eligibleClause: 'REV-07',
	needs: [],
});

/** What small orders of a shop pass under: reviewed once as a whole, for limited amounts and a limited time (REV-03, REV-04, REV-13). */
export const standingApprovalProcess = defineProcess<StandingTypes>()({
	name: 'clearances',
	collection: 'crm_standing_approvals',
	label: words.standing.label,
	initial: 'draft',
	states: {
		draft: { label: words.standing.states.draft, kind: 'draft' },
		in_review: { label: words.standing.states.in_review, kind: 'waiting' },
		in_force: { label: words.standing.states.in_force, kind: 'in-force' },
		rejected: { label: words.standing.states.rejected, kind: 'refused' },
		revoked: { label: words.standing.states.revoked, kind: 'ended' },
	},
	commands: {
		submit: {
			label: words.standing.submit,
			note: words.standing.submitNote,
			tone: 'primary',
			from: ['draft'],
			to: 'in_review',
			by: submitters,
			byClause: 'ORG-10',
			comment: 'optional',
			guards: [rulebookNamesIt, limitsAreSaid, withinTheRulebook, endsAfterItBegins, ...approval.guards],
			needs: approval.needs,
			effects: (subject): readonly Effect[] => [
				{ kind: 'set', patch: { rulebook_version: subject.rulebook.version } },
				...approval.submit(subject),
			],
		},
		withdraw: { ...approval.withdraw, from: ['in_review'], to: 'draft', by: submitters, byClause: 'ORG-10', comment: 'optional' },
		revise: {
			label: words.standing.revise,
			note: words.standing.reviseNote,
			from: ['rejected'],
			to: 'draft',
			by: submitters,
			byClause: 'REV-04',
			comment: 'optional',
			guards: [],
		},
		revoke: {
			label: words.standing.revoke,
			note: words.standing.revokeNote,
			tone: 'danger',
			from: ['in_force'],
			to: 'revoked',
			by: submitters,
			byClause: 'REV-03',
			comment: 'required',
			guards: [],
			effects: ({ now, actor }) => [{ kind: 'set', patch: { revoked_at: now, revoked_by: actor.id } }],
		},
	},
	outcomes: {
		approved: { from: 'in_review', to: 'in_force', guards: [rulebookNamesIt, withinTheRulebook] },
		rejected: { from: 'in_review', to: 'rejected', guards: [] },
		returned: { from: 'in_review', to: 'draft', guards: [] },
		withdrawn: { from: 'in_review', to: 'draft', guards: [] },
	},
	governed: ['revoked_at', 'revoked_by'],
	setOnce: ['owner', 'department'],
	editable: [{ states: ['draft'], fields: '*' }],
	editClause: 'REV-04',
	children: [],
	reviewed: { fields: ['key', 'title', 'currency', 'at_most', 'valid_from', 'valid_until', 'conditions'], children: [], files: [] },
	deletable: true,
	approvalRelation: 'standing_approval',
});
