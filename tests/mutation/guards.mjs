import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import { root } from '../../scripts/lib/project.mjs';

/** @typedef {import('./without-guard.js').GuardPlace} GuardPlace */
/** @typedef {{ name: string, result: 'killed' | 'survived' | 'not tried', by: string }} Verdict */

/**
 * Every place of every process at which a guard stands.
 * @param {readonly import('../../extensions/rules/processes.js').AnyProcess[]} processes
 * @returns {{ folder: string, place: GuardPlace }[]} with the folder of the domain's rules and tests
 */
function places(processes) {
	return processes.flatMap((process) =>
		/** @type {const} */ (['commands', 'outcomes']).flatMap((part) => {
			/** @type {Readonly<Record<string, { readonly guards: readonly { readonly rule: string }[] }>>} */
			const guarded = process[part] ?? {};
			return Object.entries(guarded).flatMap(([name, { guards }]) =>
				guards.map(({ rule }, index) => ({ folder: process.name, place: { collection: process.collection, part, name, index, rule } })),
			);
		}),
	);
}

/** @param {GuardPlace} place */
export const nameOf = ({ collection, part, name, index, rule }) =>
	`${collection} ${part === 'outcomes' ? 'outcome ' : ''}${name} #${index} ${rule}`;

/** Files of tests that take longer than this (milliseconds) run only where the others have not missed the guard. */
const quick = 1500;

/**
 * Takes the guards of all processes away, one at a time, and runs the unit tests of the domain, the quick ones first.
 * @param {() => boolean} timeIsUp
 * @param {(verdict: Verdict) => void} onVerdict
 * @param {string | undefined} domain only the guards of this one; without it those of all
 * @returns {Promise<Verdict[]>}
 */
export async function withoutEachGuard(timeIsUp, onVerdict, domain) {
	const vitest = await createVitest('test', {
		root,
		config: false,
		watch: false,
		include: ['extensions/rules/**/*.test.ts'],
		setupFiles: [join(root, 'tests', 'mutation', 'without-guard.ts')],
		bail: 1,
		testTimeout: 120_000,
		reporters: [{}],
	});
	try {
		/** @type {Record<string, import('vitest/node').TestSpecification[]>} */
		const testsOf = {};
		/** @type {Map<string, number>} */
		const took = new Map();
		/** @param {string} folder @param {import('vitest/node').TestSpecification[]} specifications */
		const runThese = async (folder, specifications) => {
			const moduleIds = specifications.map(({ moduleId }) => moduleId);
			// What earlier runs found is remembered otherwise, also for tests that this run stops short of.
			for (const project of vitest.projects) vitest.state.clearFiles(project, moduleIds);
			const { testModules: known, unhandledErrors } = await vitest.runTestSpecifications(specifications);
			const testModules = known.filter(({ moduleId }) => moduleIds.includes(moduleId));
			const failed = testModules.flatMap((module) => [...module.children.allTests('failed')]);
			const broken = [...unhandledErrors.map(String), ...testModules.flatMap((module) => module.errors().map(({ message }) => message))];
			if (testModules.length === 0) broken.push(`${folder} has no tests`);
			if (broken.length > 0) throw new Error(`The tests of ${folder} could not be run: ${broken.join('; ')}`);
			for (const module of testModules) if (!took.has(module.moduleId)) took.set(module.moduleId, module.diagnostic().duration);
			return failed[0]?.fullName ?? null;
		};
		/** @param {string} folder @param {GuardPlace | null} place */
		const run = async (folder, place) => {
			vitest.provide('withoutGuard', place);
			testsOf[folder] ??= (await vitest.globTestSpecifications()).filter(({ moduleId }) =>
				moduleId.includes(`/extensions/rules/${folder}/`),
			);
			const [swift, slow] = [true, false].map((wanted) =>
				testsOf[folder].filter(({ moduleId }) => (took.get(moduleId) ?? 0) <= quick === wanted),
			);
			const found = swift.length === 0 ? null : await runThese(folder, swift);
			return found ?? (slow.length === 0 ? null : runThese(folder, slow));
		};

		// A vite server for reading the processes: the same sources the tests read.
		const { processes } = /** @type {typeof import('../../extensions/rules/processes.js')} */ (
			await vitest.vite.ssrLoadModule(join(root, 'extensions', 'rules', 'processes.ts'))
		);
		const all = places(processes).filter(({ folder }) => domain === undefined || folder === domain);
		if (all.length === 0) throw new Error(`No process is of the domain “${domain}”.`);
		for (const folder of new Set(all.map((entry) => entry.folder))) {
			const failed = await run(folder, null);
			if (failed !== null) throw new Error(`The tests of ${folder} are red before anything is taken away: ${failed}`);
		}
		/** @type {Verdict[]} */
		const verdicts = [];
		for (const { folder, place } of all) {
			const by = timeIsUp() ? undefined : await run(folder, place);
			/** @type {Verdict} */
			const verdict = { name: nameOf(place), result: by === undefined ? 'not tried' : by === null ? 'survived' : 'killed', by: by ?? '' };
			verdicts.push(verdict);
			onVerdict(verdict);
		}
		return verdicts;
	} finally {
		await vitest.close();
	}
}
