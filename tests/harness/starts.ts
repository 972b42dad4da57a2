import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataFolder } from '../../scripts/lib/project.mjs';

/** Where the processes of one run of the suite note each Directus they start; vitest.config.ts names the run. */
const file = join(dataFolder, 'test-starts', `${process.env['CRM_TEST_RUN'] ?? 'unnamed'}.txt`);

/** Notes a start, with the reason why there was one. */
export function noteStart(because: string): void {
	mkdirSync(dirname(file), { recursive: true });
	appendFileSync(file, `${because}\n`);
}

/** The reasons noted in this run, one for each start; asked for once, at its end. */
export function startsOfThisRun(): readonly string[] {
	if (!existsSync(file)) return [];
	const reasons = readFileSync(file, 'utf8').split('\n').filter(Boolean);
	rmSync(file);
	return reasons;
}
