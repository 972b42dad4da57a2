import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { csvWatcher } from './inherited-names.js';
import type { Refuser } from './refuse.js';
import { isAnonymous, type GuardedRequest, type Next } from './request.js';

/** An upload that has not been read yet. */
type Upload = GuardedRequest & Readable;

interface Response {
	once(event: 'close', listener: () => void): unknown;
}

/**
 * Looks through a file that is to be imported before the host does. The host reads the request by piping it; what it gets instead is a
 * copy on disk that has been looked through.
 */
export const importGuard =
	(refuser: Refuser, temporary: string | undefined, logger: Logger) =>
	(request: GuardedRequest, response: unknown, next: Next): void => {
		if (request.method !== 'POST') return next();
		void (async () => {
			try {
				if (isAnonymous(request)) return next(await refuser.ofRequest('import-sign-in', request));
				const folder = await mkdtemp(join(temporary ?? tmpdir(), 'crm-policy-import-'));
				(response as Response).once('close', () => {
					rm(folder, { recursive: true, force: true }).catch((error: unknown) => logger.warn(error));
				});
				const copy = join(folder, 'upload');
				if (await copied(request as Upload, copy)) return next(await refuser.ofRequest('csv-headers', request));
				const upload = request as Upload;
				upload.pipe = <T extends NodeJS.WritableStream>(destination: T): T => {
					const content = createReadStream(copy);
					content.once('error', (error) => (destination as unknown as Writable).destroy(error));
					return content.pipe(destination);
				};
				next();
			} catch (error) {
				next(error);
			}
		})();
	};

/** Copies an upload to disk. Returns whether it is dangerous; the copy is then of no use. */
async function copied(upload: Upload, path: string): Promise<boolean> {
	const isDangerous = csvWatcher();
	let dangerous = false;
	const looking = new Transform({
		transform(piece: Buffer, _encoding, done) {
			dangerous = isDangerous(piece);
			// The rest is still read, so that the answer reaches a caller who is busy sending.
			if (dangerous) done();
			else done(null, piece);
		},
	});
	await pipeline(upload, looking, createWriteStream(path));
	return dangerous;
}
