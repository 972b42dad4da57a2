import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noon } from '../testing/contract.js';
import { uuid } from '../testing/ids.js';
import { there } from '../testing/there.js';
import { chain, follow, genesis, type LedgerContent, type LedgerEntry } from './chain.js';

const content = (seq: number): LedgerContent => ({
	seq,
	at: noon,
	actor: uuid(0xc90, seq),
	collection: 'crm_contracts',
	item: uuid(0xc91, 1),
	command: 'submit',
	from: 'draft',
	to: 'in_review',
	revision: seq,
	rulebook_version: 1,
	content_hash: 'c'.repeat(64),
	moved: [{ collection: 'crm_contracts', item: uuid(0xc91, 1), digest: 'd'.repeat(64) }],
});

function ledgerOf(length: number): readonly LedgerEntry[] {
	const entries: LedgerEntry[] = [];
	for (let seq = 1; seq <= length; seq++) entries.push(chain(entries.at(-1)?.hash ?? genesis, content(seq)));
	return entries;
}

const start = { seq: 0, head: genesis };
const sizes = fc.integer({ min: 1, max: 12 });
/** A ledger and one of its entries, by index. */
const places = sizes.chain((size) => fc.record({ size: fc.constant(size), index: fc.nat({ max: size - 1 }) }));

describe('the ledger’s chain', () => {
	it('holds from the first entry to the last and names the last', () => {
		fc.assert(
			fc.property(sizes, (size) => {
				const entries = ledgerOf(size);
				expect(follow(start, entries)).toEqual({ ok: true, state: { seq: size, head: entries.at(-1)?.hash } });
			}),
		);
	});

	it('can be followed in pieces', () => {
		const entries = ledgerOf(9);
		const first = follow(start, entries.slice(0, 4));
		expect(first.ok && follow(first.state, entries.slice(4))).toEqual(follow(start, entries));
	});

	it('is whole when it is empty', () => {
		expect(follow(start, [])).toEqual({ ok: true, state: start });
	});

	const forged: Readonly<Record<keyof LedgerContent, unknown>> = {
		seq: 99,
		at: '2026-03-10T04:00:00.001Z',
		actor: null,
		collection: 'crm_gifts',
		item: uuid(0xc91, 2),
		command: 'sign',
		from: 'approved',
		to: 'effective',
		revision: 77,
		rulebook_version: null,
		content_hash: null,
		moved: [],
	};

	it.each(Object.entries(forged))('shows at its number that “%s” of an entry was altered', (field, value) => {
		fc.assert(
			fc.property(places, ({ size, index }) => {
				const entries = ledgerOf(size).map((entry, place) => (place === index ? { ...entry, [field]: value } : entry));
				expect(follow(start, entries)).toEqual({ ok: false, firstBad: index + 1 });
			}),
		);
	});

	it('shows an entry that was altered and given a fitting hash, at the entry after it', () => {
		fc.assert(
			fc.property(places, ({ size, index }) => {
				const entries = ledgerOf(size).map((entry, place) =>
					place === index ? chain(entry.previous, { ...content(entry.seq), command: 'forged' }) : entry,
				);
				const followed = follow(start, entries);
				// Only the last entry can be replaced unseen, and then the head is another: that is what the head is kept for.
				if (index === size - 1) expect(followed.ok && followed.state.head).not.toBe(ledgerOf(size).at(-1)?.hash);
				else expect(followed).toEqual({ ok: false, firstBad: index + 2 });
			}),
		);
	});

	it('shows at its number that an entry is missing', () => {
		fc.assert(
			fc.property(places, ({ size, index }) => {
				const entries = ledgerOf(size).filter((_, place) => place !== index);
				const expected =
					index === size - 1
						? { ok: true, state: { seq: size - 1, head: entries.at(-1)?.hash ?? genesis } }
						: { ok: false, firstBad: index + 1 };
				expect(follow(start, entries)).toEqual(expected);
			}),
		);
	});

	it('shows at its number that two entries changed places', () => {
		fc.assert(
			fc.property(
				places.filter(({ size, index }) => index < size - 1),
				({ size, index }) => {
					const entries = [...ledgerOf(size)];
					[entries[index], entries[index + 1]] = [there(entries[index + 1]), there(entries[index])];
					expect(follow(start, entries)).toEqual({ ok: false, firstBad: index + 1 });
				},
			),
		);
	});

	it('shows an entry that stands there twice', () => {
		const entries = ledgerOf(3);
		expect(follow(start, [there(entries[0]), there(entries[1]), there(entries[1]), there(entries[2])])).toEqual({ ok: false, firstBad: 3 });
	});

	it('does not depend on the order in which a database returns the columns', () => {
		const entries = ledgerOf(3).map((entry) => Object.fromEntries(Object.entries(entry).toReversed()) as unknown as LedgerEntry);
		expect(follow(start, entries).ok).toBe(true);
	});
});
