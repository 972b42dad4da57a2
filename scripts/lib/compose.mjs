import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './project.mjs';

/** @typedef {{ environment?: Record<string, string | number | boolean | null>, [key: string]: unknown }} Service */
/** @typedef {{ services: Record<string, Service>, [key: string]: unknown }} Compose */

/** @returns {Compose} docker-compose.yml as data, before any substitution */
export function readCompose() {
	return parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true });
}

/**
 * Substitutes `${NAME}`, `${NAME:-default}` and `${NAME:?complaint}` as compose does; defaults may contain substitutions themselves.
 * @param {string} text
 * @param {Record<string, string | undefined>} env
 * @returns {string}
 */
export function substitute(text, env) {
	const innermost = /\$\{(\w+)(?:(:-|:\?)([^${}]*))?\}/;
	let result = text;
	for (let found = innermost.exec(result); found !== null; found = innermost.exec(result)) {
		const [whole, name = '', operator, rest = ''] = found;
		const value = env[name] ?? '';
		if (value === '' && operator === ':?') throw new Error(`${name}: ${rest}`);
		result = result.replace(whole, () => (value === '' && operator === ':-' ? rest : value));
	}
	return result;
}

/**
 * The environment compose would give a service.
 * @param {string} service
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, string>}
 */
export function serviceEnvironment(service, env) {
	const declared = readCompose().services[service]?.environment ?? {};
	return Object.fromEntries(Object.entries(declared).map(([name, value]) => [name, substitute(String(value ?? ''), env)]));
}
