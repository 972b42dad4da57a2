import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFolderLock } from './folder-lock.mjs';
import { say } from './language.mjs';
import { runNpm } from './npm.mjs';
import { Problem } from './problem.mjs';
import { dataFolder, hostVersion, root, testedHosts } from './project.mjs';
import { lastLines } from './run-command.mjs';

/**
 * A Directus on this machine: the project's own, or one installed beside it for tests.
 * @typedef {object} HostInstallation
 * @property {string} version
 * @property {string} folder holds its node_modules; it runs in there
 * @property {string} program the file that is run (host-process.mjs); it lies in `folder`, because modules are found from where a file is
 */

const programs = join(root, 'scripts', 'lib');

/** The Directus that package-lock.json of the project names. */
export const ownHost = { version: hostVersion, folder: root, program: join(programs, 'host-process.mjs') };

/**
 * @param {string} version of a tested host
 * @returns {HostInstallation}
 */
export function hostInstallation(version) {
	if (version === hostVersion) return ownHost;
	const folder = join(dataFolder, 'hosts', `directus-${version}`);
	return { version, folder, program: join(folder, 'host-process.mjs') };
}

/**
 * The folder in the repository that says what such an installation is made of.
 * @param {string} version
 */
function recipe(version) {
	const installation = testedHosts.find((host) => host.version === version)?.installation;
	if (installation === undefined) throw new Problem(say('host.unknown', { version }));
	return join(root, installation);
}

/** @param {string} version */
function wantedStamp(version) {
	const lock = createHash('sha256')
		.update(readFileSync(join(recipe(version), 'package-lock.json')))
		.digest('hex');
	return JSON.stringify({ lock, node: '22', platform: process.platform, arch: process.arch });
}

/** @param {string} version */
const stampFile = (version) => join(hostInstallation(version).folder, '.crm-policy-install.json');

/**
 * Whether the installation is there and of the present lock-file.
 * @param {string} version
 */
export function hostIsInstalled(version) {
	if (version === hostVersion) return true;
	return existsSync(stampFile(version)) && readFileSync(stampFile(version), 'utf8') === wantedStamp(version);
}

/**
 * Installs another tested Directus in a folder of its own, unless that was done. The project's node_modules is not touched.
 * @param {string} version
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export async function ensureHost(version, runtime) {
	if (hostIsInstalled(version)) return;
	const { folder } = hostInstallation(version);
	await withFolderLock(`${folder}.lock`, async () => {
		if (hostIsInstalled(version)) return;
		process.stdout.write(`${say('host.installing', { version })}\n`);
		mkdirSync(folder, { recursive: true });
		rmSync(stampFile(version), { force: true });
		for (const file of ['package.json', 'package-lock.json']) cpSync(join(recipe(version), file), join(folder, file));
		const result = await runNpm(runtime.node, ['ci', '--ignore-scripts=false'], { cwd: folder, env: runtime.env });
		if (result.code !== 0) {
			process.stderr.write(`${lastLines(result.output, 40)}\n`);
			throw new Problem(say('host.installFailed', { version }));
		}
		writeFileSync(stampFile(version), wantedStamp(version));
	});
}

/**
 * Puts the program that runs a Directus into its folder.
 * @param {HostInstallation} host
 */
export async function placeProgram({ folder, program }) {
	if (program === ownHost.program) return;
	await withFolderLock(`${folder}.lock`, async () => {
		for (const file of ['host-process.mjs', 'judge-database.mjs']) cpSync(join(programs, file), join(folder, file));
	});
}
