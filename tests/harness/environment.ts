import { localSettings } from '../../scripts/lib/host-settings.mjs';
import type { Build } from './build.js';
import type { Store } from './store.js';

export type Language = 'en-US' | 'zh-CN';

/** What a Directus under test is like. */
export interface Character {
	readonly demo: boolean;
	readonly language: Language;
}

/** The password of every account of the demo company in tests. */
export const demoPassword = 'crm-demo-2026';

/** What of the machine's own environment a program needs; nothing of the developer's Directus settings leaks into tests. */
const inherited = ['PATH', 'Path', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'TZ'];

/** A licence is meant for the run it is given to: the whole suite on Directus 12 (CONTRIBUTING.md). */
const licence = ['LICENSE_KEY', 'LICENSE_TOKEN'];

/** Where tests depart from the product's settings, and why. */
const forTests = {
	// Tests are about policies, not about how busy the machine is.
	PRESSURE_LIMITER_ENABLED: 'false',
	// A suite may use one sign-in for longer than a quarter of an hour.
	ACCESS_TOKEN_TTL: '1d',
	// Directus answers a sign-in after half a second at the earliest, and hashing a password takes a core for a tenth of one.
	LOGIN_STALL_TIME: '0',
	HASH_MEMORY_COST: '1024',
	HASH_TIME_COST: '2',
	HASH_PARALLELISM: '1',
	// Directus mails each notification; starting a sendmail that is not there would block it for longer than a port where nobody listens.
	EMAIL_TRANSPORT: 'smtp',
	EMAIL_SMTP_HOST: '127.0.0.1',
	EMAIL_SMTP_PORT: '9',
};

/**
 * The whole environment of a Directus under test: the product's settings, on a database, port and folder of its own.
 */
export function directusEnvironment(
	place: { port: number; folder: string; build: Build; store: Store },
	{ demo, language }: Character,
): Record<string, string | undefined> {
	const machine = Object.fromEntries([...inherited, ...licence].map((name) => [name, process.env[name]]));
	const { port, folder, build, store } = place;
	const settings = localSettings({ port, folder, extensionsPath: build.extensionsPath, secret: 'a-secret-for-tests-and-nothing-else' });
	const { DB_FILENAME: _file, ...rest } = settings;
	return {
		...machine,
		...rest,
		...forTests,
		...store.settings,
		CRM_DEMO: String(demo),
		CRM_DEMO_LANGUAGE: language,
		CRM_DEMO_PASSWORD: demoPassword,
		ADMIN_EMAIL: 'admin@example.com',
		ADMIN_PASSWORD: demoPassword,
	};
}
