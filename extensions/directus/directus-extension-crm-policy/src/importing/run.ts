import { setImmediate } from 'node:timers/promises';
import { isDirectusError } from '@directus/errors';
import { importWords as words } from '@crm-policy/rules/importing/words';
import { say } from '@crm-policy/rules/words/text';
import { startWork } from '../engine/command-bus.js';
import type { Caller, Host, Work } from '../engine/context.js';
import { firstOf } from '../engine/rows.js';
import type { Plan } from './plan.js';
import { Preparation, type Intention } from './prepare.js';
import { hold, release, rowsIn, settle, type ImportJob, type ImportRow, type Outcome } from './store.js';
import type { ImportField, ImportTarget } from './targets.js';

/** Rows between two looks at whether the import was cancelled and its person may still do this. */
const batch = 25;

interface Settled {
	readonly outcome: Outcome;
	readonly messages: readonly string[];
	readonly item: string | null;
}

/** Carries what a trial came to out of the transaction that is taken back. */
class TakenBack extends Error {
	constructor(readonly settled: Settled) {
		super('A trial is taken back.');
	}
}

/** Ends the transaction of a row that is not ours to settle any more: the import was cancelled, or somebody else goes on with it. */
class SettledElsewhere extends Error {}

/** What a refused row is told: every violation with its clause, else the host's own sentence. */
function messagesOf(error: unknown): readonly string[] | null {
	if (Array.isArray(error)) return error.flatMap((one) => messagesOf(one) ?? []);
	if (!isDirectusError(error)) return null;
	const { violations } = (error.extensions ?? {}) as { violations?: readonly { message: string; clause: string | null }[] };
	if (violations === undefined) return [error.message];
	return violations.map(({ message, clause }) => (clause === null ? message : `${message} (${clause})`));
}

async function write(work: Work, { collection }: ImportTarget, caller: Caller, intention: Intention, isTrial: boolean): Promise<Settled> {
	if (intention.kind === 'error') return { outcome: 'error', messages: intention.messages, item: null };
	if (intention.kind === 'skip') return { outcome: 'skip', messages: intention.messages, item: intention.id };
	const items = new work.host.services.ItemsService(collection, {
		knex: work.trx,
		schema: work.schema,
		accountability: caller.accountability,
	});
	// Nobody is told of what is taken back.
	const options = isTrial ? { bypassEmitAction: () => undefined } : {};
	const item =
		intention.kind === 'create'
			? await items.createOne(intention.payload, options)
			: await items.updateOne(intention.id, intention.payload, options);
	return { outcome: intention.kind, messages: [], item };
}

export interface Run {
	readonly host: Host;
	readonly job: ImportJob;
	readonly target: ImportTarget;
	readonly offered: readonly ImportField[];
	readonly plan: Plan;
	readonly caller: Caller;
	readonly holder: string;
}

/** Whether whoever started it is still who they were: active, with the same role. */
async function stillMay({ host, caller }: Run): Promise<boolean> {
	const row = await firstOf<{ status: string; role: string | null }>(
		host
			.database('directus_users')
			.where({ id: caller.actor.id ?? '' })
			.first('status', 'role'),
	);
	return row?.status === 'active' && row.role === (caller.accountability?.role ?? null);
}

/**
 * One row, in a transaction of its own together with what became of it: after a crash a row is either in and settled or neither, so that
 * going on neither loses nor repeats one. False when the import is no longer ours. It takes the ordinary way of a write, with the person's own rights and through every gate.
 */
async function processRow(run: Run, preparation: Preparation, row: ImportRow, isTrial: boolean): Promise<boolean> {
	const { host, job, target, caller, holder } = run;
	const held = { id: job.id, holder };
	const schema = await host.getSchema();
	const mended = row.mended ? [say(words.mended, caller.locale)] : [];
	let settled: Settled;
	try {
		await host.database.transaction(async (trx) => {
			const work = await startWork(host, trx, schema);
			const cells = row.cells ?? [];
			const expected = job.columns.length;
			const intention: Intention =
				cells.length > expected
					? { kind: 'error', messages: [say(words.cellsDoNotFit, caller.locale, { found: cells.length, expected })] }
					: await preparation.intention(work, row.line, cells);
			const done = await write(work, target, caller, intention, isTrial);
			const noted = { ...done, messages: [...done.messages, ...mended] };
			if (isTrial) throw new TakenBack({ ...noted, item: done.outcome === 'create' ? null : done.item });
			if (!(await settle(trx, held, row.line, noted))) throw new SettledElsewhere();
		});
		return true;
	} catch (error) {
		if (error instanceof SettledElsewhere) return false;
		if (error instanceof TakenBack) settled = error.settled;
		else {
			const messages = messagesOf(error);
			if (messages === null) host.logger.error(error, 'CRM Policy: a row could not be imported.');
			settled = { outcome: 'error', messages: messages ?? [say(words.unexpected, caller.locale)], item: null };
		}
	}
	return settle(host.database, held, row.line, settled);
}

/** Works through an import's open rows until none is left, it is cancelled, or its person may no longer. Never throws. */
export async function runImport(run: Run, state: 'checking' | 'running'): Promise<void> {
	const { host, job, target, offered, plan, caller, holder } = run;
	const isTrial = state === 'checking';
	// A trial has left nothing behind: it is begun anew.
	const broken = isTrial ? 'read' : 'stopped';
	try {
		const preparation = new Preparation(target, offered, plan, caller, isTrial);
		for (;;) {
			if (!(await hold(host.database, job.id, state, holder))) return;
			if (!(await stillMay(run))) {
				await release(host.database, job.id, state, holder, broken, say(words.accountChanged, caller.locale));
				return;
			}
			const rows = await rowsIn(host.database, job.id, { only: ['pending'], limit: batch });
			if (rows.length === 0) break;
			for (const row of rows) {
				if (!(await processRow(run, preparation, row, isTrial))) return;
				// Everybody else's requests come in between.
				await setImmediate();
			}
		}
		await release(host.database, job.id, state, holder, isTrial ? 'checked' : 'done', null);
	} catch (error) {
		host.logger.error(error, 'CRM Policy: an import stopped.');
		try {
			await release(host.database, job.id, state, holder, broken, say(words.unexpected, caller.locale));
		} catch (failed) {
			// It is held until its lease ends; then its owner is offered to go on.
			host.logger.error(failed, 'CRM Policy: an import could not be released.');
		}
	}
}
