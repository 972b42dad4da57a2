import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFolderLock } from './folder-lock.mjs';
import { say } from './language.mjs';
import { runNpm } from './npm.mjs';
import { Problem } from './problem.mjs';
import { dataFolder, root } from './project.mjs';
import { lastLines, runCommand } from './run-command.mjs';

/** The Medusa the plugin is made for; its peer dependency names it too. */
export const medusaVersion = '2.21.2';

const recipe = join(root, 'tests', 'hosts', `medusa-${medusaVersion}`);
const pluginName = 'medusa-plugin-contract-gate';
const pluginSource = join(root, 'extensions', 'medusa', pluginName);

/** Where Medusa is installed for tests, with the plugin and the shop beside each other. */
export const medusaFolder = join(dataFolder, 'hosts', `medusa-${medusaVersion}`);

/** The program that starts and migrates a shop. */
export const medusaProgram = join(medusaFolder, 'node_modules', '@medusajs', 'cli', 'cli.js');

/** The shop of the tests, as it is run. */
export const shopFolder = join(medusaFolder, 'shop');

/** The plugin as it is run: a copy, because it is built in place and finds Medusa from where it lies. */
export const pluginFolder = join(medusaFolder, pluginName);

const stampFile = join(medusaFolder, '.crm-policy-install.json');

const wantedStamp = () => {
	const lock = createHash('sha256')
		.update(readFileSync(join(recipe, 'package-lock.json')))
		.digest('hex');
	return JSON.stringify({ lock, node: '22', platform: process.platform, arch: process.arch });
};

const isInstalled = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wantedStamp();

/**
 * Installs Medusa in a folder of its own, unless that was done. The project's node_modules is not touched.
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export async function ensureMedusa(runtime) {
	if (isInstalled()) return;
	await withFolderLock(`${medusaFolder}.lock`, async () => {
		if (isInstalled()) return;
		process.stdout.write(`${say('shop.installing', { version: medusaVersion })}\n`);
		mkdirSync(medusaFolder, { recursive: true });
		rmSync(stampFile, { force: true });
		for (const file of ['package.json', 'package-lock.json']) cpSync(join(recipe, file), join(medusaFolder, file));
		const result = await runNpm(runtime.node, ['ci', '--ignore-scripts=false'], { cwd: medusaFolder, env: runtime.env });
		if (result.code !== 0) {
			process.stderr.write(`${lastLines(result.output, 40)}\n`);
			throw new Problem(say('shop.installFailed', { version: medusaVersion }));
		}
		writeFileSync(stampFile, wantedStamp());
	});
}

/**
 * Puts the plugin and the shop of the tests beside Medusa, checks the plugin's types there and builds it.
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export async function buildPlugin({ node, env }) {
	for (const folder of [pluginFolder, shopFolder]) rmSync(folder, { recursive: true, force: true });
	const own = /** @param {string} path */ (path) => !/[\\/](node_modules|\.medusa)([\\/]|$)/.test(path.slice(root.length));
	cpSync(pluginSource, pluginFolder, { recursive: true, filter: own });
	cpSync(join(root, 'tests', 'shop', 'app'), shopFolder, { recursive: true });
	const link = join(medusaFolder, 'node_modules', pluginName);
	rmSync(link, { recursive: true, force: true });
	symlinkSync(pluginFolder, link, 'junction');
	/** @type {readonly (readonly [string, readonly string[]])[]} */
	const steps = [
		[join(medusaFolder, 'node_modules', 'typescript', 'bin', 'tsc'), ['--noEmit', '-p', '.']],
		[medusaProgram, ['plugin:build']],
	];
	for (const [program, args] of steps) {
		const result = await runCommand(node, [program, ...args], { cwd: pluginFolder, env: { ...env, MEDUSA_DISABLE_TELEMETRY: 'true' } });
		if (result.code === 0 && existsSync(join(pluginFolder, 'src'))) continue;
		process.stderr.write(`${lastLines(result.output, 60)}\n`);
		throw new Problem(say('shop.buildFailed'));
	}
	if (!existsSync(join(pluginFolder, '.medusa', 'server', 'src', 'workflows', 'index.js'))) throw new Problem(say('shop.buildFailed'));
}
