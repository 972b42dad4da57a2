import { say, type Locale } from '@crm-policy/rules/words/text';
import { configurationProblems } from '../host-guard/configuration.js';
import { guardsIntact } from '../provision/guard-watch.js';
import { appliedModel } from '../provision/manifest.js';
import { localeOfUser } from './caller.js';
import type { Host } from './context.js';
import { UnsafeConfigurationError } from './refusals.js';
import { engineWords } from './words.js';

/** Refuses governed commands while what they rest on is not there; reading goes on (design, section 4). */
export async function assertSafe(host: Host, locale: Locale): Promise<void> {
	const reasons = (await configurationProblems()).map(({ sentence, values }) => say(sentence, locale, values));
	if (!(await guardsIntact(host.database))) reasons.unshift(say(engineWords.guardsMissing, locale));
	if (reasons.length > 0) throw new UnsafeConfigurationError({ reasons });
}

let setUp = false;

/** Whether our tables are there. Once they are, they stay while the process runs. */
export async function isSetUp(host: Host): Promise<boolean> {
	setUp ||= (await appliedModel(host.database)) !== null;
	return setUp;
}

/** Refuses everything that reads our tables before they are made. */
export async function assertSetUp(host: Host, user: string): Promise<void> {
	if (await isSetUp(host)) return;
	const locale = await localeOfUser(user, host.database);
	const reasons = (await configurationProblems()).map(({ sentence, values }) => say(sentence, locale, values));
	throw new UnsafeConfigurationError({ reasons: [say(engineWords.notSetUp, locale), ...reasons] });
}
