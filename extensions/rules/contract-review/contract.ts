import type { ApprovalRow } from '../approval/rows.js';
import type { SubjectFacts } from '../approval/subject.js';
import type { RowBase } from '../process/declaration.js';

export const contractStates = ['draft', 'in_review', 'approved', 'rejected', 'effective', 'closed', 'terminated'] as const;
export type ContractState = (typeof contractStates)[number];

export const orderForms = ['written', 'verbal', 'telephone'] as const;
export type OrderForm = (typeof orderForms)[number];

export const reviewLevels = ['routine', 'special', 'in_stock'] as const;
export type ReviewLevel = (typeof reviewLevels)[number];

export interface ContractRow extends RowBase {
	readonly status: ContractState;
	readonly number: string | null;
	readonly title: string;
	readonly customer: string | null;
	readonly order_form: OrderForm;
	readonly amount: string | number | null;
	readonly currency: string | null;
	readonly delivery_date: string | null;
	readonly special_requirements: string | null;
	readonly owner: string | null;
	readonly department: string | null;
	readonly rulebook_version: number | null;
	readonly customer_confirmed_on: string | null;
	readonly customer_confirmed_hash: string | null;
}

export interface ContractLine {
	readonly id: string;
	readonly product: string;
	readonly specification: string | null;
	readonly quantity: string | number;
	readonly unit: string;
	readonly unit_price: string | number | null;
	readonly from_stock: boolean;
}

/** Requirement classes (REV-01) and the answers to items a to e (REV-09 to REV-12, REV-05). */
export interface ContractReview {
	readonly id: string;
	readonly level: ReviewLevel | null;
	readonly stated_quality: string | null;
	readonly stated_design: string | null;
	readonly stated_delivery: string | null;
	readonly stated_price: string | null;
	readonly stated_services: string | null;
	readonly stated_none: boolean;
	readonly implied_requirements: string | null;
	readonly implied_none: boolean;
	readonly legal_requirements: string | null;
	readonly legal_none: boolean;
	readonly additional_requirements: string | null;
	readonly additional_none: boolean;
	readonly requirements_reflected: boolean | null;
	readonly quality_matches: boolean | null;
	readonly acceptance_matches: boolean | null;
	readonly guarantee_matches: boolean | null;
	readonly equipment_capable: boolean | null;
	readonly technically_possible: boolean | null;
	readonly delivery_possible: boolean | null;
	readonly material_available: boolean | null;
	readonly risks: string | null;
	readonly implied_found: string | null;
	readonly implied_none_found: boolean;
	readonly differences: string | null;
	readonly differences_settlement: string | null;
	readonly differences_none: boolean;
	readonly capable: boolean | null;
}

export interface ContractDoubt {
	readonly id: string;
	readonly status: 'open' | 'resolved';
	readonly raised_by: string | null;
}

export interface StockLevel {
	readonly product: string;
	readonly specification: string | null;
	readonly unit: string;
	/** On hand, less what other contracts in review or in force already take. */
	readonly available: string | number;
}

export interface ContractFacts extends SubjectFacts {
	readonly lines: readonly ContractLine[];
	readonly review: ContractReview | null;
	readonly doubts: readonly ContractDoubt[];
	readonly stock: readonly StockLevel[];
	readonly customer: { readonly status: string; readonly name: string; readonly earlierContracts: number } | null;
	/** Approvals of this contract, and of its amendments by the hash of the contract they lead to; newest last. */
	readonly approvals: readonly (Pick<ApprovalRow, 'id' | 'status' | 'started_by' | 'round'> & { readonly coversHash: string })[];
	readonly notices: readonly { readonly id: string; readonly status: 'issued' | 'acknowledged'; readonly kind: string }[];
}

export interface ContractTypes {
	readonly state: ContractState;
	readonly row: ContractRow;
	readonly facts: ContractFacts;
}
