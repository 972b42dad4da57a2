import { describe, expect, it } from 'vitest';
import { readRulebook } from '@crm-policy/rules/rulebook/rulebook';
import { entryHash, genesis } from '@crm-policy/rules/ledger/chain';
import content from './default.json' with { type: 'json' };
import { defaultRulebook } from './index.js';
import { foundingEntry, rulebookRows } from './rows.js';

describe('default rulebook', () => {
	it('is valid', () => {
		expect(readRulebook(content)).toMatchObject({ ok: true });
	});

	it('says everything its model knows, so that nothing is decided by a default', () => {
		expect(content).toEqual(defaultRulebook);
	});

	it('reviews routine contracts by qualified countersignature of production, technology and quality (REV-07, REV-13)', () => {
		const [step, ...rest] = defaultRulebook.approvals.routes['contract-routine']?.steps ?? [];
		expect(rest).toEqual([]);
		expect(step).toMatchObject({ mode: 'all', qualified: true });
		expect(step?.signers.map(({ role }) => role)).toEqual(['production-manager', 'technology-manager', 'quality-manager']);
	});

	it('has the warehouse keeper sign before the business head approves supply from stock (REV-15)', () => {
		const steps = defaultRulebook.approvals.routes['contract-in-stock']?.steps ?? [];
		expect(steps.flatMap(({ signers }) => signers.map(({ role }) => role))).toEqual(['warehouse-keeper', 'business-head']);
		expect(steps.every(({ qualified }) => !qualified)).toBe(true);
	});

	it.each(['en-US', 'zh-CN'] as const)('is established by the first entry of the ledger (%s)', (language) => {
		const { previous, hash, ...entry } = foundingEntry(language, '2026-03-01T08:00:00.000Z');
		expect(previous).toBe(genesis);
		expect(hash).toBe(entryHash(genesis, entry));
		expect(rulebookRows(language, '2026-03-01T08:00:00.000Z')[0]?.values['ledger']).toBe(entry.seq);
	});
});
