import { createHash } from 'node:crypto';
import { z } from 'zod';
import { guessMapping } from '@crm-policy/rules/importing/mapping';
import { importWords as words } from '@crm-policy/rules/importing/words';
import { say, type Locale } from '@crm-policy/rules/words/text';
import { duplicateRules, type ImportField, type ImportTarget } from './targets.js';

const source = z.union([
	z.strictObject({ column: z.number().int().min(0).max(199) }),
	/** The same for all rows. */
	z.strictObject({ constant: z.string().trim().min(1).max(255) }),
]);

/** Where the fields come from, and what becomes of rows that are there already. */
export const planModel = z.strictObject({
	fields: z.record(z.string().max(64), source),
	duplicates: z.enum(duplicateRules).default('skip'),
	/** Why rows that are like existing records are no duplicates; asked for with `new`. */
	reason: z.string().trim().max(255).optional(),
});
export type Plan = z.infer<typeof planModel>;

/** Tells one set of headings from another, so that a mapping is found again for the next file of the same kind. */
export const headerHash = (columns: readonly string[]): string => createHash('sha256').update(JSON.stringify(columns)).digest('hex');

export const guessedPlan = (columns: readonly string[], fields: readonly ImportField[], target: ImportTarget): Plan => ({
	fields: Object.fromEntries([...guessMapping(columns, fields)].map(([column, key]) => [key, { column }])),
	duplicates: target.rules[0] ?? 'skip',
});

/** What is wrong with a plan, in words; nothing when rows can be read by it. */
export function planProblems(
	plan: Plan,
	target: ImportTarget,
	offered: readonly ImportField[],
	columns: number,
	locale: Locale,
): readonly string[] {
	const problems: string[] = [];
	const keys = Object.keys(plan.fields);
	if (keys.length === 0) problems.push(say(words.nothingChosen, locale));
	for (const key of keys) {
		const from = plan.fields[key];
		const known = offered.some((field) => field.key === key) && from !== undefined && ('constant' in from || from.column < columns);
		if (!known) problems.push(say(words.fieldUnmapped, locale, { field: key }));
	}
	for (const field of offered)
		if (field.required && !keys.includes(field.key)) problems.push(say(words.fieldUnmapped, locale, { field: field.label }));
	if (!target.rules.includes(plan.duplicates)) problems.push(say(words.neverChanged, locale));
	if (plan.duplicates === 'new' && target.collection === 'crm_customers' && (plan.reason ?? '') === '')
		problems.push(say(words.reasonMissing, locale));
	return problems;
}
