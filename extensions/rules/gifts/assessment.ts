import Big from 'big.js';
import type { Case } from '../process/declaration.js';
import { routeFor, type GiftKind } from '../rulebook/gifts.js';
import { capPositions, decisiveAmount, type AskedGift, type CapPosition } from './caps.js';
import { careOccasions, type GiftTypes } from './gift.js';

type GiftCase = Pick<Case<GiftTypes>, 'row' | 'facts' | 'rulebook'>;

/** What the rulebook makes of a gift on a day. */
export interface Assessment {
	readonly caps: readonly CapPosition[];
	/** The value that decides the route: alone, or together with what it may have been split from. */
	readonly decisive: string;
	/** Whether a cap is exceeded that only the route for exceptions may go beyond. */
	readonly exception: boolean;
	/** The route it takes; null when nobody needs to approve it, or no rule is for it. */
	readonly route: string | null;
	readonly needsApproval: boolean;
}

/** An amount of a record as a decimal; what is empty or below zero counts as nothing, and another rule says so. */
function decimal(amount: string | number | null): string {
	const given = new Big(amount ?? 0);
	return given.lt(0) ? '0' : given.toFixed();
}

const asked = (kind: GiftKind, day: string, { row, facts }: GiftCase): AskedGift => ({
	kind,
	amount: decimal(row.amount),
	day,
	parties: {
		recipient: facts.recipient?.same ?? [],
		customer: facts.customer?.related ?? [],
		giver: row.owner === null ? [] : [row.owner],
		department: row.department === null ? [] : [row.department],
	},
});

/** Caps, route and the need for approval of a gift that counts on a day; null while its kind is not known. */
export function assess(subject: GiftCase, day: string): Assessment | null {
	const { row, facts, rulebook } = subject;
	const rules = rulebook.gifts;
	if (row.kind === null) return null;
	const gift = asked(row.kind, day, subject);
	const caps = capPositions(gift, facts.counted, rules);
	const decisive = decisiveAmount(gift, facts.counted, rules);
	const exception = caps.some(({ exceeded, rule }) => exceeded && rule.exceeding === 'escalate');
	const ofCare = row.occasion !== null && careOccasions.includes(row.occasion);
	const needsApproval = rules.kinds[row.kind].approval || ofCare || exception;
	const route = !needsApproval ? null : exception ? rules.exception_route : routeFor(rules.routes, row.kind, decisive);
	return { caps, decisive, exception, route, needsApproval };
}
