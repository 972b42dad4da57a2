import type { SubjectFacts } from '../approval/subject.js';
import type { Festival } from '../calendar/festivals.js';
import type { CustomerState } from '../customers/customer.js';
import type { RowBase } from '../process/declaration.js';
import type { ContactTarget } from '../visits/settings.js';
import type { Purpose } from '../visits/visit.js';

export const planStates = ['draft', 'in_approval', 'active', 'closed'] as const;
export type PlanState = (typeof planStates)[number];

/** Plans are made for a year and for a month (VIS-01). */
export const planKinds = ['annual', 'monthly'] as const;
export type PlanKind = (typeof planKinds)[number];

/** The four levels that plan for themselves (VIS-09). */
export const planLevels = ['marketing_centre', 'business_unit', 'marketing_department', 'project'] as const;
export type PlanLevel = (typeof planLevels)[number];

export interface PlanRow extends RowBase {
	readonly status: PlanState;
	readonly number: string | null;
	readonly title: string | null;
	readonly kind: PlanKind | null;
	readonly level: PlanLevel | null;
	readonly year: number | null;
	/** 1 to 12; only of a monthly plan. */
	readonly month: number | null;
	/** Who enters what happened (VIS-09). */
	readonly recorder: string | null;
	readonly joint: boolean;
	readonly organising_department: string | null;
	/** The festival a round of visits is for. */
	readonly festival: Festival | null;
	readonly owner: string | null;
	readonly department: string | null;
	readonly rulebook_version: number | null;
}

export interface PlanLineRow {
	readonly id: string;
	readonly customer: string | null;
	readonly visitor: string | null;
	/** ISO day. */
	readonly planned_on: string | null;
	readonly purpose: Purpose | null;
	readonly remark: string | null;
}

/** A customer the unit looks after, with when it was last visited. */
export interface Looked {
	readonly id: string;
	readonly name: string;
	readonly status: CustomerState;
	readonly owner: string | null;
	readonly target: ContactTarget;
	/** ISO day of the last visit that was made; null if there was none. */
	readonly lastVisit: string | null;
}

export interface PlanFacts extends SubjectFacts {
	readonly lines: readonly PlanLineRow[];
	/** Customers of the unit that are not archived. */
	readonly customers: readonly Looked[];
	/** Visits the plan has led to that are not made and not called off yet. */
	readonly openVisits: number;
}

export interface PlanTypes {
	readonly state: PlanState;
	readonly row: PlanRow;
	readonly facts: PlanFacts;
}
