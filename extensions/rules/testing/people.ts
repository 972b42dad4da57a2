import type { Actor, Person, Qualification } from '../organisation/people.js';
import { roleKeys, type RoleKey } from '../organisation/roles.js';
import { uuid } from './ids.js';

/** Valid on every day the tests speak of. */
export const fullyQualified: Qualification = {
	responsibleForProductionOrTechnology: '2099-12-31',
	industryStandards: '2099-12-31',
	lawsAndRegulations: '2099-12-31',
	qualityManagementSystem: '2099-12-31',
};

let made = 0;

/** Somebody of the company: active, qualified, never absent, of no department, unless said otherwise. */
export function person(roles: readonly RoleKey[], differing: Partial<Person> = {}): Person {
	made += 1;
	return { id: uuid(0xa00, made), roles, department: null, active: true, absences: [], qualification: fullyQualified, ...differing };
}

/** The person as the one who asks. */
export const asActor = (who: Pick<Person, 'id' | 'roles' | 'department' | 'mayOverride'>): Actor => ({
	id: who.id,
	roles: who.roles,
	department: who.department,
	system: false,
	mayOverride: who.mayOverride === true,
});

/** Somebody signed in nowhere. */
export const nobody: Actor = { id: null, roles: [], department: null, system: false };

/** The engine's own clock. */
export const theSystem: Actor = { id: null, roles: [], department: null, system: true };

/** Somebody who is signed in but holds no role. */
export const newcomer: Actor = { id: uuid(0xa01, 1), roles: [], department: null, system: false };

/** Somebody who holds this one role and owns nothing. */
export const actorOf = (role: RoleKey): Actor => ({
	id: uuid(0xa02, roleKeys.indexOf(role) + 1),
	roles: [role],
	department: null,
	system: false,
});

export const salesDepartment = uuid(0xa03, 1);

/** A small company that can review every kind of contract. `deputy` may step in for any reviewer. */
export const staff = {
	seller: person(['salesperson'], { department: salesDepartment }),
	otherSeller: person(['salesperson'], { department: salesDepartment }),
	head: person(['business-head'], { department: salesDepartment, mayOverride: true }),
	production: person(['production-manager']),
	technology: person(['technology-manager']),
	quality: person(['quality-manager']),
	keeper: person(['warehouse-keeper']),
	director: person(['general-manager'], { mayOverride: true }),
	deputy: person(['production-manager', 'technology-manager', 'quality-manager', 'business-head']),
} as const;

export const everybody: readonly Person[] = Object.values(staff);

/** Changes one person of a company. */
export const withPerson = (people: readonly Person[], id: string, change: Partial<Person>): readonly Person[] =>
	people.map((candidate) => (candidate.id === id ? { ...candidate, ...change } : candidate));
