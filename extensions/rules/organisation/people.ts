import type { RoleKey } from './roles.js';

/** A dated absence; on its days the substitute may decide in the absent person's place. Dates are ISO days, both inclusive. */
export interface Absence {
	readonly from: string;
	readonly until: string;
	readonly substitute: string;
}

/** The four facts that make somebody a qualified reviewer, each valid until a day or never held (REV-07). */
export interface Qualification {
	readonly responsibleForProductionOrTechnology: string | null;
	readonly industryStandards: string | null;
	readonly lawsAndRegulations: string | null;
	readonly qualityManagementSystem: string | null;
}

export interface Person {
	readonly id: string;
	readonly roles: readonly RoleKey[];
	readonly department: string | null;
	/** False once the account is suspended, archived or otherwise unable to sign in. */
	readonly active: boolean;
	readonly absences: readonly Absence[];
	readonly qualification: Qualification | null;
	/** Whether they hold the access policy for overriding a review that cannot be completed. */
	readonly mayOverride?: boolean;
}

/** Who issues a command: a person, or the system itself when a time limit passes. */
export interface Actor {
	readonly id: string | null;
	readonly roles: readonly RoleKey[];
	readonly department: string | null;
	readonly system: boolean;
	/** As with `Person`. */
	readonly mayOverride?: boolean;
}

export const hasRole = (actor: Pick<Actor, 'roles'>, wanted: readonly RoleKey[]): boolean =>
	actor.roles.some((role) => wanted.includes(role));

/** Whether a person holds all four qualifications of REV-07 on a day. */
export function isQualified(person: Person, day: string): boolean {
	const held = person.qualification;
	if (held === null) return false;
	return [held.responsibleForProductionOrTechnology, held.industryStandards, held.lawsAndRegulations, held.qualityManagementSystem].every(
		(validUntil) => validUntil !== null && validUntil >= day,
	);
}

/** The substitute a person has named for a day, if they are absent on it. */
export const substituteOn = (person: Person, day: string): string | null =>
	person.absences.find((absence) => absence.from <= day && day <= absence.until)?.substitute ?? null;
