import { locales, say, type Locale } from '@crm-policy/rules/words/text';
import { runningHost } from '../host/running-host.js';
import { guardsIntact } from '../provision/guard-watch.js';
import { appliedModel } from '../provision/manifest.js';
import type { Host } from './context.js';
import { UnsafeConfigurationError } from './refusals.js';
import { engineWords } from './words.js';

/** Refuses governed commands while what they rest on is not there; reading goes on (design, section 4). */
export async function assertSafe(host: Host, locale: Locale): Promise<void> {
	const reasons: string[] = [];
	const { version, tested, rules } = await runningHost(host);
	if (rules() !== 'applied') reasons.push(say(engineWords.rulesIgnored, locale));
	if (!tested) reasons.push(say(engineWords.hostUntested, locale, { version: version ?? '?' }));
	if (!(await guardsIntact(host.database))) reasons.push(say(engineWords.guardsMissing, locale));
	if (reasons.length > 0) throw new UnsafeConfigurationError({ reasons });
}

let setUp = false;

/** Whether our tables are there. Once they are, they stay while the process runs. */
export async function isSetUp(host: Host): Promise<boolean> {
	setUp ||= (await appliedModel(host.database)) !== null;
	return setUp;
}

/** Refuses everything that reads our tables before they are made. Nobody's language can be read yet, so that it is said in all. */
export async function assertSetUp(host: Host): Promise<void> {
	if (await isSetUp(host)) return;
	throw new UnsafeConfigurationError({ reasons: locales.map((locale) => say(engineWords.notSetUp, locale)) });
}
