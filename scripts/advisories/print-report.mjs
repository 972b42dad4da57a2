/** Prints the report. Run by `npm run advisories` on the pinned Node. */
import { withSources } from '../lib/load-source.mjs';

await withSources(async (load) => {
	const { report } = /** @type {typeof import('./report.js')} */ (await load('scripts/advisories/report.ts'));
	const { readFacts } = /** @type {typeof import('./read.js')} */ (await load('scripts/advisories/read.ts'));
	const { lines, open } = report(readFacts(new Date()));
	for (const line of lines) process.stdout.write(`${line}\n`);
	if (open > 0) process.exitCode = 1;
});
