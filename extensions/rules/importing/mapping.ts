import { locales, type Text } from '../words/text.js';

/** A field a column can be for. */
export interface Mappable {
	readonly key: string;
	readonly label: Text;
	/** Other headings it is known under. */
	readonly aliases: readonly string[];
}

const plain = (heading: string): string =>
	heading
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s_\-./:()（）]/gu, '');

/** Which column is probably for which field: by its heading, each field once, the first column that fits. Indices of columns to field keys. */
export function guessMapping(headings: readonly string[], fields: readonly Mappable[]): ReadonlyMap<number, string> {
	const guessed = new Map<number, string>();
	const taken = new Set<string>();
	for (const [column, heading] of headings.entries()) {
		const name = plain(heading);
		const field = fields.find(
			({ key, label, aliases }) =>
				!taken.has(key) && [key, ...locales.map((locale) => label[locale]), ...aliases].some((known) => plain(known) === name),
		);
		if (field === undefined || name === '') continue;
		guessed.set(column, field.key);
		taken.add(field.key);
	}
	return guessed;
}
