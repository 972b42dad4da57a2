import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './project.mjs';

const folder = join(dataFolder, 'compiled-code');

/** In bytes. Directus takes about 40 MB; each start adds the extension (2 MB), because Directus loads it under another address every time. */
const limit = 300_000_000;

/**
 * The folder in which Node keeps the code it has compiled for the next start (`NODE_COMPILE_CACHE`). It is begun anew when it has grown too large;
 * Node does without what it does not find.
 * @returns {string}
 */
export function compiledCodeFolder() {
	if (!existsSync(folder)) return folder;
	const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
	const sizes = files.map((file) => statSync(join(file.parentPath, file.name), { throwIfNoEntry: false })?.size ?? 0);
	if (sizes.reduce((sum, size) => sum + size, 0) > limit) rmSync(folder, { recursive: true, force: true });
	return folder;
}
