import PDFDocument from 'pdfkit';
import type { Paper, PaperEntry } from './paper.js';

/** Points; A4 with the margins of a business letter. */
const margin = 62;
const headerY = 34;
const gap = { entry: 7, section: 16 } as const;
const size = { title: 18, heading: 12.5, text: 10.5, small: 9 } as const;
const ink = { text: '#1b2430', quiet: '#56606c', line: '#c4ccd4' } as const;
const font = 'document';

/** Signs that have no shape and would only leave a box. */
const shapeless = /[^\P{Cc}\n]|[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const printable = (value: string): string => value.replaceAll('\r\n', '\n').replaceAll('\t', '    ').replace(shapeless, '');

type Document = PDFKit.PDFDocument;

function writeEntry(document: Document, { label, value }: PaperEntry): void {
	if (label !== null) document.fontSize(size.small).fillColor(ink.quiet).text(printable(label), { lineGap: 2 });
	document.fontSize(size.text).fillColor(ink.text).text(printable(value), { lineGap: 3.5 });
	document.y += gap.entry;
}

/** A heading is not left alone at the foot of a page. */
function keepTogether(document: Document, height: number): void {
	if (document.y + height > document.page.height - margin) document.addPage();
}

function writeSections(document: Document, { sections }: Paper): void {
	for (const { heading, entries } of sections) {
		if (heading !== null) {
			document.y += gap.section - gap.entry;
			keepTogether(document, 70);
			document.fontSize(size.heading).fillColor(ink.text).text(printable(heading));
			const y = document.y + 2;
			document
				.moveTo(margin, y)
				.lineTo(document.page.width - margin, y)
				.lineWidth(0.5)
				.strokeColor(ink.line)
				.stroke();
			document.y = y + gap.entry;
		}
		for (const entry of entries) {
			keepTogether(document, 36);
			writeEntry(document, entry);
		}
	}
}

/** Number at the head and page at the foot of every page, written when it is known how many there are. */
function writeMargins(document: Document, { number, title, foot }: Paper): void {
	const { start, count } = document.bufferedPageRange();
	for (let index = start; index < start + count; index += 1) {
		document.switchToPage(index);
		// Text in a margin would otherwise begin a page of its own.
		document.page.margins.top = 0;
		document.page.margins.bottom = 0;
		const width = document.page.width - 2 * margin;
		const line = { width, lineBreak: false } as const;
		document.fontSize(size.small).fillColor(ink.quiet);
		document.text(printable(title), margin, headerY, { ...line, align: 'left' });
		document.text(printable(number), margin, headerY, { ...line, align: 'right' });
		document.text(foot(index - start + 1, count), margin, document.page.height - 40, { ...line, align: 'center' });
	}
}

/** Lays a document out on A4; the font is embedded as far as it is used, and the text stays text. */
export function renderPdf(paper: Paper, fontBytes: Buffer): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const document = new PDFDocument({
			size: 'A4',
			margin,
			bufferPages: true,
			lang: paper.locale,
			displayTitle: true,
			info: { Title: `${paper.title} ${paper.number}`.trim() },
			// None of the built-in fonts: they have no Chinese, and their metrics are files of their own.
			font: null as unknown as string,
		});
		const chunks: Buffer[] = [];
		document.on('data', (chunk: Buffer) => chunks.push(chunk));
		document.on('end', () => resolve(Buffer.concat(chunks)));
		document.on('error', reject);
		document.registerFont(font, fontBytes).font(font);
		document.fontSize(size.title).fillColor(ink.text).text(printable(paper.title));
		if (paper.note !== null) document.fontSize(size.small).fillColor(ink.quiet).text(printable(paper.note));
		document.y += gap.section;
		writeSections(document, paper);
		writeMargins(document, paper);
		document.end();
	});
}
