import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';

/**
 * The key Directus signs sessions with, made once and kept where only this user can read it.
 * @param {string} file
 * @returns {string}
 */
export function keptSecret(file) {
	const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
	if (kept !== '') return kept;
	mkdirSync(dirname(file), { recursive: true });
	const secret = randomBytes(32).toString('base64url');
	writeFileSync(file, `${secret}\n`, { mode: 0o600 });
	return secret;
}
