import { describe, expect, it } from 'vitest';
import { contractProcess } from '../contract-review/process.js';
import { contractRow } from '../testing/contract.js';
import { testKindOf } from '../testing/kinds.js';
import { governedDigest, strayGovernedField } from './governed-digest.js';

const digestOf = (differing: Readonly<Record<string, unknown>> = {}): string =>
	governedDigest(contractProcess, { ...contractRow, ...differing }, testKindOf);

describe('the digest of what only commands write', () => {
	it.each(['status', 'number', 'rulebook_version', 'customer_confirmed_hash', 'signed_by', 'effective_at', 'termination_reason'])(
		'changes with “%s”',
		(field) => {
			expect(digestOf({ [field]: 'changed by another hand' })).not.toBe(digestOf());
		},
	);

	it.each(['title', 'amount', 'internal_note', 'revision', 'ledger'])('does not change with “%s”, which others write too', (field) => {
		expect(digestOf({ [field]: 'changed' })).toBe(digestOf());
	});

	it('takes a column that is empty and one that was not read for the same', () => {
		expect(digestOf({ signed_by: null })).toBe(digestOf({ signed_by: undefined }));
	});
});

describe('the digest of an earlier version of the product', () => {
	it('still fits when a field came to be governed that the record has nothing in', () => {
		const later = { ...contractProcess, governed: [...contractProcess.governed, 'invented_later'] };
		const digestLater = (row: Readonly<Record<string, unknown>>) => governedDigest(later, row, testKindOf);
		expect(digestLater({ ...contractRow, invented_later: null })).toBe(digestOf());
		expect(digestLater({ ...contractRow, invented_later: 'something' })).not.toBe(digestOf());
	});
});

describe('a record compared with the ledger', () => {
	const born = { ...contractRow, status: 'draft', number: null, rulebook_version: null, ledger: null };
	const stray = (row: Readonly<Record<string, unknown>>, recorded: string | null = null) =>
		strayGovernedField(contractProcess, row, recorded, testKindOf);
	const moved = { ...contractRow, status: 'approved', ledger: 7 };
	const recorded = governedDigest(contractProcess, moved, testKindOf);

	it('is right when it is as the entry has it, or as it was born', () => {
		expect(stray(moved, recorded)).toBeNull();
		expect(stray(born)).toBeNull();
	});

	it.each([
		['a state no command led to', { status: 'approved' }, 'status'],
		['a number nobody gave', { number: 'HT2026-0001' }, 'number'],
	])('before its first command shows %s', (_, differing, field) => {
		expect(stray({ ...born, ...differing })).toBe(field);
	});

	it('shows that a governed field was written after its last command', () => {
		expect(stray({ ...moved, status: 'effective' }, recorded)).toBe('status');
		expect(stray({ ...moved, signed_by: 'another hand' }, recorded)).toBe('status');
	});

	it('shows that the entry it names does not speak of it', () => {
		expect(stray(moved, null)).toBe('ledger');
	});
});
