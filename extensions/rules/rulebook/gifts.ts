import Big from 'big.js';
import { z } from 'zod';
import { clauses, currency, key, positiveDecimal } from './parts.js';

/** What is given to customers (GFT-02), in the order of the list people choose from. */
export const giftKinds = ['gift', 'souvenir', 'sample', 'trial', 'promotional', 'other'] as const;
export type GiftKind = (typeof giftKinds)[number];

/** Whose gifts of a year a cap adds up: those to one person, to one customer with its related parties, by one giver, by one department. */
export const capScopes = ['recipient', 'customer', 'giver', 'department'] as const;
export type CapScope = (typeof capScopes)[number];

const kinds = z.array(z.enum(giftKinds)).min(1, 'Name the kinds this rule is about.').max(giftKinds.length);

const kindModel = z.strictObject({
	/** Whether somebody approves it before it is handed over. */
	approval: z.boolean(),
	/** Whether the person who gets it is named. */
	recipient: z.boolean(),
	/** What proves the hand-over: words about it, or a signed receipt as a file. */
	receipt: z.enum(['text', 'file']),
	clauses,
});

/** Gifts and souvenirs are approved, whatever a company thinks of the other kinds (GFT-01). */
const alwaysApproved = kindModel.extend({ approval: z.literal(true, 'Gifts and souvenirs are always approved beforehand (GFT-01).') });

/** From this value on (within the currency of the rules) the kinds take this route. */
const routeRule = z.strictObject({ kinds, at_least: positiveDecimal, route: key, clauses });

/** What may be given within a period; above it a gift is refused, or takes the route for exceptions. */
const capRule = z.strictObject({
	scope: z.enum(capScopes),
	kinds,
	amount: positiveDecimal,
	exceeding: z.enum(['refuse', 'escalate']),
	clauses,
});

/** Gifts to the same person or customer within some days of each other are one as far as the route goes. */
const splitRule = z.strictObject({ same: z.enum(['recipient', 'customer']), within_days: z.number().int().min(1).max(366), clauses });

/** The rules about gifts (GFT-01 to GFT-03): which kinds are approved, who approves what, how much is enough. */
export const giftsModel = z
	.strictObject({
		clauses,
		currency,
		/** What “a year” is for the caps: the calendar year, or any so many days in a row. */
		period: z.discriminatedUnion('is', [
			z.strictObject({ is: z.literal('calendar-year') }),
			z.strictObject({ is: z.literal('rolling'), days: z.number().int().min(1).max(1100) }),
		]),
		kinds: z.strictObject({
			gift: alwaysApproved,
			souvenir: alwaysApproved,
			sample: kindModel,
			trial: kindModel,
			promotional: kindModel,
			other: kindModel,
		}),
		routes: z.array(routeRule).min(1).max(40),
		exception_route: key,
		caps: z.array(capRule).max(40),
		split: z.array(splitRule).max(10),
	})
	.superRefine((gifts, context) => {
		// A gift of care is approved whatever its kind (GFT-03), so every kind has a way to go.
		for (const kind of giftKinds.filter((candidate) => routeFor(gifts.routes, candidate, '0') === null)) {
			context.addIssue({ code: 'custom', path: ['routes'], message: `No route is for “${kind}” from 0 on.` });
		}
	});

export type GiftRules = z.infer<typeof giftsModel>;
export type CapRule = z.infer<typeof capRule>;

/** The route of a kind for a value: that of the highest threshold the value reaches. */
export function routeFor(routes: readonly z.infer<typeof routeRule>[], kind: GiftKind, value: Big | string): string | null {
	const reached = routes.filter((rule) => rule.kinds.includes(kind) && new Big(value).gte(rule.at_least));
	return reached.toSorted((a, b) => new Big(a.at_least).cmp(b.at_least)).at(-1)?.route ?? null;
}

/** Every route the rules about gifts name, with where. */
export const giftRoutes = (gifts: GiftRules): readonly [(string | number)[], string][] => [
	...gifts.routes.map((rule, index): [(string | number)[], string] => [['gifts', 'routes', index, 'route'], rule.route]),
	[['gifts', 'exception_route'], gifts.exception_route],
];
