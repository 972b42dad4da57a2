import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkBundle } from './bundle.mjs';
import { serviceEnvironment } from './compose.mjs';
import { startHost } from './host.mjs';
import { demoAdministrator } from './host-settings.mjs';
import { answers, freePort } from './port.mjs';
import { findProgram, keepRunning, until } from './programs.mjs';
import { root } from './project.mjs';
import { findProxy, startProxy } from './proxy.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { pgAddress } from './test-groups.mjs';

/**
 * What docker-compose.yml describes, running without containers.
 * @typedef {object} Topology
 * @property {string} url where people reach it: the proxy, or the first Directus where no nginx is installed
 * @property {readonly string[]} instances the addresses of each Directus
 * @property {boolean} hasProxy
 * @property {Record<string, string>} database the settings by which its Directus reach their PostgreSQL
 * @property {() => boolean} isRunning whether every Directus is still there; nothing starts one again here
 * @property {() => Promise<void>} stop ends everything and removes database and files
 */

/**
 * A database of its own on the PostgreSQL that tests use.
 * @returns {Promise<{ settings: Record<string, string>, drop: () => Promise<void> }>}
 */
async function createPostgres() {
	const { default: knex } = await import('knex');
	const server = new URL(pgAddress(process.env));
	const name = `crm_topology_${process.pid}_${Date.now()}`;
	const run = async (/** @type {string} */ statement) => {
		const connection = knex({ client: 'pg', connection: server.href, pool: { min: 0, max: 1 } });
		try {
			await connection.raw(statement, [name]);
		} finally {
			await connection.destroy();
		}
	};
	await run('CREATE DATABASE ??');
	return {
		settings: {
			DB_HOST: server.hostname,
			DB_PORT: server.port || '5432',
			DB_USER: decodeURIComponent(server.username),
			DB_PASSWORD: decodeURIComponent(server.password),
			DB_DATABASE: name,
		},
		drop: () => run('DROP DATABASE IF EXISTS ?? WITH (FORCE)'),
	};
}

/**
 * Starts PostgreSQL's part (a database), Redis, the set-up job, the given number of Directus, and the proxy, with the settings
 * docker-compose.yml gives them. Only addresses and folders differ.
 * @param {object} options
 * @param {import('./runtime.mjs').Runtime} options.runtime
 * @param {number} options.instances
 * @param {number} [options.port] of the proxy; default: a free one
 * @param {Record<string, string | undefined>} [options.env] what an operator would put into .env
 * @param {Readonly<Record<string, string>>} [options.override] settings an operator would put into docker-compose.override.yml
 * @param {string} [options.extensionsPath] another build of the extension; default: the present one
 * @param {(line: string) => void} options.onLine receives what the programs write
 * @returns {Promise<Topology>}
 */
export async function startTopology({ runtime, instances, port, env = {}, override = {}, extensionsPath, onLine: tell }) {
	/** @type {string[]} */
	const written = [];
	const onLine = (/** @type {string} */ line) => {
		written.push(line);
		tell(line);
	};
	/** @type {(() => Promise<unknown>)[]} in the order things were started */
	const undo = [];
	const stop = async () => {
		for (const step of undo.splice(0).toReversed()) await step();
	};
	try {
		const folder = mkdtempSync(join(tmpdir(), 'crm-policy-topology-'));
		undo.push(async () => rmSync(folder, { recursive: true, force: true }));
		for (const name of ['uploads', 'temporary']) mkdirSync(join(folder, name));
		if (extensionsPath === undefined) linkBundle(join(folder, 'extensions'));

		const postgres = await createPostgres();
		undo.push(postgres.drop);

		const redisProgram = findProgram('redis-server');
		if (redisProgram === undefined) throw new Error('redis-server is not installed');
		const redisPort = await freePort();
		undo.push(keepRunning(redisProgram, ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--dir', folder], onLine));
		await until('Redis', () => answers(redisPort, '127.0.0.1'));

		const nginx = findProxy();
		const ports = await Promise.all(Array.from({ length: instances }, freePort));
		const publicPort = port ?? (await freePort());
		const url = nginx === undefined ? `http://127.0.0.1:${ports[0]}` : `http://127.0.0.1:${publicPort}`;
		const operator = { SECRET: 'only-for-this-topology-and-nothing-else', DB_PASSWORD: 'unused', PUBLIC_URL: url, ...env };
		const here = {
			...runtime.env,
			NODE_ENV: 'production',
			HOST: '127.0.0.1',
			LOG_STYLE: 'raw',
			STORAGE_LOCAL_ROOT: join(folder, 'uploads'),
			TEMP_PATH: join(folder, 'temporary'),
			EXTENSIONS_PATH: extensionsPath ?? join(folder, 'extensions'),
		};
		/** What compose says, at the addresses things have here. */
		const settingsOf = (/** @type {string} */ service) => {
			const declared = serviceEnvironment(service, operator);
			const redis = declared['REDIS']?.replace('//redis:6379', `//127.0.0.1:${redisPort}`);
			return { ...here, ...declared, ...override, ...postgres.settings, REDIS: redis };
		};

		// The set-up job, as docker/set-up.sh does it.
		/** @type {Record<string, string | undefined>} */
		const job = settingsOf('setup');
		const administrator = {
			ADMIN_EMAIL: job['ADMIN_EMAIL'] || demoAdministrator,
			ADMIN_PASSWORD: job['ADMIN_PASSWORD'] || job['CRM_DEMO_PASSWORD'],
		};
		const bootstrap = startHost({ node: runtime.node, mode: 'bootstrap', env: { ...job, ...administrator }, onLine });
		if ((await bootstrap.exited).code !== 0)
			throw new Error(`the set-up job could not install Directus:\n${lastLines(written.join('\n'), 20)}`);
		const cli = join(root, 'node_modules', '@directus', 'api', 'dist', 'cli', 'run.js');
		const demo = job['CRM_DEMO'] === 'true' ? ['--demo', '--language', job['CRM_DEMO_LANGUAGE'] ?? ''] : [];
		const applied = await runCommand(runtime.node, [cli, 'crm-policy', 'apply', ...demo], { cwd: root, env: job });
		onLine(applied.output);
		if (applied.code !== 0) throw new Error(`the set-up job could not apply the policies:\n${lastLines(applied.output, 20)}`);

		// Both are started at once, as compose would.
		const shared = settingsOf('directus');
		const hosts = ports.map((own) => startHost({ node: runtime.node, mode: 'serve', env: { ...shared, PORT: String(own) }, onLine }));
		let running = hosts.length;
		for (const host of hosts) {
			undo.push(host.stop);
			void host.exited.then(() => (running -= 1));
		}
		for (const outcome of await Promise.all(hosts.map((host) => host.started))) {
			if (outcome.state !== 'listening')
				throw new Error(`a Directus did not start: ${JSON.stringify(outcome)}\n${lastLines(written.join('\n'), 20)}`);
		}

		if (nginx !== undefined) {
			undo.push(await startProxy({ program: nginx, folder, port: publicPort, instances: ports, onLine }));
		}
		return {
			url,
			instances: ports.map((own) => `http://127.0.0.1:${own}`),
			hasProxy: nginx !== undefined,
			database: postgres.settings,
			isRunning: () => running === hosts.length,
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
