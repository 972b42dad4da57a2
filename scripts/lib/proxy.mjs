import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { substitute } from './compose.mjs';
import { answers } from './port.mjs';
import { findProgram, keepRunning, until } from './programs.mjs';
import { root } from './project.mjs';

/** Where nginx is installed; undefined where it is not. */
export const findProxy = () => findProgram('nginx');

/**
 * Writes nginx's configuration from the template that its container uses.
 * @param {string} folder
 * @param {number} port
 * @param {readonly number[]} instances
 * @returns {string} path of the configuration
 */
function writeProxyConfiguration(folder, port, instances) {
	const values = {
		RESOLVER: '',
		PROXY_LISTEN: `127.0.0.1:${port}`,
		DIRECTUS_SERVERS: instances.map((instance) => `server 127.0.0.1:${instance};`).join(' '),
	};
	// Started by root, nginx would work as somebody else, who may not write into the folder.
	const { uid, username } = userInfo();
	const user = uid === 0 ? `user ${username}; ` : '';
	const template = readFileSync(join(root, 'docker', 'nginx.conf.template'), 'utf8');
	const file = join(folder, 'nginx.conf');
	const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/nginx-${kind};`);
	writeFileSync(
		file,
		`${user}daemon off; pid ${folder}/nginx.pid; error_log stderr;\nevents {}\nhttp {\naccess_log off; ${temporary.join(' ')}\n${substitute(template, values)}\n}\n`,
	);
	return file;
}

/**
 * Starts nginx, as docker-compose.yml does, in front of instances on this machine.
 * @param {object} options
 * @param {string} options.program where nginx is
 * @param {string} options.folder for its files
 * @param {number} options.port
 * @param {readonly number[]} options.instances ports of the Directus behind it
 * @param {(line: string) => void} options.onLine
 * @returns {Promise<() => Promise<void>>} stops it
 */
export async function startProxy({ program, folder, port, instances, onLine }) {
	const stop = keepRunning(program, ['-p', folder, '-c', writeProxyConfiguration(folder, port, instances)], onLine);
	await until('the proxy', () => answers(port, '127.0.0.1'));
	return stop;
}
