import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { licensedHost } from './scripts/lib/project.mjs';
import { whyMissing, type Group } from './scripts/lib/test-groups.mjs';

/** A Directus takes about 300 MB and a core while it starts. */
const besideEachOther = 2;
const patient = { testTimeout: 120_000, hookTimeout: 300_000 };
const elsewhere = ['**/node_modules/**', '**/dist/**', '.data/**'];
const withoutDirectus = ['tests/browser/**', 'tests/launch/**', 'tests/load/**', 'tests/host-12/**', 'tests/shop/**'];

/** The same files once per database; they ask `databaseUnderTest()`. */
function integration(database: 'sqlite' | 'pg'): TestProjectConfiguration {
	return {
		test: {
			name: database,
			include: ['tests/**/*.test.ts'],
			exclude: [...elsewhere, ...withoutDirectus],
			env: { CRM_TEST_DATABASE: database },
			globalSetup: ['tests/harness/build-once.ts'],
			maxWorkers: besideEachOther,
			sequence: { groupOrder: 1 },
			...patient,
		},
	};
}

const unit: TestProjectConfiguration = {
	test: {
		name: 'unit',
		include: ['extensions/**/*.test.ts', 'schema/**/*.test.ts', 'seeds/**/*.test.ts', 'scripts/**/*.test.ts'],
		exclude: elsewhere,
		sequence: { groupOrder: 0 },
	},
};

const browser: TestProjectConfiguration = {
	test: {
		name: 'browser',
		include: ['tests/browser/**/*.test.ts'],
		globalSetup: ['tests/harness/build-once.ts'],
		maxWorkers: 1,
		sequence: { groupOrder: 2 },
		...patient,
	},
};

/** The launcher is tested alone: it installs, builds and measures time. */
const launch: TestProjectConfiguration = {
	test: {
		name: 'launch',
		include: ['tests/launch/**/*.test.ts'],
		globalSetup: ['tests/harness/build-once.ts'],
		maxWorkers: 1,
		sequence: { groupOrder: 3 },
		...patient,
	},
};

/** Directus 12 beside the project's own: what holds on it without a licence. */
const host12: TestProjectConfiguration = {
	test: {
		name: 'host12',
		include: ['tests/host-12/**/*.test.ts'],
		env: { CRM_TEST_DATABASE: 'sqlite', CRM_TEST_HOST: licensedHost },
		globalSetup: ['tests/harness/build-once.ts', 'tests/harness/place-host.ts'],
		maxWorkers: besideEachOther,
		sequence: { groupOrder: 2 },
		...patient,
	},
};

/** A real Medusa with the plugin; only `npm run test:shop` installs and builds what these need. */
const shop: TestProjectConfiguration = {
	test: {
		name: 'shop',
		include: ['tests/shop/**/*.test.ts'],
		env: { CRM_TEST_DATABASE: 'sqlite' },
		globalSetup: ['tests/harness/build-once.ts'],
		maxWorkers: 1,
		testTimeout: 300_000,
		hookTimeout: 900_000,
		sequence: { groupOrder: 4 },
	},
};

const canUse = async (group: Group) => (await whyMissing(group, process.env)) === undefined;

export default defineConfig({
	test: {
		passWithNoTests: false,
		projects: [
			unit,
			integration('sqlite'),
			...((await canUse('pg')) ? [integration('pg')] : []),
			...((await canUse('browser')) ? [browser] : []),
			...((await canUse('host12')) ? [host12] : []),
			launch,
			...(process.env['CRM_TEST_SHOP'] === 'true' ? [shop] : []),
		],
	},
});
