import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashSources } from '../../scripts/lib/bundle.mjs';
import { bundleFolder, bundleName, dataFolder, root } from '../../scripts/lib/project.mjs';
import { lastLines, runCommand } from '../../scripts/lib/run-command.mjs';

/** @typedef {import('./guards.mjs').Verdict} Verdict */

/**
 * A ring of defence, and how it is taken out of the built extension.
 * @typedef {object} Ring
 * @property {string} name
 * @property {RegExp} find matches once in the built, readable code
 * @property {string} put what stands there instead
 * @property {string} tests the file that must turn red
 */

/** @type {readonly Ring[]} */
const rings = [
	{
		name: 'permissions: governed fields in no list of writable fields',
		find: /\.\.\.governedFieldsOf\(collection\),\s*/,
		put: '',
		tests: 'tests/paths/rings.test.ts',
	},
	{ name: 'hooks before the write', find: /registerBeforeWrite\(\{ filter \}, host\);/, put: '', tests: 'tests/paths/rings.test.ts' },
	{ name: 'hook after the write', find: /registerAfterWrite\(\{ filter \}, host\);/, put: '', tests: 'tests/paths/rings.test.ts' },
	{
		name: 'refusals of the database said as ours',
		find: /registerDatabaseRefusals\(\{ filter, action, init \}, host\);/,
		put: '',
		tests: 'tests/paths/rings.test.ts',
	},
	{
		name: 'database guards of contracts',
		find: /if \(!guarded\.includes\(table\)\) return \[\];/,
		put: 'if (table === "crm_contracts" || !guarded.includes(table)) return [];',
		tests: 'tests/paths/rings.test.ts',
	},
	{
		name: 'no commands while a database guard is missing',
		find: /await assertSafe\(host, caller\.locale\);/,
		put: '',
		tests: 'tests/paths/rings.test.ts',
	},
	{
		name: 'outdated revisions are conflicts',
		find: /request\.revision !== null && request\.revision !== present/,
		put: 'false',
		tests: 'tests/paths/races.test.ts',
	},
];

const mutants = join(dataFolder, 'mutants');

/**
 * Builds the extension readably, beside the one that is shipped. The copy lies inside the project so that it finds its modules.
 * @param {import('../../scripts/lib/runtime.mjs').Runtime} runtime
 * @returns {Promise<string>} the folder of the build
 */
async function readableBuild({ node, env }) {
	const hash = hashSources().slice(0, 16);
	const folder = join(mutants, `readable-${hash}`, bundleName);
	const finished = join(folder, 'finished');
	if (existsSync(finished)) return folder;
	rmSync(mutants, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	cpSync(join(bundleFolder, 'src'), join(folder, 'src'), { recursive: true });
	/** @type {{ 'directus:extension': { entries: { type: string }[] } }} */
	const manifest = JSON.parse(readFileSync(join(bundleFolder, 'package.json'), 'utf8'));
	const extension = manifest['directus:extension'];
	// The rings are in the server's part; building the app's as well would take twice as long.
	const serverOnly = { ...extension, entries: extension.entries.filter(({ type }) => ['hook', 'endpoint', 'operation'].includes(type)) };
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, 'directus:extension': serverOnly }));
	const builder = join(root, 'node_modules', '@directus', 'extensions-sdk', 'cli.js');
	const { code, output } = await runCommand(node, [builder, 'build', '--no-minify'], {
		cwd: folder,
		env: { ...env, NODE_ENV: 'production' },
	});
	if (code !== 0 || !existsSync(join(folder, 'dist', 'api.js')))
		throw new Error(`The extension could not be built:\n${lastLines(output, 40)}`);
	writeFileSync(finished, hash);
	return folder;
}

/**
 * @param {string} base folder of the readable build
 * @param {Ring | null} ring null for a build with nothing taken out
 * @param {number} index
 * @returns {string} a folder that holds the extension and nothing else
 */
function buildWithout(base, ring, index) {
	const extensionsPath = join(mutants, `${ring === null ? 'whole' : `without-${index}`}-${hashSources().slice(0, 12)}`);
	const folder = join(extensionsPath, bundleName);
	rmSync(extensionsPath, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	for (const part of ['package.json', 'dist']) cpSync(join(bundleFolder, part), join(folder, part), { recursive: true });
	cpSync(join(base, 'dist', 'api.js'), join(folder, 'dist', 'api.js'));
	if (ring === null) return extensionsPath;
	const file = join(folder, 'dist', 'api.js');
	const code = readFileSync(file, 'utf8');
	const found = code.match(new RegExp(ring.find, 'g'))?.length ?? 0;
	if (found !== 1) throw new Error(`“${ring.name}” is found ${found} times in the built extension, so it cannot be taken out.`);
	writeFileSync(file, code.replace(ring.find, ring.put));
	return extensionsPath;
}

/**
 * Runs one file of tests against a build.
 * @param {import('../../scripts/lib/runtime.mjs').Runtime} runtime
 * @param {string} extensionsPath
 * @param {string} tests
 * @returns {Promise<string | null>} the test that failed; null when all passed
 */
async function failure({ node, env }, extensionsPath, tests) {
	const report = join(mutants, 'report.json');
	rmSync(report, { force: true });
	const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
	const { output } = await runCommand(
		node,
		[vitest, 'run', '--project', 'sqlite', '--bail', '1', '--reporter', 'json', '--outputFile', report, tests],
		{
			cwd: root,
			env: { ...env, CRM_TEST_BUILD: extensionsPath },
		},
	);
	/** @type {{ testResults: { message: string, assertionResults: { status: string, fullName: string }[] }[], numPassedTests: number }} */
	const { testResults, numPassedTests } = existsSync(report)
		? JSON.parse(readFileSync(report, 'utf8'))
		: { testResults: [], numPassedTests: 0 };
	const failed = testResults.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === 'failed'));
	if (failed.length > 0) return failed[0]?.fullName ?? '';
	// A server that does not even start proves nothing about the ring.
	if (numPassedTests === 0 || testResults.some(({ message }) => message !== ''))
		throw new Error(`The tests could not be run:\n${lastLines(output, 40)}\n${testResults.map(({ message }) => message).join('\n')}`);
	return null;
}

/**
 * Takes the rings of defence out of the extension, one at a time, and runs the tests that probe each alone.
 * @param {import('../../scripts/lib/runtime.mjs').Runtime} runtime
 * @param {() => boolean} timeIsUp
 * @param {(verdict: Verdict) => void} onVerdict
 * @returns {Promise<Verdict[]>}
 */
export async function withoutEachRing(runtime, timeIsUp, onVerdict) {
	/** @type {Verdict[]} */
	const verdicts = [];
	const notTried = rings.map(({ name }) => /** @type {Verdict} */ ({ name, result: 'not tried', by: '' }));
	if (timeIsUp()) return notTried;
	const base = await readableBuild(runtime);
	for (const tests of new Set(rings.map((ring) => ring.tests))) {
		const red = await failure(runtime, buildWithout(base, null, 0), tests);
		if (red !== null) throw new Error(`${tests} is red before anything is taken away: ${red}`);
	}
	for (const [index, ring] of rings.entries()) {
		const by = timeIsUp() ? undefined : await failure(runtime, buildWithout(base, ring, index), ring.tests);
		/** @type {Verdict} */
		const verdict = { name: ring.name, result: by === undefined ? 'not tried' : by === null ? 'survived' : 'killed', by: by ?? '' };
		verdicts.push(verdict);
		onVerdict(verdict);
	}
	return verdicts;
}
