import { daysAfter, localDay } from '../calendar/local-date.js';
import { withdrawEffects } from '../approval/approval-process.js';
import { openApproval, unfilledParts } from '../approval/open.js';
import type { ApprovalRow, TaskRow } from '../approval/rows.js';
import { approvalWords } from '../approval/words.js';
import type { Person } from '../organisation/people.js';
import { roleKeys, roles } from '../organisation/roles.js';
import { defineGuard, defineProcess, type Case, type RowBase } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import { readRulebook } from '../rulebook/rulebook.js';
import { text } from '../words/text.js';
import { rulebookWords as words } from './words.js';

export const rulebookStates = ['draft', 'in_review', 'published', 'superseded', 'rejected'] as const;
export type RulebookState = (typeof rulebookStates)[number];

export interface RulebookRow extends RowBase {
	readonly status: RulebookState;
	readonly version: number;
	readonly title: string;
	readonly content: unknown;
	readonly interpreted_by: string | null;
	readonly effective_from: string | null;
	readonly training: string | null;
}

export interface RulebookFacts {
	readonly content: { readonly hash: string; readonly canonical: unknown };
	readonly publishedBefore: readonly { readonly id: string; readonly version: number; readonly effective_from: string }[];
	readonly rounds: number;
	readonly pending: { readonly approval: ApprovalRow; readonly tasks: readonly TaskRow[] } | null;
	readonly people: readonly Person[];
}

interface RulebookTypes {
	readonly state: RulebookState;
	readonly row: RulebookRow;
	readonly facts: RulebookFacts;
}

type RulebookCase = Case<RulebookTypes>;

const guard = defineGuard<RulebookTypes>();

const contentIsUsable = guard({
	rule: 'rulebook-invalid',
	clause: 'POL-05',
	text: words.invalid,
	needs: [],
	check: ({ row }) => {
		const read = readRulebook(row.content);
		return read.ok
			? []
			: read.problems.slice(0, 20).map(({ pointer, message }) => ({
					field: `content${pointer}`,
					values: { pointer: pointer === '' ? '/' : pointer, problem: message },
				}));
	},
});

const ownerIsNamed = guard({
	rule: 'interpreter-missing',
	clause: 'POL-01',
	text: words.ownerMissing,
	needs: [],
	check: ({ row }) => ((row.interpreted_by ?? '').trim() === '' ? [{ field: 'interpreted_by' }] : []),
});

const dayIsSet = guard({
	rule: 'effective-from-missing',
	clause: 'POL-02',
	text: words.effectiveFromMissing,
	needs: [],
	check: ({ row }) => (row.effective_from === null ? [{ field: 'effective_from' }] : []),
});

/** The first issue takes effect at once; a revision is announced ahead (POL-03, X-12). */
const noticeIsGiven = guard({
	rule: 'notice-too-short',
	clause: 'POL-03',
	text: words.noticeTooShort,
	needs: ['publishedBefore'],
	check: ({ row, facts, rulebook, now }) => {
		if (row.effective_from === null || facts.publishedBefore.length === 0) return [];
		const days = rulebook.rulebooks.notice_days;
		const earliest = daysAfter(localDay(now, rulebook.time_zone), days);
		return row.effective_from.slice(0, 10) < earliest ? [{ field: 'effective_from', values: { days, earliest } }] : [];
	},
});

const trainingIsPlanned = guard({
	rule: 'training-missing',
	clause: 'POL-03',
	text: words.trainingMissing,
	needs: ['publishedBefore'],
	check: ({ row, facts }) => (facts.publishedBefore.length > 0 && (row.training ?? '').trim() === '' ? [{ field: 'training' }] : []),
});

const routeOf = ({ rulebook }: RulebookCase) => ({
	key: rulebook.rulebooks.route,
	route: rulebook.approvals.routes[rulebook.rulebooks.route],
});

const everyPartCanBeFilled = guard({
	rule: 'no-eligible-reviewer',
	clause: 'POL-05',
	text: approvalWords.nobodyEligible,
	needs: ['people'],
	check: (subject) => {
		const { route } = routeOf(subject);
		if (route === undefined || subject.actor.id === null) return [];
		const day = localDay(subject.now, subject.rulebook.time_zone);
		return unfilledParts(route, subject.facts.people, subject.actor.id, null, day).map(({ step, signer }) => ({
			values: { step: step.label, role: roles[signer.role], qualified: step.qualified ? approvalWords.qualifiedWord : text('', '') },
		}));
	},
});

const submittedByActor = guard({
	rule: 'only-submitter',
	clause: 'POL-05',
	text: approvalWords.onlyStarter,
	needs: ['pending'],
	check: ({ facts, actor }) => (facts.pending === null || facts.pending.approval.started_by === actor.id ? [] : [{}]),
});

const titleOf = ({ row }: RulebookCase): string => `${row.title} (${row.version})`;

function submit(subject: RulebookCase): readonly Effect[] {
	const { key, route } = routeOf(subject);
	if (route === undefined || subject.actor.id === null) throw new Error('A rulebook was accepted for review without a route or a person.');
	return [
		{ kind: 'set', patch: { rulebook_version: subject.rulebook.version } },
		...openApproval({
			collection: 'crm_rulebooks',
			relation: 'rulebook',
			subject: { id: subject.row.id, department: null, title: titleOf(subject) },
			hash: subject.facts.content.hash,
			submitted: subject.facts.content.canonical,
			routeKey: key,
			route,
			round: subject.facts.rounds + 1,
			startedBy: subject.actor.id,
			rulebookVersion: subject.rulebook.version,
			now: subject.now,
			newId: subject.newId,
		}).effects,
	];
}

/** Publishes: announces the version to everyone and retires those it replaces from the day it applies (POL-02, POL-03). */
function publish({ row, facts, now }: RulebookCase): readonly Effect[] {
	const day = (row.effective_from ?? now).slice(0, 10);
	return [
		{ kind: 'set', patch: { published_at: now } },
		...facts.publishedBefore
			.filter((earlier) => earlier.effective_from.slice(0, 10) >= day)
			.map((earlier): Effect => ({ kind: 'update', collection: 'crm_rulebooks', id: earlier.id, patch: { status: 'superseded' } })),
		{
			kind: 'notify',
			to: roleKeys.map((role) => ({ role })),
			subject: words.publishedSubject,
			body: words.publishedBody,
			values: { day, version: row.version },
		},
	];
}

/** The life of the rulebook: drafted, decided by the management group, published from a date (POL-01 to POL-05). */
export const rulebookProcess = defineProcess<RulebookTypes>()({
	name: 'rulebooks',
	collection: 'crm_rulebooks',
	label: words.rulebook,
	initial: 'draft',
	states: {
		draft: { label: words.states.draft, kind: 'draft' },
		in_review: { label: words.states.in_review, kind: 'waiting' },
		published: { label: words.states.published, kind: 'in-force' },
		superseded: { label: words.states.superseded, kind: 'ended' },
		rejected: { label: words.states.rejected, kind: 'refused' },
	},
	commands: {
		submit: {
			label: words.submit,
			note: words.submitNote,
			tone: 'primary',
			from: ['draft'],
			to: 'in_review',
			by: ['general-manager', 'business-head', 'quality-manager'],
			byClause: 'POL-05',
			comment: 'optional',
			guards: [contentIsUsable, ownerIsNamed, dayIsSet, noticeIsGiven, trainingIsPlanned, everyPartCanBeFilled],
			needs: ['content', 'rounds'],
			effects: submit,
		},
		withdraw: {
			label: words.withdraw,
			from: ['in_review'],
			to: 'draft',
			by: ['general-manager', 'business-head', 'quality-manager'],
			byClause: 'POL-05',
			comment: 'optional',
			guards: [submittedByActor],
			needs: ['pending', 'content'],
			effects: (subject) => {
				const { pending, content } = subject.facts;
				if (pending === null) return [];
				const facts = {
					approval: pending.approval,
					tasks: pending.tasks,
					people: [],
					subject: { collection: 'crm_rulebooks', id: subject.row.id, title: titleOf(subject), hash: content.hash },
				};
				return withdrawEffects(facts, subject.now).filter((effect) => effect.kind !== 'conclude');
			},
		},
		revise: {
			label: words.revise,
			from: ['rejected'],
			to: 'draft',
			by: ['general-manager', 'business-head', 'quality-manager'],
			byClause: 'POL-05',
			comment: 'optional',
			guards: [],
		},
	},
	outcomes: {
		approved: {
			from: 'in_review',
			to: 'published',
			guards: [contentIsUsable, dayIsSet, noticeIsGiven],
			needs: ['publishedBefore'],
			effects: publish,
		},
		rejected: { from: 'in_review', to: 'rejected', guards: [] },
		returned: { from: 'in_review', to: 'draft', guards: [] },
		withdrawn: { from: 'in_review', to: 'draft', guards: [] },
	},
	governed: ['published_at'],
	setOnce: ['version'],
	editable: [{ states: ['draft'], fields: '*' }],
	editClause: 'POL-05',
	children: [],
	reviewed: { fields: ['version', 'title', 'content', 'interpreted_by', 'effective_from', 'training'], children: [], files: [] },
	deletable: true,
	approvalRelation: 'rulebook',
});
