/**
 * `npm run test:shop`: the shop's side of the gate. Installs Medusa beside the project the first time, checks and builds the plugin, and
 * runs a real Medusa on PostgreSQL beside a real Directus. What follows `--` goes to vitest.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { buildPlugin, ensureMedusa } from './lib/medusa-installation.mjs';
import { runScript } from './lib/problem.mjs';
import { root } from './lib/project.mjs';
import { ensureRuntime } from './lib/runtime.mjs';

await runScript(async () => {
	const runtime = await ensureRuntime();
	await ensureDependencies(runtime);
	await ensureMedusa(runtime);
	await buildPlugin(runtime);
	const args = [join(root, 'scripts', 'test.mjs'), '--project', 'shop', ...process.argv.slice(2)];
	const env = { ...process.env, CRM_TEST_SHOP: 'true', CRM_TEST_REQUIRE: 'pg,browser' };
	const child = spawn(runtime.node, args, { cwd: root, env, stdio: 'inherit' });
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
});
