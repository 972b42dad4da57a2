import Big from 'big.js';
import { z } from 'zod';
import { locales } from '../words/text.js';
import { clauses, currency, key, positiveDecimal, role } from '../rulebook/parts.js';
import { timeLimitModel } from '../working-time/deadline.js';
import { causes, natures, targets, urgencies } from './complaint.js';
import { dutyDepartments } from './duties.js';

/** Who handles which complaints: the designated owner, a deputy for when nobody of that role is there, and the leader in charge. */
const routingRuleModel = z.strictObject({
	when: z.strictObject({
		nature: z.array(z.enum(natures)).min(1).optional(),
		cause: z.enum(causes).optional(),
		target: z.enum(targets).optional(),
	}),
	handler: role,
	deputy: role,
	leader: role,
	clauses,
});
export type RoutingRule = z.infer<typeof routingRuleModel>;

/** Separate limits for the first answer, the investigation, the reply and the whole handling (SLA-01, SLA-04). */
const limitsModel = z.strictObject({
	response: timeLimitModel,
	investigation: timeLimitModel,
	reply: timeLimitModel,
	handling: timeLimitModel,
});
export type ComplaintLimits = z.infer<typeof limitsModel>;

const letter = z.strictObject(
	Object.fromEntries(locales.map((locale) => [locale, z.string().min(20).max(5000)])) as Record<(typeof locales)[number], z.ZodString>,
);

/** The part of the rulebook about complaints. */
export const complaintRulesModel = z
	.strictObject({
		clauses,
		/** Who may register and number what others have taken in. */
		registrars: z.array(role).min(1).max(10),
		/** Which of the two axes of the category every complaint must have (CMP-03). */
		axes: z.strictObject({ cause: z.boolean(), target: z.boolean() }),
		/** Every urgency has its limits: nothing is taken in that is never due (SLA-01). */
		limits: z.record(z.enum(urgencies), limitsModel),
		/** How often those who register are reminded of a complaint that has no number yet: it is registered at once (CMP-02). Null: never. */
		registration: z.strictObject({ remind_every_hours: z.int().min(1).max(168), clauses }).nullable(),
		/** How often the customer of a complex case is told how it stands, from registration to the reply (RCP-06). Null: no interval. */
		progress: timeLimitModel.extend({ clauses }).nullable(),
		/** Within what time after its end a case is followed up (CMP-16). Null: no limit. */
		follow_up: timeLimitModel.extend({ clauses }).nullable(),
		/** The first rule that fits decides; the last one fits everything, so that no complaint is without an owner (CMP-01, CMP-05). */
		routing: z.array(routingRuleModel).min(1).max(50),
		/** The company manager, informed of serious matters (CMP-09). */
		manager: role,
		/** Who does the duties of each department (CMP-06 to CMP-08). */
		departments: z.record(z.enum(dutyDepartments), role),
		/** Whether the outward reply must be in writing (CMP-11). */
		written_reply: z.boolean(),
		/** Who rules again when a ruling is objected to (CMP-20). */
		second_ruling: role,
		compensation: z.strictObject({
			clauses,
			currency,
			/** Approval routes by amount, from small to large; the last has no limit, and takes every other currency. */
			bands: z
				.array(z.strictObject({ up_to: positiveDecimal.nullable(), route: key }))
				.min(1)
				.max(10),
		}),
		/** The written reply, with `{number}`, `{complainant}`, `{title}`, `{received}`, `{findings}`, `{opinion}` and `{measures}`. */
		reply_letter: letter,
	})
	.superRefine((rules, context) => {
		const issue = (path: (string | number)[], message: string): void => context.addIssue({ code: 'custom', path, message });
		if (!rules.axes.cause && !rules.axes.target) issue(['axes'], 'A complaint has at least one category.');
		const last = rules.routing.at(-1);
		if (last !== undefined && Object.keys(last.when).length > 0)
			issue(['routing', rules.routing.length - 1, 'when'], 'The last rule fits every complaint: its “when” is empty.');
		for (const [index, rule] of rules.routing.entries())
			if (rule.handler === rule.deputy) issue(['routing', index, 'deputy'], 'A deputy holds another role than the one they stand in for.');
		const { bands } = rules.compensation;
		for (const [index, { up_to }] of bands.entries()) {
			if ((up_to === null) !== (index === bands.length - 1))
				issue(['compensation', 'bands', index, 'up_to'], 'Only the last band is without a limit.');
			const before = bands[index - 1]?.up_to ?? null;
			if (up_to !== null && before !== null && new Big(up_to).lte(before))
				issue(['compensation', 'bands', index, 'up_to'], 'Bands stand in order of their amounts.');
		}
	});
export type ComplaintRules = z.infer<typeof complaintRulesModel>;
