import { Unzip, UnzipInflate } from 'fflate';
import Papa from 'papaparse';
import { readSheet } from 'read-excel-file/node';
import { importWords as words } from '@crm-policy/rules/importing/words';
import { mend } from '@crm-policy/rules/importing/mend';
import type { Text, TextValues } from '@crm-policy/rules/words/text';

/** The largest file, what it may unfold to, and how many rows are taken at a time. */
export const fileLimits = { bytes: 20 * 1024 * 1024, unfolded: 300 * 1024 * 1024, rows: 50_000, columns: 200 } as const;

/** How a file was read, said on the screen so that a person can see that it was read rightly. */
export interface Reading {
	readonly format: 'csv' | 'xlsx';
	readonly encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'gb18030' | null;
	readonly delimiter: string | null;
}

export interface TableRow {
	/** Where it stands in the file, the heading being line 1. Empty lines do not count. */
	readonly line: number;
	/** As many as there are columns; more when the row cannot be told apart. */
	readonly cells: readonly string[];
	readonly mended: boolean;
}

export interface Table {
	readonly reading: Reading;
	readonly columns: readonly string[];
	readonly rows: readonly TableRow[];
}

/** A file that cannot be taken, with the reason for whoever sent it. */
export class UnreadableFile extends Error {
	constructor(
		readonly reason: Text,
		readonly values: TextValues = {},
	) {
		super(reason['en-US']);
	}
}

const startsWith = (bytes: Buffer, ...start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte);

/**
 * The text of a file and its encoding: by its mark if it has one; else UTF-8 if it is valid as such, which text in another encoding
 * practically never is; else GB18030, which contains GBK and GB2312.
 */
function textOf(bytes: Buffer): { text: string; encoding: NonNullable<Reading['encoding']> } {
	const decoded = (encoding: string, from: number): string | null => {
		try {
			return new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(from));
		} catch {
			// Not in this encoding.
			return null;
		}
	};
	if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
		const text = decoded('utf-8', 3);
		if (text !== null) return { text, encoding: 'utf-8-bom' };
	}
	if (startsWith(bytes, 0xff, 0xfe)) {
		const text = decoded('utf-16le', 2);
		if (text !== null) return { text, encoding: 'utf-16le' };
	}
	for (const encoding of ['utf-8', 'gb18030'] as const) {
		const text = decoded(encoding, 0);
		if (text !== null) return { text, encoding };
	}
	throw new UnreadableFile(words.notReadable);
}

/** Refuses an archive that unfolds to more than a spreadsheet of this size can hold. What its directory claims is not believed: it is unfolded. */
function assertModest(bytes: Buffer): void {
	const piece = 64 * 1024;
	let unfolded = 0;
	const archive = new Unzip((file) => {
		file.ondata = (error, data) => {
			if (error !== null) throw new UnreadableFile(words.notReadable);
			unfolded += data.length;
			if (unfolded > fileLimits.unfolded) throw new UnreadableFile(words.tooLarge, { most: fileLimits.unfolded / 1024 / 1024 });
		};
		file.start();
	});
	archive.register(UnzipInflate);
	for (let from = 0; from < bytes.length; from += piece) archive.push(bytes.subarray(from, from + piece), from + piece >= bytes.length);
}

function cellText(cell: unknown): string {
	if (cell === null || cell === undefined) return '';
	if (cell instanceof Date) return cell.toISOString().slice(0, 10);
	return typeof cell === 'string' ? cell : typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}

async function rowsOfSheet(bytes: Buffer): Promise<readonly (readonly string[])[]> {
	try {
		assertModest(bytes);
		const sheet = await readSheet(bytes);
		return sheet.map((row) => row.map(cellText));
	} catch (error) {
		if (error instanceof UnreadableFile) throw error;
		throw new UnreadableFile(words.notReadable);
	}
}

/** Reads a CSV or XLSX file; which of them it is, its encoding and its delimiter are seen from its bytes. */
export async function readTable(bytes: Buffer): Promise<Table> {
	if (bytes.length > fileLimits.bytes) throw new UnreadableFile(words.tooLarge, { most: fileLimits.bytes / 1024 / 1024 });
	let reading: Reading;
	let all: readonly (readonly string[])[];
	if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
		reading = { format: 'xlsx', encoding: null, delimiter: null };
		all = (await rowsOfSheet(bytes)).filter((row) => row.some((cell) => cell.trim() !== ''));
	} else {
		const { text, encoding } = textOf(bytes);
		if (text.includes('\0')) throw new UnreadableFile(words.notReadable);
		const parsed = Papa.parse(text, { delimitersToGuess: [',', ';', '\t', '|'], skipEmptyLines: 'greedy' });
		if (parsed.errors.some(({ type }) => type === 'Quotes')) throw new UnreadableFile(words.notReadable);
		reading = { format: 'csv', encoding, delimiter: parsed.meta.delimiter };
		all = parsed.data;
	}
	const [heading, ...body] = all;
	const columns = (heading ?? []).map((cell) => cell.trim()).slice(0, fileLimits.columns);
	while (columns.at(-1) === '') columns.pop();
	if (columns.length === 0) throw new UnreadableFile(words.noHeading);
	if (body.length === 0) throw new UnreadableFile(words.noRows);
	if (body.length > fileLimits.rows) throw new UnreadableFile(words.tooManyRows, { found: body.length, most: fileLimits.rows });
	const rows = body.map((cells, index): TableRow => {
		const whole = mend(cells, columns.length, reading.delimiter ?? ',');
		return { line: index + 2, cells: whole?.cells ?? cells, mended: whole?.mended ?? false };
	});
	return { reading, columns, rows };
}
