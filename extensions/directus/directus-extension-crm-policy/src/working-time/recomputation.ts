import { isDirectusError } from '@directus/errors';
import type { Knex } from 'knex';
import { systemCaller } from '../engine/caller.js';
import { issueCommand, type Domains } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import type { Domain } from '../engine/domain.js';
import { rowsOf } from '../engine/rows.js';
import { calendarsInForce, type CalendarsInForce } from './calendars.js';

/** How many deadlines of each collection one run looks at; what is left waits a minute. */
const batch = 500;

interface Counted {
	readonly collection: string;
	readonly states: readonly string[];
	readonly command: string;
}

/** The collections that hold running deadlines, as their domains declare them. */
const countedDomains = (all: readonly Domain[]): readonly Counted[] =>
	all.flatMap(({ process, workingDeadline }) =>
		workingDeadline === undefined
			? []
			: [{ collection: process.collection, states: workingDeadline.states, command: workingDeadline.recompute }],
	);

/** Running deadlines that were counted on another calendar than the one that applies to their department now. */
export async function deadlinesOnOldCalendars(
	database: Knex,
	{ collection, states }: Pick<Counted, 'collection' | 'states'>,
	{ company, own }: CalendarsInForce,
	most: number,
): Promise<readonly string[]> {
	const rows = await rowsOf<{ id: string }>(
		database(collection)
			.whereIn('status', states)
			.whereNotNull('work_calendar')
			.where((outdated) => {
				for (const [department, calendar] of own) {
					void outdated.orWhere((one) => void one.where({ department }).whereNot('work_calendar', calendar));
				}
				if (company !== null) {
					void outdated.orWhere(
						(rest) =>
							void rest
								.where((others) => void others.whereNull('department').orWhereNotIn('department', [...own.keys()]))
								.whereNot('work_calendar', company),
					);
				}
				// Without any calendar in force there is nothing to count on anew.
				if (company === null && own.size === 0) void outdated.whereRaw('1 = 0');
			})
			.orderBy('id')
			.limit(most)
			.select('id'),
	);
	return rows.map(({ id }) => id);
}

/**
 * Works out anew every running deadline whose calendar has been replaced. Each is a command of the system, with its own entry in the
 * ledger; one that is refused meanwhile (closed, moved by somebody) does not hold up the others. Safe on several instances at once,
 * and complete after a crash, because what is outdated is found by looking at the deadlines themselves.
 *
 * @returns how many were worked out anew
 */
export async function recomputeDeadlines(host: Host, domains: Domains): Promise<number> {
	const inForce = await calendarsInForce(host.database);
	let recomputed = 0;
	for (const counted of countedDomains(domains.all)) {
		for (const id of await deadlinesOnOldCalendars(host.database, counted, inForce, batch)) {
			try {
				await issueCommand(
					host,
					domains,
					{ collection: counted.collection, id, command: counted.command },
					{ input: {}, comment: null, revision: null },
					systemCaller,
				);
				recomputed += 1;
			} catch (error) {
				if (!isDirectusError(error)) throw error;
			}
		}
	}
	return recomputed;
}
