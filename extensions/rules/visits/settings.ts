import { z } from 'zod';
import { clauses, key, role } from '../rulebook/parts.js';
import { timeLimitModel } from '../working-time/deadline.js';

/** Which customers a rule about contact is for: key customers, whatever their class, or those of one class (SEG-01, SEG-06). */
export const contactTargets = ['key', 'high_value', 'potential', 'general'] as const;
export type ContactTarget = (typeof contactTargets)[number];

/** What counts as contact: a visit, anything recorded, or what somebody of the top management had (VIS-07, COM-01, COM-03). */
export const contactKinds = ['visit', 'any', 'executive'] as const;
export type ContactKind = (typeof contactKinds)[number];

/** Contact that is due again so many days after the last. */
const contactRule = z.strictObject({
	customers: z.enum(contactTargets),
	contact: z.enum(contactKinds),
	every_days: z.number().int().min(1).max(1100),
	clauses,
});
export type ContactRule = z.infer<typeof contactRule>;

/** The part of the rulebook about visits and regular contact. */
export const visitRulesModel = z.strictObject({
	clauses,
	/** Whether every visit has one of the nine purposes, or only those a manager accompanies, which the policy speaks of (VIS-02). */
	purpose: z.enum(['every-visit', 'accompanied']),
	/** Whether a visit whose purpose lacks its evidence is only pointed out or refused (VIS-05). */
	evidence: z.enum(['warn', 'require']),
	report: z.strictObject({
		limit: timeLimitModel,
		/** Who hears of reports that are overdue, beside the visitor. */
		escalate_to: role,
		/** With so many overdue reports nothing further is planned; null lets people go on. */
		block_at: z.number().int().min(1).max(50).nullable(),
		clauses,
	}),
	accompanied: z.strictObject({
		/** Who counts as the company manager on a visit (VIS-04). */
		managers: z.array(role).min(1).max(10),
		/** Of a hundred visits of a month, so many are accompanied. */
		share: z.number().int().min(0).max(100),
		clauses,
	}),
	contact: z.array(contactRule).max(40),
	/** Who is reminded of contact, and when (VIS-07, COM-01, COM-03, COM-04). */
	contact_reminders: z.strictObject({
		/** The management hears of its quarterly contact so many days before it is due. */
		executive_days_before: z.number().int().min(0).max(90),
		/** Whoever looks after the customer hears so many days after contact was due; 0 is the day after. */
		after_days: z.number().int().min(0).max(365),
		/** So many days after contact was due, those who answer for them hear of it too. */
		escalate_after_days: z.number().int().min(0).max(365),
		/** Who hears then, beside the head the department names. */
		escalate_to: role,
		clauses,
	}),
	/** Whose contact counts as that of the top management (COM-01). */
	executives: z.array(role).min(1).max(10),
	plans: z.strictObject({ route: key, clauses }),
});
export type VisitRules = z.infer<typeof visitRulesModel>;
