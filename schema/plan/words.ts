import { locales, type Text } from '@crm-policy/rules/words/text';
import type { SystemObject } from '../model-type.js';

/** How a text is said in Directus where it takes one string only: a reference to its translations. */
export interface TranslatedText {
	/** `$t:` and the key. */
	readonly reference: string;
	readonly rows: readonly SystemObject[];
}

/** Directus recognises letters, digits, dots and hyphens in a reference, and nothing else. */
const segment = (part: string): string => part.replaceAll(/[^a-zA-Z0-9-]+/g, '-');

/** Translations of a text under a key made of the parts, one row per language. */
export function translate(parts: readonly string[], text: Text): TranslatedText {
	const key = ['crm', ...parts.map(segment)].join('.');
	return {
		reference: `$t:${key}`,
		rows: locales.map((language) => ({
			key: `words:${language}:${key}`,
			service: 'translations',
			match: { key, language },
			values: { value: text[language] },
		})),
	};
}

const isText = (value: unknown): value is Text =>
	typeof value === 'object' && value !== null && locales.every((locale) => typeof (value as Partial<Text>)[locale] === 'string');

/** Replaces every text inside a value (interface options and the like) by a reference, and collects their translations. */
export function translateWithin(
	parts: readonly string[],
	value: unknown,
): { readonly value: unknown; readonly rows: readonly SystemObject[] } {
	if (isText(value)) {
		const { reference, rows } = translate(parts, value);
		return { value: reference, rows };
	}
	if (Array.isArray(value)) {
		const entries = value.map((entry, index) => translateWithin([...parts, String(index)], entry));
		return { value: entries.map((entry) => entry.value), rows: entries.flatMap(({ rows }) => rows) };
	}
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).map(([name, inner]) => [name, translateWithin([...parts, name], inner)] as const);
		return {
			value: Object.fromEntries(entries.map(([name, inner]) => [name, inner.value])),
			rows: entries.flatMap(([, { rows }]) => rows),
		};
	}
	return { value, rows: [] };
}

/** The names of a field as its meta row keeps them. */
export const fieldNames = (label: Text): readonly Record<string, string>[] =>
	locales.map((language) => ({ language, translation: label[language] }));

/** The names of a collection as its meta row keeps them. */
export const collectionNames = (label: Text, singular: Text): readonly Record<string, string>[] =>
	locales.map((language) => ({ language, translation: label[language], singular: singular[language], plural: label[language] }));
