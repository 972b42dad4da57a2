import { fileTypeFromBuffer } from 'file-type';
import { publicComplaintWords as words } from '@crm-policy/rules/complaints/public-words';
import { text } from '@crm-policy/rules/words/text';
import type { Problem } from './problem.js';
import type { SentFile } from './upload.js';

const megabyte = 1024 * 1024;

/** Enough for the pictures of a telephone; a request fits into memory with room for others. */
export const attachmentLimits = { count: 5, each: 8 * megabyte, total: 20 * megabyte } as const;

/** The limits as the page says them. */
export const spokenLimits = {
	count: attachmentLimits.count,
	each: attachmentLimits.each / megabyte,
	total: attachmentLimits.total / megabyte,
	kinds: text('PDF, JPEG, PNG, WebP', 'PDF、JPEG、PNG、WebP'),
} as const;

/** What cameras and printers make. Office documents are left out: they can carry programs, and a clerk will open them. */
const extensions: Readonly<Record<string, string>> = {
	'application/pdf': 'pdf',
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp',
};

export interface Attachment {
	/** A name of letters, digits and few signs, with the extension of what the file really is. */
	readonly name: string;
	readonly type: string;
	readonly bytes: Buffer;
}

/** A file name without folders, markup, control characters or a misleading extension; never empty. */
export function safeName(name: string, extension: string): string {
	const base = (name.normalize('NFC').split(/[\\/]/).at(-1) ?? '')
		.replace(/\.[^.]*$/, '')
		.replace(/[^\p{L}\p{N}\p{M} _()-]/gu, '_')
		.replace(/\s+/g, ' ')
		.trim();
	return `${Array.from(base).slice(0, 80).join('').trim() || 'attachment'}.${extension}`;
}

const shown = (name: string): string => Array.from(name).slice(0, 80).join('');

/** Judges what was attached by its bytes; names and declared types count for nothing. */
export async function judgeAttachments(
	files: readonly SentFile[],
): Promise<{ readonly attachments: readonly Attachment[]; readonly problems: readonly Problem[] }> {
	const problem = (text: Problem['text'], name = ''): Problem => ({
		field: 'files',
		text,
		values: { ...spokenLimits, name: shown(name) },
	});
	const problems: Problem[] = [];
	const attachments: Attachment[] = [];
	if (files.length > attachmentLimits.count) problems.push(problem(words.problems.tooManyFiles));
	if (files.reduce((sum, file) => sum + file.bytes.length, 0) > attachmentLimits.total)
		problems.push(problem(words.problems.filesTooLarge));
	for (const { name, bytes, truncated } of files) {
		if (truncated) {
			problems.push(problem(words.problems.fileTooLarge, name));
			continue;
		}
		if (bytes.length === 0) {
			problems.push(problem(words.problems.fileEmpty, name));
			continue;
		}
		const type = (await fileTypeFromBuffer(bytes))?.mime;
		const extension = type === undefined ? undefined : extensions[type];
		if (type === undefined || extension === undefined) problems.push(problem(words.problems.fileType, name));
		else attachments.push({ name: safeName(name, extension), type, bytes });
	}
	return { attachments, problems };
}
