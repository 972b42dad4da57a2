import type { Content } from '../canonical/content.js';
import { digest } from '../canonical/digest.js';
import type { SubjectFacts } from '../approval/subject.js';
import type { ContractState, ReviewLevel } from '../contract-review/contract.js';
import type { RowBase } from '../process/declaration.js';

export const amendmentStates = ['draft', 'signed', 'in_review', 'applied', 'rejected'] as const;
export type AmendmentState = (typeof amendmentStates)[number];

/** Fields of a contract that an amendment may replace. Empty on the amendment means: stays as it is; `cleared_fields` names those to empty. */
export const amendableFields = [
	'title',
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
] as const;

/** Fields of a contract that an amendment may empty: all that a contract can be reviewed without (REV-09). */
export const clearableFields = [
	'delivery_terms',
	'payment_terms',
	'acceptance_method',
	'guarantee_terms',
	'special_requirements',
	'valid_from',
	'valid_until',
] as const satisfies readonly (typeof amendableFields)[number][];

/** What a contract's line and an amendment's line have in common. */
export const lineFields = ['product', 'specification', 'quantity', 'unit', 'unit_price', 'from_stock'] as const;

export interface AmendmentRow extends RowBase {
	readonly status: AmendmentState;
	readonly number: string | null;
	readonly contract: string | null;
	readonly proposing_side: 'customer' | 'company' | null;
	readonly reason: string | null;
	readonly requested_change: string | null;
	readonly replaces_lines: boolean;
	readonly cleared_fields?: readonly string[] | null;
	readonly capable: boolean | null;
	readonly company_signed_by: string | null;
	readonly customer_signed_by: string | null;
	readonly signed_hash: string | null;
	readonly base_hash: string | null;
	readonly owner: string | null;
	readonly department: string | null;
}

export interface AmendmentFacts extends SubjectFacts {
	readonly contract: {
		readonly id: string;
		readonly number: string | null;
		readonly title: string;
		readonly status: ContractState;
		readonly level: ReviewLevel | null;
		/** The contract as it stands. */
		readonly content: Content;
		readonly hash: string;
		/** The route its own review took, from the approval that passed. */
		readonly route: string | null;
		readonly versions: number;
		readonly lineIds: readonly string[];
	} | null;
	readonly othersInReview: number;
}

export interface AmendmentTypes {
	readonly state: AmendmentState;
	readonly row: AmendmentRow;
	readonly facts: AmendmentFacts;
}

/** The contract as it will read once the amendment is applied. */
export function amendedContent(contract: Content, amendment: Content): Content {
	const listed = amendment.fields['cleared_fields'];
	const cleared = Object.fromEntries(
		clearableFields.filter((field) => Array.isArray(listed) && listed.includes(field)).map((field) => [field, null]),
	);
	const replaced = Object.fromEntries(
		amendableFields
			.filter((field) => amendment.fields[field] !== null && amendment.fields[field] !== undefined)
			.map((field) => [field, amendment.fields[field]]),
	);
	const lines = amendment.fields['replaces_lines'] === true ? (amendment.children['crm_contract_amendment_lines'] ?? []) : null;
	return {
		fields: { ...contract.fields, ...cleared, ...replaced },
		children: {
			...contract.children,
			...(lines === null ? {} : { crm_contract_lines: [...lines].sort((a, b) => (digest(a) < digest(b) ? -1 : 1)) }),
		},
		files: contract.files,
	};
}
