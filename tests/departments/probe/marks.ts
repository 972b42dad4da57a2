/** Where a word of the fixture stands. */
export interface Marked {
	readonly collection: string;
	readonly id: string;
	readonly field: string;
}

/** What every word of the fixture begins with; nothing else does. */
export const markOfAll = 'zqx';

/**
 * Words that say which row and which field they stand in, so that wherever one of them turns up, in whatever shape, it is known what was shown.
 * They are short enough for every column.
 */
export class Marks {
	readonly #rows = new Map<number, { readonly collection: string; readonly id: string }>();
	readonly #fields: { readonly collection: string; readonly field: string }[] = [];
	readonly #numbers = new Map<string, number>();

	/** The word for a field of the row with this number. */
	of(row: number, collection: string, field: string): string {
		return `${markOfAll}${row.toString(36)}${this.ofField(collection, field)}`;
	}

	/** The part of it that all words of one field share. */
	ofField(collection: string, field: string): string {
		const key = `${collection}.${field}`;
		let number = this.#numbers.get(key);
		if (number === undefined) {
			number = this.#fields.push({ collection, field }) - 1;
			this.#numbers.set(key, number);
		}
		return `-${number.toString(36)}.`;
	}

	note(row: number, collection: string, id: string): void {
		this.#rows.set(row, { collection, id });
	}

	/** The fields of a collection that have words in them. */
	fieldsOf(collection: string): readonly string[] {
		return this.#fields.flatMap((place) => (place.collection === collection ? [place.field] : []));
	}

	/** The ids of the rows of a collection that were made for the probe. */
	rowsOf(collection: string): readonly string[] {
		return [...this.#rows.values()].flatMap((row) => (row.collection === collection ? [row.id] : []));
	}

	/** Every word in a text, each once. */
	in(text: string): readonly Marked[] {
		const found = new Map<string, Marked>();
		for (const [word, row = '', field = ''] of text.matchAll(/zqx([0-9a-z]+)-([0-9a-z]+)\./g)) {
			const place = this.#rows.get(parseInt(row, 36));
			const column = this.#fields[parseInt(field, 36)];
			if (place !== undefined && column !== undefined) found.set(word, { ...place, field: column.field });
		}
		return [...found.values()];
	}
}
