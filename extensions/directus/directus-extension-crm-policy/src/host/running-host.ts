import type { Accountability, SchemaOverview } from '@directus/types';
import { customRules, type CustomRules } from './custom-rules.js';
import { licenceOf } from './licence.js';
import { fullyTested, testedHosts } from './tested-hosts.js';

/** What is read of Directus to know which one it is. */
export interface AskedHost {
	readonly services: {
		readonly ServerService: new (options: { schema: SchemaOverview; accountability: Accountability }) => {
			serverInfo(): Promise<{ readonly version?: string }>;
		};
	};
	readonly getSchema: () => Promise<SchemaOverview>;
}

/** The Directus that runs us. */
export interface RunningHost {
	readonly version: string | null;
	/** Whether the whole suite has passed on this version. */
	readonly tested: boolean;
	/** What it does with custom permission rules at this moment; costs nothing, to be asked for every request. */
	readonly rules: () => CustomRules;
}

/** Directus tells its version to people who are signed in. */
const somebody: Accountability = {
	user: '00000000-0000-0000-0000-000000000000',
	role: null,
	roles: [],
	admin: true,
	app: false,
	ip: null,
};

async function look({ services, getSchema }: AskedHost): Promise<RunningHost> {
	const info = await new services.ServerService({ schema: await getSchema(), accountability: somebody }).serverInfo();
	const version = info.version ?? null;
	const entitled = await licenceOf(process.argv[1] ?? process.cwd());
	return {
		version,
		tested: version !== null && fullyTested.includes(version),
		rules: () => customRules({ version, entitled: entitled() }, testedHosts.rulesNeedLicenceFrom),
	};
}

let known: Promise<RunningHost> | undefined;

/** Looks once; which Directus this is does not change while it runs, and what its licence permits is read anew by `rules`. */
export const runningHost = (host: AskedHost): Promise<RunningHost> =>
	(known ??= look(host).catch((error: unknown) => {
		known = undefined;
		throw error;
	}));
