import type { ImportPlan } from '../../shared/api/contract.js';

/** What a person chooses for one field: a column, one value for all rows, or nothing. */
export interface FieldDraft {
	readonly from: 'nowhere' | 'constant' | number;
	readonly constant: string;
}

export type PlanDraft = Readonly<Record<string, FieldDraft>>;

/** A plan as it stands on the screen, with a place for every field. */
export function draftOf(plan: ImportPlan, keys: readonly string[]): PlanDraft {
	return Object.fromEntries(
		keys.map((key): [string, FieldDraft] => {
			const from = plan.fields[key];
			if (from === undefined) return [key, { from: 'nowhere', constant: '' }];
			return [key, 'column' in from ? { from: from.column, constant: '' } : { from: 'constant', constant: from.constant }];
		}),
	);
}

/** The plan a screen says; fields that come from nowhere, or from an empty value, are left out. */
export function planOf(draft: PlanDraft, duplicates: ImportPlan['duplicates'], reason: string): ImportPlan {
	const fields = Object.entries(draft).flatMap(([key, { from, constant }]): [string, ImportPlan['fields'][string]][] => {
		if (typeof from === 'number') return [[key, { column: from }]];
		return from === 'constant' && constant.trim() !== '' ? [[key, { constant: constant.trim() }]] : [];
	});
	return {
		fields: Object.fromEntries(fields),
		duplicates,
		...(duplicates === 'new' && reason.trim() !== '' ? { reason: reason.trim() } : {}),
	};
}
