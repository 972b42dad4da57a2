/** `npm run docs`: a page for each process, the overview of them and the table of clauses, from the declarations in extensions/rules, and the page of the host guard from its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runScript } from './lib/problem.mjs';
import { root } from './lib/project.mjs';
import { ensureRuntime } from './lib/runtime.mjs';

await runScript(async () => {
	const runtime = await ensureRuntime();
	await ensureDependencies(runtime);
	const child = spawn(runtime.node, [join(root, 'scripts', 'docs', 'write-pages.mjs')], { cwd: root, env: runtime.env, stdio: 'inherit' });
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
});
