import { randomUUID } from 'node:crypto';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { licensedHost } from './scripts/lib/project.mjs';
import { whyMissing, type Group } from './scripts/lib/test-groups.mjs';

// Workers inherit it: they note in one place what a run has cost (tests/harness/starts.ts).
process.env['CRM_TEST_RUN'] ??= randomUUID();

/** Two cores: a test and its Directus keep one busy, and so do two at a time. Every project that needs a Directus has this, so that they share the cores. */
const besideEachOther = 2;
const patient = { testTimeout: 120_000, hookTimeout: 300_000 };
const beforeDirectus = ['tests/harness/build-once.ts', 'tests/harness/lender-once.ts'];
const elsewhere = ['**/node_modules/**', '**/dist/**', '.data/**'];
const withoutDirectus = [
	'tests/browser/**',
	'tests/launch/**',
	'tests/load/**',
	'tests/host-12/**',
	'tests/calendars/clients/**',
	'tests/shop/**',
];

/** What the database has no part in runs on SQLite only. */
const sameOnEveryDatabase: readonly { readonly file: string; readonly because: string }[] = [
	{ file: 'tests/host-guard/attacks.test.ts', because: 'the guard refuses a request before Directus makes a statement of it' },
	{ file: 'tests/host-guard/websockets.test.ts', because: 'who a connection speaks for is kept in memory' },
	{ file: 'tests/host-guard/configuration.test.ts', because: 'settings are read back before the first statement' },
	{
		file: 'tests/communications/reminders.test.ts',
		because: 'it is about the hour of the day, and waits for it; whom a reminder is due to is asked on both',
	},
	{ file: 'tests/complaints/mail.test.ts', because: 'letters are read before anything is kept; how complaints are kept is tried on both' },
	{ file: 'tests/contract-review/between-approval-and-signing.test.ts', because: 'the rule compares what was read already' },
	{ file: 'tests/contract-review/override.test.ts', because: 'who may override is asked of the policies of Directus' },
	{ file: 'tests/departments/disclosure.test.ts', because: 'the rules it is about are probed on both, by every way of reading' },
	{ file: 'tests/departments/gift-disclosure.test.ts', because: 'the rules it is about are probed on both, by every way of reading' },
	{ file: 'tests/operations/pinned-libraries.test.ts', because: 'mails and pictures are made without it' },
	{ file: 'tests/queries/statements.test.ts', because: 'the query builder that is counted sends both the same number' },
];

/** The same files once per database; they ask `databaseUnderTest()`. */
function integration(database: 'sqlite' | 'pg'): TestProjectConfiguration {
	return {
		test: {
			name: database,
			include: ['tests/**/*.test.ts'],
			exclude: [...elsewhere, ...withoutDirectus, ...(database === 'pg' ? sameOnEveryDatabase.map(({ file }) => file) : [])],
			env: { CRM_TEST_DATABASE: database },
			globalSetup: beforeDirectus,
			maxWorkers: besideEachOther,
			sequence: { groupOrder: 1 },
			...patient,
		},
	};
}

const unit: TestProjectConfiguration = {
	test: {
		name: 'unit',
		// The demo company lives through a year in some of them.
		testTimeout: 60_000,
		hookTimeout: 60_000,
		include: ['extensions/**/*.test.ts', 'schema/**/*.test.ts', 'seeds/**/*.test.ts', 'scripts/**/*.test.ts'],
		exclude: elsewhere,
		maxWorkers: besideEachOther,
		// Pure functions, which cannot disturb each other: one process loads what they share once.
		isolate: false,
		sequence: { groupOrder: 0 },
	},
};

const browser: TestProjectConfiguration = {
	test: {
		name: 'browser',
		include: ['tests/browser/**/*.test.ts'],
		globalSetup: beforeDirectus,
		maxWorkers: besideEachOther,
		sequence: { groupOrder: 1 },
		...patient,
		// A journey signs several people in, one after the other, on whatever is left of the machine.
		testTimeout: 300_000,
	},
};

/** Real calendar applications; what they do does not depend on the database. */
const calendars: TestProjectConfiguration = {
	test: {
		name: 'calendars',
		include: ['tests/calendars/clients/**/*.test.ts'],
		env: { CRM_TEST_DATABASE: 'sqlite' },
		globalSetup: beforeDirectus,
		maxWorkers: besideEachOther,
		sequence: { groupOrder: 1 },
		...patient,
	},
};

const launch: TestProjectConfiguration = {
	test: {
		name: 'launch',
		include: ['tests/launch/**/*.test.ts'],
		globalSetup: beforeDirectus,
		maxWorkers: besideEachOther,
		sequence: { groupOrder: 1 },
		...patient,
	},
};

/** Directus 12 beside the project's own: what holds on it without a licence. */
const host12: TestProjectConfiguration = {
	test: {
		name: 'host12',
		include: ['tests/host-12/**/*.test.ts'],
		env: { CRM_TEST_DATABASE: 'sqlite', CRM_TEST_HOST: licensedHost },
		globalSetup: [...beforeDirectus, 'tests/harness/place-host.ts'],
		maxWorkers: besideEachOther,
		sequence: { groupOrder: 1 },
		...patient,
	},
};

/** A real Medusa with the plugin; only `npm run test:shop` installs and builds what these need. */
const shop: TestProjectConfiguration = {
	test: {
		name: 'shop',
		include: ['tests/shop/**/*.test.ts'],
		env: { CRM_TEST_DATABASE: 'sqlite' },
		globalSetup: beforeDirectus,
		maxWorkers: 1,
		testTimeout: 300_000,
		hookTimeout: 900_000,
		sequence: { groupOrder: 4 },
	},
};

/** What takes longest begins first, so that no core waits for it at the end: journeys and launches, then the largest files. */
class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const sorted = await super.sort(files);
		const isLong = ({ project }: TestSpecification): boolean => project.name === 'browser' || project.name === 'launch';
		return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
	}
}

const canUse = async (group: Group) => (await whyMissing(group, process.env)) === undefined;

export default defineConfig({
	test: {
		passWithNoTests: false,
		reporters: ['default', './tests/harness/cost-reporter.ts'],
		sequence: { sequencer: LongestFirst },
		projects: [
			unit,
			integration('sqlite'),
			...((await canUse('pg')) ? [integration('pg')] : []),
			...((await canUse('browser')) ? [browser] : []),
			...((await canUse('calendars')) ? [calendars] : []),
			...((await canUse('host12')) ? [host12] : []),
			launch,
			...(process.env['CRM_TEST_SHOP'] === 'true' ? [shop] : []),
		],
	},
});
