import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @param {string} name
 * @returns {string | undefined} where a program is installed
 */
export function findProgram(name) {
	const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
	return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * Waits until something is true, at most half a minute.
 * @param {string} what for the complaint
 * @param {() => Promise<boolean>} holds
 */
export async function until(what, holds) {
	const end = Date.now() + 30_000;
	while (!(await holds())) {
		if (Date.now() > end) throw new Error(`${what} did not start`);
		await sleep(100);
	}
}

/**
 * Starts a program that stays until it is stopped.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {(line: string) => void} onLine
 * @returns {() => Promise<void>} stops it
 */
export function keepRunning(program, args, onLine) {
	const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => onLine(String(chunk).trimEnd()));
	const ended = new Promise((resolve) => child.once('close', resolve));
	child.once('error', (error) => onLine(error.message));
	return async () => {
		child.kill('SIGTERM');
		await ended;
	};
}
