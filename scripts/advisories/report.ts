import type { z } from 'zod';
import { copiesOf, standingOfHost, weakCopies, type Closure } from './compare.js';
import type { hostListModel, libraryListModel, Lock } from './list.js';

export interface Facts {
	/** The versions of Directus to look at; the first is the one the project runs on. */
	readonly hosts: readonly string[];
	readonly hostList: z.infer<typeof hostListModel>;
	readonly libraryList: z.infer<typeof libraryListModel>;
	readonly closures: readonly Closure[];
	readonly lock: Lock;
	readonly now: Date;
}

export interface Report {
	readonly lines: readonly string[];
	/** How many weaknesses are neither fixed nor closed. */
	readonly open: number;
}

/** The list is to be compared with what is published once a month (SECURITY.md). */
const mostDays = 31;
const dayInMs = 86_400_000;

function overdue(name: string, reviewed: string, now: Date): readonly string[] {
	const days = Math.floor((now.getTime() - new Date(`${reviewed}T00:00:00Z`).getTime()) / dayInMs);
	return days > mostDays ? [`! ${name} was last compared with what is published ${days} days ago (${reviewed}); it is due.`] : [];
}

function hostLines(host: string, { hostList, closures }: Facts): Report {
	const lines: string[] = [];
	const counts = { fixed: 0, 'not-affected': 0, closed: 0, open: 0 };
	for (const advisory of hostList.advisories) {
		const standing = standingOfHost(advisory, host, closures);
		counts[standing.state] += 1;
		const what = [advisory.id, ...advisory.aliases].join(', ');
		if (standing.state === 'closed') lines.push(`  closed  ${what}: ${advisory.title} By “${standing.by}” (${standing.how.join(', ')}).`);
		if (standing.state === 'open') lines.push(`  OPEN    ${what}: ${advisory.title} Fixed in ${advisory.fixed ?? 'no version yet'}.`);
	}
	const summary = `Directus ${host}: ${counts.fixed} fixed in it, ${counts['not-affected']} not in it, ${counts.closed} closed by the host guard, ${counts.open} open.`;
	return { lines: [summary, ...lines], open: counts.open };
}

function libraryLines({ libraryList, lock }: Facts): Report {
	const lines = libraryList.libraries.flatMap((advisory) => {
		const weak = weakCopies(advisory, lock).map(({ path, version }) => `${path} ${version}`);
		const ids = advisory.ids.length === 0 ? '' : ` (${advisory.ids.join(', ')})`;
		if (weak.length > 0) return [`  OPEN    ${advisory.package}${ids}: needs ${advisory.fixed}, the lock-file has ${weak.join(', ')}.`];
		// A name nothing is installed under would never be reported: it is misspelt, or its line can go.
		return copiesOf(advisory.package, lock).length === 0
			? [`  OPEN    ${advisory.package}${ids}: is in the list, but nowhere in the lock-file. Take it out of the list.`]
			: [];
	});
	return {
		lines: [`Libraries: ${libraryList.libraries.length - lines.length} of ${libraryList.libraries.length} fixed.`, ...lines],
		open: lines.length,
	};
}

/** Says for every known weakness how it stands, and what is open. */
export function report(facts: Facts): Report {
	const parts = [...facts.hosts.map((host) => hostLines(host, facts)), libraryLines(facts)];
	const open = parts.reduce((sum, part) => sum + part.open, 0);
	const due = [
		...overdue('docs/advisories/directus.json', facts.hostList.reviewed, facts.now),
		...overdue('docs/advisories/libraries.json', facts.libraryList.reviewed, facts.now),
	];
	const end = open === 0 ? 'Nothing that is listed is open.' : `${open} open: raise the version, or close it in the host guard.`;
	return { lines: [...parts.flatMap(({ lines }) => lines), ...due, end], open };
}
