import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @param {number} pid
 * @returns {boolean} whether a process with this id runs on this machine
 */
export function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it runs, but belongs to somebody else.
		return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
	}
}

/** @param {string} folder */
function isAbandoned(folder) {
	try {
		return !isRunning(Number(readFileSync(join(folder, 'pid'), 'utf8')));
	} catch {
		// The holder has made the folder and not yet written its id, or has just removed it.
		return false;
	}
}

/**
 * Does work that only one process at a time may do. A folder is the lock, because making one is atomic everywhere;
 * a lock whose holder has died is taken over.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withFolderLock(folder, work) {
	mkdirSync(dirname(folder), { recursive: true });
	for (;;) {
		try {
			mkdirSync(folder);
			break;
		} catch (error) {
			if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
			if (isAbandoned(folder)) rmSync(folder, { recursive: true, force: true });
			else await sleep(200);
		}
	}
	try {
		writeFileSync(join(folder, 'pid'), String(process.pid));
		return await work();
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
