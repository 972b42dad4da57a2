import { contentHash, contentOf, type Content, type KindOf } from '../canonical/content.js';
import { canonicalJson } from '../canonical/digest.js';
import { chain, genesis, type LedgerEntry, type MovedRecord } from '../ledger/chain.js';
import { governedDigest } from '../ledger/governed-digest.js';
import { cycleOf, formatNumber } from '../numbering/pattern.js';
import type { Actor, Person } from '../organisation/people.js';
import { decide, decideOutcome, explain, factsOf, type Accepted, type Decision, type NeedsFacts } from '../process/decide.js';
import type { Case, EditWindow, ProcessTypes } from '../process/declaration.js';
import type { Effect, Row } from '../process/effect.js';
import type { Violation } from '../process/violation.js';
import { processes, processOf, type AnyProcess } from '../processes.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { memoryFacts } from './memory-facts.js';

export interface MemoryStoreSettings {
	/** Every version that cases may have begun under; new cases begin under the last one. */
	readonly rulebooks: readonly [Rulebook, ...Rulebook[]];
	readonly people: readonly Person[];
	readonly kindOf: KindOf;
	readonly newId: () => string;
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
}

interface Step {
	readonly process: AnyProcess;
	readonly row: Row;
	readonly decision: Accepted;
}

/** Collections whose rows are not under a process but are written by effects all the same. */
type Tables = Map<string, Map<string, Row>>;

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
	readonly #counters = new Map<string, number>();
	readonly #ledger: LedgerEntry[] = [];
	readonly #messages: Extract<Effect, { kind: 'notify' }>[] = [];
	#people: readonly Person[];

	constructor(private readonly settings: MemoryStoreSettings) {
		this.#people = settings.people;
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

	/** Everything put into the outbox so far. */
	get messages(): readonly Extract<Effect, { kind: 'notify' }>[] {
		return this.#messages;
	}

	/** Puts a row there without asking anybody: what was there before the story begins. */
	put(collection: string, row: Row & { readonly id: string }): void {
		this.#table(collection).set(row.id, row);
	}

	/** @throws Error when there is no such row. */
	row(collection: string, id: string): Row {
		const found = this.#tables.get(collection)?.get(id);
		if (found === undefined) throw new Error(`There is no ${id} in ${collection}.`);
		return found;
	}

	rows(collection: string): readonly Row[] {
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
	where(collection: string, wanted: Row): readonly Row[] {
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
	edit({ collection, id, patch, child }: Edit): boolean {
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
			this.#write(collection, id, patch);
			return true;
		}
		if (child.remove === true && child.row !== undefined) this.#table(child.collection).delete(child.row);
		else if (child.row === undefined)
			this.put(child.collection, {
				...(edited === undefined ? {} : { status: edited.initial, revision: 0 }),
				...patch,
				id: this.settings.newId(),
				[below.parent]: id,
			});
		else this.#write(child.collection, child.row, patch);
		this.#write(collection, id, {});
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

	#decide(process: AnyProcess, row: Row, issue: Issue): { readonly decision: Decision; readonly subject: Step | null } {
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
				return [name, loader(this, row)];
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
		const effects = steps.flatMap((step) => step.decision.effects);
		// As in the engine, records move before the effects are performed, so that an effect on the same record builds on the move.
		for (const step of steps) {
			const id = String(step.row['id']);
			this.#write(step.process.collection, id, { ...this.#patchOf(step, issue.now), status: step.decision.to, ledger: seq });
			remember(step.process.collection, id);
		}
		for (const effect of effects) {
			if (effect.kind === 'insert') {
				this.put(effect.collection, { ...effect.row, ...(processOf(effect.collection) === undefined ? {} : { ledger: seq }) });
				remember(effect.collection, effect.row.id);
			}
			if (effect.kind === 'update') {
				this.#write(effect.collection, effect.id, {
					...effect.patch,
					...(processOf(effect.collection) === undefined ? {} : { ledger: seq }),
				});
				remember(effect.collection, effect.id);
			}
			if (effect.kind === 'delete') this.#table(effect.collection).delete(effect.id);
			if (effect.kind === 'notify') this.#messages.push(effect);
		}
		const after = this.row(issue.collection, issue.id);
		const entry = chain(this.#ledger.at(-1)?.hash ?? genesis, {
			seq,
			at: issue.now,
			actor: issue.actor.id,
			collection: issue.collection,
			item: issue.id,
			command: issue.command,
			from: main.decision.from,
			to: main.decision.to,
			revision: Number(after['revision']),
			rulebook_version: this.#rulebookOf(after).version,
			content_hash: main.process.reviewed === undefined ? null : contentHash(this.contentOf(issue.collection, issue.id)),
			moved: [...moved.values()],
		});
		this.#ledger.push(entry);
		return { accepted: true, status: main.decision.to, entry, effects };
	}

	#patchOf(step: Step, now: string): Row {
		const patch: Record<string, unknown> = {};
		for (const effect of step.decision.effects) {
			if (effect.kind === 'set') Object.assign(patch, effect.patch);
			if (effect.kind === 'number' && (step.row['number'] ?? null) === null) patch['number'] = this.#nextNumber(step, effect, now);
		}
		return patch;
	}

	#nextNumber(step: Step, { sequence, parts }: Extract<Effect, { kind: 'number' }>, now: string): string {
		const { numbering, time_zone } = this.#rulebookOf(step.row);
		const pattern = numbering[sequence as keyof typeof numbering];
		const cycle = cycleOf(pattern, now, time_zone);
		const next = (this.#counters.get(`${sequence}/${cycle}`) ?? 0) + 1;
		this.#counters.set(`${sequence}/${cycle}`, next);
		return formatNumber(pattern, now, time_zone, next, parts);
	}

	#write(collection: string, id: string, patch: Row): void {
		const row = this.row(collection, id);
		this.#table(collection).set(id, { ...row, ...patch, ...('revision' in row ? { revision: Number(row['revision']) + 1 } : {}) });
	}

	#processOf(collection: string): AnyProcess {
		const found = processes.find((process) => process.collection === collection);
		if (found === undefined) throw new Error(`There is no process for ${collection}.`);
		return found;
	}

	#table(collection: string): Map<string, Row> {
		const known = this.#tables.get(collection);
		if (known !== undefined) return known;
		const fresh = new Map<string, Row>();
		this.#tables.set(collection, fresh);
		return fresh;
	}
}
