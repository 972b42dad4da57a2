import type { Reporter, TestModule } from 'vitest/node';
import { startsOfThisRun } from './starts.js';

const shown = 20;

/** What a suite costs is seen where it grows: the slowest files, and how often a Directus was started and why. */
export default class CostReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]): void {
		const costs = modules
			.map((module) => ({ name: `${module.project.name} ${module.relativeModuleId}`, seconds: module.diagnostic().duration / 1000 }))
			.sort((a, b) => b.seconds - a.seconds);
		const lines = costs.slice(0, shown).map(({ name, seconds }) => `${seconds.toFixed(1).padStart(8)} s  ${name}`);
		const total = costs.reduce((sum, { seconds }) => sum + seconds, 0);
		process.stdout.write(`\nThe slowest of ${costs.length} test files (${total.toFixed(0)} s in all):\n${lines.join('\n')}\n`);
		const starts = new Map<string, number>();
		for (const because of startsOfThisRun()) starts.set(because, (starts.get(because) ?? 0) + 1);
		if (starts.size === 0) return;
		const reasons = [...starts].sort(([, a], [, b]) => b - a).map(([because, times]) => `${String(times).padStart(8)}    ${because}`);
		process.stdout.write(`\nStarts of Directus, and why:\n${reasons.join('\n')}\n`);
	}
}
