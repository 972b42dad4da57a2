import { existsSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { say } from './language.mjs';
import { Problem } from './problem.mjs';
import { runCommand } from './run-command.mjs';

/** Where npm's own program lies relative to a folder that holds `node` or `npm`. */
const npmProgramPlaces = [
	['node_modules', 'npm', 'bin', 'npm-cli.js'],
	['..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'],
	['..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'],
];

/**
 * npm as a JavaScript file, so that it can run on the Node of our choice without a shell and on every platform.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
function findNpmProgram(env) {
	const caller = env['npm_execpath'];
	if (caller !== undefined && basename(caller) === 'npm-cli.js' && existsSync(caller)) return caller;
	const folders = [dirname(process.execPath), ...(env['PATH'] ?? env['Path'] ?? '').split(delimiter)];
	for (const folder of folders) {
		for (const place of npmProgramPlaces) {
			const program = join(folder, ...place);
			if (existsSync(program)) return program;
		}
	}
	throw new Problem(say('runtime.noNpm'));
}

/**
 * Runs npm on a given Node.
 * @param {string} node path of the Node binary
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<import('./run-command.mjs').CommandResult>}
 */
export function runNpm(node, args, { cwd, env }) {
	return runCommand(node, [findNpmProgram(env), ...args, '--no-audit', '--no-fund', '--no-update-notifier'], { cwd, env });
}

/**
 * Whether npm's output says that it could not reach the registry at all.
 * @param {string} output
 * @returns {boolean}
 */
export function saysUnreachable(output) {
	return /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(output);
}
