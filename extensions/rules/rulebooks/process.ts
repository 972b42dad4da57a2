import { daysAfter, localDay } from '../calendar/local-date.js';
import { approvalSubject, type SubjectFacts } from '../approval/subject.js';
import { approvalWords } from '../approval/words.js';
import { roleKeys } from '../organisation/roles.js';
import { defineGuard, defineProcess, type Case, type RowBase } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import { readRulebook } from '../rulebook/rulebook.js';
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

export interface RulebookFacts extends SubjectFacts {
	readonly publishedBefore: readonly { readonly id: string; readonly version: number; readonly effective_from: string }[];
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

const approval = approvalSubject<RulebookTypes>({
	collection: 'crm_rulebooks',
	relation: 'rulebook',
	title: ({ row }) => `${row.title} (${row.version})`,
	route: ({ rulebook }) => {
		const key = rulebook.rulebooks.route;
		const route = rulebook.approvals.routes[key];
		return route === undefined ? null : { key, route };
	},
	missingRoute: { clause: 'POL-05', text: approvalWords.routeMissing },
	eligibleClause: 'POL-05',
	needs: [],
});

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
			guards: [contentIsUsable, ownerIsNamed, dayIsSet, noticeIsGiven, trainingIsPlanned, ...approval.guards],
			needs: approval.needs,
			effects: (subject) => [{ kind: 'set', patch: { rulebook_version: subject.rulebook.version } }, ...approval.submit(subject)],
		},
		withdraw: {
			...approval.withdraw,
			from: ['in_review'],
			to: 'draft',
			by: ['general-manager', 'business-head', 'quality-manager'],
			byClause: 'POL-05',
			comment: 'optional',
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
