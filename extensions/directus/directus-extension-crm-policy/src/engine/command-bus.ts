import { randomUUID } from 'node:crypto';
import { ForbiddenError } from '@directus/errors';
import { governedDigest } from '@crm-policy/rules/ledger/governed-digest';
import type { MovedRecord } from '@crm-policy/rules/ledger/chain';
import { decide, decideOutcome, type Accepted, type Decision } from '@crm-policy/rules/process/decide';
import type { Outcome } from '@crm-policy/rules/process/declaration';
import type { Effect } from '@crm-policy/rules/process/effect';
import { processOf } from '@crm-policy/rules/processes';
import { kindOf, type Row } from './codec.js';
import { LiveCase, type Request } from './case.js';
import type { Caller, Host, Work } from './context.js';
import type { Anchor, Domain } from './domain.js';
import { forget } from './forgetting.js';
import { appendEntry, reserveEntry } from './ledger.js';
import { nextNumber } from './numbering.js';
import { loadPeople } from './people.js';
import { enqueue } from './outbox.js';
import { policyViolation, staleRevision } from './refusals.js';
import { assertVisible, lockRow, lockRows } from './records.js';
import { deleteRows, insertRows, updateRow, updateRows } from './writer.js';

/** Which record a command is for. */
export interface Target {
	readonly collection: string;
	readonly id: string;
	readonly command: string;
}

export interface CommandRequest extends Request {
	/** The revision the person has seen; a newer one is a conflict. */
	readonly revision: number | null;
}

export interface CommandResult {
	readonly id: string;
	readonly status: string;
	readonly revision: number;
	/** Number of the ledger entry. */
	readonly ledger: number;
}

/** What a domain registry offers the engine. */
export interface Domains {
	readonly all: readonly Domain[];
	of(collection: string): Domain | undefined;
	/** Records to lock before this one, so that every command on a case queues at the same place. */
	anchors(work: Work, collection: string, id: string): Promise<readonly Anchor[]>;
}

/** A decided case whose effects are still to be performed. */
interface Accomplished {
	readonly domain: Domain;
	readonly row: Readonly<Row>;
	readonly decision: Accepted;
}

/** Decides a command and, if it ends an approval, what that does to the record the approval is about. */
export async function decideCommand(
	work: Work,
	domains: Domains,
	live: LiveCase,
	command: string,
	request: Request,
): Promise<{ readonly decision: Decision; readonly subject: Accomplished | null }> {
	const declared = live.domain.process.commands[command];
	const decision = decide(live.domain.process, command, await live.for(declared === undefined ? [] : [declared], request));
	if (!decision.accepted) return { decision, subject: null };
	const conclusion = decision.effects.find((effect) => effect.kind === 'conclude');
	if (conclusion === undefined) return { decision, subject: null };
	return concluded(work, domains, live, decision, conclusion.outcome, request);
}

async function concluded(
	work: Work,
	domains: Domains,
	live: LiveCase,
	decision: Accepted,
	outcome: Outcome,
	request: Request,
): Promise<{ readonly decision: Decision; readonly subject: Accomplished | null }> {
	const { collection, id } = (await live.fact('subject')) as { collection: string; id: string };
	const domain = domains.of(collection);
	if (domain === undefined) throw new Error(`An approval is about ${collection}, which has no process.`);
	const row = await lockRow(work, collection, id);
	if (row === undefined) throw new Error(`The record an approval is about is gone: ${collection}.`);
	const subject = await LiveCase.of(work, domain, row, live.caller);
	const declared = domain.process.outcomes?.[outcome];
	const consequence = decideOutcome(domain.process, outcome, await subject.for(declared === undefined ? [] : [declared], request));
	return consequence.accepted ? { decision, subject: { domain, row, decision: consequence } } : { decision: consequence, subject: null };
}

export async function startWork(host: Host, trx: Work['trx'], schema: Work['schema']): Promise<Work> {
	let people: ReturnType<Work['people']> | undefined;
	return { host, trx, schema, now: new Date().toISOString(), newId: randomUUID, people: () => (people ??= loadPeople(trx)) };
}

/**
 * Issues one command: one transaction in which the record is locked, the rules decide, the effects are performed and the ledger
 * gets its entry. Refusals throw and leave nothing behind. Messages wait in the outbox until the transaction has committed.
 *
 * @throws ForbiddenError when the caller may not see the record, exactly as if it did not exist
 * @throws POLICY_VIOLATION with every violated rule, STALE_REVISION when somebody was faster
 */
export async function issueCommand(
	host: Host,
	domains: Domains,
	target: Target,
	request: CommandRequest,
	caller: Caller,
): Promise<CommandResult> {
	const domain = domains.of(target.collection);
	if (domain === undefined) throw new ForbiddenError();
	const schema = await host.getSchema();
	return host.database.transaction(async (trx) => {
		const work = await startWork(host, trx, schema);
		if (!caller.actor.system) await assertVisible(work, caller, target.collection, target.id);
		for (const anchor of await domains.anchors(work, target.collection, target.id)) await lockRow(work, anchor.collection, anchor.id);
		const row = await lockRow(work, target.collection, target.id);
		if (row === undefined) throw new ForbiddenError();
		const present = Number(row['revision']);
		if (request.revision !== null && request.revision !== present)
			throw staleRevision(target.collection, target.id, request.revision, present, caller.locale);

		const live = await LiveCase.of(work, domain, row, caller);
		const { decision, subject } = await decideCommand(work, domains, live, target.command, request);
		if (!decision.accepted) throw policyViolation(target, decision.violations, caller.locale);
		return perform(live, target, request, { domain, row, decision }, subject);
	});
}

/** Performs an accepted command: effects, states, numbers, messages, and its one ledger entry. */
async function perform(
	live: LiveCase,
	target: Target,
	request: CommandRequest,
	main: Accomplished,
	subject: Accomplished | null,
): Promise<CommandResult> {
	const { work, caller, rulebook } = live;
	const { seq, previous } = await reserveEntry(work);
	const moved = new MovedRecords(work, seq, caller, rulebook);

	const accomplished = [main, ...(subject === null ? [] : [subject])];
	const effects = accomplished.flatMap((step) => [...step.decision.effects]);
	// New rows first: the record, or an earlier row, may come to point at one of them.
	await moved.insert(effects.filter((effect) => effect.kind === 'insert'));
	for (const step of accomplished) await moved.transition(step, await patchOf(work, step, rulebook));
	for (const effect of effects) {
		if (effect.kind === 'update') await moved.update(effect);
		if (effect.kind === 'updateAll') await moved.updateAll(effect);
	}
	await moved.remove(effects.filter((effect) => effect.kind === 'delete'));
	await forget(
		work,
		effects.filter((effect) => effect.kind === 'forget'),
	);
	await enqueue(
		work,
		effects.filter((effect) => effect.kind === 'notify'),
		{ collection: target.collection, item: target.id },
	);

	const revision = Number(main.row['revision']) + 1;
	const contentHash = main.domain.process.reviewed === undefined ? null : ((await live.fact('content')) as { hash: string }).hash;
	await appendEntry(
		work,
		previous,
		{
			seq,
			at: work.now,
			actor: caller.actor.id,
			collection: target.collection,
			item: target.id,
			command: target.command,
			from: main.decision.from,
			to: main.decision.to,
			revision,
			rulebook_version: rulebook.version,
			content_hash: contentHash,
			moved: moved.records,
		},
		request.comment,
	);
	return { id: target.id, status: main.decision.to, revision, ledger: seq };
}

/** What a command writes into the record itself: state, fields of its `set` effects, its number if it gets one now. */
async function patchOf(work: Work, step: Accomplished, rulebook: LiveCase['rulebook']): Promise<Row> {
	const patch: Row = {};
	for (const effect of step.decision.effects) {
		if (effect.kind === 'set') Object.assign(patch, effect.patch);
		if (effect.kind === 'number' && (step.row['number'] ?? null) === null) {
			patch['number'] = await nextNumber(work, rulebook, effect);
		}
	}
	return { ...patch, status: step.decision.to };
}

type Effects = { readonly [K in Effect['kind']]: Extract<Effect, { kind: K }> };
type Inserted = Pick<Effects['insert'], 'collection' | 'row'>;

/** Values that follow one another and are alike, together, in the order given. */
function alike<T>(values: readonly T[], likeness: (value: T) => string): readonly (readonly [T, ...T[]])[] {
	const groups: [T, ...T[]][] = [];
	let last: string | undefined;
	for (const value of values) {
		const present = likeness(value);
		if (present === last) groups.at(-1)?.push(value);
		else groups.push([value]);
		last = present;
	}
	return groups;
}

/** Writes governed rows and remembers, for the ledger, what each looked like afterwards. */
class MovedRecords {
	readonly #moved = new Map<string, MovedRecord>();

	constructor(
		private readonly work: Work,
		private readonly seq: number,
		private readonly caller: Caller,
		private readonly rulebook: LiveCase['rulebook'],
	) {}

	get #actor(): string | null {
		return this.caller.actor.id;
	}

	get records(): readonly MovedRecord[] {
		return [...this.#moved.values()];
	}

	async transition(step: Accomplished, patch: Row): Promise<void> {
		const { collection } = step.domain.process;
		const id = String(step.row['id']);
		const written = await updateRow(this.work, collection, id, Number(step.row['revision']), { ...patch, ledger: this.seq }, this.#actor);
		if (!written) throw staleRevision(collection, id, Number(step.row['revision']), Number(step.row['revision']) + 1, this.caller.locale);
		this.#remember(collection, id, { ...step.row, ...patch });
	}

	/** Adds rows in the order given; those that follow one another in a collection are one statement. */
	async insert(effects: readonly Effects['insert'][]): Promise<void> {
		const rows: Inserted[] = [];
		for (const { collection, row, sequence } of effects) {
			rows.push({
				collection,
				row: {
					...row,
					...(sequence === undefined ? {} : { number: await nextNumber(this.work, this.rulebook, { sequence }) }),
					...this.#inEntry(collection),
				},
			});
		}
		for (const group of alike(rows, ({ collection, row }) => [collection, ...Object.keys(row).sort()].join(' '))) {
			const [first] = group;
			await insertRows(
				this.work,
				first.collection,
				group.map(({ row }) => row),
				this.#actor,
			);
		}
		for (const { collection, row } of rows) this.#remember(collection, row.id, row);
	}

	async update({ collection, id, patch }: Effects['update']): Promise<void> {
		const governed = processOf(collection) !== undefined;
		const before = governed ? await lockRow(this.work, collection, id) : {};
		if (before === undefined) throw new Error(`An effect names a record that is gone: ${collection}.`);
		await updateRow(this.work, collection, id, null, { ...patch, ...this.#inEntry(collection) }, this.#actor);
		this.#remember(collection, id, { ...before, ...patch });
	}

	async updateAll({ collection, ids, patch }: Effects['updateAll']): Promise<void> {
		const before = processOf(collection) === undefined ? [] : await lockRows(this.work, collection, ids);
		await updateRows(this.work, collection, ids, { ...patch, ...this.#inEntry(collection) }, this.#actor);
		for (const row of before) this.#remember(collection, String(row['id']), { ...row, ...patch });
	}

	async remove(effects: readonly Effects['delete'][]): Promise<void> {
		for (const group of alike(effects, ({ collection }) => collection)) {
			await deleteRows(
				this.work,
				group[0].collection,
				group.map(({ id }) => id),
			);
		}
	}

	#inEntry(collection: string): Row {
		return processOf(collection) === undefined ? {} : { ledger: this.seq };
	}

	#remember(collection: string, item: string, row: Readonly<Row>): void {
		const process = processOf(collection);
		if (process === undefined) return;
		this.#moved.set(`${collection}/${item}`, { collection, item, digest: governedDigest(process, row, kindOf) });
	}
}
