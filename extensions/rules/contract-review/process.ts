import { z } from 'zod';
import { localDay } from '../calendar/local-date.js';
import { choiceInput, dayInput, lineInput } from '../forms/input.js';
import { noticeEffects } from '../execution-notices/issue.js';
import { defineGuard, defineProcess, type Case } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import { commitmentGuards } from './commitment.js';
import type { ContractTypes } from './contract.js';
import {
	askForOverride,
	confirmOverride,
	noOverride,
	overrideGuards,
	overrideIsConfirmedByAnother,
	overrideIsForeseen,
	overrideNeeds,
} from './override.js';
import { itemAnswers, passingGuards } from './passing.js';
import { contractApproval, requirementClasses, submissionGuards, submittedLevel, titleOf } from './submission.js';
import { contractReviewWords as words } from './words.js';

type ContractCase = Case<ContractTypes>;

const guard = defineGuard<ContractTypes>();

const placedByWordOfMouth = guard({
	rule: 'confirmation-not-needed',
	clause: 'REV-11',
	text: words.confirmationNotNeeded,
	needs: [],
	check: ({ row }) => (row.order_form === 'written' ? [{ field: 'order_form' }] : []),
});

const noticesAreAcknowledged = guard({
	rule: 'notices-open',
	clause: 'ORD-01',
	text: words.noticesOpen,
	needs: ['notices'],
	check: ({ facts }) => {
		const open = facts.notices.filter((notice) => notice.status === 'issued').length;
		return open > 0 ? [{ field: 'crm_execution_notices.status', values: { count: open } }] : [];
	},
});

/** Requirement fields of the review form: part of what is reviewed, and frozen with it. */
const requirementFields = Object.values(requirementClasses).flatMap(({ none, fields }) => [...fields, none]);

/** Answers of the reviewers, given while the review runs. */
export const answerFields = [
	...itemAnswers,
	'risks',
	'implied_found',
	'implied_none_found',
	'differences',
	'differences_settlement',
	'differences_none',
	'capable',
	'interests',
] as const;

function submit(subject: ContractCase): readonly Effect[] {
	const { facts, rulebook } = subject;
	const { level, reasons } = submittedLevel(subject);
	if (facts.review === null) throw new Error('A submission was accepted without a review form.');
	return [
		{ kind: 'number', sequence: 'contract' },
		{ kind: 'set', patch: { rulebook_version: rulebook.version, ...noOverride } },
		{
			kind: 'update',
			collection: 'crm_contract_reviews',
			id: facts.review.id,
			patch: {
				level,
				level_reasons: reasons.map(({ rule, clauses, text: sentence, values }) => ({
					rule,
					clauses,
					text: sentence,
					values: values ?? {},
				})),
				...noAnswers,
			},
		},
		...contractApproval.submit(subject),
	];
}

/** A new round starts with an empty form: answers belong to the content they were given about. */
const noAnswers = Object.fromEntries(
	answerFields.map((field) => [field, field === 'implied_none_found' || field === 'differences_none' ? false : null]),
);

const voidApprovals = ({ facts, now }: ContractCase): readonly Effect[] =>
	facts.approvals
		.filter((approval) => approval.status === 'approved')
		.map((approval) => ({ kind: 'update', collection: 'crm_approvals', id: approval.id, patch: { status: 'void', ended_at: now } }));

const noConfirmation = {
	customer_confirmed_by: null,
	customer_confirmed_on: null,
	customer_confirmed_how: null,
	customer_confirmed_hash: null,
};

/** The life of a contract: reviewed before anybody commits to it, changed only by amendment afterwards (REV, AMD, ORD-01). */
export const contractProcess = defineProcess<ContractTypes>()({
	name: 'contract-review',
	collection: 'crm_contracts',
	label: words.contract,
	initial: 'draft',
	states: {
		draft: { label: words.states.draft, kind: 'draft' },
		in_review: { label: words.states.in_review, kind: 'waiting' },
		approved: { label: words.states.approved, kind: 'waiting' },
		rejected: { label: words.states.rejected, kind: 'refused' },
		effective: { label: words.states.effective, kind: 'in-force' },
		closed: { label: words.states.closed, kind: 'ended' },
		terminated: { label: words.states.terminated, kind: 'refused' },
	},
	commands: {
		submit: {
			label: words.submit,
			note: words.submitNote,
			tone: 'primary',
			from: ['draft'],
			to: 'in_review',
			by: ['owner', 'business-head'],
			byClause: 'ORG-10',
			comment: 'optional',
			input: z.object({ level: choiceInput(words.level, words.levels).optional() }),
			guards: submissionGuards,
			needs: [...contractApproval.needs, 'review'],
			effects: submit,
		},
		withdraw: {
			...contractApproval.withdraw,
			label: words.withdraw,
			note: words.withdrawNote,
			from: ['in_review'],
			to: 'draft',
			by: ['owner', 'business-head'],
			byClause: 'ORG-10',
			comment: 'optional',
		},
		override: {
			label: words.override,
			note: words.overrideNote,
			tone: 'danger',
			from: ['in_review'],
			by: ['business-head', 'general-manager'],
			byClause: 'REV-03',
			comment: 'required',
			appliesTo: overrideIsForeseen,
			guards: overrideGuards,
			needs: overrideNeeds,
			effects: askForOverride,
		},
		confirm_by_customer: {
			label: words.confirmByCustomer,
			note: words.confirmByCustomerNote,
			from: ['draft', 'in_review', 'approved'],
			by: ['owner', 'salesperson', 'business-head'],
			byClause: 'REV-11',
			comment: 'optional',
			input: z.object({
				confirmed_by: lineInput(words.confirmedBy),
				confirmed_on: dayInput(words.confirmedOn),
				how: choiceInput(words.confirmedHow, words.confirmationWays),
			}),
			appliesTo: placedByWordOfMouth,
			guards: [],
			needs: ['content'],
			effects: ({ input, facts }) => [
				{
					kind: 'set',
					patch: {
						customer_confirmed_by: input['confirmed_by'],
						customer_confirmed_on: input['confirmed_on'],
						customer_confirmed_how: input['how'],
						customer_confirmed_hash: facts.content.hash,
					},
				},
			],
		},
		sign: {
			label: words.sign,
			note: words.signNote,
			tone: 'primary',
			from: ['approved'],
			to: 'effective',
			tooEarly: { states: ['draft', 'in_review', 'rejected'], rule: 'review-not-passed', clause: 'REV-03', text: words.reviewNotPassed },
			// The system signs what a shop has placed after it was cleared.
			by: ['owner', 'business-head', 'system'],
			byClause: 'REV-03',
			comment: 'optional',
			input: z.object({
				signed_on: dayInput(words.signedOn).optional(),
				signed_for_customer: lineInput(words.signedForCustomer).optional(),
			}),
			guards: commitmentGuards,
			needs: ['content', 'lines'],
			effects: (subject) => {
				const { row, now, input, actor, facts, rulebook, newId } = subject;
				return [
					{
						kind: 'set',
						patch: {
							signed_at: now,
							signed_by: actor.id,
							signed_on: input['signed_on'] ?? localDay(now, rulebook.time_zone),
							signed_for_customer: input['signed_for_customer'] ?? null,
							effective_at: now,
						},
					},
					{
						kind: 'insert',
						collection: 'crm_contract_versions',
						row: {
							id: newId(),
							contract: row.id,
							version: 1,
							content: facts.content.canonical,
							content_hash: facts.content.hash,
							effective_from: now,
							amendment: null,
						},
					},
					...noticeEffects(
						{ contract: row.id, department: row.department ?? null, title: titleOf(subject), terms: facts.content.canonical, version: 1 },
						subject,
					),
				];
			},
		},
		revise: {
			label: words.revise,
			note: words.reviseNote,
			from: ['approved', 'rejected'],
			to: 'draft',
			by: ['owner', 'business-head'],
			byClause: 'REV-03',
			comment: 'optional',
			guards: [],
			needs: ['approvals'],
			effects: (subject) => [{ kind: 'set', patch: { ...noConfirmation, ...noOverride } }, ...voidApprovals(subject)],
		},
		close: {
			label: words.close,
			note: words.closeNote,
			from: ['effective'],
			to: 'closed',
			by: ['owner', 'business-head'],
			byClause: 'ORD-02',
			comment: 'optional',
			input: z.object({ delivered_on: dayInput(words.deliveredOn).optional() }),
			guards: [noticesAreAcknowledged],
			effects: ({ now, input }) => [{ kind: 'set', patch: { closed_at: now, delivered_on: input['delivered_on'] ?? null } }],
		},
		terminate: {
			label: words.terminate,
			note: words.terminateNote,
			tone: 'danger',
			from: ['effective'],
			to: 'terminated',
			by: ['business-head', 'general-manager'],
			byClause: 'ORG-10',
			comment: 'required',
			guards: [],
			effects: ({ now, comment }) => [{ kind: 'set', patch: { terminated_at: now, termination_reason: comment } }],
		},
	},
	outcomes: {
		approved: {
			from: 'in_review',
			to: 'approved',
			guards: [...overrideIsConfirmedByAnother, ...passingGuards],
			needs: ['pending'],
			effects: confirmOverride,
		},
		rejected: { from: 'in_review', to: 'rejected', guards: [] },
		returned: { from: 'in_review', to: 'draft', guards: [] },
		withdrawn: { from: 'in_review', to: 'draft', guards: [] },
	},
	governed: [
		'customer_confirmed_by',
		'customer_confirmed_on',
		'customer_confirmed_how',
		'customer_confirmed_hash',
		'signed_at',
		'signed_by',
		'signed_on',
		'signed_for_customer',
		'effective_at',
		'closed_at',
		'delivered_on',
		'terminated_at',
		'termination_reason',
		'override_reason',
		'overridden_at',
	],
	setOnce: ['owner', 'department'],
	editable: [
		{ states: ['draft'], fields: '*' },
		{ states: ['draft', 'in_review', 'approved', 'effective'], fields: ['internal_note'] },
	],
	editClause: 'AMD-01',
	children: [
		{ collection: 'crm_contract_lines', parent: 'contract', editable: [{ states: ['draft'], fields: '*' }] },
		{ collection: 'crm_contract_files', parent: 'contract', editable: [{ states: ['draft'], fields: '*' }] },
		{
			collection: 'crm_contract_reviews',
			parent: 'contract',
			editable: [
				{ states: ['draft'], fields: '*' },
				{ states: ['in_review'], fields: answerFields },
				{ states: [], fields: ['level', 'level_reasons'] },
			],
		},
		{ collection: 'crm_contract_doubts', parent: 'contract', editable: [{ states: ['in_review'], fields: '*' }] },
	],
	reviewed: {
		fields: [
			'title',
			'customer',
			'order_form',
			'amount',
			'currency',
			'delivery_date',
			'delivery_terms',
			'payment_terms',
			'acceptance_method',
			'guarantee_terms',
			'special_requirements',
			'valid_from',
			'valid_until',
		],
		children: [
			{
				collection: 'crm_contract_lines',
				parent: 'contract',
				fields: ['product', 'specification', 'quantity', 'unit', 'unit_price', 'from_stock'],
			},
			{ collection: 'crm_contract_reviews', parent: 'contract', fields: requirementFields },
		],
		files: [{ collection: 'crm_contract_files', parent: 'contract', file: 'file' }],
	},
	deletable: true,
	approvalRelation: 'contract',
});
