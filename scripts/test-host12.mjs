/**
 * `npm run test:host12`: the tests on Directus 12, which is installed beside the project the first time. What follows `--` goes to vitest.
 * With a licence of your own in LICENSE_TOKEN or LICENSE_KEY it is the whole suite that runs there (CONTRIBUTING.md).
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureHost } from './lib/host-installations.mjs';
import { prepare } from './lib/prepare.mjs';
import { runScript } from './lib/problem.mjs';
import { licensedHost, root } from './lib/project.mjs';

/**
 * @param {import('./lib/runtime.mjs').Runtime} runtime
 * @param {string} project of vitest.config.ts
 * @param {NodeJS.ProcessEnv} more
 * @returns {Promise<number>} exit code
 */
function runTests({ node }, project, more) {
	const args = [join(root, 'scripts', 'test.mjs'), '--project', project, ...process.argv.slice(2)];
	const child = spawn(node, args, { cwd: root, env: { ...process.env, ...more }, stdio: 'inherit' });
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
}

await runScript(async () => {
	const runtime = await prepare();
	await ensureHost(licensedHost, runtime);
	const licensed = [process.env['LICENSE_TOKEN'], process.env['LICENSE_KEY']].some((value) => value !== undefined && value !== '');
	return licensed ? runTests(runtime, 'sqlite', { CRM_TEST_HOST: licensedHost }) : runTests(runtime, 'host12', {});
});
