import Big from 'big.js';
import { z } from 'zod';
import { approvalSubject, type SubjectFacts } from '../approval/subject.js';
import { dayInput, lineInput } from '../forms/input.js';
import { defineGuard, defineProcess, type Case, type RowBase } from '../process/declaration.js';
import type { Route } from '../rulebook/rulebook.js';
import type { DutyFacts } from './duty-process.js';
import { complaintWords as words } from './words.js';

export interface CompensationRow extends RowBase {
	readonly status: keyof typeof words.compensationStates;
	readonly complaint: string | null;
	readonly type: keyof typeof words.compensationTypes | null;
	readonly amount: string | number | null;
	readonly currency: string | null;
	readonly reason: string | null;
}

export interface CompensationFacts extends SubjectFacts {
	readonly complaint: DutyFacts['complaint'] | null;
}

interface CompensationTypes {
	readonly state: CompensationRow['status'];
	readonly row: CompensationRow;
	readonly facts: CompensationFacts;
}

type CompensationCase = Case<CompensationTypes>;

const guard = defineGuard<CompensationTypes>();

const isFilled = guard({
	rule: 'compensation-incomplete',
	clause: 'CMP-19',
	text: words.compensationIncomplete,
	needs: [],
	check: ({ row }) =>
		(['complaint', 'type', 'amount', 'currency', 'reason'] as const)
			.filter((field) => String(row[field] ?? '').trim() === '')
			.map((field) => ({ field, values: { what: words.compensationBasics[field] } })),
});

const amountIsPositive = guard({
	rule: 'amount-not-positive',
	clause: 'CMP-19',
	text: words.amountNotPositive,
	needs: [],
	check: ({ row }) => (row.amount !== null && new Big(String(row.amount)).lte(0) ? [{ field: 'amount' }] : []),
});

const caseIsHandled = guard({
	rule: 'case-not-open',
	clause: 'CMP-19',
	text: words.caseNotOpenForCompensation,
	needs: ['complaint'],
	check: ({ facts: { complaint } }) =>
		complaint !== null && !['investigating', 'resolving'].includes(complaint.status) ? [{ field: 'complaint' }] : [],
});

const asksAsHandler = guard({
	rule: 'not-handling',
	clause: 'CMP-01',
	text: words.notHandling,
	needs: ['complaint'],
	check: ({ actor, facts: { complaint } }) =>
		complaint !== null && (actor.id === null || ![complaint.owner, complaint.leader].includes(actor.id)) ? [{ field: 'complaint' }] : [],
});

const notAboutOneself = guard({
	rule: 'complained-of',
	clause: 'CMP-20',
	text: words.complainedOf,
	needs: ['complaint'],
	check: ({ actor, facts: { complaint } }) => (actor.id !== null && complaint?.accused === actor.id ? [{}] : []),
});

/** The approval route of an amount: the first band it fits in; another currency than the rulebook's goes to the last (CMP-19). */
export function bandRoute({
	row,
	rulebook,
}: Pick<CompensationCase, 'row' | 'rulebook'>): { readonly key: string; readonly route: Route } | null {
	const { bands, currency } = rulebook.complaints.compensation;
	const band =
		row.currency === currency && row.amount !== null
			? bands.find(({ up_to }) => up_to === null || new Big(String(row.amount)).lte(up_to))
			: bands.at(-1);
	const route = band === undefined ? undefined : rulebook.approvals.routes[band.route];
	return band === undefined || route === undefined ? null : { key: band.route, route };
}

const approval = approvalSubject<CompensationTypes>({
	collection: 'crm_complaint_compensations',
	relation: 'compensation',
	title: ({ facts }) => facts.complaint?.number ?? '',
	route: bandRoute,
	missingRoute: { clause: 'CMP-19', text: words.routeMissing },
	eligibleClause: 'CMP-20',
	needs: ['complaint'],
	barred: ({ facts }) => facts.complaint?.accused ?? null,
});

const handlers: readonly ['anyone'] = ['anyone'];

/** What the customer is given in compensation: approved by those who decide on the amount, then granted (CMP-19). */
export const compensationProcess = defineProcess<CompensationTypes>()({
	name: 'complaints',
	collection: 'crm_complaint_compensations',
	label: words.compensation,
	initial: 'draft',
	states: {
		draft: { label: words.compensationStates.draft, kind: 'draft' },
		in_approval: { label: words.compensationStates.in_approval, kind: 'waiting' },
		approved: { label: words.compensationStates.approved, kind: 'in-force' },
		rejected: { label: words.compensationStates.rejected, kind: 'refused' },
		granted: { label: words.compensationStates.granted, kind: 'ended' },
		lapsed: { label: words.compensationStates.lapsed, kind: 'ended' },
	},
	commands: {
		submit: {
			label: words.submitCompensation,
			note: words.submitCompensationNote,
			tone: 'primary',
			from: ['draft'],
			to: 'in_approval',
			by: handlers,
			byClause: 'CMP-19',
			comment: 'optional',
			guards: [isFilled, amountIsPositive, caseIsHandled, asksAsHandler, notAboutOneself, ...approval.guards],
			needs: approval.needs,
			effects: (subject) => [{ kind: 'set', patch: { rulebook_version: subject.rulebook.version } }, ...approval.submit(subject)],
		},
		withdraw: {
			...approval.withdraw,
			label: words.withdrawCompensation,
			note: words.withdrawCompensationNote,
			from: ['in_approval'],
			to: 'draft',
			by: handlers,
			byClause: 'CMP-19',
			comment: 'optional',
		},
		revise: {
			label: words.reviseCompensation,
			note: words.reviseCompensationNote,
			from: ['rejected'],
			to: 'draft',
			by: handlers,
			byClause: 'CMP-19',
			guards: [caseIsHandled, asksAsHandler, notAboutOneself],
			needs: ['content'],
		},
		grant: {
			label: words.grant,
			note: words.grantNote,
			tone: 'primary',
			from: ['approved'],
			to: 'granted',
			by: ['owner', 'finance-officer', 'service-manager'],
			byClause: 'CMP-19',
			input: z.object({ granted_on: dayInput(words.grantedOn), reference: lineInput(words.grantReference).optional() }),
			guards: [notAboutOneself],
			needs: ['content'],
			effects: ({ input, actor }) => [
				{
					kind: 'set',
					patch: { granted_on: input['granted_on'], grant_reference: input['reference'] ?? null, granted_by: actor.id },
				},
			],
		},
		lapse: {
			label: words.lapse,
			note: words.lapseNote,
			from: ['approved'],
			to: 'lapsed',
			by: ['owner', 'finance-officer', 'service-manager'],
			byClause: 'CMP-19',
			comment: 'required',
			guards: [notAboutOneself],
			needs: ['content'],
		},
	},
	outcomes: {
		approved: { from: 'in_approval', to: 'approved', guards: [], needs: ['content'] },
		rejected: { from: 'in_approval', to: 'rejected', guards: [], needs: ['content'] },
		returned: { from: 'in_approval', to: 'draft', guards: [], needs: ['content'] },
		withdrawn: { from: 'in_approval', to: 'draft', guards: [], needs: ['content'] },
	},
	governed: ['granted_on', 'grant_reference', 'granted_by'],
	setOnce: ['owner', 'department', 'complaint'],
	editable: [{ states: ['draft'], fields: '*' }],
	editClause: 'CMP-19',
	children: [],
	reviewed: { fields: ['complaint', 'type', 'amount', 'currency', 'reason'], children: [], files: [] },
	deletable: true,
	approvalRelation: 'compensation',
});
