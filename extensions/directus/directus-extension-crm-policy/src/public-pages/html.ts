/** Markup that is safe to send: made only by the `html` tag, which escapes everything that is not markup itself. */
export class Html {
	constructor(readonly markup: string) {}
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (value: string): string => value.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

function markupOf(part: Part): string {
	if (part === null || part === undefined || part === false) return '';
	if (part instanceof Html) return part.markup;
	if (typeof part === 'object') return part.map(markupOf).join('');
	return escape(String(part));
}

/**
 * Writes a piece of a page. Values are escaped for text and for quoted attributes (always quote them); pieces made by this tag are
 * taken as they are; nothing, `false` and empty lists leave no trace.
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
	new Html(strings.reduce((written, piece, index) => written + markupOf(parts[index - 1]) + piece));
