import type { RowBase } from '../process/declaration.js';

export const customerStates = ['prospect', 'vetting', 'active', 'dormant', 'archived'] as const;
export type CustomerState = (typeof customerStates)[number];

/** Classes of customers by what they buy (SEG-01). */
export const customerClasses = ['high_value', 'potential', 'general'] as const;
export type CustomerClass = (typeof customerClasses)[number];

export interface CustomerRow extends RowBase {
	readonly status: CustomerState;
	readonly name: string;
	readonly profile: string | null;
	readonly owner: string | null;
	readonly department: string | null;
	/** The ISO day since which it is a key customer; null for any other (SEG-06). */
	readonly key_since: string | null;
	readonly [field: string]: unknown;
}

export interface CustomerFacts {
	/** Consents that have not been withdrawn, at the time of the command. */
	readonly consents: readonly { readonly id: string; readonly scope: string }[];
	readonly openContracts: number;
	/** Labels of the customer's fields, for messages that name one. */
	readonly contacts: readonly { readonly id: string }[];
}

export interface CustomerTypes {
	readonly state: CustomerState;
	readonly row: CustomerRow;
	readonly facts: CustomerFacts;
}
