import { locales, say, text, type Locale, type Text } from '@crm-policy/rules/words/text';

/** A text in English with Chinese beside it: `Draft · 草稿`. */
export const both = (sentence: Text): string =>
	sentence['en-US'] === sentence['zh-CN'] ? sentence['en-US'] : `${sentence['en-US']} · ${sentence['zh-CN']}`;

/** A sentence in both languages, one under the other; for cells of tables. */
export const stacked = (sentence: Text): string => `${sentence['en-US']}<br>${sentence['zh-CN']}`;

export const code = (name: string): string => `\`${name}\``;

export const codes = (names: readonly string[]): string => (names.length === 0 ? '–' : names.map(code).join(', '));

/** What would end a cell early is written so that it does not; braces of blanks stay as they are. */
const cell = (content: string): string => content.replaceAll('|', '\\|').replaceAll('\n', '<br>');

/** A table, or a sentence in its place when it would have no rows. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[], whenEmpty: string): string {
	if (rows.length === 0) return whenEmpty;
	const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
	return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Parts of a page, with an empty line between them. */
export const page = (parts: readonly string[]): string => `${parts.filter((part) => part !== '').join('\n\n')}\n`;

const generatedNotice = text(
	'Generated from the declarations in `{source}` by `npm run docs`; a test keeps it up to date. Do not edit by hand.',
	'由 `npm run docs` 根据 `{source}` 中的声明生成，并由测试保证与声明一致。请勿手工修改。',
);

/** Where a page comes from, in one language. */
export const noticeIn = (locale: Locale, source: string): string => `> ${say(generatedNotice, locale, { source })}`;

export const notice = (): string => locales.map((locale) => noticeIn(locale, 'extensions/rules')).join('\n>\n');
