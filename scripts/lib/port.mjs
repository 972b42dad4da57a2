import { connect, createServer } from 'node:net';
import { say } from './language.mjs';
import { Problem } from './problem.mjs';

/**
 * @param {string | undefined} text what PORT says
 * @returns {number}
 */
export function readPort(text) {
	const port = text === undefined || text === '' ? 8055 : Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Problem(say('settings.port', { port: text ?? '' }));
	return port;
}

/**
 * Tries to listen.
 * @param {number} port 0 for any free one
 * @param {string} host
 * @returns {Promise<{ port: number } | { code: string }>} the port that was free, or why it is not
 */
function tryListening(port, host) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', (error) => resolve({ code: /** @type {NodeJS.ErrnoException} */ (error).code ?? error.message }));
		server.listen({ port, host }, () => {
			const address = server.address();
			const listening = typeof address === 'object' && address !== null ? address.port : port;
			server.close(() => resolve({ port: listening }));
		});
	});
}

/**
 * Whether something answers there. Some systems let a program listen on one address while another listens on all of them.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
export function answers(port, host) {
	return new Promise((resolve) => {
		const socket = connect({ port, host, timeout: 2000 });
		const end = (/** @type {boolean} */ answer) => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', () => end(true));
		socket.once('timeout', () => end(false));
		socket.once('error', () => end(false));
	});
}

/**
 * Refuses a port that cannot be listened on.
 * @param {number} port
 * @param {string} host
 */
export async function checkPort(port, host) {
	const result = await tryListening(port, host);
	if ('code' in result) {
		if (result.code === 'EACCES') throw new Problem(say('settings.portDenied', { port, host }));
		if (result.code === 'EADDRNOTAVAIL' || result.code === 'ENOTFOUND') throw new Problem(say('settings.host', { host }));
	}
	if ('code' in result || (await answers(port, '127.0.0.1'))) {
		throw new Problem(say('settings.portUsed', { port, next: port < 65_535 ? port + 1 : port - 1 }));
	}
}

/**
 * A port that nothing listens on at the moment.
 * @returns {Promise<number>}
 */
export async function freePort() {
	const result = await tryListening(0, '127.0.0.1');
	if ('code' in result) throw new Error(`no free port: ${result.code}`);
	return result.port;
}
