import type { Person } from '../organisation/people.js';
import type { Holding, RowBase } from '../process/declaration.js';

export const departureStates = ['open', 'handed_over', 'completed', 'cancelled'] as const;
export type DepartureState = (typeof departureStates)[number];

export interface DepartureRow extends RowBase {
	readonly status: DepartureState;
	/** Who leaves. */
	readonly person: string | null;
	/** Who takes over. */
	readonly successor: string | null;
	/** `YYYY-MM-DD`. */
	readonly agreement_signed_on: string | null;
	readonly agreement_file: string | null;
	readonly handed_over_at: string | null;
}

/** One record a person answers for by being named in one of its fields. */
export interface HeldItem {
	readonly collection: string;
	readonly id: string;
	readonly field: string;
	readonly status: string;
	readonly title: string;
	readonly leaving: Holding['leaving'];
	/** Whether the successor may take it over: a decision asks for somebody on no side of it who is fit to make it. */
	readonly fits: boolean;
}

export interface DepartureFacts {
	readonly people: readonly Person[];
	/** Everything that is left with the person, in the order of the processes. */
	readonly held: readonly HeldItem[];
	/** Calendar feeds of the person that are in use. */
	readonly feeds: readonly string[];
	/** Names of departments whose head the person is. */
	readonly heads: readonly string[];
}

export interface DepartureTypes {
	readonly state: DepartureState;
	readonly row: DepartureRow;
	readonly facts: DepartureFacts;
}
