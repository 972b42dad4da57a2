import { z } from 'zod';
import { bilingual, clauses, currency, key, positiveDecimal, role } from '../rulebook/parts.js';
import { consentScopes, consentUses } from './consent.js';
import { personalFields } from './personal.js';
import { criteria, investigationKinds } from './vetting.js';
import { valueClasses } from './value-class.js';

const days = (most: number) => z.number().int().min(1).max(most);

/** What one personal field is collected for; without an entry it is not collected at all (CON-02). */
const personalRuleModel = z.strictObject({ purpose: bilingual, consent: z.enum(consentScopes), clauses });

export const profileModel = z.strictObject({
	label: bilingual,
	clauses,
	/** Fields of the customer that must be filled before the record becomes active (CUS-01). */
	required: z
		.array(key.or(z.string().regex(/^[a-z_]+$/)))
		.min(1)
		.max(30),
	consent_required: z.boolean(),
	/** Personal fields and habits that are collected of this kind of customer, each with its purpose (CON-02, CUS-12). */
	personal: z.partialRecord(z.enum(personalFields), personalRuleModel),
});

/** A class of value: the first whose conditions all hold is the customer's (SEG-01). */
const classRuleModel = z
	.strictObject({
		class: z.enum(valueClasses),
		/** Of everything bought within the window, in the currency of the rules. */
		amount_at_least: positiveDecimal.optional(),
		orders_at_least: days(10_000).optional(),
		/** Days within which the last order lies. */
		bought_within_days: days(3660).optional(),
		/** Whether the customer means to buy and is able to (NEW-06). */
		means_to_buy: z.literal(true).optional(),
		clauses,
	})
	.refine(({ class: _class, clauses: _clauses, ...conditions }) => Object.keys(conditions).length > 0, 'A class has a condition.');
export type ClassRule = z.infer<typeof classRuleModel>;

const valueClassesModel = z.strictObject({
	clauses,
	currency,
	/** How far back purchases count. */
	window_days: days(3660),
	rules: z.array(classRuleModel).min(1).max(20),
	/** The class of everybody else. */
	otherwise: z.enum(valueClasses),
});
export type ValueClassRules = z.infer<typeof valueClassesModel>;

/** What becomes of a new customer record that resembles one in the archive (CUS-10). */
export const duplicateAnswers = ['refuse', 'reason', 'show'] as const;

const duplicatesModel = z.strictObject({
	clauses,
	/** `refuse`: not without an end to the resemblance; `reason`: only with a reason; `show`: it is said on the form, and that is all. */
	certain: z.enum(duplicateAnswers),
	probable: z.enum(duplicateAnswers),
});

/** The part of the rulebook about customers. */
export const customerRulesModel = z.strictObject({
	profiles: z.record(key, profileModel),
	duplicates: duplicatesModel,
	/** How a new customer is chosen (NEW-01 to NEW-04). */
	vetting: z.strictObject({
		clauses,
		/** The route of the selection through the approval engine. */
		route: key,
		/** Investigations that are on file before a customer is selected. */
		investigations: z.array(z.enum(investigationKinds)).min(1).max(investigationKinds.length),
		/** Whether one may be waived, for a reason that those who decide read and that is kept. */
		waivable: z.boolean(),
		/** What each criterion must reach, of 100. */
		pass_marks: z.record(z.enum(criteria), z.number().int().min(1).max(100)),
	}),
	/** How often the particulars are verified, and how long a round of a department may take (CUS-08). */
	verification: z.strictObject({ clauses, every_days: days(3660), run_days: days(366) }),
	/** Who is told of which changes (CUS-07). */
	changes: z
		.array(
			z.strictObject({
				fields: z
					.array(z.string().regex(/^[a-z_]+$/))
					.min(1)
					.max(40),
				roles: z.array(role).max(14),
				/** Whether whoever answers for the customer is told. */
				owner: z.boolean(),
				clauses,
			}),
		)
		.max(20),
	/** What has to be agreed to before a customer is contacted for what (CON-01): any one of the scopes is enough. */
	consent: z.strictObject({ clauses, uses: z.record(z.enum(consentUses), z.array(z.enum(consentScopes)).min(1)) }),
	value_classes: valueClassesModel,
	/** Whether personal data are made unreadable by two people together, or by the custodian alone. */
	anonymisation: z.strictObject({ clauses, second_person: z.boolean() }),
});
export type CustomerRules = z.infer<typeof customerRulesModel>;
