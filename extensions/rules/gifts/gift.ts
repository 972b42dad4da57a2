import type { SubjectFacts } from '../approval/subject.js';
import type { Consent } from '../customers/consent.js';
import type { CustomerState } from '../customers/customer.js';
import type { RowBase } from '../process/declaration.js';
import type { GiftKind } from '../rulebook/gifts.js';
import type { CountedGift } from './caps.js';

export const giftStates = ['draft', 'in_approval', 'approved', 'handed_over', 'returned', 'rejected', 'cancelled'] as const;
export type GiftState = (typeof giftStates)[number];

/** States in which a gift counts: given, promised, or asked for and not answered yet. */
export const countingStates = ['in_approval', 'approved', 'handed_over'] as const satisfies readonly GiftState[];

/** Why something is given. The first three are days of care (GFT-03, CAR-01). */
export const occasions = ['festival', 'birthday', 'special_day', 'visit', 'event', 'business', 'other'] as const;
export type Occasion = (typeof occasions)[number];
export const careOccasions: readonly Occasion[] = ['festival', 'birthday', 'special_day'];

export interface GiftRow extends RowBase {
	readonly status: GiftState;
	readonly number: string | null;
	readonly customer: string | null;
	/** A contact of the customer. */
	readonly recipient: string | null;
	readonly occasion: Occasion | null;
	readonly kind: GiftKind | null;
	readonly item: string | null;
	readonly quantity: string | number | null;
	/** Of everything together, a decimal in `currency`. */
	readonly amount: string | number | null;
	readonly currency: string | null;
	/** The day it is to be handed over, `YYYY-MM-DD`. */
	readonly planned_on: string | null;
	readonly approved_at: string | null;
	/** The content that needed nobody's approval when it was submitted. */
	readonly cleared_hash: string | null;
	readonly handed_over_on: string | null;
	readonly owner: string | null;
	readonly department: string | null;
	readonly rulebook_version: number | null;
}

export interface GiftFacts extends SubjectFacts {
	readonly customer: {
		readonly id: string;
		readonly name: string;
		readonly status: CustomerState;
		/** The customer and those it is related to. */
		readonly related: readonly string[];
	} | null;
	readonly recipient: {
		readonly id: string;
		readonly name: string;
		readonly customer: string;
		/** Every contact at the customer and its related parties that is this person. */
		readonly same: readonly string[];
	} | null;
	/** Other gifts that count and could matter for this one: of the same customer with its related parties, giver or department. */
	readonly counted: readonly CountedGift[];
	/** Consents of the customer and its people that hold today (CON-01). */
	readonly consents: readonly Consent[];
	/** Approvals that passed. */
	readonly passed: readonly { readonly hash: string; readonly route: string }[];
}

export interface GiftTypes {
	readonly state: GiftState;
	readonly row: GiftRow;
	readonly facts: GiftFacts;
}
