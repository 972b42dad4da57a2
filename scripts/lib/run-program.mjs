import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './project.mjs';
import { ensureRuntime } from './runtime.mjs';

/**
 * Runs a program of ours on the pinned Node with the dependencies installed; it writes to this terminal.
 * @param {string} path relative to the repository
 * @param {readonly string[]} [args]
 * @returns {Promise<number>} its exit code
 */
export async function runProgram(path, args = []) {
	const runtime = await ensureRuntime();
	await ensureDependencies(runtime);
	const child = spawn(runtime.node, [join(root, path), ...args], { cwd: root, env: runtime.env, stdio: 'inherit' });
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
}
