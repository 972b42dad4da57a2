import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withFolderLock } from './folder-lock.mjs';
import { say } from './language.mjs';
import { runNpm, saysUnreachable } from './npm.mjs';
import { Problem } from './problem.mjs';
import { dataFolder, root } from './project.mjs';
import { lastLines } from './run-command.mjs';

const stampFile = join(root, 'node_modules', '.crm-policy-install.json');

/** What the installed dependencies must have been made from: the lock file, and the Node and machine their binaries belong to. */
function wantedStamp() {
	const lock = createHash('sha256')
		.update(readFileSync(join(root, 'package-lock.json')))
		.digest('hex');
	return JSON.stringify({ lock, node: '22', platform: process.platform, arch: process.arch });
}

/** Whether the last installation was of this lock file and came to its end: the stamp is written after success only. */
export function dependenciesAreInstalled() {
	return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wantedStamp();
}

/** Records that node_modules is whole. */
export function stampDependencies() {
	writeFileSync(stampFile, wantedStamp());
}

/** @returns {string[]} the tools for compiling that are not on PATH */
function missingCompilers() {
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	const found = (/** @type {string[]} */ names) => names.some((name) => folders.some((folder) => existsSync(join(folder, name))));
	const tools = { python3: ['python3', 'python', 'python.exe'], make: ['make', 'gmake'], 'g++': ['g++', 'c++', 'clang++'] };
	return Object.entries(tools).flatMap(([tool, names]) => (found(names) ? [] : [tool]));
}

/**
 * Explains a failed installation.
 * @param {string} output npm's
 * @returns {Problem}
 */
function explainFailure(output) {
	const compiled = /node-gyp|gyp ERR|prebuild-install|not found: make|g\+\+/i.test(output);
	const missing = process.platform === 'win32' ? [] : missingCompilers();
	if (compiled && missing.length > 0) return new Problem(say('install.compilers', { missing: missing.join(', ') }));
	process.stderr.write(`${lastLines(output, 40)}\n`);
	return new Problem(say(!compiled && saysUnreachable(output) ? 'install.network' : 'install.failed'));
}

/** @param {import('./runtime.mjs').Runtime} runtime */
async function install(runtime) {
	process.stdout.write(`${say(existsSync(join(root, 'node_modules')) ? 'install.repeating' : 'install.running')}\n`);
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	const heartbeat = setInterval(() => process.stdout.write(`${say('install.still', { seconds: seconds() })}\n`), 20_000);
	try {
		// The dependencies' own install scripts are reviewed in package.json (allowScripts); without them sqlite3 would have no binary.
		const result = await runNpm(runtime.node, ['ci', '--include=dev', '--ignore-scripts=false'], { cwd: root, env: runtime.env });
		if (result.code !== 0) throw explainFailure(result.output);
	} finally {
		clearInterval(heartbeat);
	}
	stampDependencies();
	process.stdout.write(`${say('install.done', { seconds: seconds() })}\n`);
}

/**
 * Installs what package-lock.json names, unless that was done already. An interrupted or outdated installation is repeated from the
 * beginning (`npm ci` empties node_modules first), by one process at a time. CRM_INSTALL=false forbids it, for a folder that others are
 * working in.
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export async function ensureDependencies(runtime) {
	if (dependenciesAreInstalled()) return;
	if (process.env['CRM_INSTALL'] === 'false') throw new Problem(say('install.forbidden'));
	await withFolderLock(join(dataFolder, 'install.lock'), async () => {
		if (!dependenciesAreInstalled()) await install(runtime);
	});
}
