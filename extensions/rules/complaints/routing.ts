import type { Person } from '../organisation/people.js';
import { substituteOn } from '../organisation/people.js';
import type { RoleKey } from '../organisation/roles.js';
import type { ComplaintRow } from './complaint.js';
import type { ComplaintRules, RoutingRule } from './settings.js';

type Classified = Pick<ComplaintRow, 'nature' | 'cause' | 'target'>;

const fits = ({ when }: RoutingRule, { nature, cause, target }: Classified): boolean =>
	(when.nature === undefined || (nature !== null && when.nature.includes(nature))) &&
	(when.cause === undefined || when.cause === cause) &&
	(when.target === undefined || when.target === target);

/** The rule a complaint is passed on by: the first that fits its nature and both categories (CMP-05). */
export function routingRuleOf(complaint: Classified, { routing }: Pick<ComplaintRules, 'routing'>): RoutingRule {
	const found = routing.find((rule) => fits(rule, complaint));
	if (found === undefined) throw new Error('The routing table has no rule that fits everything.');
	return found;
}

/** What choosing somebody depends on. */
export interface Choice {
	readonly people: readonly Person[];
	/** Nobody is chosen for a complaint about themselves (CMP-20). */
	readonly accused: string | null;
	/** ISO day; nobody is chosen who is away on it. */
	readonly day: string;
	/** Unfinished complaints by person. */
	readonly openCases: Readonly<Record<string, number>>;
}

/** Whether a person can be given a case at all. */
export const canTake = (person: Person, { accused }: Pick<Choice, 'accused'>): boolean =>
	person.active && person.roles.length > 0 && person.id !== accused;

/** Of those who hold a role, are there and are not complained of: whoever has the fewest open cases. */
function leastBusy(role: RoleKey, { people, accused, day, openCases }: Choice): Person | null {
	const candidates = people.filter(
		(person) => canTake(person, { accused }) && person.roles.includes(role) && substituteOn(person, day) === null,
	);
	const load = (person: Person): number => openCases[person.id] ?? 0;
	return candidates.toSorted((a, b) => load(a) - load(b) || (a.id < b.id ? -1 : 1))[0] ?? null;
}

/** The designated owner of a complaint, or the deputy when nobody of that role is there (CMP-01); null when there is neither. */
export const designatedHandler = (rule: RoutingRule, choice: Choice): Person | null =>
	leastBusy(rule.handler, choice) ?? leastBusy(rule.deputy, choice);

/**
 * The leader in charge (CMP-17), whoever decides as a last resort, or the deputy where that one is complained of. The leader is somebody
 * else than the handler where there is anybody else.
 */
export function leaderInCharge(rule: RoutingRule, lastResort: RoleKey, choice: Choice, handler: string | null): Person | null {
	const others = { ...choice, people: choice.people.filter(({ id }) => id !== handler) };
	return (
		leastBusy(rule.leader, others) ?? leastBusy(lastResort, others) ?? leastBusy(rule.deputy, others) ?? leastBusy(rule.leader, choice)
	);
}

/** Everybody who holds a role and is not complained of. */
export const holdersOf = (role: RoleKey, people: readonly Person[], accused: string | null): readonly Person[] =>
	people.filter((person) => canTake(person, { accused }) && person.roles.includes(role));
