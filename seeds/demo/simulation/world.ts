import { governedDigest } from '@crm-policy/rules/ledger/governed-digest';
import { chain, type LedgerEntry, type MovedRecord } from '@crm-policy/rules/ledger/chain';
import { cycleOf, formatNumber } from '@crm-policy/rules/numbering/pattern';
import type { Actor, Person } from '@crm-policy/rules/organisation/people';
import { decide, decideOutcome, factsOf, type Accepted, type NeedsFacts } from '@crm-policy/rules/process/decide';
import type { Case, ProcessTypes } from '@crm-policy/rules/process/declaration';
import type { Effect } from '@crm-policy/rules/process/effect';
import { processOf, type AnyProcess } from '@crm-policy/rules/processes';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { hasColumn, kindOf } from '../../kind-of.js';
import { stableId } from '../../stable-id.js';
import { contentNow, facts } from './facts.js';
import { contentHash } from '@crm-policy/rules/canonical/content';
import { Refusal } from './refusal.js';
import { Store, type StoredRow } from './store.js';

/** A person acting at an instant (ISO 8601 in UTC). */
export interface Moment {
	readonly by: string;
	readonly at: string;
}

export interface Order extends Moment {
	readonly input?: Readonly<Record<string, unknown>>;
	readonly comment?: string;
}

export interface Comment {
	readonly seq: number;
	readonly author: string;
	readonly comment: string;
}

export interface Counter {
	readonly name: string;
	readonly cycle: string;
	readonly last: number;
}

interface Accomplished {
	readonly process: AnyProcess;
	readonly row: StoredRow;
	readonly decision: Accepted;
}

/**
 * A company in memory that lives by the rules: people fill in forms, issue commands, and the processes decide. Performs what they
 * decide as the engine does it against a database, with numbers, revisions, hashes and ledger. No clock and no randomness: the
 * instant comes with each act, identifiers follow from the order of events.
 */
export class World {
	readonly store = new Store();
	readonly #ledger: LedgerEntry[];
	/** Hash of the last entry. */
	#head: string;
	readonly #comments: Comment[] = [];
	readonly #counters = new Map<string, Counter>();

	constructor(
		private readonly rulebook: Rulebook,
		private readonly people: readonly Person[],
		founding: LedgerEntry,
	) {
		this.#ledger = [founding];
		this.#head = founding.hash;
	}

	get ledger(): readonly LedgerEntry[] {
		return this.#ledger;
	}

	get comments(): readonly Comment[] {
		return this.#comments;
	}

	get counters(): readonly Counter[] {
		return [...this.#counters.values()];
	}

	/** Fills in a new form. */
	create(collection: string, row: StoredRow, { by, at }: Moment): StoredRow {
		return this.store.insert(collection, { ...row, ...this.#stamp(collection, by, at, 'created') });
	}

	/** Changes a form where its process allows it. */
	edit(collection: string, id: string, patch: Readonly<Record<string, unknown>>, { by, at }: Moment): void {
		const row = this.store.row(collection, id);
		this.store.update(collection, id, {
			...patch,
			...(hasColumn(collection, 'revision') ? { revision: Number(row['revision']) + 1 } : {}),
			...this.#stamp(collection, by, at, 'updated'),
		});
	}

	/**
	 * Issues a command.
	 * @throws Refusal when a rule does not hold
	 */
	command(collection: string, id: string, command: string, order: Order): void {
		const process = processOf(collection);
		if (process === undefined) throw new Error(`${collection} has no process.`);
		const row = this.store.row(collection, id);
		const seq = this.#ledger.length + 1;
		const newId = this.#identifiers(seq);
		const declared = process.commands[command];
		const decision = decide(process, command, this.#case(process, row, declared, order, newId));
		if (!decision.accepted) throw new Refusal(collection, command, decision.violations);
		const main: Accomplished = { process, row, decision };
		const subject = this.#conclude(main, order, newId);
		const content = process.reviewed === undefined ? null : contentHash(contentNow(this.store, collection, row));
		const moved = this.#perform(subject === null ? [main] : [main, subject], seq, order);
		const entry = chain(this.#head, {
			seq,
			at: order.at,
			actor: order.by,
			collection,
			item: id,
			command,
			from: decision.from,
			to: decision.to,
			revision: Number(row['revision']) + 1,
			rulebook_version: this.rulebook.version,
			content_hash: content,
			moved,
		});
		this.#ledger.push(entry);
		this.#head = entry.hash;
		if (order.comment !== undefined) this.#comments.push({ seq, author: order.by, comment: order.comment });
	}

	#identifiers(seq: number): () => string {
		let count = 0;
		return () => stableId('demo', 'event', String(seq), String(++count));
	}

	#actor(id: string): Actor {
		const person = this.people.find((candidate) => candidate.id === id);
		if (person === undefined) throw new Error(`Nobody is called ${id}.`);
		return { id, roles: person.roles, department: person.department, system: false };
	}

	#case(
		process: AnyProcess,
		row: StoredRow,
		declared: NeedsFacts | undefined,
		{ by, at, input = {}, comment = null }: Omit<Order, 'comment'> & { comment?: string | null },
		newId: () => string,
	): Case<ProcessTypes> {
		const loaders = facts[process.collection] ?? {};
		const circumstances = { store: this.store, row, people: this.people, rulebook: this.rulebook, now: at };
		const needed = declared === undefined ? [] : factsOf(declared);
		return {
			row: row as unknown as ProcessTypes['row'],
			facts: Object.fromEntries(
				needed.map((name) => {
					const load = loaders[name];
					if (load === undefined) throw new Error(`${process.collection} has no fact “${name}”.`);
					return [name, load(circumstances)];
				}),
			),
			actor: this.#actor(by),
			input,
			comment,
			rulebook: this.rulebook,
			now: at,
			newId,
		};
	}

	/** What the end of an approval does to the record it is about. */
	#conclude({ process, row, decision }: Accomplished, order: Order, newId: () => string): Accomplished | null {
		const conclusion = decision.effects.find((effect) => effect.kind === 'conclude');
		if (conclusion === undefined) return null;
		const approval = process.collection === 'crm_approvals' ? row : this.store.row('crm_approvals', String(row['approval']));
		const subject = processOf(String(approval['subject_collection']));
		if (subject === undefined) throw new Error('An approval is about something without a process.');
		const about = this.store.row(subject.collection, String(approval['subject_id']));
		const outcome = decideOutcome(
			subject,
			conclusion.outcome,
			this.#case(subject, about, subject.outcomes?.[conclusion.outcome], order, newId),
		);
		if (!outcome.accepted) throw new Refusal(subject.collection, conclusion.outcome, outcome.violations);
		return { process: subject, row: about, decision: outcome };
	}

	#perform(steps: readonly Accomplished[], seq: number, { by, at }: Moment): readonly MovedRecord[] {
		const moved = new Map<string, MovedRecord>();
		const remember = (collection: string, row: StoredRow): void => {
			const process = processOf(collection);
			if (process !== undefined)
				moved.set(`${collection}/${row.id}`, { collection, item: row.id, digest: governedDigest(process, row, kindOf) });
		};
		const write = (collection: string, id: string, patch: Readonly<Record<string, unknown>>): void => {
			const revision = hasColumn(collection, 'revision') ? { revision: Number(this.store.row(collection, id)['revision']) + 1 } : {};
			const ledger = processOf(collection) === undefined ? {} : { ledger: seq };
			remember(
				collection,
				this.store.update(collection, id, { ...patch, ...revision, ...ledger, ...this.#stamp(collection, by, at, 'updated') }),
			);
		};
		for (const { process, row, decision } of steps)
			write(process.collection, row.id, { ...this.#patch(row, decision, at), status: decision.to });
		for (const effect of steps.flatMap(({ decision }) => decision.effects)) this.#performEffect(effect, write, remember, { seq, by, at });
		return [...moved.values()];
	}

	#performEffect(
		effect: Effect,
		write: (collection: string, id: string, patch: Readonly<Record<string, unknown>>) => void,
		remember: (collection: string, row: StoredRow) => void,
		{ seq, by, at }: Moment & { readonly seq: number },
	): void {
		switch (effect.kind) {
			case 'insert': {
				const ledger = processOf(effect.collection) === undefined ? {} : { ledger: seq };
				remember(
					effect.collection,
					this.store.insert(effect.collection, { ...effect.row, ...ledger, ...this.#stamp(effect.collection, by, at, 'created') }),
				);
				return;
			}
			case 'update':
				write(effect.collection, effect.id, effect.patch);
				return;
			case 'delete':
				this.store.delete(effect.collection, effect.id);
				return;
			case 'set':
			case 'number':
			case 'conclude':
			case 'notify':
				return;
		}
	}

	#patch(row: StoredRow, decision: Accepted, at: string): Readonly<Record<string, unknown>> {
		const patch: Record<string, unknown> = {};
		for (const effect of decision.effects) {
			if (effect.kind === 'set') Object.assign(patch, effect.patch);
			if (effect.kind === 'number' && row['number'] === null)
				patch['number'] = this.#nextNumber(effect, at);
		}
		return patch;
	}

	#nextNumber({ sequence, parts }: Extract<Effect, { kind: 'number' }>, at: string): string {
		const { numbering, time_zone } = this.rulebook;
		const name = sequence as keyof typeof numbering;
		const cycle = cycleOf(numbering[name], at, time_zone);
		const last = (this.#counters.get(`${name} ${cycle}`)?.last ?? 0) + 1;
		this.#counters.set(`${name} ${cycle}`, { name, cycle, last });
		return formatNumber(numbering[name], at, time_zone, last, parts);
	}

	#stamp(collection: string, by: string, at: string, kind: 'created' | 'updated'): Readonly<Record<string, unknown>> {
		return {
			...(hasColumn(collection, `date_${kind}`) ? { [`date_${kind}`]: at } : {}),
			...(hasColumn(collection, `user_${kind}`) ? { [`user_${kind}`]: by } : {}),
		};
	}
}
