import { lt, satisfies } from 'semver';
import type { HostAdvisory, LibraryAdvisory, Lock } from './list.js';

/** What is true of one weakness in one version: it is not in it, or something of ours closes it, or it is open. */
export type Standing =
	| { readonly state: 'fixed'; readonly since: string }
	| { readonly state: 'not-affected' }
	| { readonly state: 'closed'; readonly by: string; readonly how: readonly string[] }
	| { readonly state: 'open' };

/** What the host guard says it closes, in its own declaration. */
export interface Closure {
	readonly name: string;
	readonly advisories: readonly string[];
	readonly acts: readonly { readonly where: string; readonly what: string }[];
}

/** How a host stands to a weakness. A weakness without a fix, and one that an older version was not given the fix for, needs an entry of the guard. */
export function standingOfHost({ id, aliases, affected, fixed }: HostAdvisory, host: string, closures: readonly Closure[]): Standing {
	if (!satisfies(host, affected)) return { state: 'not-affected' };
	if (fixed !== null && !lt(host, fixed)) return { state: 'fixed', since: fixed };
	const names = [id, ...aliases];
	const closure = closures.find(({ name, advisories }) => names.includes(name) || advisories.some((one) => names.includes(one)));
	if (closure === undefined || closure.acts.length === 0) return { state: 'open' };
	return { state: 'closed', by: closure.name, how: closure.acts.map(({ where, what }) => `${where} ${what}`) };
}

/** One installed copy of a library. */
export interface Copy {
	readonly path: string;
	readonly version: string;
}

/** All copies of a library that the lock-file names. */
export function copiesOf(library: string, { packages }: Lock): readonly Copy[] {
	return Object.entries(packages).flatMap(([path, { version, link }]) =>
		link !== true && version !== undefined && (path === `node_modules/${library}` || path.endsWith(`/node_modules/${library}`))
			? [{ path, version }]
			: [],
	);
}

/** The copies of a library that are of an affected line and older than its fix. */
export const weakCopies = ({ package: library, affected, fixed }: LibraryAdvisory, lock: Lock): readonly Copy[] =>
	copiesOf(library, lock).filter(({ version }) => satisfies(version, affected) && lt(version, fixed));
