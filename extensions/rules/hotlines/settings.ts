import { z } from 'zod';
import { clauses } from '../rulebook/parts.js';

/** The part of the rulebook about the published telephone list. */
export const hotlineRulesModel = z.strictObject({
	clauses,
	/** The longest a published list may stay valid, so that it is published regularly (HOT-01). */
	valid_days: z.number().int().min(1).max(1100),
	/** How many days before its end people are told to publish anew. */
	remind_days_before: z.number().int().min(0).max(365),
});
