import type { LedgerEntry } from '@crm-policy/rules/ledger/chain';
import { MemoryStore, type CommandComment, type Counter, type StoredRow } from '@crm-policy/rules/in-memory/store';
import type { Person } from '@crm-policy/rules/organisation/people';
import { processes, processOf } from '@crm-policy/rules/processes';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { blankRow, hasColumn, kindOf } from '../../kind-of.js';
import { stableId } from '../../stable-id.js';
import { Refusal } from './refusal.js';

/** A person acting at an instant (ISO 8601 in UTC). */
export interface Moment {
	readonly by: string;
	readonly at: string;
}

export interface Order extends Moment {
	readonly input?: Readonly<Record<string, unknown>>;
	readonly comment?: string;
}

/** Identifiers that follow from the number of the command that asks for them. */
function identifiersOf(store: () => MemoryStore): () => string {
	let [command, count] = [0, 0];
	return () => {
		const seq = store().ledger.length + 1;
		[command, count] = seq === command ? [command, count + 1] : [seq, 1];
		return stableId('demo', 'event', String(seq), String(count));
	};
}

/**
 * A company in memory that lives by the rules: people fill in forms, issue commands, and the processes decide. No clock and no
 * randomness: the instant comes with each act, identifiers follow from the order of events.
 */
export class World {
	readonly store: MemoryStore;
	readonly #founded = new Set<string>();

	constructor(
		rulebook: Rulebook,
		private readonly people: readonly Person[],
		founding: LedgerEntry,
	) {
		this.store = new MemoryStore({
			rulebooks: [rulebook],
			people,
			kindOf,
			newId: identifiersOf(() => this.store),
			columns: { blankRow, hasColumn },
			ledger: [founding],
		});
	}

	get ledger(): readonly LedgerEntry[] {
		return this.store.ledger;
	}

	get comments(): readonly CommandComment[] {
		return this.store.comments;
	}

	get counters(): readonly Counter[] {
		return this.store.counters;
	}

	/** Takes over a row that the product comes with. */
	found(collection: string, row: StoredRow): void {
		this.store.put(collection, row);
		this.#founded.add(row.id);
	}

	/** The rows of a collection that the company has made itself. */
	made(collection: string): readonly StoredRow[] {
		return this.store.where(collection).filter(({ id }) => !this.#founded.has(id));
	}

	/** Fills in a new form. */
	create(collection: string, row: StoredRow, moment: Moment): StoredRow {
		return this.store.put(collection, row, moment);
	}

	/**
	 * Changes a form, or a row below one, where its process allows it.
	 * @throws Error where it does not
	 */
	edit(collection: string, id: string, patch: Readonly<Record<string, unknown>>, moment: Moment): void {
		const above = processes.find((process) => process.children.some((child) => child.collection === collection));
		const parent = above?.children.find((child) => child.collection === collection)?.parent;
		const edited =
			above === undefined || parent === undefined || processOf(collection) !== undefined
				? this.store.edit({ collection, id, patch, moment })
				: this.store.edit({
						collection: above.collection,
						id: String(this.store.row(collection, id)[parent]),
						patch,
						child: { collection, row: id },
						moment,
					});
		if (!edited) throw new Error(`${Object.keys(patch).join(', ')} of ${collection} cannot be edited now.`);
	}

	/**
	 * Issues a command.
	 * @throws Refusal when a rule does not hold
	 */
	command(collection: string, id: string, command: string, { by, at, input = {}, comment }: Order): void {
		const person = this.people.find((candidate) => candidate.id === by);
		if (person === undefined) throw new Error(`Nobody is called ${by}.`);
		const actor = { id: by, roles: person.roles, department: person.department, system: false };
		const answer = this.store.issue({ collection, id, command, actor, now: at, input, comment: comment ?? null });
		if (!answer.accepted) throw new Refusal(collection, command, answer.violations);
	}
}
