import busboy from 'busboy';
import { publicComplaintWords as words } from '@crm-policy/rules/complaints/public-words';
import type { PublicRequest } from '../../public-pages/visitor.js';
import { attachmentLimits } from './attachments.js';
import { IntakeRefused, invalid } from './problem.js';

export interface SentFile {
	readonly name: string;
	readonly bytes: Buffer;
	/** It was larger than a file may be; its bytes are not whole. */
	readonly truncated: boolean;
}

export interface Sent {
	readonly fields: Readonly<Record<string, string>>;
	readonly files: readonly SentFile[];
}

/** The largest text of the form is 20,000 characters of at most four bytes. */
const fieldBytes = 100 * 1024;

/** Uploads that are read at the same time; each may hold all its files in memory. */
const besideEachOther = 8;
let reading = 0;

const tooLarge = (): IntakeRefused =>
	new IntakeRefused(413, 'CONTENT_TOO_LARGE', [
		{ field: 'files', text: words.problems.filesTooLarge, values: { total: attachmentLimits.total / 1024 / 1024 } },
	]);

/**
 * Reads a form with files, and never more of it than it may hold: what goes beyond is read past and dropped, so that the browser can
 * still be told.
 * @throws IntakeRefused when it is no form, too large, or too many are read at the moment
 */
export async function readUpload(request: PublicRequest): Promise<Sent> {
	const announced = Number(request.headers['content-length'] ?? 0);
	// Several times too much is not worth reading past.
	if (announced > 4 * attachmentLimits.total) throw tooLarge();
	if (reading >= besideEachOther) throw new IntakeRefused(503, 'SERVICE_UNAVAILABLE', [{ field: null, text: words.problems.busy }], 60);
	reading += 1;
	try {
		return await parse(request);
	} finally {
		reading -= 1;
	}
}

function parse(request: PublicRequest): Promise<Sent> {
	return new Promise((resolve, reject) => {
		const fields: Record<string, string> = {};
		const files: SentFile[] = [];
		let kept = 0;
		let overflow = false;
		let parser: busboy.Busboy;
		const malformed = () => reject(invalid({ field: null, text: words.problems.malformed }));
		try {
			parser = busboy({
				headers: request.headers,
				defParamCharset: 'utf8',
				limits: {
					fields: 30,
					fieldNameSize: 100,
					fieldSize: fieldBytes,
					files: attachmentLimits.count + 1,
					fileSize: attachmentLimits.each,
					parts: 60,
				},
			});
		} catch {
			// Not a form with files after all, whatever its header begins with.
			malformed();
			return;
		}
		// A text that is cut is still longer than any field may be, and is refused as such.
		parser.on('field', (name, value) => {
			fields[name] = value;
		});
		parser.on('file', (_field, stream, { filename }) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => {
				kept += chunk.length;
				if (kept > attachmentLimits.total) overflow = true;
				else chunks.push(chunk);
			});
			stream.on('close', () => {
				// A browser sends an empty part without a name for a file field nobody used.
				const name = typeof filename === 'string' ? filename : '';
				const bytes = Buffer.concat(chunks);
				if (name !== '' || bytes.length > 0) files.push({ name, bytes, truncated: stream.truncated === true });
			});
		});
		parser.on('error', malformed);
		parser.on('close', () => {
			if (overflow) reject(tooLarge());
			else resolve({ fields, files });
		});
		request.on('aborted', malformed);
		request.on('error', malformed);
		request.pipe(parser);
	});
}
