import { createHash } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	readlinkSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { withFolderLock } from './folder-lock.mjs';
import { say } from './language.mjs';
import { Problem } from './problem.mjs';
import { bundleFolder, bundleName, dataFolder, root } from './project.mjs';
import { lastLines, runCommand } from './run-command.mjs';

/** Everything the built extension is made of. Seeds and schema are compiled into it. */
const sources = [
	join(root, 'extensions', 'rules'),
	join(root, 'schema'),
	join(root, 'seeds'),
	bundleFolder,
	join(root, 'package-lock.json'),
];
const stampFile = join(bundleFolder, 'dist', '.sources');

/**
 * @param {string} path file or folder
 * @returns {string[]} the source files in it, sorted
 */
function sourceFiles(path) {
	if (!lstatSync(path).isDirectory()) return [path];
	return readdirSync(path, { withFileTypes: true })
		.filter(({ name }) => name !== 'node_modules' && name !== 'dist' && !name.endsWith('.test.ts') && !name.startsWith('.'))
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.flatMap((entry) => (entry.isDirectory() ? sourceFiles(join(path, entry.name)) : [join(path, entry.name)]));
}

/**
 * A hash over the paths and contents of all sources.
 * @returns {string} 64 hexadecimal digits
 */
export function hashSources() {
	const hash = createHash('sha256');
	for (const file of sources.flatMap(sourceFiles)) {
		hash
			.update(`${relative(root, file).replaceAll('\\', '/')}\0`)
			.update(readFileSync(file))
			.update('\0');
	}
	return hash.digest('hex');
}

/**
 * The hash of the sources the present build was made of.
 * @returns {string | undefined}
 */
export function builtHash() {
	return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
}

/** Puts the font of printed documents, with its licence, beside the code that reads it. */
function shipFont() {
	const font = join(root, 'node_modules', '@embedpdf', 'fonts-sc');
	const shipped = join(bundleFolder, 'dist', 'fonts');
	mkdirSync(shipped, { recursive: true });
	copyFileSync(join(font, 'fonts', 'NotoSansHans-Regular.otf'), join(shipped, 'NotoSansHans-Regular.otf'));
	copyFileSync(join(font, 'LICENSE'), join(shipped, 'LICENSE.txt'));
}

/**
 * Builds the extension when its sources have changed since the last build.
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export async function ensureBundle(runtime) {
	if (builtHash() === hashSources()) return;
	await withFolderLock(join(dataFolder, 'build.lock'), async () => {
		const wanted = hashSources();
		if (builtHash() === wanted) return;
		process.stdout.write(`${say('build.running')}\n`);
		const started = Date.now();
		rmSync(stampFile, { force: true });
		const builder = join(root, 'node_modules', '@directus', 'extensions-sdk', 'cli.js');
		const env = { ...runtime.env, NODE_ENV: 'production' };
		const result = await runCommand(runtime.node, [builder, 'build'], { cwd: bundleFolder, env });
		shipFont();
		const parts = ['api.js', 'app.js'].every((name) => existsSync(join(bundleFolder, 'dist', name)));
		// The builder reports some failures in words only, so that the files it should have made count as well.
		if (result.code !== 0 || !parts || /\[Error\]|✖|Error:/.test(result.output)) {
			process.stderr.write(`${lastLines(result.output, 60)}\n`);
			throw new Problem(say('build.failed'));
		}
		writeFileSync(stampFile, wanted);
		process.stdout.write(`${say('build.done', { seconds: Math.round((Date.now() - started) / 1000) })}\n`);
	});
}

/**
 * Makes a folder that holds the bundle and nothing else: a stray manifest in an extensions path would stop all loading.
 * @param {string} extensionsPath
 */
export function linkBundle(extensionsPath) {
	mkdirSync(extensionsPath, { recursive: true });
	const link = join(extensionsPath, bundleName);
	if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true && readlinkSync(link) === bundleFolder) return;
	rmSync(link, { recursive: true, force: true });
	symlinkSync(bundleFolder, link, 'junction');
}
