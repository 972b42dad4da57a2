import { createHash } from 'node:crypto';
import { convert } from 'html-to-text';
import PostalMime, { type Attachment as MailAttachment, type Email } from 'postal-mime';
import { z } from 'zod';
import type { Letter } from '@crm-policy/rules/complaints/letter';
import { publicComplaintWords as words } from '@crm-policy/rules/complaints/public-words';
import { attachmentLimits } from '../public/attachments.js';
import { invalid } from '../public/problem.js';
import { printable } from '../public/read-intake.js';
import type { SentFile } from '../public/upload.js';

/** An e-mail that was read, with what tells it from others. */
export interface ReadLetter extends Letter {
	readonly files: readonly SentFile[];
	/** Digest of its Message-ID, or of its bytes where it has none: the same e-mail has the same one. */
	readonly digest: string;
	/** Digests of the e-mails it says it answers, the latest first. */
	readonly answers: readonly string[];
}

/** Deeper nesting and longer headers than any program writes. */
const reading = {
	maxNestingDepth: 32,
	maxHeadersSize: 256 * 1024,
	forceRfc822Attachments: true,
	attachmentEncoding: 'arraybuffer',
} as const;

const mostAnswered = 20;

const digestOf = (value: string | Uint8Array): string => createHash('sha256').update(value).digest('hex');

const messageIds = (value: string | undefined): readonly string[] => value?.match(/<[^<>\s]+>/g) ?? [];

const address = z.email().max(255);

function senderOf({ replyTo, from }: Email): Letter['from'] {
	for (const candidate of [...(replyTo ?? []), ...(from === undefined ? [] : [from])]) {
		const read = address.safeParse(candidate.address);
		if (read.success) return { name: printable(candidate.name), address: read.data };
	}
	throw invalid({ field: null, text: words.problems.malformed });
}

const bodyOf = ({ text, html }: Email): string =>
	text !== undefined && text.trim() !== ''
		? text
		: convert(html ?? '', {
				wordwrap: false,
				limits: { maxInputLength: 2_000_000, maxDepth: 64 },
				selectors: [{ selector: 'img', format: 'skip' }],
			});

function fileOf({ filename, content }: MailAttachment): SentFile {
	const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
	const truncated = bytes.length > attachmentLimits.each;
	return { name: filename ?? '', bytes: truncated ? bytes.subarray(0, 0) : bytes, truncated };
}

/**
 * Reads an e-mail as it travels (RFC 5322, MIME). Nothing in it is fetched, run or trusted.
 * @throws IntakeRefused when it is none, or says nobody who could be answered
 */
export async function readLetter(bytes: Uint8Array): Promise<ReadLetter> {
	const mail = await PostalMime.parse(bytes, reading).catch(() => {
		throw invalid({ field: null, text: words.problems.malformed });
	});
	const [own] = messageIds(mail.messageId);
	return {
		from: senderOf(mail),
		subject: printable(mail.subject ?? ''),
		body: printable(bodyOf(mail)),
		headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
		files: mail.attachments.map(fileOf),
		digest: digestOf(own ?? bytes),
		answers: [...messageIds(mail.inReplyTo), ...messageIds(mail.references).toReversed()].slice(0, mostAnswered).map(digestOf),
	};
}
