import type { Knex } from 'knex';
import { z } from 'zod';
import { firstOf, rowsOf } from '../engine/rows.js';
import { planModel, type Plan } from './plan.js';
import type { Reading, Table } from './read-file.js';

/**
 * `read` the file is there; `checking` and `running` somebody works on it; `checked` every row was tried and taken back; `done`; `cancelled`
 * by its owner; `stopped` by something else.
 */
export const importStates = ['read', 'checking', 'checked', 'running', 'done', 'cancelled', 'stopped'] as const;
export type ImportState = (typeof importStates)[number];

export const outcomes = ['pending', 'create', 'update', 'skip', 'error'] as const;
export type Outcome = (typeof outcomes)[number];

const jsonText = z.string().transform((text): unknown => JSON.parse(text));

const importModel = z.object({
	id: z.string(),
	user: z.string(),
	target: z.string(),
	file_name: z.string(),
	reading: jsonText.pipe(z.custom<Reading>()),
	columns: jsonText.pipe(z.array(z.string())),
	header_hash: z.string(),
	status: z.enum(importStates),
	plan: z.union([z.null(), jsonText.pipe(planModel)]),
	total: z.coerce.number(),
	problem: z.string().nullable(),
	created_at: z.union([z.string(), z.number(), z.date()]).transform((at) => new Date(at).toISOString()),
	holder: z.string().nullable(),
	held_until: z.union([z.null(), z.coerce.number()]),
});
export type ImportJob = z.infer<typeof importModel>;

const rowModel = z.object({
	line: z.coerce.number(),
	cells: z.union([z.null(), jsonText.pipe(z.array(z.string()))]),
	mended: z.union([z.boolean(), z.number()]).transform(Boolean),
	outcome: z.enum(outcomes),
	messages: z.union([z.null(), jsonText.pipe(z.array(z.string()))]),
	item: z.string().nullable(),
});
export type ImportRow = z.infer<typeof rowModel>;

/** Rows one statement writes; databases limit the values it may carry. */
const most = 80;

/** Keeps a file that was read, row by row. */
export async function keepTable(
	knex: Knex,
	job: { id: string; user: string; target: string; fileName: string; headerHash: string; now: string },
	{ reading, columns, rows }: Table,
): Promise<void> {
	await knex('crm_imports').insert({
		id: job.id,
		user: job.user,
		target: job.target,
		file_name: job.fileName,
		reading: JSON.stringify(reading),
		columns: JSON.stringify(columns),
		header_hash: job.headerHash,
		status: 'read',
		total: rows.length,
		created_at: job.now,
		changed_at: job.now,
	});
	for (let from = 0; from < rows.length; from += most) {
		await knex('crm_import_rows').insert(
			rows.slice(from, from + most).map((row) => ({
				import: job.id,
				line: row.line,
				cells: JSON.stringify(row.cells),
				mended: row.mended,
				outcome: 'pending',
				messages: null,
				item: null,
			})),
		);
	}
}

/** Somebody's own import; nobody sees another's. */
export async function ownImport(knex: Knex, id: string, user: string): Promise<ImportJob | undefined> {
	const row = await firstOf(knex('crm_imports').where({ id, user }).first());
	return row === undefined ? undefined : importModel.parse(row);
}

export async function ownImports(knex: Knex, user: string, limit: number): Promise<readonly ImportJob[]> {
	return (await rowsOf(knex('crm_imports').where({ user }).orderBy('created_at', 'desc').limit(limit))).map((row) =>
		importModel.parse(row),
	);
}

/** How many rows have come to what, by import. */
export async function countsOf(knex: Knex, ids: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<Outcome, number>>>> {
	const rows = await rowsOf<{ import: string; outcome: Outcome; rows: number | string }>(
		knex('crm_import_rows').whereIn('import', ids).groupBy('import', 'outcome').select('import', 'outcome').count({ rows: '*' }),
	);
	return new Map(
		ids.map((id) => {
			const counts = { pending: 0, create: 0, update: 0, skip: 0, error: 0 };
			for (const row of rows) if (row.import === id) counts[row.outcome] = Number(row.rows);
			return [id, counts];
		}),
	);
}

export async function rowsIn(
	knex: Knex,
	id: string,
	{ only, after = 0, limit, offset = 0 }: { only?: readonly Outcome[]; after?: number; limit: number; offset?: number },
): Promise<readonly ImportRow[]> {
	const query = knex('crm_import_rows').where({ import: id }).where('line', '>', after).orderBy('line').limit(limit).offset(offset);
	if (only !== undefined) void query.whereIn('outcome', [...only]);
	return (await rowsOf(query)).map((row) => rowModel.parse(row));
}

/**
 * Writes what became of one row, once, for whoever holds the import. False when it was cancelled or taken over meanwhile: the row is then not
 * theirs to settle, and what they did for it is to be taken back.
 */
export async function settle(
	knex: Knex,
	{ id, holder }: { readonly id: string; readonly holder: string },
	line: number,
	{ outcome, messages, item }: { outcome: Outcome; messages: readonly string[]; item: string | null },
): Promise<boolean> {
	const settled = await knex('crm_import_rows')
		.where({ import: id, line, outcome: 'pending' })
		.whereExists(knex('crm_imports').where({ id, holder }).select('id'))
		.update({ outcome, messages: messages.length === 0 ? null : JSON.stringify(messages), item });
	return settled === 1;
}

/** Every row that can be read is to be tried (again). */
export async function reopenRows(knex: Knex, id: string): Promise<void> {
	await knex('crm_import_rows').where({ import: id }).whereNotNull('cells').update({ outcome: 'pending', messages: null, item: null });
}

export async function changeImport(knex: Knex, id: string, patch: Readonly<Record<string, unknown>>): Promise<void> {
	await knex('crm_imports')
		.where({ id })
		.update({ ...patch, changed_at: new Date().toISOString() });
}

/** How long somebody may work on an import without saying so, milliseconds. */
const lease = 60_000;

/** Takes an import to work on, in this state; false when somebody else has it or its state is another by now. */
export async function take(
	knex: Knex,
	id: string,
	from: readonly ImportState[],
	to: ImportState,
	holder: string,
	plan: Plan | null,
): Promise<boolean> {
	const now = Date.now();
	const taken = await knex('crm_imports')
		.where({ id })
		.whereIn('status', [...from])
		.where((free) => void free.whereNull('held_until').orWhere('held_until', '<', now))
		.update({
			status: to,
			holder,
			held_until: now + lease,
			problem: null,
			changed_at: new Date(now).toISOString(),
			...(plan === null ? {} : { plan: JSON.stringify(plan) }),
		});
	return taken === 1;
}

/** Goes on holding an import; false when it was cancelled or taken over meanwhile. */
export async function hold(knex: Knex, id: string, state: ImportState, holder: string): Promise<boolean> {
	return (
		(await knex('crm_imports')
			.where({ id, status: state, holder })
			.update({ held_until: Date.now() + lease })) === 1
	);
}

/** Lets go of an import in the state it has come to. What the rows hold goes with a finished one: the records have it. */
export async function release(
	knex: Knex,
	id: string,
	state: ImportState,
	holder: string,
	to: ImportState,
	problem: string | null,
): Promise<void> {
	await knex('crm_imports')
		.where({ id, status: state, holder })
		.update({ status: to, holder: null, held_until: null, problem, changed_at: new Date().toISOString() });
	if (to === 'done') await knex('crm_import_rows').where({ import: id }).whereIn('outcome', ['create', 'update']).update({ cells: null });
}

/** Whether nobody works on it though somebody should. */
export const isInterrupted = ({ status, held_until }: Pick<ImportJob, 'status' | 'held_until'>): boolean =>
	(status === 'checking' || status === 'running') && (held_until ?? 0) < Date.now();

/** The plan somebody last used for these headings, or null. */
export async function rememberedPlan(knex: Knex, user: string, target: string, hash: string): Promise<Plan | null> {
	const row = await firstOf<{ plan: string }>(knex('crm_import_mappings').where({ user, target, header_hash: hash }).first('plan'));
	const read = row === undefined ? undefined : planModel.safeParse(JSON.parse(row.plan));
	return read?.success === true ? read.data : null;
}

export async function rememberPlan(knex: Knex, user: string, target: string, hash: string, plan: Plan): Promise<void> {
	await knex('crm_import_mappings')
		.insert({ user, target, header_hash: hash, plan: JSON.stringify(plan), used_at: new Date().toISOString() })
		.onConflict(['user', 'target', 'header_hash'])
		.merge(['plan', 'used_at']);
}

/** Removes an import with its rows; what it brought in stays. */
export async function forgetImport(knex: Knex, id: string): Promise<void> {
	await knex('crm_import_rows').where({ import: id }).delete();
	await knex('crm_imports').where({ id }).delete();
}
