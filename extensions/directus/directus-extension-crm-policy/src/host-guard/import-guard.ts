import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import type { GuardId } from './guard-ids.js';
import { csvWatcher } from './inherited-names.js';
import type { Refuser } from './refuse.js';
import { isAnonymous, type GuardedRequest, type Next } from './request.js';

/** An upload that has not been read yet. The host reads it by piping it. */
interface Upload extends GuardedRequest, AsyncIterable<Buffer> {
	pipe: (destination: Writable) => Writable;
}

interface Response {
	once(event: 'close', listener: () => void): unknown;
}

/** Looks through a file that is to be imported before the host does; what the host reads is a copy on disk that has been looked through. */
export const importGuard =
	(refuser: Refuser, temporary: string | undefined, logger: Logger) =>
	(request: GuardedRequest, response: unknown, next: Next): void => {
		if (request.method === 'POST') {
			lookedThrough(request as Upload, response as Response, temporary ?? tmpdir(), logger).then(
				(refusedBy) => {
					if (refusedBy === null) next();
					else refuser.ofRequest(refusedBy, request).then(next, next);
				},
				(error: unknown) => {
					next(error);
				},
			);
		} else next();
	};

/** Looks through an upload and puts a copy in its place. Returns the part of the guard that refuses it, or null. */
async function lookedThrough(request: Upload, response: Response, temporary: string, logger: Logger): Promise<GuardId | null> {
	if (isAnonymous(request)) return 'import-sign-in';
	const folder = await mkdtemp(join(temporary, 'crm-policy-import-'));
	response.once('close', () => {
		rm(folder, { recursive: true, force: true }).catch((error: unknown) => {
			logger.warn(error);
		});
	});
	const copy = join(folder, 'upload');
	if (await copied(request, copy)) return 'csv-headers';
	request.pipe = (destination) => {
		const content = createReadStream(copy);
		content.once('error', (error) => destination.destroy(error));
		return content.pipe(destination);
	};
	return null;
}

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
