import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startVitest } from 'vitest/node';
import { dataFolder, root } from '../../scripts/lib/project.mjs';

/** @typedef {import('./guards.mjs').Verdict} Verdict */

/**
 * Changes the rules of the departments’ presets in a running Directus, one at a time, and runs the probe of what people see against each.
 * @param {number} until milliseconds since 1970; what there was no time for is named
 * @param {(verdict: Verdict) => void} onVerdict
 * @param {string | undefined} role only the rules of this one; without it those of all
 * @returns {Promise<Verdict[]>}
 */
export async function withoutEachPermission(until, onVerdict, role) {
	mkdirSync(dataFolder, { recursive: true });
	const report = join(dataFolder, 'permission-mutants.jsonl');
	rmSync(report, { force: true });
	writeFileSync(report, '');
	const vitest = await startVitest('test', [], {
		root,
		config: false,
		watch: false,
		include: ['tests/mutation/without-permission.ts'],
		env: { CRM_TEST_DATABASE: 'sqlite' },
		globalSetup: ['tests/harness/build-once.ts', 'tests/harness/lender-once.ts'],
		hookTimeout: 300_000,
		reporters: ['default'],
		provide: { permissionMutants: { report, role: role ?? null, until } },
	});
	const failed = vitest.state.getCountOfFailedTests();
	await vitest.close();
	/** @type {Verdict[]} */
	const verdicts = readFileSync(report, 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => /** @type {Verdict} */ (JSON.parse(line)));
	for (const verdict of verdicts) onVerdict(verdict);
	if (failed > 0 || verdicts.length === 0) throw new Error('The probe could not be run to its end.');
	return verdicts;
}
