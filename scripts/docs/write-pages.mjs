/**
 * Writes the generated pages of docs/. Run by `npm run docs` on the pinned Node; the sources are TypeScript and are loaded the way the tests
 * load them.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withSources } from '../lib/load-source.mjs';

await withSources(async (load) => {
	const { docsFolder, generatedPages } = /** @type {typeof import('./pages.js')} */ (await load('scripts/docs/pages.ts'));
	const pages = await generatedPages();
	const processes = join(docsFolder, 'processes');
	mkdirSync(processes, { recursive: true });
	// A page of a process that is gone would go on promising it.
	for (const file of readdirSync(processes)) if (!pages.has(`processes/${file}`)) rmSync(join(processes, file));
	for (const [path, content] of pages) {
		const file = join(docsFolder, path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, content);
		process.stdout.write(`docs/${path}\n`);
	}
});
