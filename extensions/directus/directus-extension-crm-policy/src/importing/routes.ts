import { randomUUID } from 'node:crypto';
import { ForbiddenError, InvalidPayloadError } from '@directus/errors';
import { z } from 'zod';
import { importWords as words } from '@crm-policy/rules/importing/words';
import { say } from '@crm-policy/rules/words/text';
import { answering, answeringFile, pageModel, read, type Handler, type HttpRequest } from '../endpoints/http.js';
import type { Caller, Host } from '../engine/context.js';
import { csvOf } from '../engine/csv.js';
import { grantedFields, isGranted } from '../engine/rights.js';
import { assertSafe } from '../engine/safety.js';
import { guessedPlan, headerHash, planModel, planProblems, type Plan } from './plan.js';
import { fileLimits, readTable, UnreadableFile } from './read-file.js';
import { runImport } from './run.js';
import {
	changeImport,
	countsOf,
	forgetImport,
	isInterrupted,
	keepTable,
	outcomes,
	ownImport,
	ownImports,
	rememberedPlan,
	rememberPlan,
	reopenRows,
	rowsIn,
	take,
	type ImportJob,
} from './store.js';
import { importTargets, targetOf, type ImportField, type ImportTarget } from './targets.js';

const uploadModel = z.object({
	target: z.string().max(64),
	name: z.string().trim().min(1).max(255),
});

/** Files read at the same time; each is in memory while it is. */
const besideEachOther = 3;
let reading = 0;

/** The bytes of a request, as many as a file may have and one more, so that too many are noticed. */
async function bytesOf(request: HttpRequest): Promise<Buffer> {
	const pieces: Buffer[] = [];
	let length = 0;
	for await (const piece of request as unknown as AsyncIterable<Buffer>) {
		length += piece.length;
		// The rest is still read, so that the answer reaches a caller who is busy sending.
		if (length <= fileLimits.bytes + 1) pieces.push(piece);
	}
	if (length > fileLimits.bytes) throw new UnreadableFile(words.tooLarge, { most: fileLimits.bytes / 1024 / 1024 });
	return Buffer.concat(pieces);
}

const invalid = (reason: string): Error => new InvalidPayloadError({ reason });

/** What a person may bring in: a collection they may make records of, with the fields they may give. */
async function offeredTo({ database }: Host, { accountability }: Caller, target: ImportTarget): Promise<readonly ImportField[]> {
	if (!(await isGranted(database, accountability, target.collection, 'create'))) throw new ForbiddenError();
	const granted = await grantedFields(database, accountability, target.collection, 'create');
	return granted === null ? target.fields : target.fields.filter(({ key }) => granted.has(key));
}

interface Opened {
	readonly job: ImportJob;
	readonly target: ImportTarget;
	readonly offered: readonly ImportField[];
}

/** One's own import, with what one may bring in by it. Another's is answered as one that does not exist. */
async function open(host: Host, caller: Caller, id: string | undefined): Promise<Opened> {
	const parsed = z.uuid().safeParse(id);
	const job = parsed.success ? await ownImport(host.database, parsed.data, caller.actor.id ?? '') : undefined;
	const target = job === undefined ? undefined : targetOf(job.target);
	if (job === undefined || target === undefined) throw new ForbiddenError();
	return { job, target, offered: await offeredTo(host, caller, target) };
}

async function summaries(host: Host, caller: Caller, jobs: readonly ImportJob[]): Promise<readonly unknown[]> {
	const counts = await countsOf(
		host.database,
		jobs.map(({ id }) => id),
	);
	return jobs.map((job) => {
		const target = targetOf(job.target);
		return {
			id: job.id,
			target: job.target,
			target_label: target === undefined ? job.target : say(target.label, caller.locale),
			file_name: job.file_name,
			reading: job.reading,
			status: isInterrupted(job) ? 'interrupted' : job.status,
			/** Whether the rows' outcomes are of a trial or of the import itself. */
			trial: job.status === 'checking' || job.status === 'checked' || job.status === 'read',
			total: job.total,
			counts: counts.get(job.id),
			problem: job.problem,
			created_at: job.created_at,
		};
	});
}

/** How many of its first rows a mapping is chosen by. */
const sampled = 3;

async function details(host: Host, caller: Caller, { job, target, offered }: Opened): Promise<unknown> {
	const [summary] = await summaries(host, caller, [job]);
	const samples = await rowsIn(host.database, job.id, { limit: sampled });
	const plan =
		job.plan ??
		(await rememberedPlan(host.database, caller.actor.id ?? '', job.target, job.header_hash)) ??
		guessedPlan(job.columns, offered, target);
	return {
		...(summary as object),
		columns: job.columns.map((heading, at) => ({ heading, samples: samples.map(({ cells }) => cells?.[at] ?? '') })),
		fields: offered.map(({ key, label, required }) => ({ key, label: say(label, caller.locale), required })),
		rules: target.rules,
		plan,
	};
}

async function begin(host: Host, caller: Caller, opened: Opened, state: 'checking' | 'running', plan: Plan | null): Promise<unknown> {
	const { job, target, offered } = opened;
	await assertSafe(host, caller.locale);
	const going = plan ?? job.plan;
	if (going === null) throw invalid(say(words.notNow, caller.locale));
	const problems = planProblems(going, target, offered, job.columns.length, caller.locale);
	if (problems.length > 0) throw invalid(problems.join(' '));
	const holder = randomUUID();
	// A fresh start tries every row; going on leaves the settled ones as they are.
	const from = plan === null ? (['checking', 'running', 'stopped', 'cancelled'] as const) : (['read', 'checked'] as const);
	if (!(await take(host.database, job.id, from, state, holder, plan))) throw invalid(say(words.notNow, caller.locale));
	if (plan !== null) {
		await reopenRows(host.database, job.id);
		await rememberPlan(host.database, caller.actor.id ?? '', job.target, job.header_hash, plan);
	}
	void runImport({ host, job, target, offered, plan: going, caller, holder }, state);
	const now = await ownImport(host.database, job.id, caller.actor.id ?? '');
	const [summary] = await summaries(host, caller, now === undefined ? [] : [now]);
	return { data: summary };
}

const rowsModel = pageModel.extend({ outcome: z.enum(outcomes).optional() });

/** Rows of a report read at a time. */
const piece = 1000;

/** Bringing in customers and contacts from files: read, try, import, go on, stop, and what became of each row. */
export const importRoutes = (host: Host): readonly (readonly ['get' | 'post' | 'delete', string, Handler])[] => [
	[
		'get',
		'/imports',
		answering(host, async (_request, caller) => {
			const targets = [];
			for (const target of importTargets)
				if (await isGranted(host.database, caller.accountability, target.collection, 'create'))
					targets.push({ key: target.key, label: say(target.label, caller.locale) });
			if (targets.length === 0) throw new ForbiddenError();
			return { data: await summaries(host, caller, await ownImports(host.database, caller.actor.id ?? '', 25)), meta: { targets } };
		}),
	],
	[
		'post',
		'/imports',
		answering(host, async (request, caller) => {
			const { target: key, name } = read(uploadModel, request.query);
			const target = targetOf(key);
			if (target === undefined) throw new ForbiddenError();
			await offeredTo(host, caller, target);
			if (reading >= besideEachOther) throw invalid(say(words.running, caller.locale));
			reading += 1;
			const id = randomUUID();
			try {
				const table = await readTable(await bytesOf(request));
				const job = {
					id,
					user: caller.actor.id ?? '',
					target: key,
					fileName: name,
					headerHash: headerHash(table.columns),
					now: new Date().toISOString(),
				};
				await host.database.transaction((trx) => keepTable(trx, job, table));
			} catch (error) {
				throw error instanceof UnreadableFile ? invalid(say(error.reason, caller.locale, error.values)) : error;
			} finally {
				reading -= 1;
			}
			return { data: await details(host, caller, await open(host, caller, id)) };
		}),
	],
	[
		'get',
		'/imports/:id',
		answering(host, async ({ params }, caller) => ({ data: await details(host, caller, await open(host, caller, params['id'])) })),
	],
	[
		'post',
		'/imports/:id/check',
		answering(host, async ({ params, body }, caller) =>
			begin(host, caller, await open(host, caller, params['id']), 'checking', read(planModel, body)),
		),
	],
	[
		'post',
		'/imports/:id/start',
		answering(host, async ({ params, body }, caller) =>
			begin(host, caller, await open(host, caller, params['id']), 'running', read(planModel, body)),
		),
	],
	[
		'post',
		'/imports/:id/resume',
		answering(host, async ({ params }, caller) => {
			const opened = await open(host, caller, params['id']);
			return begin(host, caller, opened, opened.job.status === 'checking' ? 'checking' : 'running', null);
		}),
	],
	[
		'post',
		'/imports/:id/cancel',
		answering(host, async ({ params }, caller) => {
			const { job } = await open(host, caller, params['id']);
			if (!['checking', 'running'].includes(job.status)) throw invalid(say(words.notNow, caller.locale));
			// A trial leaves nothing behind; an import stops after the row it is at.
			await changeImport(host.database, job.id, {
				status: job.status === 'checking' ? 'read' : 'cancelled',
				holder: null,
				held_until: null,
			});
			const now = await ownImport(host.database, job.id, caller.actor.id ?? '');
			const [summary] = await summaries(host, caller, now === undefined ? [] : [now]);
			return { data: summary };
		}),
	],
	[
		'get',
		'/imports/:id/rows',
		answering(host, async ({ params, query }, caller) => {
			const { job } = await open(host, caller, params['id']);
			const { outcome, limit, offset } = read(rowsModel, query);
			const rows = await rowsIn(host.database, job.id, { ...(outcome === undefined ? {} : { only: [outcome] }), limit, offset });
			const counts = (await countsOf(host.database, [job.id])).get(job.id);
			return {
				data: rows.map(({ line, cells, outcome: of, messages, item }) => ({
					line,
					cells: (cells ?? []).slice(0, sampled),
					outcome: of,
					messages: messages ?? [],
					item,
				})),
				meta: { total: outcome === undefined ? job.total : (counts?.[outcome] ?? 0) },
			};
		}),
	],
	[
		'get',
		'/imports/:id/report',
		answeringFile(host, async ({ params }, caller) => {
			const { job } = await open(host, caller, params['id']);
			const table: string[][] = [[say(words.line, caller.locale), say(words.problem, caller.locale), ...job.columns]];
			for (let after = 0; ;) {
				const rows = await rowsIn(host.database, job.id, { only: ['error'], after, limit: piece });
				for (const { line, messages, cells } of rows) table.push([String(line), (messages ?? []).join(' '), ...(cells ?? [])]);
				if (rows.length < piece) break;
				after = rows.at(-1)?.line ?? after;
			}
			return { name: 'import-errors.csv', type: 'text/csv; charset=utf-8', disposition: 'attachment', body: csvOf(table) };
		}),
	],
	[
		'delete',
		'/imports/:id',
		answering(host, async ({ params }, caller) => {
			const { job } = await open(host, caller, params['id']);
			if (['checking', 'running'].includes(job.status) && !isInterrupted(job)) throw invalid(say(words.running, caller.locale));
			await forgetImport(host.database, job.id);
			return { data: null };
		}),
	],
];
