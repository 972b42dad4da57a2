import type { CustomerRow } from '../customers/customer.js';
import { customerFieldLabels } from '../customers/fields.js';
import type { RowBase } from '../process/declaration.js';
import type { Text } from '../words/text.js';
import type { Fate } from './fate.js';

export const mergeStates = ['proposed', 'merged', 'undone'] as const;
export type MergeState = (typeof mergeStates)[number];

export interface MergeRow extends RowBase {
	readonly status: MergeState;
	/** The record that stays in use. */
	readonly survivor: string | null;
	/** The record that is put away and points at the survivor. */
	readonly duplicate: string | null;
	/** Particulars the survivor took from the duplicate. */
	readonly taken: readonly string[] | null;
	/** What these were before, by field. */
	readonly before: Readonly<Record<string, unknown>> | null;
	/** Particulars an undo left, because they had been changed since. */
	readonly left_taken: readonly string[] | null;
	/** The state of the duplicate before. */
	readonly duplicate_was: string | null;
}

/** A customer as a merge looks at it. */
export type MergedCustomer = CustomerRow & { readonly merged_into?: string | null };

/** One place where a record names the duplicate. */
export interface Reference {
	readonly collection: string;
	readonly id: string;
	readonly field: string;
	readonly fate: Fate;
	/** What to call the record in a refusal; said where it has to be settled. */
	readonly title: string | null;
}

/** One place that followed the survivor, and whether it can go back: it is still at the survivor, and no approval has come to read it since. */
export interface MovedPlace {
	readonly item: string;
	readonly collection: string;
	readonly id: string;
	readonly field: string;
	readonly returns: boolean;
}

export interface MergeFacts {
	readonly survivor: MergedCustomer | null;
	readonly duplicate: MergedCustomer | null;
	/** Everything that names the duplicate, up to one more than a merge may carry. */
	readonly references: readonly Reference[];
	/** Everything that followed the survivor. */
	readonly moved: readonly MovedPlace[];
}

export interface MergeTypes {
	readonly state: MergeState;
	readonly row: MergeRow;
	readonly facts: MergeFacts;
}

/** What one merge may carry. */
export const mostReferences = 5000;

/** Why two records were taken for two customers is no particular of either. */
const notTaken: readonly string[] = ['duplicate_reason'];

/** Particulars a survivor may take from the duplicate, as people call them. */
export const takableFields: Readonly<Record<string, Text>> = Object.fromEntries(
	Object.entries(customerFieldLabels).filter(([field]) => !notTaken.includes(field)),
);
