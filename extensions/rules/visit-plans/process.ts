import { approvalSubject } from '../approval/subject.js';
import { defineGuard, defineProcess, type Case, type CommandDeclaration } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import { settledTimes } from '../visits/times.js';
import type { PlanLineRow, PlanTypes } from './plan.js';
import { mostLines, periodOf, proposedLines } from './proposal.js';
import { visitPlanWords as words } from './words.js';

type PlanCase = Case<PlanTypes>;

const guard = defineGuard<PlanTypes>();

const blank = (value: unknown): boolean => value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

const particularsAreFilled = guard({
	rule: 'plan-incomplete',
	clause: 'VIS-01',
	text: words.missing,
	needs: [],
	check: ({ row }) => [
		...(['title', 'kind', 'level', 'year'] as const)
			.filter((field) => blank(row[field]))
			.map((field) => ({ field, values: { what: words.particulars[field] } })),
		...(row.kind === 'monthly' && periodOf(row) === null ? [{ field: 'month', values: { what: words.particulars.month } }] : []),
	],
});

const recorderIsNamed = guard({
	rule: 'recorder-missing',
	clause: 'VIS-09',
	text: words.recorderMissing,
	needs: [],
	check: ({ row }) => (row.recorder === null ? [{ field: 'recorder' }] : []),
});

const organiserIsNamed = guard({
	rule: 'organising-department-missing',
	clause: 'VIS-10',
	text: words.organiserMissing,
	needs: [],
	check: ({ row }) => (row.joint && row.organising_department === null ? [{ field: 'organising_department' }] : []),
});

const hasLines = guard({
	rule: 'plan-empty',
	clause: 'VIS-01',
	text: words.empty,
	needs: ['lines'],
	check: ({ facts }) => (facts.lines.length === 0 ? [{ field: 'lines' }] : []),
});

const hasNotTooMany = guard({
	rule: 'plan-too-long',
	clause: 'VIS-01',
	text: words.tooMany,
	needs: ['lines'],
	check: ({ facts }) => (facts.lines.length > mostLines ? [{ field: 'lines', values: { most: mostLines } }] : []),
});

const linesAreComplete = guard({
	rule: 'plan-line-incomplete',
	clause: 'VIS-01',
	text: words.lineIncomplete,
	needs: ['lines'],
	check: ({ facts }) =>
		facts.lines.flatMap((line, index) =>
			(['customer', 'visitor', 'planned_on'] as const)
				.filter((field) => blank(line[field]))
				.map((field) => ({ field: `crm_visit_plan_lines.${field}`, values: { line: index + 1, what: words.lineParts[field] } })),
		),
});

const linesAreWithin = guard({
	rule: 'plan-line-outside',
	clause: 'VIS-01',
	text: words.lineOutside,
	needs: ['lines'],
	check: ({ row, facts }) => {
		const period = periodOf(row);
		if (period === null) return [];
		return facts.lines.flatMap(({ planned_on: day }, index) =>
			day !== null && (day < period.from || day > period.until)
				? [{ field: 'crm_visit_plan_lines.planned_on', values: { line: index + 1, day, ...period } }]
				: [],
		);
	},
});

const proposalsOf = ({ row, facts, rulebook }: PlanCase) => proposedLines(row, facts.customers, facts.lines, rulebook.visits);

const somethingIsProposed = guard({
	rule: 'nothing-proposed',
	clause: 'VIS-01',
	text: words.nothingProposed,
	needs: ['lines', 'customers'],
	check: (subject) => (periodOf(subject.row) !== null && proposalsOf(subject).length === 0 ? [{}] : []),
});

const openVisitsAreExplained = guard({
	rule: 'plan-visits-open',
	clause: 'VIS-09',
	text: words.openVisits,
	needs: ['openVisits'],
	check: ({ facts, comment }) =>
		facts.openVisits > 0 && blank(comment) ? [{ field: 'comment', values: { count: facts.openVisits } }] : [],
});

const approval = approvalSubject<PlanTypes>({
	collection: 'crm_visit_plans',
	relation: 'visit_plan',
	title: ({ row }) => [row.number, row.title].filter((part) => !blank(part)).join(' · '),
	route: ({ rulebook }) => {
		const { route: key } = rulebook.visits.plans;
		const route = rulebook.approvals.routes[key];
		return route === undefined ? null : { key, route };
	},
	missingRoute: { clause: 'VIS-01', text: words.routeMissing },
	eligibleClause: 'VIS-01',
	needs: [],
});

/** The visit of a line, for its visitor to confirm: on the day that was planned, all day until a time is agreed. */
function visitOf({ row, facts, rulebook, newId }: PlanCase, line: PlanLineRow): Effect {
	return {
		kind: 'insert',
		collection: 'crm_visits',
		row: {
			id: newId(),
			status: 'planned',
			revision: 0,
			title: line.remark ?? row.title,
			customer: line.customer,
			purpose: line.purpose,
			plan_line: line.id,
			...settledTimes(null, { all_day: true, starts_on: line.planned_on, ends_on: line.planned_on }, rulebook.time_zone),
			owner: line.visitor,
			department: facts.people.find(({ id }) => id === line.visitor)?.department ?? row.department ?? null,
		},
	};
}

const planners: CommandDeclaration<PlanTypes>['by'] = ['owner', 'business-head', 'service-manager', 'general-manager'];

/** A plan of visits for a year or a month: proposed from the rulebook, adjusted by hand, approved, carried out (VIS-01, VIS-09, VIS-10). */
export const visitPlanProcess = defineProcess<PlanTypes>()({
	name: 'visit-plans',
	collection: 'crm_visit_plans',
	label: words.plan,
	initial: 'draft',
	states: {
		draft: { label: words.states.draft, kind: 'draft' },
		in_approval: { label: words.states.in_approval, kind: 'waiting' },
		active: { label: words.states.active, kind: 'in-force' },
		closed: { label: words.states.closed, kind: 'ended' },
	},
	commands: {
		propose: {
			label: words.propose,
			note: words.proposeNote,
			from: ['draft'],
			by: planners,
			byClause: 'VIS-01',
			guards: [particularsAreFilled, somethingIsProposed],
			needs: ['lines', 'customers'],
			effects: (subject) =>
				proposalsOf(subject).map((line): Effect => ({
					kind: 'insert',
					collection: 'crm_visit_plan_lines',
					row: { id: subject.newId(), plan: subject.row.id, ...line },
				})),
		},
		submit: {
			label: words.submit,
			note: words.submitNote,
			tone: 'primary',
			from: ['draft'],
			to: 'in_approval',
			by: ['owner'],
			byClause: 'VIS-01',
			comment: 'optional',
			guards: [
				particularsAreFilled,
				recorderIsNamed,
				organiserIsNamed,
				hasLines,
				hasNotTooMany,
				linesAreComplete,
				linesAreWithin,
				...approval.guards,
			],
			needs: approval.needs,
			effects: (subject) => [
				{ kind: 'number', sequence: 'visit_plan' },
				{ kind: 'set', patch: { rulebook_version: subject.rulebook.version } },
				...approval.submit(subject),
			],
		},
		withdraw: {
			...approval.withdraw,
			label: words.withdraw,
			note: words.withdrawNote,
			from: ['in_approval'],
			to: 'draft',
			by: ['owner'],
			byClause: 'VIS-01',
			comment: 'optional',
		},
		close: {
			label: words.close,
			note: words.closeNote,
			from: ['active'],
			to: 'closed',
			by: planners,
			byClause: 'VIS-09',
			comment: 'optional',
			guards: [openVisitsAreExplained],
			needs: ['content'],
			effects: ({ now }) => [{ kind: 'set', patch: { closed_at: now } }],
		},
	},
	outcomes: {
		approved: {
			from: 'in_approval',
			to: 'active',
			guards: [recorderIsNamed, organiserIsNamed],
			needs: ['lines', 'people'],
			effects: (subject) => [
				{ kind: 'set', patch: { approved_at: subject.now } },
				...subject.facts.lines.map((line) => visitOf(subject, line)),
			],
		},
		rejected: { from: 'in_approval', to: 'draft', guards: [] },
		returned: { from: 'in_approval', to: 'draft', guards: [] },
		withdrawn: { from: 'in_approval', to: 'draft', guards: [] },
	},
	governed: ['approved_at', 'closed_at'],
	setOnce: ['owner', 'department'],
	editable: [{ states: ['draft'], fields: '*' }],
	editClause: 'VIS-01',
	children: [{ collection: 'crm_visit_plan_lines', parent: 'plan', editable: [{ states: ['draft'], fields: '*' }] }],
	reviewed: {
		fields: ['title', 'kind', 'level', 'year', 'month', 'recorder', 'joint', 'organising_department', 'festival'],
		children: [{ collection: 'crm_visit_plan_lines', parent: 'plan', fields: ['customer', 'visitor', 'planned_on', 'purpose', 'remark'] }],
		files: [],
	},
	deletable: true,
	approvalRelation: 'visit_plan',
});
