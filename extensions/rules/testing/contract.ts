import { contentHash, contentOf } from '../canonical/content.js';
import type { ContractFacts, ContractLine, ContractReview, ContractRow, ContractTypes } from '../contract-review/contract.js';
import { contractProcess } from '../contract-review/process.js';
import type { Case } from '../process/declaration.js';
import { countingIds, uuid } from './ids.js';
import { testKindOf } from './kinds.js';
import { asActor, everybody, salesDepartment, staff } from './people.js';
import { rulebook } from './rulebook.js';

/** Noon in Shanghai. */
export const noon = '2026-03-10T04:00:00.000Z';

export const contractId = uuid(0xb00, 1);
export const customerId = uuid(0xb00, 2);

/** A contract that lacks nothing: routine, in the home currency, to be made rather than taken from stock. */
export const contractRow: ContractRow & Readonly<Record<string, unknown>> = {
	id: contractId,
	status: 'draft',
	revision: 0,
	number: null,
	title: 'Silk ties',
	customer: customerId,
	order_form: 'written',
	amount: '12000.00',
	currency: 'CNY',
	delivery_date: '2026-05-01',
	delivery_terms: null,
	payment_terms: null,
	acceptance_method: null,
	guarantee_terms: null,
	special_requirements: null,
	valid_from: null,
	valid_until: null,
	owner: staff.seller.id,
	department: salesDepartment,
	rulebook_version: null,
	customer_confirmed_on: null,
	customer_confirmed_hash: null,
};

export const contractLine = (differing: Partial<ContractLine> = {}): ContractLine => ({
	id: uuid(0xb01, 1),
	product: 'Tie',
	specification: 'Blue, 145 cm',
	quantity: '100',
	unit: 'pc',
	unit_price: '120.00',
	from_stock: false,
	...differing,
});

/** A review form with its four classes filled in and nothing answered yet. */
export const unansweredReview: ContractReview = {
	id: uuid(0xb02, 1),
	level: null,
	stated_quality: 'First grade',
	stated_design: null,
	stated_delivery: null,
	stated_price: null,
	stated_services: null,
	stated_none: false,
	implied_requirements: null,
	implied_none: true,
	legal_requirements: 'Fibre labelling',
	legal_none: false,
	additional_requirements: null,
	additional_none: true,
	requirements_reflected: null,
	quality_matches: null,
	acceptance_matches: null,
	guarantee_matches: null,
	equipment_capable: null,
	technically_possible: null,
	delivery_possible: null,
	material_available: null,
	risks: null,
	implied_found: null,
	implied_none_found: false,
	differences: null,
	differences_settlement: null,
	differences_none: false,
	capable: null,
};

/** Every item a to e answered in favour. */
export const favourableAnswers = {
	requirements_reflected: true,
	quality_matches: true,
	acceptance_matches: true,
	guarantee_matches: true,
	equipment_capable: true,
	technically_possible: true,
	delivery_possible: true,
	material_available: true,
	risks: 'Price of raw silk',
	implied_none_found: true,
	differences_none: true,
	capable: true,
} as const satisfies Partial<ContractReview>;

/** A review of a level with every item answered in favour. */
export const answeredReview = (level: ContractReview['level'], differing: Partial<ContractReview> = {}): ContractReview => ({
	...unansweredReview,
	...favourableAnswers,
	level,
	...differing,
});

/** The reviewed content of a contract as the engine would read it. */
export function contentOfContract(
	row: Readonly<Record<string, unknown>>,
	lines: readonly ContractLine[],
	review: ContractReview | null,
	files: readonly string[] = [],
): ContractFacts['content'] {
	const { reviewed } = contractProcess;
	if (reviewed === undefined) throw new Error('Contracts have reviewed content.');
	const children = {
		crm_contract_lines: lines.map((line) => ({ ...line })),
		crm_contract_reviews: review === null ? [] : [{ ...review }],
	};
	const canonical = contentOf(contractProcess.collection, reviewed, { row, children, files }, testKindOf);
	return { hash: contentHash(canonical), canonical };
}

export interface ContractCaseDiffering {
	readonly row?: Partial<ContractRow> & Readonly<Record<string, unknown>>;
	readonly facts?: Partial<ContractFacts>;
	readonly files?: readonly string[];
	readonly actor?: Case<ContractTypes>['actor'];
	readonly input?: Readonly<Record<string, unknown>>;
	readonly comment?: string | null;
	readonly rulebook?: Case<ContractTypes>['rulebook'];
	readonly now?: string;
}

/** A case in which its owner may submit the contract; what differs is said, the content hash follows from it. */
export function contractCase(differing: ContractCaseDiffering = {}): Case<ContractTypes> {
	const row = { ...contractRow, ...differing.row };
	const lines = differing.facts?.lines ?? [contractLine()];
	const review = differing.facts?.review === undefined ? unansweredReview : differing.facts.review;
	return {
		row,
		facts: {
			doubts: [],
			stock: [],
			customer: { status: 'active', name: 'Silk Road Ltd', earlierContracts: 3 },
			content: contentOfContract(row, lines, review, differing.files),
			approvals: [],
			pending: null,
			rounds: 0,
			notices: [],
			people: everybody,
			...differing.facts,
			lines,
			review,
		},
		actor: differing.actor ?? asActor(staff.seller),
		input: differing.input ?? {},
		comment: differing.comment ?? null,
		rulebook: differing.rulebook ?? rulebook(),
		now: differing.now ?? noon,
		newId: countingIds(0xb03),
	};
}

/** The approval that covers this content. */
export const passedApproval = (hash: string): ContractFacts['approvals'][number] => ({
	id: uuid(0xb04, 1),
	status: 'approved',
	started_by: staff.seller.id,
	round: 1,
	coversHash: hash,
});

/** A case in which the contract may be signed: reviewed, and the review covers what it says now. */
export function signableCase(differing: ContractCaseDiffering = {}): Case<ContractTypes> {
	const subject = contractCase({
		...differing,
		row: { status: 'approved', ...differing.row },
		facts: { review: answeredReview('routine'), ...differing.facts },
	});
	return { ...subject, facts: { ...subject.facts, approvals: differing.facts?.approvals ?? [passedApproval(subject.facts.content.hash)] } };
}

/** The content of the contract of these tests, or of one that differs. */
export const contractOfCase = (
	differing: {
		readonly row?: Readonly<Record<string, unknown>>;
		readonly lines?: readonly ContractLine[];
		readonly review?: ContractReview | null;
		readonly files?: readonly string[];
	} = {},
): ContractFacts['content'] =>
	contentOfContract(
		{ ...contractRow, ...differing.row },
		differing.lines ?? [contractLine()],
		differing.review === undefined ? answeredReview('routine') : differing.review,
		differing.files,
	);
