import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import { startsOfThisRun } from './starts.js';

const shown = 20;
const longest = 300;

/** What a suite costs is seen where it grows: the slowest files, how often a Directus was started and why, and what a test left out. What failed comes last, where the end of a log shows it. */
export default class CostReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[] = []): void {
		const costs = modules
			.map((module) => ({ name: nameOf(module), seconds: module.diagnostic().duration / 1000 }))
			.sort((a, b) => b.seconds - a.seconds);
		const total = costs.reduce((sum, { seconds }) => sum + seconds, 0);
		print(
			`The slowest of ${costs.length} test files (${total.toFixed(0)} s in all):`,
			costs.slice(0, shown).map(({ name, seconds }) => `${seconds.toFixed(1).padStart(8)} s  ${name}`),
		);
		const starts = new Map<string, number>();
		for (const because of startsOfThisRun()) starts.set(because, (starts.get(because) ?? 0) + 1);
		print(
			'Starts of Directus, and why:',
			[...starts].sort(([, a], [, b]) => b - a).map(([because, times]) => `${String(times).padStart(8)}    ${because}`),
		);
		print('Left out, and why:', modules.flatMap(reasonsForSkipping));
		const failures = [...modules.flatMap(failuresIn), ...unhandled.map((error) => `outside a test: ${firstLine(error.message)}`)];
		print(`Failed (${failures.length}):`, [
			...failures.slice(0, shown),
			...(failures.length > shown ? [`and ${failures.length - shown} more`] : []),
		]);
	}
}

function failuresIn(module: TestModule): string[] {
	const before = module.errors().map((error) => `${nameOf(module)}: ${firstLine(error.message)}`);
	return [...before, ...[...module.children.allTests('failed')].map((test) => `${nameOf(module)} › ${test.fullName}: ${reason(test)}`)];
}

/** Of the tests that say why they do not run; what a machine cannot do at all is said before the run. */
function reasonsForSkipping(module: TestModule): string[] {
	return [...module.children.allTests('skipped')].flatMap((test) => {
		const result = test.result();
		return result.state === 'skipped' && result.note !== undefined ? [`${nameOf(module)} › ${test.fullName}: ${result.note}`] : [];
	});
}

const nameOf = (module: TestModule): string => `${module.project.name} ${module.relativeModuleId}`;
const reason = (test: TestCase): string => firstLine(test.result().errors?.[0]?.message ?? 'no reason was given');
const firstLine = (message: string): string => (message.split('\n')[0] ?? '').slice(0, longest);

function print(title: string, lines: readonly string[]): void {
	if (lines.length > 0) process.stdout.write(`\n${title}\n${lines.join('\n')}\n`);
}
