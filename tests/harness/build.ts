import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { builtHash } from '../../scripts/lib/bundle.mjs';
import { withFolderLock } from '../../scripts/lib/folder-lock.mjs';
import { bundleFolder, bundleName, dataFolder } from '../../scripts/lib/project.mjs';

/** A built extension that stays as it is while tests use it. */
export interface Build {
	/** Tells it from other builds. */
	readonly hash: string;
	/** A folder that holds the extension and nothing else. */
	readonly extensionsPath: string;
}

/**
 * Copies what is shipped (manifest and built files) of the present build to a place of its own, so that building again does not change the
 * extension under a running test. The copy lies inside the project because the extension finds Directus' modules from where it is.
 * Mutation testing names another build instead (`CRM_TEST_BUILD`, a folder like `extensionsPath` whose name tells it from others).
 */
export async function currentBuild(): Promise<Build> {
	const other = process.env['CRM_TEST_BUILD'];
	if (other !== undefined && other !== '') return { hash: basename(other), extensionsPath: other };
	return withFolderLock(join(dataFolder, 'build.lock'), async () => {
		const hash = builtHash()?.slice(0, 16);
		if (hash === undefined) throw new Error('The extension is not built: run “npm run build”.');
		const extensionsPath = join(dataFolder, 'test-builds', hash);
		if (!existsSync(extensionsPath)) {
			const unfinished = `${extensionsPath}.unfinished`;
			rmSync(unfinished, { recursive: true, force: true });
			mkdirSync(join(unfinished, bundleName), { recursive: true });
			for (const part of ['package.json', 'dist'])
				cpSync(join(bundleFolder, part), join(unfinished, bundleName, part), { recursive: true });
			renameSync(unfinished, extensionsPath);
		}
		return { hash, extensionsPath };
	});
}

/**
 * The same build with another server part around it: what is shipped, loaded by a few lines of a test's own. For showing what happens when a
 * part of the extension is not there. Nothing in what is shipped knows of it.
 *
 * @param name tells it from other wrapped builds
 * @param wrapper source of a module that imports `./whole.js` and exports `hooks`, `endpoints` and `operations`
 */
export async function wrappedBuild(build: Build, name: string, wrapper: string): Promise<Build> {
	const hash = `${build.hash}-${name}`;
	const extensionsPath = join(dataFolder, 'test-builds', hash);
	return withFolderLock(join(dataFolder, 'build.lock'), async () => {
		const folder = join(extensionsPath, bundleName);
		rmSync(extensionsPath, { recursive: true, force: true });
		cpSync(join(build.extensionsPath, bundleName), folder, { recursive: true });
		renameSync(join(folder, 'dist', 'api.js'), join(folder, 'dist', 'whole.js'));
		writeFileSync(join(folder, 'dist', 'api.js'), wrapper);
		return { hash, extensionsPath };
	});
}
