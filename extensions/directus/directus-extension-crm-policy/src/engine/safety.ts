import { say, type Locale } from '@crm-policy/rules/words/text';
import { configurationProblems } from '../host-guard/configuration.js';
import { guardsIntact } from '../provision/guard-watch.js';
import type { Host } from './context.js';
import { UnsafeConfigurationError } from './refusals.js';
import { engineWords } from './words.js';

/** Refuses governed commands while what they rest on is not there; reading goes on (design, section 4). */
export async function assertSafe(host: Host, locale: Locale): Promise<void> {
	const reasons = (await configurationProblems()).map(({ sentence, values }) => say(sentence, locale, values));
	if (!(await guardsIntact(host.database))) reasons.unshift(say(engineWords.guardsMissing, locale));
	if (reasons.length > 0) throw new UnsafeConfigurationError({ reasons });
}
