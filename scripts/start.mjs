/**
 * `npm start`: the product with its demo company, from a bare clone to a listening server. Uses Node's own modules only,
 * because it runs before anything is installed, on whatever Node the machine has.
 */
import { linkBundle } from './lib/bundle.mjs';
import { createDatabase, explainVerdict, isMissingFile } from './lib/database.mjs';
import { startHost } from './lib/host.mjs';
import { presentLine } from './lib/host-log.mjs';
import { demoLanguage, say } from './lib/language.mjs';
import { checkPort } from './lib/port.mjs';
import { prepare } from './lib/prepare.mjs';
import { Problem, runScript } from './lib/problem.mjs';
import { hostVersion } from './lib/project.mjs';
import { readSignIns, signInTable } from './lib/sign-ins.mjs';
import { checkSettings, creationSettings, startSettings, wantsDemo } from './lib/start-settings.mjs';

/** @typedef {import('./lib/host.mjs').Host} Host */

/** Interrupted before the product was up, as shells count it. */
const interrupted = 130;

const print = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const verbose = process.env['CRM_VERBOSE'] === '1';

/** @type {string[]} what Directus wrote last, shown when it fails */
let recent = [];
const onLine = (/** @type {string} */ line) => {
	recent = [...recent.slice(-39), line];
	const shown = presentLine(line, { verbose });
	if (shown !== undefined) print(shown);
};

/** Shows the last lines of Directus that were held back. */
function showRecent() {
	if (verbose) return;
	for (const line of recent) {
		if (presentLine(line, { verbose }) === undefined) print(`  ${presentLine(line, { verbose: true }) ?? line}`);
	}
}

let stopping = false;
/** @type {Host | undefined} */
let running;
/** @param {Host} host */
const watch = (host) => {
	running = host;
	if (stopping) void host.stop();
};

function stopOnSignals() {
	const stop = () => {
		if (stopping) return;
		stopping = true;
		print(`\n${say('host.stopping')}`);
		void running?.stop();
	};
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop);
}

/**
 * Starts Directus, creating its tables first where there are none.
 * @param {string} node
 * @param {Record<string, string | undefined>} settings
 * @returns {Promise<{ host: Host, isNew: boolean }>} a Directus that listens
 */
async function serve(node, settings) {
	let isNew = isMissingFile(settings);
	for (;;) {
		if (isNew) {
			print(say('database.creating'));
			if (!(await createDatabase({ node, settings: creationSettings(settings), onLine, onHost: watch }))) {
				if (!stopping) showRecent();
				throw new Problem(say('database.createFailed'));
			}
		}
		print(say('host.starting', { version: hostVersion }));
		const host = startHost({ node, mode: 'serve', env: settings, onLine });
		watch(host);
		const outcome = await host.started;
		if (outcome.state === 'listening') return { host, isNew };
		await host.exited;
		if (outcome.state === 'stopped') {
			if (!stopping) showRecent();
			throw new Problem(say('host.failed', { code: outcome.code }));
		}
		if (outcome.verdict.state !== 'empty' || isNew) throw explainVerdict(outcome.verdict, settings);
		isNew = true;
	}
}

/**
 * Says where the product is and who can sign in.
 * @param {Record<string, string | undefined>} settings
 * @param {{ seconds: string, isNew: boolean }} start
 */
function announce(settings, { seconds, isNew }) {
	if (wantsDemo(settings)) {
		print(`\n${signInTable(readSignIns(), demoLanguage(process.env) ?? 'en-US')}\n`);
		if (!isNew && process.env['CRM_DEMO_PASSWORD']) print(`  ${say('signIns.oldPassword')}`);
		else print(`  ${say('signIns.password', { password: settings['CRM_DEMO_PASSWORD'] ?? '' })}`);
	}
	print(`\n${say('host.ready', { seconds, url: settings['PUBLIC_URL'] ?? '' })}`);
	if (settings['HOST'] === '127.0.0.1') print(say('host.localOnly'));
	print(say('host.stopHint'));
}

/** @returns {Promise<number>} */
async function main() {
	const begun = Date.now();
	const { port, host: address } = checkSettings(process.env);
	await checkPort(port, address);
	stopOnSignals();

	const runtime = await prepare();
	if (stopping) return interrupted;

	const settings = startSettings(runtime.env, port);
	linkBundle(settings['EXTENSIONS_PATH'] ?? '');
	const { host, isNew } = await serve(runtime.node, settings);
	announce(settings, { seconds: ((Date.now() - begun) / 1000).toFixed(1), isNew });

	const { code } = await host.exited;
	if (stopping) {
		print(say('host.stopped'));
		return 0;
	}
	showRecent();
	throw new Problem(say('host.died', { code }));
}

await runScript(async () => {
	try {
		return await main();
	} catch (error) {
		// What was interrupted fails, and that is no news to the person who interrupted it.
		if (stopping) return interrupted;
		throw error;
	}
});
