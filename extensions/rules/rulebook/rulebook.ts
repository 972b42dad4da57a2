import { z } from 'zod';
import { isTimeZone } from '../calendar/time-zone.js';
import { clearanceRulesModel } from '../clearances/settings.js';
import { accessRequestRulesModel } from '../access-requests/settings.js';
import { complaintRulesModel } from '../complaints/settings.js';
import { correctiveActionRulesModel } from '../corrective-actions/settings.js';
import { customerRulesModel } from '../customers/settings.js';
import { giftRoutes, giftsModel } from './gifts.js';
import { hotlineRulesModel } from '../hotlines/settings.js';
import { complaintNumberModel, numberPatternModel } from '../numbering/pattern.js';
import { visitRulesModel } from '../visits/settings.js';
import { bilingual, clauses, currency, key, positiveDecimal, role } from './parts.js';

export { clauseModel } from './parts.js';

/** Who is asked in a step: everyone who holds a role, or only those of the record's own department. */
export const signerModel = z.strictObject({
	role,
	same_department: z.boolean().default(false),
});

/**
 * One step of a route. `all` passes when every signer has approved (会签), `any` when one of them has (或签), `meeting` when
 * the chair concludes a recorded meeting in which every signer who attended gave an opinion (会议评审).
 */
export const stepModel = z
	.strictObject({
		key,
		label: bilingual,
		mode: z.enum(['all', 'any', 'meeting']),
		signers: z.array(signerModel).min(1, 'A step asks at least one role.').max(20),
		chair: signerModel.optional(),
		qualified: z.boolean().default(false),
		due_hours: z
			.number()
			.int()
			.min(1)
			.max(24 * 90),
		escalate_to: role,
		clauses,
	})
	.refine((step) => (step.mode === 'meeting') === (step.chair !== undefined), {
		path: ['chair'],
		message: 'A meeting names its chair; other steps have none.',
	});

export const routeModel = z.strictObject({
	label: bilingual,
	clauses,
	steps: z
		.array(stepModel)
		.min(1, 'A route has at least one step.')
		.max(20)
		.refine((steps) => new Set(steps.map((step) => step.key)).size === steps.length, 'Each step of a route has a key of its own.'),
	copy_to: z.array(signerModel).max(20).default([]),
});

const specialRule = z.discriminatedUnion('when', [
	z.strictObject({ when: z.literal('special-requirement'), clauses }),
	z.strictObject({ when: z.literal('amount-at-least'), currency, amount: positiveDecimal, clauses }),
	z.strictObject({ when: z.literal('order-form'), forms: z.array(z.enum(['verbal', 'telephone'])).min(1), clauses }),
	z.strictObject({ when: z.literal('new-customer'), clauses }),
	z.strictObject({ when: z.literal('foreign-currency'), domestic: currency, clauses }),
]);

const contractReviewModel = z.strictObject({
	clauses,
	special_when: z.array(specialRule).max(20),
	in_stock: z.strictObject({ enabled: z.boolean(), clauses }),
	routes: z.strictObject({ routine: key, special: key, in_stock: key }),
	/** How a second person confirms that a review which cannot be completed is overridden; without it nothing is overridden. */
	override: z.strictObject({ route: key, clauses }).optional(),
});

/** A dated set of rules: every threshold, route, time limit, numbering pattern and required field, with its clauses. */
export const rulebookModel = z
	.strictObject({
		time_zone: z.string().min(1).max(60),
		numbering: z.strictObject({
			contract: numberPatternModel,
			amendment: numberPatternModel,
			customer: numberPatternModel,
			execution_notice: numberPatternModel,
			complaint: complaintNumberModel,
			corrective_action: numberPatternModel,
			gift: numberPatternModel,
			visit: numberPatternModel,
			visit_plan: numberPatternModel,
			access_request: numberPatternModel,
		}),
		approvals: z.strictObject({
			remind_every_hours: z
				.number()
				.int()
				.min(1)
				.max(24 * 30),
			last_resort: role,
			routes: z.record(key, routeModel),
		}),
		contract_review: contractReviewModel,
		amendments: z.strictObject({ clauses }),
		execution: z.strictObject({
			clauses,
			acknowledge_within_hours: z
				.number()
				.int()
				.min(1)
				.max(24 * 30),
			notices: z
				.array(z.strictObject({ kind: z.enum(['production_task_order', 'process_sheet']), to: role, clauses }))
				.min(1)
				.max(20),
		}),
		complaints: complaintRulesModel,
		corrective_actions: correctiveActionRulesModel,
		hotlines: hotlineRulesModel,
		customers: customerRulesModel,
		access_requests: accessRequestRulesModel,
		gifts: giftsModel,
		/** Who may take customers’ data out as a file. */
		exports: z.strictObject({ clauses, by: z.array(role).max(20) }),
		visits: visitRulesModel,
		clearances: clearanceRulesModel,
		rulebooks: z.strictObject({ clauses, route: key, notice_days: z.number().int().min(0).max(365) }),
	})
	.superRefine((rulebook, context) => {
		const named: [(string | number)[], string][] = [
			...Object.entries(rulebook.contract_review.routes).map(([level, route]): [string[], string] => [
				['contract_review', 'routes', level],
				route,
			]),
			...(rulebook.contract_review.override === undefined
				? []
				: [[['contract_review', 'override', 'route'], rulebook.contract_review.override.route] satisfies [string[], string]]),
			[['rulebooks', 'route'], rulebook.rulebooks.route],
			[['visits', 'plans', 'route'], rulebook.visits.plans.route],
			[['customers', 'vetting', 'route'], rulebook.customers.vetting.route],
			...rulebook.complaints.compensation.bands.map(({ route }, index): [string[], string] => [
				['complaints', 'compensation', 'bands', String(index), 'route'],
				route,
			]),
			...giftRoutes(rulebook.gifts),
			[['clearances', 'standing_route'], rulebook.clearances.standing_route],
			[['access_requests', 'route'], rulebook.access_requests.route],
		];
		for (const [path, route] of named) {
			if (!Object.hasOwn(rulebook.approvals.routes, route)) {
				context.addIssue({ code: 'custom', path, message: `There is no route “${route}” under approvals.routes.` });
			}
		}
		if (!isTimeZone(rulebook.time_zone)) {
			context.addIssue({
				code: 'custom',
				path: ['time_zone'],
				message: `“${rulebook.time_zone}” is not a time zone such as Asia/Shanghai.`,
			});
		}
	});

export type RulebookContent = z.infer<typeof rulebookModel>;
export type Route = z.infer<typeof routeModel>;
export type RouteStep = z.infer<typeof stepModel>;
export type Signer = z.infer<typeof signerModel>;

/** The rules a case is decided under. `version` is what a case remembers. */
export interface Rulebook extends RulebookContent {
	readonly version: number;
}

export interface RulebookProblem {
	/** Where in the rulebook, as a JSON Pointer (RFC 6901): `/contract_review/routes/special`. */
	readonly pointer: string;
	readonly message: string;
}

/** Reads a rulebook; every problem points at the value that causes it. */
export function readRulebook(
	content: unknown,
): { readonly ok: true; readonly rulebook: RulebookContent } | { readonly ok: false; readonly problems: readonly RulebookProblem[] } {
	const parsed = rulebookModel.safeParse(content);
	if (parsed.success) return { ok: true, rulebook: parsed.data };
	return {
		ok: false,
		problems: parsed.error.issues.map((issue) => ({
			pointer: issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
			message: issue.message,
		})),
	};
}
