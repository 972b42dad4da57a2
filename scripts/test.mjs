/**
 * `npm test`: all tests, from a bare clone. What follows `--` goes to vitest (`npm test -- tests/paths`, `npm test -- --project sqlite`).
 * Groups that need something this machine lacks are skipped and named at the end; where they are required, their absence is a failure.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { say } from './lib/language.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { Problem, runScript } from './lib/problem.mjs';
import { root } from './lib/project.mjs';
import { ensureRuntime } from './lib/runtime.mjs';
import { groups, requiredGroups, whyMissing } from './lib/test-groups.mjs';
import { whyNoGrace } from './lib/upgrade-fixture.mjs';

/**
 * @param {import('./lib/runtime.mjs').Runtime} runtime
 * @returns {Promise<number>} vitest's exit code
 */
function runVitest({ node, env }) {
	const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
	const child = spawn(node, [program, 'run', ...process.argv.slice(2)], { cwd: root, env, stdio: 'inherit' });
	// Ctrl-C reaches vitest from the terminal; this process waits for it to tidy up.
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
}

await runScript(async () => {
	const required = requiredGroups(process.env);
	const runtime = await ensureRuntime();
	await ensureDependencies(runtime);
	// The projects that need the extension build it before their first test; rules are tested without.
	const missing = (await Promise.all(groups.map(async (group) => ({ group, reason: await whyMissing(group, process.env) })))).flatMap(
		({ group, reason }) => (reason === undefined ? [] : [{ group, reason }]),
	);
	const lacking = missing.find(({ group }) => required.includes(group));
	if (lacking !== undefined) throw new Problem(say('test.groupMissing', lacking));

	const code = await runVitest(runtime);
	process.stdout.write('\n');
	for (const skipped of missing) process.stdout.write(`${say('test.skipped', skipped)}\n`);
	const young = missing.some(({ group }) => group === 'host12') ? undefined : whyNoGrace(new Date());
	if (young !== undefined) process.stdout.write(`${young}\n`);
	if (missing.length === 0 && young === undefined) process.stdout.write(`${say('test.nothingSkipped')}\n`);
	return code;
});
