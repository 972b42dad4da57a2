import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from '../../scripts/lib/database.mjs';
import { withFolderLock } from '../../scripts/lib/folder-lock.mjs';
import type { HostInstallation } from '../../scripts/lib/host-installations.mjs';
import { startHost } from '../../scripts/lib/host.mjs';
import { freePort } from '../../scripts/lib/port.mjs';
import { dataFolder, root } from '../../scripts/lib/project.mjs';
import type { Build } from './build.js';
import { directusEnvironment, type Character } from './environment.js';
import { dropAbandoned, postgres } from './postgres.js';
import { sqlite } from './sqlite.js';
import { noteStart } from './starts.js';
import type { Engine, Store } from './store.js';

export type DatabaseKind = 'sqlite' | 'pg';

/** A prepared database with the files that belong to it. */
export interface Template {
	readonly store: Store;
	readonly folder: string;
}

/** Where the database and the files of one Directus are, and what they were copied from. */
export interface Place {
	readonly kind: DatabaseKind;
	/** Name of the database. */
	readonly name: string;
	readonly folder: string;
	readonly template: Template;
	readonly store: Store;
}

export const engines: Readonly<Record<DatabaseKind, Engine>> = { sqlite, pg: postgres };

const templatesFolder = join(dataFolder, 'test-templates');
const dayInMs = 86_400_000;

/** Names are short because PostgreSQL cuts them at 63 characters, and differ between clones that share a server. */
function templateName(...parts: string[]): string {
	return `crm_template_${createHash('sha256')
		.update([root, ...parts].join('\n'))
		.digest('hex')
		.slice(0, 24)}`;
}

/** Removes templates of earlier builds that were not made today, together with their databases. */
async function removeOld(kind: DatabaseKind): Promise<void> {
	for (const name of readdirSync(templatesFolder)) {
		const folder = join(templatesFolder, name);
		if (!name.startsWith(`${kind}-`) || Date.now() - statSync(folder).mtimeMs < dayInMs) continue;
		await (await engines[kind].find(name.slice(kind.length + 1), folder))?.drop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Makes a template once: the first who asks makes it, others wait. */
async function once(kind: DatabaseKind, name: string, make: (folder: string) => Promise<Store>): Promise<Template> {
	const folder = join(templatesFolder, `${kind}-${name}`);
	const finished = join(folder, 'finished');
	return withFolderLock(`${folder}.lock`, async () => {
		const found = existsSync(finished) ? await engines[kind].find(name, folder) : undefined;
		if (found !== undefined) return { store: found, folder };
		await removeOld(kind);
		if (kind === 'pg') await dropAbandoned();
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(join(folder, 'uploads'), { recursive: true });
		const store = await make(folder);
		writeFileSync(finished, new Date().toISOString());
		return { store, folder };
	});
}

/** A Directus with its own tables and one administrator, untouched by the extension. */
export async function bootstrappedTemplate(kind: DatabaseKind, build: Build, host: HostInstallation): Promise<Template> {
	const name = templateName(host.version, 'bootstrapped');
	return once(kind, name, async (folder) => {
		const store = await engines[kind].create(name, folder);
		const settings = directusEnvironment({ port: 8055, folder, build, store }, { demo: false, language: 'en-US' });
		const lines: string[] = [];
		const succeeded = await createDatabase({
			node: process.execPath,
			settings,
			onLine: (line) => lines.push(line),
			installation: host,
		});
		if (!succeeded) throw new Error(`Directus could not be installed for the tests:\n${lines.slice(-40).join('\n')}`);
		return store;
	});
}

/** A Directus that the extension has provisioned by starting once. */
export async function provisionedTemplate(
	kind: DatabaseKind,
	build: Build,
	host: HostInstallation,
	character: Character,
): Promise<Template> {
	// The demo's visits lie around today, so that yesterday's template would not do.
	const today = new Date().toISOString().slice(0, 10);
	const name = templateName(host.version, build.hash, String(character.demo), character.language, today);
	return once(kind, name, async (folder) => {
		const base = await bootstrappedTemplate(kind, build, host);
		const store = await engines[kind].copy(base.store, name, folder);
		noteStart('a template is made');
		const env = directusEnvironment({ port: await freePort(), folder, build, store }, character);
		const lines: string[] = [];
		const directus = startHost({
			node: process.execPath,
			mode: 'serve',
			env,
			onLine: (line) => lines.push(line),
			installation: host,
		});
		const outcome = await directus.started;
		await directus.stop();
		if (outcome.state !== 'listening')
			throw new Error(`The extension could not be provisioned for the tests:\n${lines.slice(-40).join('\n')}`);
		return store;
	});
}

/** Copies a template's database and files for one test. */
export async function copyTemplate(kind: DatabaseKind, template: Template, name: string, folder: string): Promise<Store> {
	cpSync(join(template.folder, 'uploads'), join(folder, 'uploads'), { recursive: true });
	return engines[kind].copy(template.store, name, folder);
}

/** Gives the database and the files of a Directus the content of its template again, while it runs. */
export async function restoreFromTemplate({ kind, name, folder, template }: Place): Promise<void> {
	const uploads = join(folder, 'uploads');
	rmSync(uploads, { recursive: true, force: true });
	cpSync(join(template.folder, 'uploads'), uploads, { recursive: true });
	await engines[kind].restore(template.store, name, folder);
}
