import { existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Memory as a folder, on Linux: a SQLite database in it does not wait for a disk. */
const inMemory = '/dev/shm';

/** Databases and uploads of a whole run need less (in bytes); a container may have much less there. */
const enough = 2_000_000_000;

function hasRoom(folder: string): boolean {
	if (!existsSync(folder)) return false;
	const { bavail, bsize } = statfsSync(folder);
	return bavail * bsize > enough;
}

/** A new folder for one Directus; whoever asks for it removes it. */
export function temporaryFolder(): string {
	return mkdtempSync(join(hasRoom(inMemory) ? inMemory : tmpdir(), 'crm-policy-'));
}
