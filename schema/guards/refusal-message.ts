/** Why the database refuses a write. */
export const guardRules = ['governed-field', 'not-editable', 'not-deletable', 'append-only', 'ticket-required'] as const;
export type GuardRule = (typeof guardRules)[number];

export interface GuardRefusal {
	readonly rule: GuardRule;
	readonly collection: string;
	/** The column the refusal is about; null when it is about the row. */
	readonly field: string | null;
}

/** The error text both databases raise; `parseRefusal` reads it back. */
export const refusalMessage = (rule: GuardRule, collection: string, field = ''): string => `crm-policy:${rule}:${collection}:${field}`;

/**
 * Reads a guard's refusal out of a database error, or null when the error is another one.
 * Only the very end counts: knex puts the statement before it, and the statement may quote what a person typed.
 */
export function parseRefusal(message: string): GuardRefusal | null {
	const found = /crm-policy:([a-z-]+):(\w+):(\w*)\s*$/.exec(message);
	if (found === null) return null;
	const [, rule, collection, field] = found;
	const known = guardRules.find((candidate) => candidate === rule);
	if (known === undefined || collection === undefined) return null;
	return { rule: known, collection, field: field === undefined || field === '' ? null : field };
}
