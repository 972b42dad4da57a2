import { locales, say, type Text, type TextValues } from '@crm-policy/rules/words/text';
import type { Logger } from 'pino';

/** A sentence in every language, for logs and terminals that have no reader's language. */
export const inAllLanguages = (sentence: Text, values: TextValues = {}): string =>
	locales.map((locale) => say(sentence, locale, values)).join(' / ');

/**
 * Ends the process with the reason. Directus notes what an init hook throws and serves all the same, so that a start that must not happen is
 * ended here.
 */
export function refuseToStart(logger: Logger, sentence: Text, values: TextValues = {}): never {
	logger.fatal(inAllLanguages(sentence, values));
	process.exit(1);
}
