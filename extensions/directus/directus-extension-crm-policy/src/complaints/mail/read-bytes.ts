import { publicComplaintWords as words } from '@crm-policy/rules/complaints/public-words';
import type { PublicRequest } from '../../public-pages/visitor.js';
import { attachmentLimits } from '../public/attachments.js';
import { IntakeRefused, invalid } from '../public/problem.js';

/** Attachments grow by a third on the way (base64); the rest is text. */
const most = Math.ceil(attachmentLimits.total * 1.4) + 1024 * 1024;

/** Mails that are read at the same time; each is held in memory. */
const besideEachOther = 4;
let reading = 0;

const tooLarge = (): IntakeRefused =>
	new IntakeRefused(413, 'CONTENT_TOO_LARGE', [
		{ field: null, text: words.problems.filesTooLarge, values: { total: attachmentLimits.total / 1024 / 1024 } },
	]);

/**
 * Reads the body of a request, and never more of it than a mail may have.
 * @throws IntakeRefused when it is larger, breaks off, or too many are read at the moment
 */
export async function readBytes(request: PublicRequest): Promise<Buffer> {
	if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge();
	if (reading >= besideEachOther) throw new IntakeRefused(503, 'SERVICE_UNAVAILABLE', [{ field: null, text: words.problems.busy }], 60);
	reading += 1;
	try {
		return await new Promise<Buffer>((resolve, reject) => {
			const chunks: Buffer[] = [];
			let size = 0;
			request.on('data', (chunk: Buffer) => {
				size += chunk.length;
				// What goes beyond is read past and dropped, so that the sender can still be told.
				if (size <= most) chunks.push(chunk);
			});
			request.on('end', () => {
				if (size > most) reject(tooLarge());
				else resolve(Buffer.concat(chunks));
			});
			const brokenOff = () => reject(invalid({ field: null, text: words.problems.malformed }));
			request.on('aborted', brokenOff);
			request.on('error', brokenOff);
		});
	} finally {
		reading -= 1;
	}
}
