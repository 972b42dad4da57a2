import { z } from 'zod';
import { contentHash, differences } from '../canonical/content.js';
import { approvalSubject } from '../approval/subject.js';
import { noticeEffects } from '../execution-notices/issue.js';
import { dayInput, fileInput, lineInput } from '../forms/input.js';
import { defineGuard, defineProcess, type Case } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import { specialReasons, type ContractTerms } from '../contract-review/level.js';
import type { Route } from '../rulebook/rulebook.js';
import { amendableFields, amendedContent, clearableFields, lineFields, type AmendmentTypes } from './amendment.js';
import { contractReviewWords as contractWords } from '../contract-review/words.js';
import { amendmentWords as words } from './words.js';

type AmendmentCase = Case<AmendmentTypes>;

const guard = defineGuard<AmendmentTypes>();

const titleOf = ({ row, facts }: AmendmentCase): string =>
	[row.number, facts.contract?.number, facts.contract?.title].filter((part) => part !== null && part !== undefined).join(' ');

const contractIsEffective = guard({
	rule: 'contract-not-effective',
	clause: 'AMD-01',
	text: words.contractNotEffective,
	needs: ['contract'],
	check: ({ facts }) => (facts.contract?.status === 'effective' ? [] : [{ field: 'contract' }]),
});

const particularsAreFilled = guard({
	rule: 'amendment-incomplete',
	clause: 'AMD-01',
	text: words.particularsMissing,
	needs: [],
	check: ({ row }) =>
		(['proposing_side', 'reason', 'requested_change'] as const)
			.filter((field) => (row[field] ?? '').trim() === '')
			.map((field) => ({ field, values: { what: words.particulars[field] } })),
});

const onlyClearableIsCleared = guard({
	rule: 'field-not-clearable',
	clause: 'REV-09',
	text: words.notClearable,
	needs: [],
	check: ({ row }) =>
		(row.cleared_fields ?? [])
			.filter((field) => !(clearableFields as readonly string[]).includes(field))
			.map((field) => ({ field: 'cleared_fields', values: { what: field } })),
});

const clearedIsNotReplaced = guard({
	rule: 'cleared-and-replaced',
	clause: 'AMD-01',
	text: words.clearedAndReplaced,
	needs: ['content'],
	check: ({ row, facts }) =>
		clearableFields
			.filter((field) => row.cleared_fields?.includes(field) === true && (facts.content.canonical.fields[field] ?? null) !== null)
			.map((field) => ({ field, values: { what: contractWords.terms[field] } })),
});

const somethingChanges = guard({
	rule: 'nothing-changes',
	clause: 'AMD-01',
	text: words.nothingChanges,
	needs: ['contract', 'content'],
	check: ({ facts }) => {
		if (facts.contract === null) return [];
		return differences(facts.contract.content, amendedContent(facts.contract.content, facts.content.canonical)).length === 0
			? [{ field: 'replaces_lines' }]
			: [];
	},
});

const bothSidesHaveSigned = guard({
	rule: 'signature-missing',
	clause: 'AMD-02',
	text: words.signatureMissing,
	needs: [],
	check: ({ row }) =>
		(['company_signed_by', 'customer_signed_by'] as const).filter((field) => row[field] === null).map((field) => ({ field })),
});

const signedContentIsUnchanged = guard({
	rule: 'signed-content-changed',
	clause: 'AMD-02',
	text: words.signedContentChanged,
	needs: ['content'],
	check: ({ row, facts }) => (row.signed_hash === facts.content.hash ? [] : [{}]),
});

const contractIsAsSigned = guard({
	rule: 'contract-changed-meanwhile',
	clause: 'AMD-03',
	text: words.contractChangedMeanwhile,
	needs: ['contract'],
	check: ({ row, facts }) => (facts.contract === null || row.base_hash === facts.contract.hash ? [] : [{ field: 'contract' }]),
});

const noOtherIsRunning = guard({
	rule: 'other-amendment-running',
	clause: 'AMD-03',
	text: words.otherAmendmentRunning,
	needs: ['othersInReview'],
	check: ({ facts }) => (facts.othersInReview > 0 ? [{}] : []),
});

/**
 * The review an amendment goes through: the original procedure (AMD-03), or the stricter one where the amended contract has become a
 * special one (REV-14, REV-16) or no longer has the lines the in-stock shortcut rested on (REV-15).
 */
function reviewRoute({ row, facts, rulebook }: AmendmentCase): { readonly key: string; readonly route: Route } | null {
	const { routes } = rulebook.contract_review;
	let key = facts.contract?.route ?? null;
	if (facts.contract !== null && key !== null) {
		const { fields } = amendedContent(facts.contract.content, facts.content.canonical);
		if (specialReasons({ ...(fields as unknown as ContractTerms), order_form: 'written' }, { customer: null }, rulebook).length > 0)
			key = routes.special;
		else if (key === routes.in_stock && row.replaces_lines) key = routes.routine;
	}
	const route = key === null ? undefined : rulebook.approvals.routes[key];
	return key === null || route === undefined ? null : { key, route };
}

const approval = approvalSubject<AmendmentTypes>({
	collection: 'crm_contract_amendments',
	relation: 'amendment',
	title: titleOf,
	route: reviewRoute,
	missingRoute: { clause: 'AMD-03', text: words.routeMissing },
	eligibleClause: 'REV-07',
	needs: ['contract', 'content'],
});

const capabilityIsConfirmed = guard({
	rule: 'capability-unanswered',
	clause: 'REV-05',
	text: words.capabilityMissing,
	needs: ['contract'],
	check: ({ row, facts }) =>
		row.capable === null && (facts.contract?.level !== 'in_stock' || row.replaces_lines) ? [{ field: 'capable' }] : [],
});

const capabilityIsThere = guard({
	rule: 'capability-negative',
	clause: 'REV-05',
	text: words.capabilityNegative,
	needs: [],
	check: ({ row }) => (row.capable === false ? [{ field: 'capable' }] : []),
});

function submit(subject: AmendmentCase): readonly Effect[] {
	const { contract, content } = subject.facts;
	if (contract === null) throw new Error('An amendment was accepted without its contract.');
	const covers = { contract: contract.id, result_hash: contentHash(amendedContent(contract.content, content.canonical)) };
	return [
		{ kind: 'set', patch: { capable: null } },
		...approval
			.submit(subject)
			.map((effect): Effect =>
				effect.kind === 'insert' && effect.collection === 'crm_approvals' ? { ...effect, row: { ...effect.row, ...covers } } : effect,
			),
	];
}

/** Puts the amended content into the contract, keeps the version it replaces, and passes the new terms on (AMD-03, ORD-01). */
function apply(subject: AmendmentCase): readonly Effect[] {
	const { row, facts, now, newId } = subject;
	const { contract } = facts;
	if (contract === null) throw new Error('An amendment passed without its contract.');
	const result = amendedContent(contract.content, facts.content.canonical);
	const changed = Object.fromEntries(
		amendableFields
			.filter((field) => result.fields[field] !== contract.content.fields[field])
			.map((field) => [field, result.fields[field]]),
	);
	const version = contract.versions + 1;
	return [
		{ kind: 'set', patch: { applied_at: now } },
		{ kind: 'update', collection: 'crm_contracts', id: contract.id, patch: changed },
		...(row.replaces_lines
			? [
					...contract.lineIds.map((id): Effect => ({ kind: 'delete', collection: 'crm_contract_lines', id })),
					...(result.children['crm_contract_lines'] ?? []).map((line, index): Effect => ({
						kind: 'insert',
						collection: 'crm_contract_lines',
						row: {
							id: newId(),
							contract: contract.id,
							sort: index + 1,
							...Object.fromEntries(lineFields.map((field) => [field, line[field]])),
						},
					})),
				]
			: []),
		{
			kind: 'insert',
			collection: 'crm_contract_versions',
			row: {
				id: newId(),
				contract: contract.id,
				version,
				content: result,
				content_hash: contentHash(result),
				effective_from: now,
				amendment: row.id,
			},
		},
		...noticeEffects(
			{ contract: contract.id, department: row.department ?? null, title: titleOf(subject), terms: result, version },
			subject,
		),
	];
}

/** A change of an effective contract: asked for, signed by both sides, reviewed as the contract was, then applied (AMD-01 to AMD-03). */
export const contractAmendmentProcess = defineProcess<AmendmentTypes>()({
	name: 'contract-amendments',
	collection: 'crm_contract_amendments',
	label: words.amendment,
	initial: 'draft',
	states: {
		draft: { label: words.states.draft, kind: 'draft' },
		signed: { label: words.states.signed, kind: 'waiting' },
		in_review: { label: words.states.in_review, kind: 'waiting' },
		applied: { label: words.states.applied, kind: 'in-force' },
		rejected: { label: words.states.rejected, kind: 'refused' },
	},
	commands: {
		sign: {
			label: words.sign,
			note: words.signNote,
			tone: 'primary',
			from: ['draft'],
			to: 'signed',
			by: ['owner', 'business-head'],
			byClause: 'AMD-02',
			comment: 'optional',
			input: z.object({
				company_signed_by: lineInput(words.signedForCompany),
				company_signed_on: dayInput(words.companySignedOn),
				customer_signed_by: lineInput(words.signedForCustomer),
				customer_signed_on: dayInput(words.customerSignedOn),
				evidence: fileInput(words.evidence).optional(),
			}),
			guards: [contractIsEffective, particularsAreFilled, onlyClearableIsCleared, clearedIsNotReplaced, somethingChanges],
			needs: ['contract', 'content'],
			effects: ({ input, facts, rulebook }) => [
				{ kind: 'number', sequence: 'amendment' },
				{
					kind: 'set',
					patch: {
						company_signed_by: input['company_signed_by'],
						company_signed_on: input['company_signed_on'],
						customer_signed_by: input['customer_signed_by'],
						customer_signed_on: input['customer_signed_on'],
						evidence: input['evidence'] ?? null,
						signed_hash: facts.content.hash,
						base_hash: facts.contract?.hash ?? null,
						rulebook_version: rulebook.version,
					},
				},
			],
		},
		submit: {
			label: words.submit,
			note: words.submitNote,
			tone: 'primary',
			from: ['signed'],
			to: 'in_review',
			tooEarly: { states: ['draft'], rule: 'signature-missing', clause: 'AMD-02', text: words.signatureMissing },
			by: ['owner', 'business-head'],
			byClause: 'AMD-03',
			comment: 'optional',
			guards: [
				contractIsEffective,
				bothSidesHaveSigned,
				signedContentIsUnchanged,
				contractIsAsSigned,
				noOtherIsRunning,
				...approval.guards,
			],
			needs: approval.needs,
			effects: submit,
		},
		withdraw: {
			...approval.withdraw,
			label: words.withdraw,
			note: words.withdrawNote,
			from: ['signed', 'in_review'],
			to: 'draft',
			by: ['owner', 'business-head'],
			byClause: 'AMD-01',
			comment: 'optional',
			effects: (subject) => [{ kind: 'set', patch: noSignatures }, ...approval.withdraw.effects(subject)],
		},
	},
	outcomes: {
		approved: {
			from: 'in_review',
			to: 'applied',
			guards: [contractIsEffective, contractIsAsSigned, capabilityIsConfirmed, capabilityIsThere],
			needs: ['contract', 'content'],
			effects: apply,
		},
		rejected: { from: 'in_review', to: 'rejected', guards: [] },
		returned: { from: 'in_review', to: 'draft', guards: [], effects: () => [{ kind: 'set', patch: noSignatures }] },
		withdrawn: { from: 'in_review', to: 'draft', guards: [], effects: () => [{ kind: 'set', patch: noSignatures }] },
	},
	governed: [
		'company_signed_by',
		'company_signed_on',
		'customer_signed_by',
		'customer_signed_on',
		'evidence',
		'signed_hash',
		'base_hash',
		'applied_at',
	],
	setOnce: ['owner', 'department', 'contract'],
	editable: [
		{ states: ['draft'], fields: '*' },
		{ states: ['in_review'], fields: ['capable', 'risks'] },
	],
	editClause: 'AMD-02',
	children: [{ collection: 'crm_contract_amendment_lines', parent: 'amendment', editable: [{ states: ['draft'], fields: '*' }] }],
	reviewed: {
		fields: ['contract', 'proposing_side', 'reason', 'requested_change', 'replaces_lines', 'cleared_fields', ...amendableFields],
		children: [{ collection: 'crm_contract_amendment_lines', parent: 'amendment', fields: lineFields }],
		files: [],
	},
	deletable: true,
	approvalRelation: 'amendment',
});

/** Signatures attest one text; an amendment that goes back to draft is signed anew. */
const noSignatures = {
	company_signed_by: null,
	company_signed_on: null,
	customer_signed_by: null,
	customer_signed_on: null,
	evidence: null,
	signed_hash: null,
	base_hash: null,
};
