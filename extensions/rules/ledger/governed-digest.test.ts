import { describe, expect, it } from 'vitest';
import { contractProcess } from '../contract-review/process.js';
import { contractRow } from '../testing/contract.js';
import { testKindOf } from '../testing/kinds.js';
import { governedDigest } from './governed-digest.js';

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
