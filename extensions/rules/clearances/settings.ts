import { z } from 'zod';
import { clauses, currency, key, positiveDecimal, role } from '../rulebook/parts.js';

/** A standing approval the rulebook knows: small orders pass under it once it was itself reviewed and is in force (REV-03, REV-04). */
const standingRule = z.strictObject({
	key,
	currency,
	/** The most an order may come to; the standing approval may say less. */
	at_most: positiveDecimal,
	/** What one customer of a shop may order this way within some days, so that a large order is not split into small ones. */
	per_customer: z.strictObject({ at_most: positiveDecimal, within_days: z.number().int().min(1).max(366) }),
	clauses,
});

/** The part of the rulebook about orders placed in a shop. */
export const clearanceRulesModel = z.strictObject({
	clauses,
	/** Who draws up the review of an order whose customer nobody answers for yet. */
	responsible: role,
	/** The unit of goods the warehouse does not know. */
	unit: z.string().min(1).max(32),
	standing_route: key,
	standing: z.array(standingRule).max(10),
});

export type ClearanceRules = z.infer<typeof clearanceRulesModel>;
export type StandingRule = z.infer<typeof standingRule>;
