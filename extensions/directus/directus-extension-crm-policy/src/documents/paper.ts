import { paperWords } from '@crm-policy/rules/words/paper-words';
import { say, type Locale } from '@crm-policy/rules/words/text';

/** A document to be printed: what it says, without how it looks. */
export interface Paper {
	readonly locale: Locale;
	readonly title: string;
	/** Stands at the top of every page. */
	readonly number: string;
	/** A line under the title. */
	readonly note: string | null;
	/** The foot of a page. */
	readonly foot: (page: number, pages: number) => string;
	readonly sections: readonly PaperSection[];
}

export interface PaperSection {
	readonly heading: string | null;
	readonly entries: readonly PaperEntry[];
}

/** A paragraph, with what it is before it where it has a label. */
export interface PaperEntry {
	readonly label: string | null;
	readonly value: string;
}

/** What stands at the top and the foot of a document in a language; one without a number has none there. */
export const framed = (locale: Locale, number: string | null): Pick<Paper, 'locale' | 'number' | 'foot'> => ({
	locale,
	number: number === null || number === '' ? '' : say(paperWords.number, locale, { number }),
	foot: (page, pages) => say(paperWords.page, locale, { page, pages }),
});

/** How much text there is, in UTF-16 units. */
export const lengthOf = ({ sections }: Paper): number =>
	sections.flatMap(({ entries }) => entries).reduce((sum, { label, value }) => sum + (label?.length ?? 0) + value.length, 0);
