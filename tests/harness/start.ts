import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import type { HostInstallation } from '../../scripts/lib/host-installations.mjs';
import { readEntry } from '../../scripts/lib/host-log.mjs';
import { quickLoading, startHost, type Host, type Outcome } from '../../scripts/lib/host.mjs';
import { freePort } from '../../scripts/lib/port.mjs';
import { runCommand, type CommandResult } from '../../scripts/lib/run-command.mjs';
import { currentBuild, wrappedBuild } from './build.js';
import { requestsTo, signIn, type Client, type Request } from './client.js';
import { demoPassword, directusEnvironment, type Character, type Language } from './environment.js';
import { hostUnderTest } from './host.js';
import { ownDatabaseName } from './postgres.js';
import { noteStart } from './starts.js';
import type { Store } from './store.js';
import { temporaryFolder } from './temporary-folder.js';
import { bootstrappedTemplate, copyTemplate, provisionedTemplate, type DatabaseKind, type Place } from './template.js';

/** What a Directus is to be like. */
export interface Wanted {
	/** Default: the one this run of the suite is about. */
	readonly database?: DatabaseKind;
	/** Settings that differ from the product's; undefined: Directus' own default. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** Whether the demo company is there; default true. */
	readonly demo?: boolean;
	readonly language?: Language;
}

export interface StartOptions extends Wanted {
	/** What these tests do that no Directus shared with others could bear (see CONTRIBUTING.md); each costs a start. */
	readonly because: string;
	/** `bootstrapped`: a Directus the extension has not touched yet. Default: one that it has provisioned. */
	readonly template?: 'provisioned' | 'bootstrapped';
	/** Changes the database before Directus starts on it. */
	readonly before?: (database: Knex) => Promise<void>;
	/** Default: the one this run of the suite is about. */
	readonly host?: HostInstallation;
	/** Runs the server part of the extension from this module instead (see `wrappedBuild`), on the same database. */
	readonly wrapper?: { readonly name: string; readonly source: string };
}

export interface RestartOptions {
	/** Goes on with another version of Directus, which first migrates the database. */
	readonly host?: HostInstallation;
	/** Added to the settings it was started with. */
	readonly env?: Readonly<Record<string, string>>;
	/** Changes the database while Directus is stopped. */
	readonly before?: (database: Knex) => Promise<void>;
}

/** A real Directus with the extension, on a database, port and folder of its own. */
export interface Directus {
	readonly url: string;
	readonly kind: DatabaseKind;
	/** The test's own connection, past Directus. On SQLite keep transactions short: Directus waits for them. */
	readonly database: Knex;
	readonly request: Request;
	/** Signs in; all of the demo company have the same password. */
	login(email: string, password?: string): Promise<Client>;
}

/** A Directus that nobody else uses, so that it may be restarted, stopped and bent. */
export interface OwnDirectus extends Directus {
	/** Stops it and starts it again on the same database and port. */
	restart(options?: RestartOptions): Promise<void>;
	/** Runs `directus …` with its settings. */
	cli(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CommandResult>;
	/** Everything it has written so far, as text. */
	log(): string;
	/** Waits until it has written a text: what it writes arrives a moment after the request it is about has been answered. */
	logSays(text: string): Promise<void>;
	/** Whether its process is still there; a request may have ended it. */
	isRunning(): boolean;
	/** Stops it and removes its database and files. */
	stop(): Promise<void>;
}

/** A Directus that ended instead of listening. */
export interface Refusal {
	readonly code: number;
	/** What it wrote, as text. */
	readonly log: string;
}

/** The database this run of the suite is about (each test file runs once per database). */
export function databaseUnderTest(): DatabaseKind {
	return process.env['CRM_TEST_DATABASE'] === 'pg' ? 'pg' : 'sqlite';
}

async function withConnection(store: Store, work: (database: Knex) => Promise<void>): Promise<void> {
	const connection = store.connect();
	try {
		await work(connection);
	} finally {
		await connection.destroy();
	}
}

/** Prepares a database and starts Directus on it, whether that succeeds or not. */
async function start(options: StartOptions): Promise<{ directus: OwnDirectus; outcome: Outcome; place: Place }> {
	const kind = options.database ?? databaseUnderTest();
	let installed = options.host ?? hostUnderTest();
	const character: Character = { demo: options.demo ?? true, language: options.language ?? 'en-US' };
	const build = await currentBuild();
	const template =
		options.template === 'bootstrapped'
			? await bootstrappedTemplate(kind, build, installed)
			: await provisionedTemplate(kind, build, installed, character);

	const { wrapper } = options;
	const loaded = wrapper === undefined ? build : await wrappedBuild(build, wrapper.name, wrapper.source);
	const folder = temporaryFolder();
	mkdirSync(join(folder, 'temporary'));
	const name = ownDatabaseName(randomUUID().slice(0, 8));
	const store = await copyTemplate(kind, template, name, folder);
	const port = await freePort();
	let env = { ...directusEnvironment({ port, folder, build: loaded, store }, character), ...options.env };

	const lines: string[] = [];
	let host: Host;
	let database: Knex | undefined;
	const url = `http://127.0.0.1:${port}`;
	const request = requestsTo(() => url);
	const log = () => lines.map((line) => readEntry(line)?.text ?? line).join('\n');

	let running = false;
	const launch = async (before: StartOptions['before'], because: string): Promise<Outcome> => {
		noteStart(because);
		if (before !== undefined) await withConnection(store, before);
		host = startHost({ node: process.execPath, mode: 'serve', env, onLine: (line) => lines.push(line), installation: installed });
		running = true;
		void host.exited.then(() => {
			running = false;
		});
		const outcome = await host.started;
		if (outcome.state !== 'listening') await host.exited;
		return outcome;
	};

	const directus: OwnDirectus = {
		url,
		kind,
		get database() {
			database ??= store.connect();
			return database;
		},
		request,
		login: (email, password = demoPassword) => signIn(request, email, password),
		restart: async ({ env: more, before, host: other } = {}) => {
			await host.stop();
			env = { ...env, ...more };
			if (other !== undefined) {
				installed = other;
				const { code, output } = await directus.cli(['database', 'migrate:latest']);
				if (code !== 0) throw new Error(`Directus ${other.version} could not migrate the database:\n${output}`);
			}
			const outcome = await launch(before, 'it is started again');
			if (outcome.state !== 'listening') throw new Error(`Directus did not start again:\n${log()}`);
		},
		cli: (args, more) =>
			runCommand(
				process.execPath,
				[...quickLoading, join(installed.folder, 'node_modules', '@directus', 'api', 'dist', 'cli', 'run.js'), ...args],
				{ cwd: installed.folder, env: { ...env, LOG_STYLE: 'pretty', ...more } },
			),
		log,
		logSays: (text) => arrival(text, log),
		isRunning: () => running,
		stop: async () => {
			await host.stop();
			await database?.destroy();
			await store.drop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
	return { directus, outcome: await launch(options.before, options.because), place: { kind, name, folder, template, store } };
}

async function arrival(text: string, log: () => string, patience = 10_000): Promise<void> {
	const giveUp = Date.now() + patience;
	while (!log().includes(text)) {
		if (Date.now() > giveUp) throw new Error(`Directus did not write “${text}”:\n${log().slice(-3000)}`);
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
}

/** A Directus that listens, and where its things are. */
export interface Started {
	readonly directus: OwnDirectus;
	readonly place: Place;
}

/** Starts a Directus or throws. */
export async function startSomewhere(options: StartOptions): Promise<Started> {
	const { directus, outcome, place } = await start(options);
	if (outcome.state === 'listening') return { directus, place };
	const log = directus.log();
	await directus.stop();
	throw new Error(`Directus did not start (${JSON.stringify(outcome)}):\n${log}`);
}

/**
 * Starts a Directus that only the caller uses, on a database copied from a template that is made once per build.
 * The caller stops it (`afterAll(() => directus.stop())`).
 */
export async function startDirectus(options: StartOptions): Promise<OwnDirectus> {
	return (await startSomewhere(options)).directus;
}

/** For tests of what must keep Directus from starting: fails when it starts all the same. */
export async function expectRefusedStart(options: Omit<StartOptions, 'because'> = {}): Promise<Refusal> {
	const { directus, outcome } = await start({ because: 'it does not start', ...options });
	const log = directus.log();
	await directus.stop();
	if (outcome.state === 'listening') throw new Error(`Directus started although it should not have:\n${log}`);
	return { code: outcome.state === 'stopped' ? outcome.code : 1, log };
}
