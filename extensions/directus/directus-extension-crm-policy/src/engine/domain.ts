import type { AnyProcess } from '@crm-policy/rules/processes';
import type { Row } from './codec.js';
import type { FactRequest, Work } from './context.js';

/** Loads one fact. Loaders may ask for another fact of the same case; each is loaded once per command. */
export type FactLoader = (request: FactRequest, fact: (name: string) => Promise<unknown>) => Promise<unknown>;

/** A record to lock before another. */
export interface Anchor {
	readonly collection: string;
	readonly id: string;
}

/** A process with what it takes to run it: how its facts are loaded and what its records are called. */
export interface Domain {
	readonly process: AnyProcess;
	readonly facts: Readonly<Record<string, FactLoader>>;
	/** Commands whose decision may end an approval, and with it move another record. */
	readonly concludes?: readonly string[];
	/**
	 * Records to lock before one of this collection, outermost first, so that every command on one case queues at the same place.
	 * Without it a record is its own case.
	 */
	readonly anchors?: (work: Work, id: string) => Promise<readonly Anchor[]>;
	/**
	 * For records with a deadline in working time (`department`, `status` and `work_calendar` are columns of theirs): in which states the
	 * deadline runs, and the command with which the system works it out anew when another calendar has come to apply.
	 */
	readonly workingDeadline?: { readonly states: readonly string[]; readonly recompute: string };
	/** What people call a record in messages and lists. */
	readonly title: (row: Readonly<Row>) => string;
}
