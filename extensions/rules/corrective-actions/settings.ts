import { z } from 'zod';
import { clauses, role } from '../rulebook/parts.js';

/** The part of the rulebook about corrective and preventive actions. */
export const correctiveActionRulesModel = z.strictObject({
	clauses,
	/** Who may check the effect of an action somebody else carried out (CAP-05). */
	verifiers: z.array(role).min(1).max(10),
	/** Who is told when an action is overdue, beside the person responsible (CAP-05). */
	supervisor: role,
});
