import type { RowBase } from '../process/declaration.js';
import type { Consent } from './consent.js';
import type { Purchase, ValueClass } from './value-class.js';
import type { VettingState } from './vetting.js';

export const customerStates = ['prospect', 'vetting', 'active', 'dormant', 'archived'] as const;
export type CustomerState = (typeof customerStates)[number];

export interface CustomerRow extends RowBase {
	readonly status: CustomerState;
	readonly name: string;
	readonly profile: string | null;
	readonly owner: string | null;
	readonly department: string | null;
	readonly buying_intention: string | null;
	readonly buying_ability: string | null;
	readonly value_class: ValueClass | null;
	readonly key_customer: boolean | null;
	readonly verification_due_on: string | null;
	readonly [field: string]: unknown;
}

export interface CustomerFacts {
	/** Consents that have not been withdrawn, at the time of the command. */
	readonly consents: readonly Consent[];
	/** Every consent there ever was, withdrawn ones among them. */
	readonly everyConsent: readonly Consent[];
	/** Whom one speaks with there; not loaded where the state of the customer allows no contact. */
	readonly people?: readonly { readonly id: string; readonly name: string }[];
	readonly openContracts: number;
	/** The latest round of vetting; `covered` says that its approval is about what it reads now. */
	readonly vetting: { readonly id: string; readonly status: VettingState; readonly covered: boolean } | null;
	/** What the customer bought, here and by the history brought in from elsewhere. */
	readonly purchases: readonly Purchase[];
	/** The round of verification that is under way in the customer's department. */
	readonly run: string | null;
}

export interface CustomerTypes {
	readonly state: CustomerState;
	readonly row: CustomerRow;
	readonly facts: CustomerFacts;
}
