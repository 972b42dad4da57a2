/** The languages every visible sentence exists in. */
export const locales = ['en-US', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/** One sentence in every language. `{name}` marks a value that is filled in when it is said. */
export type Text = Readonly<Record<Locale, string>>;

export type TextValues = Readonly<Record<string, string | number | Text>>;

/** Short form for declarations: English first, Chinese second. */
export const text = (english: string, chinese: string): Text => ({ 'en-US': english, 'zh-CN': chinese });

const isText = (value: unknown): value is Text => typeof value === 'object' && value !== null && 'en-US' in value;

/** Says a text in a language. A value may be a text itself (a state, a department) and is then said in the same language. */
export function say(sentence: Text, locale: Locale, values: TextValues = {}): string {
	return sentence[locale].replace(/\{(\w+)\}/g, (placeholder, name: string) => {
		const value = values[name];
		if (value === undefined) return placeholder;
		return isText(value) ? say(value, locale, values) : String(value);
	});
}

/** The nearest language we speak to the one a person has chosen: every Chinese reads zh-CN, everyone else en-US. */
export function nearestLocale(language: string | null | undefined): Locale {
	return language?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en-US';
}
