import { guardsFor } from '@crm-policy/schema/guards/spec';
import { model } from '@crm-policy/schema/model';
import { encodeRow, hasColumn, type Row } from './codec.js';
import type { Work } from './context.js';

type Operation = 'insert' | 'update' | 'delete';

/**
 * The only hand that writes governed rows. Each write is preceded by a one-use ticket in the same transaction, which the
 * database guard of the collection consumes; a write without one is refused by the database itself.
 */
async function ticket({ trx }: Work, collection: string, items: readonly string[], op: Operation): Promise<void> {
	if (items.length === 0) return;
	await trx('crm_tickets').insert(items.map((item) => ({ collection, item, op })));
}

const guarded = new Set(guardsFor(model).map(({ table }) => table));

/** Whether the database asks for a ticket: one that nobody asks for would be left lying about. */
const isGuarded = (collection: string): boolean => guarded.has(collection);

const stamp = (work: Work, collection: string, actor: string | null, kind: 'created' | 'updated'): Row => ({
	...(hasColumn(collection, `date_${kind}`) ? { [`date_${kind}`]: work.now } : {}),
	...(hasColumn(collection, `user_${kind}`) ? { [`user_${kind}`]: actor } : {}),
});

/** Rows one statement writes; databases limit the values it may carry. */
const most = 100;

function* inPieces<T>(values: readonly T[]): Generator<readonly T[]> {
	for (let from = 0; from < values.length; from += most) yield values.slice(from, from + most);
}

/** Adds rows that all name the same columns. */
export async function insertRows(
	work: Work,
	collection: string,
	rows: readonly (Row & { id: string })[],
	actor: string | null,
): Promise<void> {
	const stamps = stamp(work, collection, actor, 'created');
	for (const piece of inPieces(rows)) {
		await ticket(
			work,
			collection,
			piece.map((row) => row.id),
			'insert',
		);
		await work.trx(collection).insert(piece.map((row) => encodeRow(collection, { ...row, ...stamps })));
	}
}

/**
 * Changes one governed row and raises its revision, if it still has the revision the decision was made on.
 * Returns false when somebody else was faster.
 */
export async function updateRow(
	work: Work,
	collection: string,
	id: string,
	revision: number | null,
	patch: Row,
	actor: string | null,
): Promise<boolean> {
	await ticket(work, collection, [id], 'update');
	const versioned = hasColumn(collection, 'revision');
	const changed = await work
		.trx(collection)
		.where({ id, ...(versioned && revision !== null ? { revision } : {}) })
		.update({
			...encodeRow(collection, { ...patch, ...stamp(work, collection, actor, 'updated') }),
			...(versioned ? { revision: work.trx.raw('?? + 1', ['revision']) } : {}),
		});
	return changed === 1;
}

/**
 * Changes governed rows alike and raises their revisions, a statement for each piece of them.
 *
 * @throws Error when one of them is gone; they were read, and locked, in this transaction
 */
export async function updateRows(work: Work, collection: string, ids: readonly string[], patch: Row, actor: string | null): Promise<void> {
	const versioned = hasColumn(collection, 'revision');
	for (const piece of inPieces(ids)) {
		if (isGuarded(collection)) await ticket(work, collection, piece, 'update');
		const changed = await work
			.trx(collection)
			.whereIn('id', piece)
			.update({
				...encodeRow(collection, { ...patch, ...stamp(work, collection, actor, 'updated') }),
				...(versioned ? { revision: work.trx.raw('?? + 1', ['revision']) } : {}),
			});
		if (changed !== piece.length) throw new Error(`An effect names records that are gone: ${collection}.`);
	}
}

export async function deleteRows(work: Work, collection: string, ids: readonly string[]): Promise<void> {
	for (const piece of inPieces(ids)) {
		await ticket(work, collection, piece, 'delete');
		await work.trx(collection).whereIn('id', piece).delete();
	}
}
