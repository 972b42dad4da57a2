import { contentHash, contentOf, type Content, type KindOf } from '../canonical/content.js';
import { canonicalJson } from '../canonical/digest.js';
import { chain, genesis, type LedgerEntry, type MovedRecord } from '../ledger/chain.js';
import { governedDigest } from '../ledger/governed-digest.js';
import { cycleOf, formatNumber } from '../numbering/pattern.js';
import type { Actor, Person } from '../organisation/people.js';
import { decide, decideOutcome, explain, factsOf, type Accepted, type Decision, type NeedsFacts } from '../process/decide.js';
import type { Case, EditWindow, ProcessTypes } from '../process/declaration.js';
import type { Effect, Numbered, Row } from '../process/effect.js';
import type { Violation } from '../process/violation.js';
import { processes, processOf, type AnyProcess } from '../processes.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { memoryFacts } from './facts.js';

/** A row in memory. */
export type StoredRow = Row & { readonly id: string };

/** The columns tables have, for a store as strict as a database. */
export interface Columns {
	/** A row of which nothing has been said yet: every column with what it holds by default. */
	readonly blankRow: (collection: string) => Row;
	readonly hasColumn: (collection: string, field: string) => boolean;
}

export interface MemoryStoreSettings {
	/** Every version that cases may have begun under; new cases begin under the last one. */
	readonly rulebooks: readonly [Rulebook, ...Rulebook[]];
	readonly people: readonly Person[];
	readonly kindOf: KindOf;
	readonly newId: () => string;
	/** Without it, rows have the columns they are given. */
	readonly columns?: Columns;
	/** Entries the ledger begins with. */
	readonly ledger?: readonly LedgerEntry[];
}

/** A person doing something at an instant (ISO 8601 in UTC). */
export interface Moment {
	readonly by: string | null;
	readonly at: string;
}

/** What somebody said about a command, beside its ledger entry. */
export interface CommandComment {
	readonly seq: number;
	readonly author: string | null;
	readonly comment: string;
}

/** How far the numbers of a sequence have counted in a cycle. */
export interface Counter {
	readonly name: string;
	readonly cycle: string;
	readonly last: number;
}

/** One command as somebody issues it. */
export interface Issue {
	readonly collection: string;
	readonly id: string;
	readonly command: string;
	readonly actor: Actor;
	/** ISO 8601 instant in UTC. */
	readonly now: string;
	readonly input?: Readonly<Record<string, unknown>>;
	readonly comment?: string | null;
}

export type Answer =
	| { readonly accepted: true; readonly status: string; readonly entry: LedgerEntry; readonly effects: readonly Effect[] }
	| { readonly accepted: false; readonly violations: readonly Violation[] };

/** An ordinary edit in a form: fields of a record or, with `child`, of a row below it (a new row without `row`, none after `remove`). */
export interface Edit {
	readonly collection: string;
	readonly id: string;
	readonly patch: Row;
	readonly child?: { readonly collection: string; readonly row?: string; readonly remove?: boolean };
	/** Who edits, and when, where the tables have columns for it. */
	readonly moment?: Moment;
}

interface Step {
	readonly process: AnyProcess;
	readonly row: StoredRow;
	readonly decision: Accepted;
}

/** Collections whose rows are not under a process but are written by effects all the same. */
type Tables = Map<string, Map<string, StoredRow>>;

const statesFor = (windows: readonly EditWindow[], field: string): readonly string[] => {
	const named = windows.filter((window) => window.fields !== '*' && window.fields.includes(field));
	return (named.length > 0 ? named : windows.filter((window) => window.fields === '*')).flatMap((window) => window.states);
};

/**
 * The processes over tables in memory: loads the facts a rule asks for (and no others), decides, performs the effects and keeps the
 * ledger, as the engine does with a database. Sequences of commands can so be run without one.
 */
export class MemoryStore {
	readonly #tables: Tables = new Map();
	readonly #counters = new Map<string, Counter>();
	readonly #ledger: LedgerEntry[];
	readonly #comments: CommandComment[] = [];
	readonly #messages: Extract<Effect, { kind: 'notify' }>[] = [];
	#people: readonly Person[];

	constructor(private readonly settings: MemoryStoreSettings) {
		this.#people = settings.people;
		this.#ledger = [...(settings.ledger ?? [])];
	}

	get people(): readonly Person[] {
		return this.#people;
	}

	/** Staff changes: somebody leaves, falls ill, loses a qualification. */
	set people(people: readonly Person[]) {
		this.#people = people;
	}

	get ledger(): readonly LedgerEntry[] {
		return this.#ledger;
	}

	get comments(): readonly CommandComment[] {
		return this.#comments;
	}

	get counters(): readonly Counter[] {
		return [...this.#counters.values()];
	}

	/** Everything put into the outbox so far. */
	get messages(): readonly Extract<Effect, { kind: 'notify' }>[] {
		return this.#messages;
	}

	/**
	 * Puts a row there without asking anybody: what was there before the story begins, or a form that somebody fills in.
	 * @throws Error where the tables have columns, for one they do not have and for a row that is there already
	 */
	put(collection: string, row: StoredRow, moment?: Moment): StoredRow {
		const { columns } = this.settings;
		const table = this.#table(collection);
		if (columns !== undefined && table.has(row.id)) throw new Error(`${collection} has a row ${row.id} already.`);
		this.#assertColumns(collection, row);
		const complete = { ...columns?.blankRow(collection), ...row, ...this.#stamp(collection, moment, 'created') };
		table.set(row.id, complete);
		return complete;
	}

	/** @throws Error when there is no such row. */
	row(collection: string, id: string): StoredRow {
		const found = this.#tables.get(collection)?.get(id);
		if (found === undefined) throw new Error(`There is no ${id} in ${collection}.`);
		return found;
	}

	/** Collections that have rows. */
	get collections(): readonly string[] {
		return [...this.#tables].flatMap(([collection, rows]) => (rows.size > 0 ? [collection] : []));
	}

	rows(collection: string): readonly StoredRow[] {
		return [...(this.#tables.get(collection)?.values() ?? [])];
	}

	/** Everything there is, as one text: two stores that read the same are the same. */
	snapshot(): string {
		return canonicalJson({
			tables: Object.fromEntries([...this.#tables].map(([collection, rows]) => [collection, Object.fromEntries(rows)])),
			counters: Object.fromEntries(this.#counters),
			ledger: this.#ledger.length,
			messages: this.#messages.length,
		});
	}

	/** The rows that have all these values, in the order they were added. */
	where(collection: string, wanted: Row = {}): readonly StoredRow[] {
		return this.rows(collection).filter((row) => Object.entries(wanted).every(([field, value]) => row[field] === value));
	}

	/** The reviewed content of a record as it is now. A file's digest is kept in its row as `digest`. */
	contentOf(collection: string, id: string): Content {
		const reviewed = processOf(collection)?.reviewed;
		if (reviewed === undefined) throw new Error(`${collection} declares no reviewed content.`);
		const children = Object.fromEntries(
			reviewed.children.map((child) => [child.collection, this.where(child.collection, { [child.parent]: id })]),
		);
		const files = reviewed.files.flatMap((attached) =>
			this.where(attached.collection, { [attached.parent]: id }).map((row) => String(row['digest'] ?? row[attached.file])),
		);
		return contentOf(collection, reviewed, { row: this.row(collection, id), children, files }, this.settings.kindOf);
	}

	/**
	 * Edits a record or a row below it as people do in the form. Refuses, and answers false, outside the windows the process
	 * declares and for everything only commands write.
	 */
	edit({ collection, id, patch, child, moment }: Edit): boolean {
		const process = this.#processOf(collection);
		const state = String(this.row(collection, id)['status']);
		const below = child === undefined ? undefined : process.children.find((declared) => declared.collection === child.collection);
		if (child !== undefined && below === undefined) return false;
		const windows = below?.editable ?? process.editable;
		const edited = below === undefined ? process : processOf(below.collection);
		const begun = child === undefined || child.row !== undefined;
		const closed = edited === undefined ? [] : [...edited.governed, ...(begun ? edited.setOnce : []), 'status', 'revision'];
		const fields = child?.remove === true ? ['*'] : Object.keys(patch);
		if (fields.some((field) => closed.includes(field) || !statesFor(windows, field).includes(state))) return false;
		if (child === undefined || below === undefined) {
			this.#write(collection, id, patch, moment);
			return true;
		}
		if (child.remove === true && child.row !== undefined) this.#table(child.collection).delete(child.row);
		else if (child.row === undefined)
			this.put(
				child.collection,
				{
					...(edited === undefined ? {} : { status: edited.initial, revision: 0 }),
					...patch,
					id: this.settings.newId(),
					[below.parent]: id,
				},
				moment,
			);
		else this.#write(child.collection, child.row, patch, moment);
		this.#write(collection, id, {}, moment);
		return true;
	}

	/** Issues a command: decides and, if it is accepted, performs it and writes its entry. A refusal leaves everything as it was. */
	issue(issue: Issue): Answer {
		const process = this.#processOf(issue.collection);
		const row = this.row(issue.collection, issue.id);
		const { decision, subject } = this.#decide(process, row, issue);
		if (!decision.accepted) return { accepted: false, violations: decision.violations };
		return this.#perform(issue, { process, row, decision }, subject);
	}

	/** What stands between the actor and a command, before its form is filled in. */
	explain(issue: Omit<Issue, 'input' | 'comment'>): readonly Violation[] {
		const process = this.#processOf(issue.collection);
		const declared = process.commands[issue.command];
		return explain(
			process,
			issue.command,
			this.#case(process, this.row(issue.collection, issue.id), { ...issue, input: {}, comment: null }, declared),
		);
	}

	/** Decides a command as `issue` does, and performs nothing. */
	consider(issue: Issue): Decision {
		return this.#decide(this.#processOf(issue.collection), this.row(issue.collection, issue.id), issue).decision;
	}

	#decide(process: AnyProcess, row: StoredRow, issue: Issue): { readonly decision: Decision; readonly subject: Step | null } {
		const decision = decide(process, issue.command, this.#case(process, row, issue, process.commands[issue.command]));
		if (!decision.accepted) return { decision, subject: null };
		const conclusion = decision.effects.find((effect) => effect.kind === 'conclude');
		if (conclusion === undefined) return { decision, subject: null };
		const approval = issue.collection === 'crm_approvals' ? row : this.row('crm_approvals', String(row['approval']));
		const about = this.#processOf(String(approval['subject_collection']));
		const subject = this.row(about.collection, String(approval['subject_id']));
		const consequence = decideOutcome(about, conclusion.outcome, this.#case(about, subject, issue, about.outcomes?.[conclusion.outcome]));
		return consequence.accepted
			? { decision, subject: { process: about, row: subject, decision: consequence } }
			: { decision: consequence, subject: null };
	}

	#case(process: AnyProcess, row: Row, issue: Issue, declared: NeedsFacts | undefined): Case<ProcessTypes> {
		const loaders = memoryFacts[process.collection] ?? {};
		const needed = declared === undefined ? [] : factsOf(declared);
		const facts = Object.fromEntries(
			needed.map((name) => {
				const loader = loaders[name];
				if (loader === undefined) throw new Error(`${process.collection} has no fact “${name}”.`);
				return [name, loader(this, row, { now: issue.now, rulebook: this.#rulebookOf(row) })];
			}),
		);
		return {
			row: row as unknown as ProcessTypes['row'],
			facts,
			actor: issue.actor,
			input: issue.input ?? {},
			comment: issue.comment ?? null,
			rulebook: this.#rulebookOf(row),
			now: issue.now,
			newId: this.settings.newId,
		};
	}

	/** A case goes by the rulebook version its record began with. */
	#rulebookOf(row: Row): Rulebook {
		const { rulebooks } = this.settings;
		return rulebooks.find(({ version }) => version === row['rulebook_version']) ?? rulebooks.at(-1) ?? rulebooks[0];
	}

	#perform(issue: Issue, main: Step, subject: Step | null): Answer {
		const steps = subject === null ? [main] : [main, subject];
		const seq = this.#ledger.length + 1;
		const moment: Moment = { by: issue.actor.id, at: issue.now };
		const rulebook = this.#rulebookOf(main.row);
		const content = main.process.reviewed === undefined ? null : contentHash(this.contentOf(issue.collection, issue.id));
		const moved = new Map<string, MovedRecord>();
		const remember = (collection: string, id: string): void => {
			const process = processOf(collection);
			if (process === undefined) return;
			moved.set(`${collection}/${id}`, {
				collection,
				item: id,
				digest: governedDigest(process, this.row(collection, id), this.settings.kindOf),
			});
		};
		const inEntry = (collection: string): Row => (processOf(collection) === undefined ? {} : { ledger: seq });
		const effects = steps.flatMap((step) => step.decision.effects);
		// As in the engine: new rows first, because what follows may point at them; then the records themselves; then the other effects.
		for (const effect of effects) {
			if (effect.kind !== 'insert') continue;
			const number = effect.sequence === undefined ? {} : { number: this.#nextNumber(rulebook, { sequence: effect.sequence }, issue.now) };
			this.put(effect.collection, { ...effect.row, ...number, ...inEntry(effect.collection) }, moment);
			remember(effect.collection, effect.row.id);
		}
		for (const step of steps) {
			const { collection } = step.process;
			const patch = { ...this.#patchOf(step, rulebook, issue.now), status: step.decision.to, ledger: seq };
			this.#write(collection, step.row.id, patch, moment);
			remember(collection, step.row.id);
		}
		for (const effect of effects) {
			if (effect.kind === 'update') {
				this.#write(effect.collection, effect.id, { ...effect.patch, ...inEntry(effect.collection) }, moment);
				remember(effect.collection, effect.id);
			}
			if (effect.kind === 'updateAll') {
				for (const id of effect.ids) {
					this.#write(effect.collection, id, { ...effect.patch, ...inEntry(effect.collection) }, moment);
					remember(effect.collection, id);
				}
			}
			if (effect.kind === 'delete' && !this.#table(effect.collection).delete(effect.id))
				throw new Error(`There is no ${effect.id} in ${effect.collection} to delete.`);
			if (effect.kind === 'notify') this.#messages.push(effect);
		}
		const entry = chain(this.#ledger.at(-1)?.hash ?? genesis, {
			seq,
			at: issue.now,
			actor: issue.actor.id,
			collection: issue.collection,
			item: issue.id,
			command: issue.command,
			from: main.decision.from,
			to: main.decision.to,
			revision: Number(main.row['revision']) + 1,
			rulebook_version: rulebook.version,
			content_hash: content,
			moved: [...moved.values()],
		});
		this.#ledger.push(entry);
		if (typeof issue.comment === 'string' && issue.comment !== '')
			this.#comments.push({ seq, author: issue.actor.id, comment: issue.comment });
		return { accepted: true, status: main.decision.to, entry, effects };
	}

	#patchOf(step: Step, rulebook: Rulebook, now: string): Row {
		const patch: Record<string, unknown> = {};
		for (const effect of step.decision.effects) {
			if (effect.kind === 'set') Object.assign(patch, effect.patch);
			if (effect.kind === 'number' && (step.row['number'] ?? null) === null) patch['number'] = this.#nextNumber(rulebook, effect, now);
		}
		return patch;
	}

	#nextNumber({ numbering, time_zone }: Rulebook, { sequence: name, parts }: Numbered, now: string): string {
		const pattern = numbering[name];
		const cycle = cycleOf(pattern, now, time_zone);
		const last = (this.#counters.get(`${name} ${cycle}`)?.last ?? 0) + 1;
		this.#counters.set(`${name} ${cycle}`, { name, cycle, last });
		return formatNumber(pattern, now, time_zone, last, parts);
	}

	#write(collection: string, id: string, patch: Row, moment?: Moment): void {
		this.#assertColumns(collection, patch);
		const row = this.row(collection, id);
		this.#table(collection).set(id, {
			...row,
			...patch,
			...('revision' in row ? { revision: Number(row['revision']) + 1 } : {}),
			...this.#stamp(collection, moment, 'updated'),
		});
	}

	/** Who did it and when, where the tables have columns for that. */
	#stamp(collection: string, moment: Moment | undefined, kind: 'created' | 'updated'): Row {
		const { columns } = this.settings;
		if (columns === undefined || moment === undefined) return {};
		return {
			...(columns.hasColumn(collection, `date_${kind}`) ? { [`date_${kind}`]: moment.at } : {}),
			...(columns.hasColumn(collection, `user_${kind}`) ? { [`user_${kind}`]: moment.by } : {}),
		};
	}

	#assertColumns(collection: string, row: Row): void {
		const { columns } = this.settings;
		const unknown = Object.keys(row).filter((name) => columns?.hasColumn(collection, name) === false);
		if (unknown.length > 0) throw new Error(`${collection} has no column ${unknown.join(', ')}.`);
	}

	#processOf(collection: string): AnyProcess {
		const found = processes.find((process) => process.collection === collection);
		if (found === undefined) throw new Error(`There is no process for ${collection}.`);
		return found;
	}

	#table(collection: string): Map<string, StoredRow> {
		const known = this.#tables.get(collection);
		if (known !== undefined) return known;
		const fresh = new Map<string, StoredRow>();
		this.#tables.set(collection, fresh);
		return fresh;
	}
}
