import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { whyMissing } from '../../scripts/lib/test-groups.mjs';

/** One database after the other and one file at a time: whatever runs beside a measurement is measured too. */
const measured = (database: 'sqlite' | 'pg', groupOrder: number): TestProjectConfiguration => ({
	test: {
		name: `load-${database}`,
		include: ['tests/load/**/*.test.ts'],
		env: { CRM_TEST_DATABASE: database },
		globalSetup: ['tests/harness/build-once.ts', 'tests/harness/lender-once.ts'],
		maxWorkers: 1,
		sequence: { groupOrder },
		testTimeout: 1_800_000,
		hookTimeout: 900_000,
	},
});

const pgIsThere = (await whyMissing('pg', process.env)) === undefined;

export default defineConfig({
	test: {
		passWithNoTests: false,
		projects: [measured('sqlite', 0), ...(pgIsThere ? [measured('pg', 1)] : [])],
	},
});
