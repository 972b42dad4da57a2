import { spawn } from 'node:child_process';

/**
 * @typedef {object} CommandResult
 * @property {number} code exit code; 1 when a signal ended it
 * @property {string} output what it wrote, standard output and errors mixed, at most the last 64 KB
 */

const keptOutput = 64 * 1024;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Programs get a process group of their own, so that what they have started themselves (npm its compilers) can be ended with them. */
const ownGroup = process.platform !== 'win32';

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function end(child, signal) {
	if (!ownGroup || child.pid === undefined) {
		child.kill(signal);
		return;
	}
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		// The group is gone already.
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
	}
}

const killAfter = 3000;

/** Interrupted by a signal, as shells count it. */
const interruptedCode = 130;

let interrupted = false;

/** Being in groups of their own, the programs do not hear a Ctrl-C themselves. */
function endRunning() {
	if (interrupted) return;
	interrupted = true;
	for (const child of running) {
		end(child, 'SIGTERM');
		setTimeout(() => end(child, 'SIGKILL'), killAfter);
	}
}

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** @param {import('node:child_process').ChildProcess} child */
function enter(child) {
	if (running.size === 0) for (const signal of signals) process.on(signal, endRunning);
	running.add(child);
}

/** @param {import('node:child_process').ChildProcess} child */
function leave(child) {
	running.delete(child);
	if (running.size > 0) return;
	if (interrupted) process.exit(interruptedCode);
	for (const signal of signals) process.off(signal, endRunning);
}

/**
 * Runs a program to its end. A signal to this process ends the program and then this process.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, echo?: boolean, shell?: boolean }} options
 *   `echo` also shows the output while it comes
 * @returns {Promise<CommandResult>} rejects only when the program cannot be started
 */
export function runCommand(program, args, { cwd, env, echo = false, shell = false }) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { cwd, env, shell, detached: ownGroup, stdio: ['ignore', 'pipe', 'pipe'] });
		enter(child);
		let output = '';
		/** @param {Buffer} chunk */
		const keep = (chunk) => {
			if (echo) process.stdout.write(chunk);
			output = (output + chunk.toString()).slice(-keptOutput);
		};
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		child.once('error', (error) => {
			leave(child);
			reject(error);
		});
		child.once('close', (code) => {
			leave(child);
			resolve({ code: code ?? 1, output });
		});
	});
}

/**
 * The last lines of an output, for showing beneath a failure.
 * @param {string} output
 * @param {number} count
 * @returns {string}
 */
export function lastLines(output, count) {
	return output.trimEnd().split('\n').slice(-count).join('\n');
}
