import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './project.mjs';

const folder = join(dataFolder, 'compiled-code');

/** In bytes. Directus takes about 40 MB; each start adds the extension (2 MB), because Directus loads it under another address every time. */
const limit = 300_000_000;

/** @returns {number} bytes that lie in the folder now; what disappears meanwhile counts as nothing */
function size() {
	const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
	return files.reduce((sum, file) => sum + (statSync(join(file.parentPath, file.name), { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** @param {unknown} error @returns {boolean} whether somebody else took the folder away meanwhile */
const isGone = (error) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * The folder in which Node keeps the code it has compiled for the next start (`NODE_COMPILE_CACHE`). It is begun anew when it has grown too
 * large: moved aside first, because other processes are writing into it. Node does without what it does not find.
 * @returns {string}
 */
export function compiledCodeFolder() {
	try {
		if (existsSync(folder) && size() > limit) {
			const aside = `${folder}-${String(process.pid)}-${String(Date.now())}`;
			renameSync(folder, aside);
			rmSync(aside, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
		}
	} catch (error) {
		if (!isGone(error)) throw error;
	}
	return folder;
}
