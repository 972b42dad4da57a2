/**
 * `npm run test:mutation`: takes the rules away one by one and shows that a test notices. `CRM_MUTATION_MINUTES` (default 30) limits the
 * time; what there was no time for is named. What follows `--` limits it to `guards` (of one domain: `guards gifts`), `rings` or `permissions`
 * (of one role: `permissions salesperson`). Fails when a rule could be taken away
 * unnoticed, unless `expected-survivors.mjs` says why.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare } from '../../scripts/lib/prepare.mjs';
import { runScript } from '../../scripts/lib/problem.mjs';
import { root } from '../../scripts/lib/project.mjs';

await runScript(async () => {
	const { node, env } = await prepare();
	// Tests run on the Node that Directus runs on.
	const child = spawn(node, [join(root, 'tests', 'mutation', 'mutate.mjs'), ...process.argv.slice(2)], {
		cwd: root,
		env,
		stdio: 'inherit',
	});
	// Ctrl-C reaches it from the terminal; this process waits for it to tidy up.
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
});
