import { describe, expect, it } from 'vitest';
import { receiptPaper, type Receipt } from './departure-papers.js';
import type { Paper } from './paper.js';

const receipt: Receipt = {
	leaver: 'Li Na',
	successor: 'Wang Wei',
	witness: 'Zhao Min',
	last_day: '2026-12-31',
	handed_over_at: '2026-12-01T20:00:00.000Z',
	agreement_signed_on: null,
	completed_at: null,
	items: [
		{ subject_collection: 'crm_customers', title: 'Hengda', field: 'owner', state: 'active', outcome: 'transfer' },
		{ subject_collection: 'crm_gifts', title: 'Tea', field: 'owner', state: 'draft', outcome: 'transfer' },
		{ subject_collection: 'crm_customers', title: 'Oxlip', field: 'owner', state: 'active', outcome: 'end' },
	],
	goesOn: false,
};

const lines = ({ sections }: Paper): readonly string[] =>
	sections.flatMap(({ heading, entries }) => [heading ?? '', ...entries.map(({ label, value }) => `${label ?? ''}|${value}`)]);

describe('The receipt of a hand-over', () => {
	it('lists every record under its kind, with who it was as, its state and what became of it', () => {
		const said = lines(receiptPaper(receipt, '2026-12-02T00:00:00.000Z', 'en-US', 'Asia/Shanghai'));
		const customers = said.indexOf('Customer (2)');
		expect(customers).toBeGreaterThan(0);
		expect(said[customers + 1]).toMatch(/^\|Hengda · .+, Active · Taken over$/);
		expect(said[customers + 2]).toMatch(/^\|Oxlip · .+, Active · Ended$/);
		expect(said).toContain('Gift (1)');
	});

	it('says days as the company counts them, and leaves three lines to sign', () => {
		const said = lines(receiptPaper(receipt, '2026-12-02T00:00:00.000Z', 'zh-CN', 'Asia/Shanghai'));
		expect(said).toContain('交接日期|2026-12-02');
		expect(said).toContain('保密协议签订日期|');
		for (const role of ['移交人', '接收人', '监交人']) expect(said.filter((line) => line.startsWith(`${role}|签字及日期`))).toHaveLength(1);
	});

	it('says so where there was nothing to hand over, and where it goes on', () => {
		const said = (changed: Partial<Receipt>) => lines(receiptPaper({ ...receipt, ...changed }, receipt.handed_over_at, 'en-US', 'UTC'));
		expect(said({ items: [] })).toContain('|There was nothing to hand over.');
		expect(said({})).not.toContain('|There was nothing to hand over.');
		expect(said({ goesOn: true })).toContain('|The receipt goes on; the rest can be read on the screen.');
	});
});
