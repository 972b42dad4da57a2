import type { complaintWords } from './words.js';

/** What an appraisal entry ends with (CMP-13). */
export const appraisalResults = [
	'none',
	'reminder',
	'warning',
	'deduction',
] as const satisfies readonly (keyof typeof complaintWords.appraisalResults)[];
export type AppraisalResult = (typeof appraisalResults)[number];

/** Alike entries of one month: whom they are about, what they end with, how many there are. */
export interface AlikeEntries {
	readonly department: string | null;
	readonly person: string | null;
	readonly result: AppraisalResult;
	readonly count: number;
}

/** The entries of a month about a department, or about one person of it. Where nobody of the company was responsible both are empty. */
export interface AppraisalTotal {
	readonly department: string | null;
	readonly person: string | null;
	readonly total: number;
	readonly results: Readonly<Record<AppraisalResult, number>>;
}

const nothing = { none: 0, reminder: 0, warning: 0, deduction: 0 } as const satisfies AppraisalTotal['results'];

/** Adds up a month for its appraisals: one line for each department and person, those with most entries first (CMP-13, KPI-07). */
export function appraisalTotals(entries: readonly AlikeEntries[]): readonly AppraisalTotal[] {
	const totals = new Map<string, AppraisalTotal>();
	for (const { department, person, result, count } of entries) {
		const key = `${department ?? ''} ${person ?? ''}`;
		const before = totals.get(key) ?? { department, person, total: 0, results: nothing };
		totals.set(key, {
			...before,
			total: before.total + count,
			results: { ...before.results, [result]: before.results[result] + count },
		});
	}
	return [...totals.values()].toSorted((one, other) => other.total - one.total);
}
