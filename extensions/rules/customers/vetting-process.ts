import { approvalSubject } from '../approval/subject.js';
import { defineGuard, defineProcess, type Case, type Guard } from '../process/declaration.js';
import type { ClauseId } from '../process/violation.js';
import {
	criteria,
	criteriaOfGroup,
	criterionLabels,
	investigationLabels,
	vettingStates,
	type Criterion,
	type VettingTypes,
} from './vetting.js';
import { vettingWords as words } from './vetting-words.js';

type VettingCase = Case<VettingTypes>;

const guard = defineGuard<VettingTypes>();

const isBlank = (value: unknown): boolean => value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

const customerIsInvestigated = guard({
	rule: 'customer-not-vetting',
	clause: 'NEW-01',
	text: words.notVetting,
	needs: ['customer'],
	check: ({ facts: { customer } }) => (customer?.status === 'vetting' ? [] : [{ field: 'customer' }]),
});

const missingInvestigations = ({ facts, rulebook }: VettingCase) =>
	rulebook.customers.vetting.investigations.filter(
		(kind) =>
			!facts.investigations.some(
				(found) => found.kind === kind && !isBlank(found.investigated_on) && !isBlank(found.investigator) && !isBlank(found.findings),
			),
	);

/** What is missing, where a reason would do instead and where it would not. */
const investigationsAreOnFile = (waivable: boolean): Guard<VettingTypes> =>
	guard({
		rule: 'investigation-missing',
		clause: 'NEW-01',
		text: waivable ? words.investigationOrWaiver : words.investigationMissing,
		needs: ['investigations'],
		check: (subject) => {
			const { waivable: mayWaive } = subject.rulebook.customers.vetting;
			if (mayWaive !== waivable || (mayWaive && !isBlank(subject.row.waiver_reason))) return [];
			return missingInvestigations(subject).map((kind) => ({
				field: 'crm_customer_investigations.kind',
				values: { what: investigationLabels[kind] },
			}));
		},
	});

/** The mark a criterion was given; none when there is none. A database may hand a whole number out as text. */
const markOf = (row: VettingCase['row'], criterion: Criterion): number | null => {
	const mark = row[criterion];
	return isBlank(mark) ? null : Number(mark);
};

const isMark = (mark: number): boolean => Number.isInteger(mark) && mark >= 0 && mark <= 100;

/** Each criterion of a group is assessed, by a mark that exists, and reaches what the rulebook asks of it. */
const groupPasses = (group: readonly Criterion[], clause: ClauseId): readonly Guard<VettingTypes>[] => [
	guard({
		rule: 'criterion-unassessed',
		clause,
		text: words.unassessed,
		needs: [],
		check: ({ row }) =>
			group
				.filter((criterion) => markOf(row, criterion) === null || isBlank(row[`${criterion}_finding`]))
				.map((criterion) => ({
					field: markOf(row, criterion) === null ? criterion : `${criterion}_finding`,
					values: { what: criterionLabels[criterion] },
				})),
	}),
	guard({
		rule: 'criterion-mark-invalid',
		clause,
		text: words.outOfRange,
		needs: [],
		check: ({ row }) =>
			group
				.filter((criterion) => !isMark(markOf(row, criterion) ?? 0))
				.map((criterion) => ({ field: criterion, values: { what: criterionLabels[criterion] } })),
	}),
	guard({
		rule: 'criterion-failed',
		clause,
		text: words.failed,
		needs: [],
		check: ({ row, rulebook }) =>
			group.flatMap((criterion) => {
				const [mark, needed] = [markOf(row, criterion), rulebook.customers.vetting.pass_marks[criterion]];
				return mark === null || !isMark(mark) || mark >= needed
					? []
					: [{ field: criterion, values: { what: criterionLabels[criterion], mark, needed } }];
			}),
	}),
];

const assessment: readonly Guard<VettingTypes>[] = [
	investigationsAreOnFile(true),
	investigationsAreOnFile(false),
	...groupPasses(criteriaOfGroup.a, 'NEW-02'),
	...groupPasses(criteriaOfGroup.b, 'NEW-03'),
	...groupPasses(criteriaOfGroup.c, 'NEW-04'),
];

const approval = approvalSubject<VettingTypes>({
	collection: 'crm_customer_vettings',
	relation: 'vetting',
	title: ({ facts }) => facts.customer?.name ?? '',
	route: ({ rulebook }) => {
		const key = rulebook.customers.vetting.route;
		const route = rulebook.approvals.routes[key];
		return route === undefined ? null : { key, route };
	},
	missingRoute: { clause: 'NEW-05', text: words.routeMissing },
	eligibleClause: 'CON-04',
	needs: ['customer'],
});

const drawers = ['owner', 'marketing-specialist', 'information-administrator'] as const;

/** The vetting of a new customer: investigated, marked by criteria A, B and C, selected by those who decide (NEW-01 to NEW-05). */
export const vettingProcess = defineProcess<VettingTypes>()({
	name: 'customers',
	collection: 'crm_customer_vettings',
	label: words.vetting,
	initial: 'draft',
	states: {
		draft: { label: words.states.draft, kind: 'draft' },
		in_approval: { label: words.states.in_approval, kind: 'waiting' },
		approved: { label: words.states.approved, kind: 'in-force' },
		rejected: { label: words.states.rejected, kind: 'refused' },
	},
	commands: {
		submit: {
			label: words.submit,
			note: words.submitNote,
			tone: 'primary',
			from: ['draft'],
			to: 'in_approval',
			by: drawers,
			byClause: 'NEW-01',
			comment: 'optional',
			guards: [customerIsInvestigated, ...assessment, ...approval.guards],
			needs: approval.needs,
			effects: (subject) => [{ kind: 'set', patch: { rulebook_version: subject.rulebook.version } }, ...approval.submit(subject)],
		},
		withdraw: {
			...approval.withdraw,
			label: words.withdraw,
			note: words.withdrawNote,
			from: ['in_approval'],
			to: 'draft',
			by: drawers,
			byClause: 'NEW-01',
			comment: 'optional',
		},
		revise: {
			label: words.revise,
			note: words.reviseNote,
			from: ['rejected'],
			to: 'draft',
			by: drawers,
			byClause: 'NEW-01',
			comment: 'optional',
			guards: [customerIsInvestigated],
			needs: ['content'],
			effects: () => [{ kind: 'set', patch: { decided_at: null } }],
		},
	},
	outcomes: {
		approved: {
			from: 'in_approval',
			to: 'approved',
			guards: [customerIsInvestigated, ...assessment],
			needs: ['content', 'customer'],
			effects: ({ facts: { customer }, now }) => [
				{ kind: 'set', patch: { decided_at: now } },
				{
					kind: 'notify',
					to: [{ role: 'information-administrator' }, ...(customer?.owner ? [{ user: customer.owner }] : [])],
					subject: words.approvedSubject,
					body: words.approvedBody,
					values: { customer: customer?.name ?? '' },
				},
			],
		},
		rejected: {
			from: 'in_approval',
			to: 'rejected',
			guards: [],
			needs: ['content'],
			effects: ({ now }) => [{ kind: 'set', patch: { decided_at: now } }],
		},
		returned: { from: 'in_approval', to: 'draft', guards: [], needs: ['content'] },
		withdrawn: { from: 'in_approval', to: 'draft', guards: [], needs: ['content'] },
	},
	governed: ['title', 'decided_at'],
	setOnce: ['owner', 'department', 'customer'],
	editable: [
		{ states: ['draft'], fields: '*' },
		{ states: vettingStates, fields: ['note'] },
	],
	editClause: 'NEW-01',
	children: [{ collection: 'crm_customer_investigations', parent: 'vetting', editable: [{ states: ['draft'], fields: '*' }] }],
	reviewed: {
		fields: ['customer', 'waiver_reason', 'secrecy_agreement', ...criteria.flatMap((criterion) => [criterion, `${criterion}_finding`])],
		children: [
			{
				collection: 'crm_customer_investigations',
				parent: 'vetting',
				fields: ['kind', 'investigated_on', 'investigator', 'findings', 'evidence'],
			},
		],
		files: [],
	},
	deletable: false,
	approvalRelation: 'vetting',
});
