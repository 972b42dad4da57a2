import { locales, type Text } from '@crm-policy/rules/words/text';

/** For names of which Directus keeps one string that it does not translate for everybody: it says both languages. */
export const inBothLanguages = (text: Text): string => locales.map((locale) => text[locale]).join(' ');
