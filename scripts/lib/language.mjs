import { sentences } from './sentences.mjs';

/** @typedef {'en-US' | 'zh-CN'} Language */

/** @type {readonly Language[]} */
export const languages = ['en-US', 'zh-CN'];

/**
 * The language of the demo company, which is also the one the launcher speaks.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Language | undefined} undefined when CRM_DEMO_LANGUAGE names none we have
 */
export function demoLanguage(env) {
	const wanted = env['CRM_DEMO_LANGUAGE'] ?? '';
	if (wanted === '') return 'en-US';
	return languages.find((language) => language === wanted);
}

/**
 * Picks a sentence and fills its `{blanks}`.
 * @param {keyof typeof sentences} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
	const text = sentences[key][demoLanguage(process.env) ?? 'en-US'];
	return text.replace(/\{(\w+)\}/g, (blank, name) => String(values[name] ?? blank));
}
