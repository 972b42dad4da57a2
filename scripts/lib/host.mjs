import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { compiledCodeFolder } from './compiled-code.mjs';
import { ownHost } from './host-installations.mjs';

/** @typedef {import('./judge-database.mjs').Verdict} Verdict */

/**
 * How starting went: Directus listens, its database is not fit for it, or it stopped.
 * @typedef {{ state: 'listening' } | { state: 'unfit', verdict: Verdict } | { state: 'stopped', code: number }} Outcome
 */

/** @typedef {{ code: number, asked: boolean }} Exit `asked`: it was told to stop, so its code says nothing */

/**
 * @typedef {object} Host
 * @property {Promise<Outcome>} started
 * @property {Promise<Exit>} exited
 * @property {() => Promise<void>} stop resolves when it has ended
 */

const killAfter = 10_000;

/** Arguments for Node with which Directus loads faster. */
export const quickLoading = ['--import', new URL('quick-loading.mjs', import.meta.url).href];

/**
 * Runs Directus, or its installation, in a process of its own.
 * @param {object} options
 * @param {string} options.node path of the Node binary
 * @param {'serve' | 'bootstrap'} options.mode
 * @param {Record<string, string | undefined>} options.env all of its environment
 * @param {(line: string) => void} options.onLine receives everything it writes, by line
 * @param {import('./host-installations.mjs').HostInstallation} [options.installation] default: the project's own Directus
 * @returns {Host}
 */
export function startHost({ node, mode, env, onLine, installation = ownHost }) {
	const { program, folder: cwd } = installation;
	const child = fork(program, [mode], {
		execPath: node,
		execArgv: quickLoading,
		cwd,
		env: { NODE_COMPILE_CACHE: compiledCodeFolder(), ...env },
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	for (const stream of [child.stdout, child.stderr]) {
		if (stream !== null) createInterface({ input: stream }).on('line', onLine);
	}
	let stopping = false;

	/** @type {Promise<Exit>} */
	const exited = new Promise((resolve) => {
		child.once('close', (code) => resolve({ code: code ?? 1, asked: stopping }));
		child.once('error', (error) => {
			onLine(error.message);
			resolve({ code: 1, asked: stopping });
		});
	});

	/** @type {Promise<Outcome>} */
	const started = new Promise((resolve) => {
		child.on('message', (message) => {
			// Directus itself sends “ready” when it listens.
			if (message === 'ready') resolve({ state: 'listening' });
			else {
				const verdict = /** @type {Verdict} */ (message);
				if (verdict.state !== 'ready') resolve({ state: 'unfit', verdict });
			}
		});
		void exited.then(({ code }) => resolve({ state: 'stopped', code }));
	});

	const stop = async () => {
		stopping = true;
		if (child.connected) child.send('stop', () => undefined);
		else child.kill('SIGTERM');
		const timer = setTimeout(() => child.kill('SIGKILL'), killAfter);
		await exited;
		clearTimeout(timer);
	};

	return { started, exited, stop };
}
