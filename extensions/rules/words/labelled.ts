import { say, text, type Locale } from './text.js';

const pattern = text('{label}: {content}', '{label}：{content}');

/** What something is about, before what is said of it, with the colon of the language. */
export const labelled = (label: string, content: string, locale: Locale): string => say(pattern, locale, { label, content });
