import { canonicalJson, sha256Hex } from '../canonical/digest.js';

/** What a ledger entry says: ids, commands, versions and hashes. No personal data, so that anonymising leaves it valid. */
export interface LedgerContent {
	readonly seq: number;
	readonly at: string;
	readonly actor: string | null;
	readonly collection: string;
	readonly item: string;
	readonly command: string;
	readonly from: string;
	readonly to: string;
	readonly revision: number;
	readonly rulebook_version: number | null;
	/** Hash of the reviewed content at the time, where the record has one. */
	readonly content_hash: string | null;
	/** Every record the command moved, with the digest of its governed fields afterwards. */
	readonly moved: readonly MovedRecord[];
}

export interface MovedRecord {
	readonly collection: string;
	readonly item: string;
	readonly digest: string;
}

export interface LedgerEntry extends LedgerContent {
	readonly previous: string;
	readonly hash: string;
}

/** What stands before the first entry. */
export const genesis = '0'.repeat(64);

/** SHA-256 of the previous hash followed by the canonical entry. */
export const entryHash = (previous: string, content: LedgerContent): string => sha256Hex(previous + canonicalJson(content));

/** Completes an entry with its place in the chain. */
export const chain = (previous: string, content: LedgerContent): LedgerEntry => ({
	...content,
	previous,
	hash: entryHash(previous, content),
});

export interface ChainState {
	readonly seq: number;
	readonly head: string;
}

/**
 * Follows a run of entries from where an earlier run ended. Returns where it ends, or the number of the first entry that is
 * missing, out of order or altered.
 */
export function follow(
	from: ChainState,
	entries: readonly LedgerEntry[],
): { readonly ok: true; readonly state: ChainState } | { readonly ok: false; readonly firstBad: number } {
	let { seq, head } = from;
	for (const { previous, hash, ...content } of entries) {
		const intact = content.seq === seq + 1 && previous === head && hash === entryHash(previous, content);
		if (!intact) return { ok: false, firstBad: seq + 1 };
		seq = content.seq;
		head = hash;
	}
	return { ok: true, state: { seq, head } };
}
