import { z } from 'zod';
import { clauses, key } from '../rulebook/parts.js';

/** The part of the rulebook about access to customers of others (CUS-05). */
export const accessRequestRulesModel = z.strictObject({
	clauses,
	route: key,
	/** The longest an access may last, in days from the one it is asked for on. */
	most_days: z.number().int().min(1).max(366),
});
