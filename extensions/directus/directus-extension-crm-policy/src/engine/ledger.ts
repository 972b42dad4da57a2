import { chain, genesis, type LedgerContent, type LedgerEntry } from '@crm-policy/rules/ledger/chain';
import { dialectOf } from '@crm-policy/schema/guards/dialect';
import { decodeRow } from './codec.js';
import type { Work } from './context.js';
import { firstOf } from './rows.js';
import { insertRows } from './writer.js';

/** Locks the end of the ledger, so that two commands never get the same number and none is left out. */
async function lockHead({ trx }: Work): Promise<{ seq: number; hash: string }> {
	if (dialectOf(trx) === 'postgres') await trx.raw('select pg_advisory_xact_lock(hashtext(?))', ['crm_ledger']);
	const head = await firstOf<{ seq: number | string; hash: string }>(
		trx('crm_ledger').select('seq', 'hash').orderBy('seq', 'desc').first(),
	);
	return head === undefined ? { seq: 0, hash: genesis } : { seq: Number(head.seq), hash: head.hash };
}

/** The number the next entry will have; holds the ledger until the transaction ends. */
export async function reserveEntry(work: Work): Promise<{ readonly seq: number; readonly previous: string }> {
	const head = await lockHead(work);
	return { seq: head.seq + 1, previous: head.hash };
}

/** Writes the one entry of an accepted command, and its comment beside it. */
export async function appendEntry(work: Work, previous: string, content: LedgerContent, comment: string | null): Promise<void> {
	const entry = chain(previous, content);
	await insertRows(work, 'crm_ledger', [{ id: work.newId(), ...entry }], null);
	if (comment !== null && comment !== '') {
		await insertRows(work, 'crm_command_comments', [{ id: work.newId(), seq: entry.seq, author: content.actor, comment }], null);
	}
}

/** A ledger row as the entry whose hash was taken. */
export function readEntry(raw: Readonly<Record<string, unknown>>): LedgerEntry {
	const { id: _id, ...entry } = decodeRow('crm_ledger', { ...raw });
	return entry as unknown as LedgerEntry;
}
