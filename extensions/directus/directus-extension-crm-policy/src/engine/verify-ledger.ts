import { follow, genesis, type ChainState, type LedgerEntry, type MovedRecord } from '@crm-policy/rules/ledger/chain';
import { auditedColumns, strayGovernedField } from '@crm-policy/rules/ledger/governed-digest';
import { processes, processOf, type AnyProcess } from '@crm-policy/rules/processes';
import type { Knex } from 'knex';
import { decodeRow, hasColumn, kindOf, type Row } from './codec.js';
import { readEntry } from './ledger.js';
import { rowsOf } from './rows.js';

/** A record that is not as the ledger has it. */
export interface BadRecord {
	readonly collection: string;
	readonly id: string;
	/** What differs: a field only commands write (`status` where the digest tells no more), or null when the record is gone. */
	readonly field: string | null;
	/** The entry that says otherwise; null when no entry speaks of the record. */
	readonly entry: number | null;
}

export interface Verification {
	readonly ok: boolean;
	readonly entries: number;
	readonly head: string;
	/** Number of the first entry that is missing, out of order or altered. */
	readonly first_bad: number | null;
	/** Looked for only while the chain holds: a broken one proves nothing about records. */
	readonly first_bad_record: BadRecord | null;
}

/** Entries or records read at a time, so that neither a long ledger nor a large collection fills the memory. */
const run = 1000;
/** Ids named in one statement. */
const named = 500;

function* pieces<T>(values: readonly T[]): Generator<readonly T[]> {
	for (let from = 0; from < values.length; from += named) yield values.slice(from, from + named);
}

/**
 * A record that these entries moved and that is gone, or names an earlier entry as its last: somebody put it back to what it was.
 * One statement for each collection and piece, none per record.
 */
async function recordLeftBehind(database: Knex, entries: readonly LedgerEntry[]): Promise<BadRecord | null> {
	const last = new Map<string, Map<string, number>>();
	for (const { seq, moved } of entries) {
		for (const { collection, item } of moved) {
			const items = last.get(collection) ?? new Map<string, number>();
			last.set(collection, items.set(item, seq));
		}
	}
	let first: BadRecord | null = null;
	for (const [collection, items] of last) {
		if (processOf(collection) === undefined) continue;
		for (const piece of pieces([...items])) {
			const ids = piece.map(([id]) => id);
			const rows = await rowsOf<{ id: string; ledger: number | null }>(database(collection).whereIn('id', ids).select('id', 'ledger'));
			const lastOf = new Map(rows.map(({ id, ledger }) => [id, ledger]));
			for (const [id, entry] of piece) {
				const known = lastOf.get(id);
				if (known !== undefined && (known ?? 0) >= entry) continue;
				if (first === null || entry < (first.entry ?? 0)) first = { collection, id, field: known === undefined ? null : 'ledger', entry };
			}
		}
	}
	return first;
}

/** What the entries with these numbers have for each record of a collection: digest by number and id. */
async function digestsOf(database: Knex, collection: string, numbers: readonly number[]): Promise<ReadonlyMap<string, string>> {
	const digests = new Map<string, string>();
	for (const piece of pieces([...new Set(numbers)])) {
		const rows = await rowsOf(database('crm_ledger').whereIn('seq', piece).select('seq', 'moved'));
		for (const raw of rows) {
			const { seq, moved } = decodeRow('crm_ledger', raw) as { seq: number; moved: readonly MovedRecord[] };
			for (const record of moved) if (record.collection === collection) digests.set(`${seq} ${record.item}`, record.digest);
		}
	}
	return digests;
}

/** A record of a collection whose governed fields are not those that the last command on it left. */
async function strayRecord(database: Knex, process: AnyProcess): Promise<BadRecord | null> {
	const { collection } = process;
	const columns = auditedColumns(process).filter((column) => hasColumn(collection, column));
	for (let after: string | null = null; ;) {
		const query = database(collection).select(columns).orderBy('id').limit(run);
		const raw: Row[] = await rowsOf(after === null ? query : query.where('id', '>', after));
		const rows = raw.map((row) => decodeRow(collection, row));
		const numbers = rows.flatMap((row) => (typeof row['ledger'] === 'number' ? [row['ledger']] : []));
		const digests = await digestsOf(database, collection, numbers);
		for (const row of rows) {
			const [id, entry] = [String(row['id']), row['ledger'] as number | null];
			const field = strayGovernedField(process, row, digests.get(`${entry} ${id}`) ?? null, kindOf);
			if (field !== null) return { collection, id, field, entry };
		}
		if (rows.length < run) return null;
		after = String(rows.at(-1)?.['id']);
	}
}

/**
 * Follows the whole chain, and compares every record under a process with the last entry that moved it. Commands may go on meanwhile:
 * what they write agrees with the entry they write.
 */
export async function verifyLedger(database: Knex): Promise<Verification> {
	let state: ChainState = { seq: 0, head: genesis };
	let bad: BadRecord | null = null;
	for (;;) {
		const rows = await rowsOf(database('crm_ledger').where('seq', '>', state.seq).orderBy('seq').limit(run));
		if (rows.length === 0) break;
		const entries = rows.map(readEntry);
		const followed = follow(state, entries);
		if (!followed.ok) return { ok: false, entries: state.seq, head: state.head, first_bad: followed.firstBad, first_bad_record: null };
		bad ??= await recordLeftBehind(database, entries);
		state = followed.state;
	}
	for (const process of processes) bad ??= await strayRecord(database, process);
	return { ok: bad === null, entries: state.seq, head: state.head, first_bad: null, first_bad_record: bad };
}
