import type { SubjectFacts } from '../approval/subject.js';
import type { RowBase } from '../process/declaration.js';

export const accessRequestStates = ['draft', 'in_approval', 'granted', 'rejected', 'ended', 'expired'] as const;
export type AccessRequestState = (typeof accessRequestStates)[number];

/** What is asked for: the customer as the reader’s department sees customers, or that and the people there. */
export const accessContents = ['customer', 'contacts'] as const;
export type AccessContents = (typeof accessContents)[number];

export interface AccessRequestRow extends RowBase {
	readonly status: AccessRequestState;
	readonly number: string | null;
	/** The number or the exact name of a customer, as the person who asks wrote it. */
	readonly sought: string | null;
	readonly contents: AccessContents | null;
	/** Who outside the company wants to consult the material, if anybody. */
	readonly on_behalf_of: string | null;
	readonly purpose: string | null;
	/** The last day of access, `YYYY-MM-DD` in the zone of the rulebook. */
	readonly until: string | null;
	/** Found when the request was submitted; never shown to the person who asks. */
	readonly customer: string | null;
	/** How many customers have this number or name. Never shown to the person who asks. */
	readonly matches: number | null;
	/** From this instant on there is no access, whatever the state says. */
	readonly expires_at: string | null;
}

export interface AccessRequestFacts extends SubjectFacts {
	/** Ids of the customers that have the number or name sought; two are enough to know that it is not one. */
	readonly found: readonly string[];
}

export interface AccessRequestTypes {
	readonly state: AccessRequestState;
	readonly row: AccessRequestRow;
	readonly facts: AccessRequestFacts;
}
