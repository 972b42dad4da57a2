import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { reportPaper, replyPaper } from './complaint-papers.js';
import { fontFile } from './font.js';
import type { Paper } from './paper.js';
import { renderPdf } from './pdf.js';

const font = readFileSync(new URL(`../fonts/${fontFile}`, import.meta.resolve('@embedpdf/fonts-sc')));

const both = (value: string) => ({ 'en-US': value, 'zh-CN': value });

const report = {
	title: { 'en-US': 'Complaint handling report', 'zh-CN': '客户投诉处理报告' },
	number: '26-11-22-浙A12345-减震器-001',
	written_on: '2026-11-22',
	sections: ['Register', 'Investigation', 'Handling'].map((name) => ({
		heading: both(name),
		entries: Array.from({ length: 12 }, (_, index) => ({
			label: { 'en-US': `Entry ${index}`, 'zh-CN': `项目${index}` },
			value: both('左前减震器漏油，客户王喆堃（燊龘）要求更换。“Replace it” — 3 × ¥1,200.00 …\nSecond line.\u200b\u0007'.repeat(2)),
		})),
	})),
};

const letter = {
	number: report.number,
	title: '减震器漏油',
	reply_text: '尊敬的王喆堃先生：\n\n您反映的问题已查明，我们将免费更换。\n\n客户服务部',
	replied_at: '2026-11-22T02:00:00.000Z',
};

/** The contents of a PDF, as far as they are compressed text. */
const streamsOf = (pdf: Buffer): readonly string[] =>
	[...pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].flatMap(([, stream = '']) => {
		try {
			return [inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')];
		} catch {
			// Not compressed, or not text: no part of what is looked for.
			return [];
		}
	});

/** Every character that can be copied out of a PDF, by its table from shapes to characters. */
function charactersOf(pdf: Buffer): ReadonlySet<string> {
	const tables = streamsOf(pdf).filter((stream) => stream.includes('beginbfrange'));
	const codes = tables.flatMap((table) => [...table.matchAll(/<([0-9a-f]{4,})>/gi)].map(([, code = '']) => code));
	return new Set(codes.flatMap((code) => Array.from(Buffer.from(code, 'hex').swap16().toString('utf16le'))));
}

const pagesOf = (pdf: Buffer): number => [...pdf.toString('latin1').matchAll(/\/Type \/Page\b(?!s)/g)].length;
const textOf = ({ sections }: Paper): string => sections.flatMap(({ entries }) => entries.map(({ value }) => value)).join('');

describe('A document on paper', () => {
	it.each(['en-US', 'zh-CN'] as const)('keeps every character of the report as text, on numbered pages (%s)', async (locale) => {
		const paper = reportPaper(report, locale);
		const pdf = await renderPdf(paper, font);
		const characters = charactersOf(pdf);
		const wanted = new Set(Array.from(`${textOf(paper)}${paper.title}${paper.number}`).filter((sign) => !'\n\u200b\u0007'.includes(sign)));
		expect([...wanted].filter((sign) => !characters.has(sign))).toEqual([]);
		expect(pagesOf(pdf)).toBeGreaterThan(2);
		expect(pdf.length).toBeLessThan(200_000);
	});

	it('is a letter of one page in the language it was written in', async () => {
		const paper = replyPaper(letter, 'zh-CN', 'Asia/Shanghai');
		expect(paper.sections.flatMap(({ entries }) => entries)).toEqual([
			{ label: '事由', value: '减震器漏油' },
			{ label: '日期', value: '2026-11-22' },
			{ label: null, value: '尊敬的王喆堃先生：' },
			{ label: null, value: '您反映的问题已查明，我们将免费更换。' },
			{ label: null, value: '客户服务部' },
		]);
		expect(pagesOf(await renderPdf(paper, font))).toBe(1);
	});
});
