import type { Effect } from '../process/effect.js';
import type { Person } from '../organisation/people.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { TakenIn } from './intake.js';
import { publicComplaintWords as words } from './public-words.js';
import { designatedHandler, leaderInCharge, routingRuleOf, type Choice } from './routing.js';

/** Who answers for a complaint from outside until it is registered, and who is told of it. */
export interface Received {
	readonly owner: Person;
	readonly message: Extract<Effect, { kind: 'notify' }>;
}

/**
 * Designates the owner of a complaint nobody of the company has seen yet: by the routing table, else the leader in charge, else whoever
 * decides as a last resort; null when nobody at all is there, and then nothing is taken in (CMP-01, CMP-05). The message holds nothing
 * that came from outside.
 */
export function receive(
	taken: Pick<TakenIn, 'nature'>,
	rulebook: Pick<Rulebook, 'complaints' | 'approvals'>,
	choice: Choice,
): Received | null {
	const rule = routingRuleOf({ nature: taken.nature, cause: null, target: null }, rulebook.complaints);
	const owner = designatedHandler(rule, choice) ?? leaderInCharge(rule, rulebook.approvals.last_resort, choice, null);
	if (owner === null) return null;
	return {
		owner,
		message: {
			kind: 'notify',
			to: [{ user: owner.id }, ...rulebook.complaints.registrars.map((role) => ({ role }))],
			subject: words.receivedSubject,
			body: words.receivedBody,
			values: {},
		},
	};
}
