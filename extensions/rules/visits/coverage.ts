import { overdueDays, type Duty } from '../communications/due.js';
import type { ContactTarget } from './settings.js';
import { takingTime, type VisitState } from './visit.js';

/** Visits of a period that are alike in everything the figures tell apart. */
export interface AlikeVisits {
	/** The unit that makes them. */
	readonly department: string | null;
	/** What the customer is to the rules about contact; nothing where it is archived or hidden from the reader. */
	readonly target: ContactTarget | null;
	readonly status: VisitState;
	/** Whether they come from an approved plan. */
	readonly ofPlan: boolean;
	/** Whether they should be over. */
	readonly past: boolean;
	readonly count: number;
}

/** A customer with the contact it is owed. */
export interface OwedCustomer {
	readonly department: string | null;
	readonly target: ContactTarget;
	readonly duties: readonly Duty[];
}

/** The figures of one unit and one kind of customer. Visits are done, missed, cancelled or still to come, and nothing else (VIS-01). */
export interface Coverage {
	readonly planned: number;
	readonly done: number;
	readonly missed: number;
	readonly cancelled: number;
	readonly ahead: number;
	/** Done visits whose report is given (VIS-03). */
	readonly reported: number;
	/** Visits of approved plans, and those of them that were made. */
	readonly ofPlan: number;
	readonly ofPlanDone: number;
	/** Customers that are to be visited at an interval, and those that were within it (VIS-07, VIS-08). */
	readonly toVisit: number;
	readonly visited: number;
	/** Customers that are owed any contact, and those for whom none is overdue (COM-03, COM-04). */
	readonly owed: number;
	readonly inTouch: number;
}

export interface CoverageLine extends Coverage {
	readonly department: string | null;
	readonly target: ContactTarget | null;
}

export const noCoverage: Coverage = {
	planned: 0,
	done: 0,
	missed: 0,
	cancelled: 0,
	ahead: 0,
	reported: 0,
	ofPlan: 0,
	ofPlanDone: 0,
	toVisit: 0,
	visited: 0,
	owed: 0,
	inTouch: 0,
};

export const together = (a: Coverage, b: Coverage): Coverage => ({
	planned: a.planned + b.planned,
	done: a.done + b.done,
	missed: a.missed + b.missed,
	cancelled: a.cancelled + b.cancelled,
	ahead: a.ahead + b.ahead,
	reported: a.reported + b.reported,
	ofPlan: a.ofPlan + b.ofPlan,
	ofPlanDone: a.ofPlanDone + b.ofPlanDone,
	toVisit: a.toVisit + b.toVisit,
	visited: a.visited + b.visited,
	owed: a.owed + b.owed,
	inTouch: a.inTouch + b.inTouch,
});

function ofVisits({ status, ofPlan, past, count }: AlikeVisits): Coverage {
	const done = status === 'done' || status === 'reported';
	const open = (takingTime as readonly VisitState[]).includes(status);
	return {
		...noCoverage,
		planned: count,
		done: done ? count : 0,
		missed: open && past ? count : 0,
		cancelled: status === 'cancelled' ? count : 0,
		ahead: open && !past ? count : 0,
		reported: status === 'reported' ? count : 0,
		ofPlan: ofPlan ? count : 0,
		ofPlanDone: ofPlan && done ? count : 0,
	};
}

function ofCustomer({ duties }: OwedCustomer, today: string): Coverage {
	const late = duties.filter(({ due_on }) => overdueDays(due_on, today) > 0);
	const toVisit = duties.some(({ contact }) => contact === 'visit');
	return {
		...noCoverage,
		toVisit: toVisit ? 1 : 0,
		visited: toVisit && late.every(({ contact }) => contact !== 'visit') ? 1 : 0,
		owed: duties.length > 0 ? 1 : 0,
		inTouch: duties.length > 0 && late.length === 0 ? 1 : 0,
	};
}

/** Plan against done and coverage, a line for every unit and kind of customer there is something to say of. */
export function coverageOf(visits: readonly AlikeVisits[], customers: readonly OwedCustomer[], today: string): readonly CoverageLine[] {
	const lines = new Map<string, CoverageLine>();
	const add = ({ department, target }: Pick<CoverageLine, 'department' | 'target'>, figures: Coverage): void => {
		const key = `${department ?? ''}/${target ?? ''}`;
		lines.set(key, { department, target, ...together(lines.get(key) ?? noCoverage, figures) });
	};
	for (const alike of visits) add(alike, ofVisits(alike));
	for (const customer of customers) if (customer.duties.length > 0) add(customer, ofCustomer(customer, today));
	return [...lines.values()];
}
